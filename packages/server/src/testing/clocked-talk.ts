import { randomUUID } from 'node:crypto';
import { type Event, type Playbook, renderMessage, understand } from '@hark/core';
import type { Store } from '../conversations/store.ts';
import { fakeMarketplace } from '../marketplace/fake.ts';
import type { World } from '../marketplace/world.ts';
import { makeTurns, type Opening } from '../turn.ts';

/** Whole conversations through the real turn, on a clock that the test moves. */
export type ClockedTalk = ReturnType<typeof clockedTalk>;

/** `at` is the instant at which the clock stands first; nothing moves it but the test. */
export function clockedTalk(given: { playbook: Playbook; store: Store; world: World; at: string }) {
  const { playbook, store, world } = given;
  let ms = Date.parse(given.at);
  const turns = makeTurns({
    playbook,
    understand: (text, language) => understand(playbook.understander, text, { language }),
    marketplace: fakeMarketplace(world),
    store,
    now: () => new Date(ms).toISOString(),
    id: randomUUID,
  });
  const textsOf = (events: readonly Event[]): string[] =>
    events.flatMap((event) =>
      event.type === 'message_sent' ? [renderMessage(playbook, event.data).text] : [],
    );
  return {
    turns,
    textsOf,
    async open(from: Partial<Opening> = {}): Promise<string> {
      const nobody = { shop_id: 'platform', channel: 'chat', language: 'en', buyer_id: null, order_id: null };
      return (await turns.open({ ...nobody, ...from })).conversation_id;
    },
    /** What came of a message: everything until nothing is due any more. */
    async says(conversation_id: string, text: string, button: string | null = null): Promise<Event[]> {
      ms += 1_000;
      const { events } = await turns.receive(conversation_id, { client_id: randomUUID(), text, button });
      return [...events, ...(await turns.settle(conversation_id))];
    },
    /** The clock goes on to `at`, and what is due by then is carried out. */
    async waits(conversation_id: string, at: string): Promise<Event[]> {
      ms = Date.parse(at);
      return turns.settle(conversation_id);
    },
    log: (conversation_id: string): Promise<Event[]> => store.events(conversation_id, 0),
  };
}
