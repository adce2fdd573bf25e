import { randomUUID } from 'node:crypto';
import { type Event, must, PLATFORM, type Playbook, renderMessage, replay, understand } from '@hark/core';
import { fakeMarketplace, makeTurns, makeView, type Store, type World } from '@hark/server';
import type { Message } from '@hark/wire';
import type { Move, Player } from './buyer.ts';
import { ownUsage } from './own-usage.ts';
import type { Played } from './played.ts';
import { cardText } from './seen.ts';

/** Where conversations take place: the playbook, and the store that keeps them. */
export type Stage = { playbook: Playbook; store: Store };

/** A buyer who has written so often without coming to an end gives up. */
export const PATIENCE = 40;

const BEGUN = Date.UTC(2026, 10, 24, 15);
const BETWEEN_MESSAGES_MS = 20_000;

/** Plays one conversation through the real turn against a shop over `world`, which it changes. */
export async function play(stage: Stage, world: World, player: Player): Promise<Played> {
  const clock = makeClock();
  const marketplace = fakeMarketplace(world);
  const { playbook } = stage;
  const store = ownUsage(stage.store, randomUUID());
  const turns = makeTurns({
    playbook,
    understand: (text, language) => understand(playbook.understander, text, { language }),
    marketplace,
    store,
    now: clock.now,
    id: randomUUID,
  });
  const view = makeView({
    render: (sent) => renderMessage(playbook, sent),
    person_by: () => null,
    survey: () => null,
    title: () => null,
  });
  const language = must(playbook.settings.languages[0], 'a language of the playbook');
  const opening = {
    shop_id: PLATFORM,
    channel: 'chat',
    language,
    buyer_id: null,
    order_id: null,
  };
  const { conversation_id, events } = await turns.open(opening);
  const played: Played = {
    conversation_id,
    writes: [],
    said: '',
    messages: [],
    turns: 0,
    handed_over: false,
    parted_at: null,
    why: null,
  };
  let move = player.begin(shownOf(played, view.messages(events), events));
  while (move.do === 'say' && played.turns < PATIENCE) {
    clock.pass(BETWEEN_MESSAGES_MS);
    played.turns += 1;
    const before = world.log.length;
    const message = { client_id: String(played.turns), text: move.text, button: move.button };
    const heard = await turns.receive(conversation_id, message);
    const came = [...heard.events, ...(await turns.settle(conversation_id))];
    noteWrites(played, world, { before, move });
    move = player.answer(shownOf(played, view.messages(came), came));
  }
  played.why = move.do === 'leave' ? move.why : `gave up after ${PATIENCE} messages`;
  const log = await store.events(conversation_id, 0);
  played.parted_at = replay(playbook, conversation_id, log).difference?.seq ?? null;
  await marketplace.close();
  return played;
}

function shownOf(played: Played, messages: Message[], events: readonly Event[]) {
  const own = messages.filter(({ from }) => from !== 'buyer');
  played.messages.push(...messages);
  played.said += own.map(({ text, card }) => ` \n ${text} \n ${card ? cardText(card) : ''}`).join('');
  for (const event of events)
    if (event.type === 'speaker_changed') played.handed_over = event.data.to === 'person';
  return { messages: own, speaker: played.handed_over ? ('person' as const) : ('assistant' as const) };
}

/** One yes stands for one write. */
function noteWrites(
  played: Played,
  world: World,
  { before, move }: { before: number; move: Move & { do: 'say' } },
): void {
  const done = world.log.slice(before);
  played.writes.push(
    ...done.map(({ call, args }, index) => ({ call, args, yes: index === 0 ? move.yes : null })),
  );
}

/** A clock that passes only with what is said, so that every run sees the same times. */
function makeClock() {
  let ms = BEGUN;
  return {
    now: () => new Date(ms++).toISOString(),
    pass(by_ms: number) {
      ms += by_ms;
    },
  };
}
