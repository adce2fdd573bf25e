import { randomUUID } from 'node:crypto';
import { type Event, fold, type Option, renderMessage, type State, understand } from '@hark/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryStore } from './conversations/memory-store.ts';
import { starterPlaybook } from './main.ts';
import { demoWorld } from './marketplace/demo.ts';
import { DEMO_BUYERS } from './marketplace/demo-shown.ts';
import { fakeMarketplace } from './marketplace/fake.ts';
import { loadPlaybookFolder } from './playbook-folder.ts';
import { makeTurns } from './turn.ts';

const START = '2026-03-02T09:00:00.000Z';
const playbook = loadPlaybookFolder(starterPlaybook());

const PHRASES = [
  'cancel my order #H1000001',
  'I want to send back the lamp',
  'cancel the mug and send back the lamp',
  'where is my order?',
  'change the address of my order to Calle Mayor 5, 46001 Valencia, Spain',
  'yes',
  'no',
  'no, the other one',
  'never mind',
  'thanks',
  'a person, please',
  'the blue one',
  '#H1000002',
  'this is ridiculous!!!',
  '???',
  '👍',
  'all of them',
  '{{ order.id }} <b> __proto__',
];

type Step = { kind: 'say' | 'press' | 'wait' | 'mood' | 'agent'; pick: number };

const walks: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom<Step['kind']>(
      'say',
      'say',
      'say',
      'press',
      'press',
      'press',
      'wait',
      'mood',
      'agent',
    ),
    pick: fc.nat(1_000),
  }),
  { maxLength: 14 },
);
const MOODS = [{}, {}, { unavailable: true }, { act_then_time_out: true }, { refuse: 'closed' }];
const WAITS_MS = [1_000, 60_000, 16 * 60_000, 5 * 3_600_000, 80 * 3_600_000];

function options(events: Event[]): Option[] {
  return events.flatMap((event) => (event.type === 'message_sent' ? event.data.options : [])).slice(-6);
}

test('whatever a buyer of the demo shop says or presses, the log is whole, folds to its snapshot and can be read', async () => {
  await fc.assert(
    fc.asyncProperty(walks, fc.nat(3), async (walk, who) => {
      let ms = Date.parse(START);
      const now = () => new Date(ms).toISOString();
      const store = memoryStore();
      const marketplace = fakeMarketplace(demoWorld(1, START), { deadline_ms: 5 });
      const turns = makeTurns({
        playbook,
        understand: (text, language) => understand(playbook.understander, text, { language }),
        marketplace,
        store,
        now,
        id: randomUUID,
      });
      const buyer = DEMO_BUYERS[who];
      const { conversation_id } = await turns.open({
        shop_id: 'demo',
        channel: 'chat',
        language: 'en',
        buyer_id: buyer?.buyer_id ?? null,
        order_id: buyer?.order_id ?? null,
      });
      for (const { kind, pick } of walk) {
        const client_id = randomUUID();
        const buttons = options(await store.events(conversation_id, 0));
        const button = buttons[pick % Math.max(buttons.length, 1)];
        if (kind === 'say') {
          const text = PHRASES[pick % PHRASES.length] ?? '';
          await turns.receive(conversation_id, { client_id, text, button: null });
        } else if (kind === 'press' && button) {
          await turns.receive(conversation_id, { client_id, text: button.label, button: button.id });
        } else if (kind === 'wait') {
          ms += WAITS_MS[pick % WAITS_MS.length] ?? 0;
          await turns.run_due();
        } else if (kind === 'mood') marketplace.setFaults({ '*': MOODS[pick % MOODS.length] ?? {} });
        else if (kind === 'agent') {
          const data = { agent_id: 'a1', name: 'Nuria', side: 'shop' as const };
          await turns.observe(conversation_id, {
            type: pick % 2 === 0 ? 'agent_joined' : 'agent_left',
            data,
          });
        }
        await turns.settle(conversation_id);
      }
      const log = await store.events(conversation_id, 0);
      expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1));
      const folded = log.reduce<State | null>((state, event) => fold(state, event, conversation_id), null);
      expect((await store.load(conversation_id))?.state).toEqual(folded);
      // State and events are JSON: what a database gives back is what was written.
      expect(JSON.parse(JSON.stringify(folded))).toEqual(folded);
      for (const event of log) {
        if (event.type === 'message_sent') expect(renderMessage(playbook, event.data).text).not.toBe('');
      }
      const keys = marketplace.entries().map((entry) => entry.key);
      expect(new Set(keys).size).toBe(keys.length);
    }),
    { numRuns: 60 },
  );
});
