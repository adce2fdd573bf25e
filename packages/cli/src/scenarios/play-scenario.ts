import { randomUUID } from 'node:crypto';
import {
  type Event,
  must,
  type Playbook,
  type Rendered,
  renderMessage,
  type State,
  understand,
} from '@hark/core';
import { fakeMarketplace, makeTurns, memoryStore, shopOf } from '@hark/server';
import { judgeEnd, judgeLine } from './judge.ts';
import type { Playable } from './read-scenarios.ts';
import type { Line } from './scenario.ts';

/** One thing that was said, or the place where the conversation parted from what was expected. */
export type Told =
  | { who: 'buyer' | 'assistant'; text: string }
  | { who: 'wrong'; line: number; what: string[] };

/** A scenario that was played: what was said, and whether everything was as expected. */
export type Played = { right: boolean; told: Told[] };

const BETWEEN_LINES_MS = 20_000;

/** Plays a scenario through the real turn, over a shop of its own; it ends at the first line that cannot be said. */
export async function playScenario(playbook: Playbook, playable: Playable): Promise<Played> {
  const { scenario, now, language } = playable;
  const world = structuredClone(playable.world);
  const marketplace = fakeMarketplace(world);
  const store = memoryStore();
  let ms = Date.parse(now);
  const turns = makeTurns({
    playbook,
    understand: (text, spoken) => understand(playbook.understander, text, { language: spoken }),
    marketplace,
    store,
    now: () => new Date(ms++).toISOString(),
    id: randomUUID,
  });
  const from = { buyer_id: scenario.buyer ?? null, order_id: scenario.page ?? null };
  const shop_id = await shopOf(marketplace, from);
  const { conversation_id, events } = await turns.open({ ...from, shop_id, channel: 'chat', language });
  const told: Told[] = saidIn(playbook, events).map(asTold);
  for (const [at, line] of scenario.talk.entries()) {
    ms += BETWEEN_LINES_MS;
    const { state } = must(await store.load(conversation_id), 'the conversation');
    if ('rates' in line) {
      const survey_seq = state.survey?.seq ?? 0;
      const { rates, comment = null } = line;
      const rating = rates === 'skip' ? null : rates;
      told.push({ who: 'buyer', text: `[${rating ?? 'skips the survey'}] ${comment ?? ''}`.trim() });
      await turns.observe(conversation_id, {
        type: 'survey_answered',
        data: { survey_seq, rating, comment },
      });
      continue;
    }
    const message = messageOf(line, state);
    if ('wrong' in message) {
      told.push({ who: 'wrong', line: playable.line(at), what: [message.wrong] });
      break;
    }
    told.push({ who: 'buyer', text: message.text });
    const heard = await turns.receive(conversation_id, { client_id: String(at), ...message });
    const came = [...heard.events, ...(await turns.settle(conversation_id))];
    const said = saidIn(playbook, came);
    told.push(...said.map(asTold));
    const what = judgeLine(line.expects ?? {}, { events: came, said });
    if (what.length > 0) told.push({ who: 'wrong', line: playable.line(at), what });
  }
  const { state } = must(await store.load(conversation_id), 'the conversation');
  const what = judgeEnd(scenario.ends, playable.world, { world, state });
  if (what.length > 0) told.push({ who: 'wrong', line: playable.ends_line, what });
  await marketplace.close();
  return { right: told.every(({ who }) => who !== 'wrong'), told };
}

/** The words that are sent, with the button that stands for them; or why the line cannot be said. */
function messageOf(
  line: Exclude<Line, { rates: unknown }>,
  state: State,
): { text: string; button: string | null } | { wrong: string } {
  if ('says' in line) return { text: line.says, button: null };
  const options = state.question?.options ?? [];
  const found = options.filter(({ label }) => label.toLowerCase().includes(line.presses.toLowerCase()));
  const [only, ...others] = found;
  if (only && others.length === 0) return { text: only.label, button: only.id };
  const there = options.map(({ label }) => `"${label}"`).join(', ') || 'none';
  return {
    wrong: `there ${only ? 'are several buttons' : 'is no button'} "${line.presses}"; there are: ${there}`,
  };
}

function saidIn(playbook: Playbook, events: readonly Event[]): Rendered[] {
  return events.flatMap((event) =>
    event.type === 'message_sent' ? [renderMessage(playbook, event.data)] : [],
  );
}

function asTold({ text, card }: Rendered): Told {
  const rows = (card?.rows ?? []).map(({ label, value, from, to }) =>
    value === null ? `${label}: ${from ?? ''} → ${to ?? ''}` : `${label}: ${value}`,
  );
  return { who: 'assistant', text: [text, ...(card ? [`[${card.title}]`, ...rows] : [])].join('\n') };
}
