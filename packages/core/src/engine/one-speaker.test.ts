import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replay } from '../backtest/replay.ts';
import type { Event } from '../conversation/event.ts';
import { fold } from '../conversation/fold.ts';
import type { Acting, Side } from '../conversation/people.ts';
import type { State } from '../conversation/state.ts';
import { ACTS, type Act } from '../language/understanding.ts';
import { TestConversation } from '../testing/conversation.ts';
import { compiled, shippedPlaybook, smallShop } from '../testing/demo-shop.ts';

const PLAYBOOK = compiled(shippedPlaybook('demo-shop'));
const NOOR: Acting = { agent_id: 'noor', name: 'Noor Haddad', side: 'shop' };
const SAM: Acting = { agent_id: 'sam', name: 'Sam Okoye', side: 'shop' };
const CHIARA: Acting = { agent_id: 'chiara', name: 'Chiara Rossi', side: 'platform' };

type Doing =
  | { do: 'say'; text: string; wishes: string[]; acts: Act[] }
  | { do: 'press'; at: number }
  | { do: 'result'; done: boolean }
  | { do: 'fire'; at: number }
  | { do: 'desk'; by: Acting; what: 'take' | 'write' | 'give_back' | 'note' | 'resolve'; behind: number }
  | { do: 'replace'; by: Acting; leads: boolean; of: string }
  | { do: 'pass'; by: Acting; to: Side }
  | { do: 'act'; by: Acting; order: string };

const person = fc.constantFrom(NOOR, SAM, CHIARA);
const doing: fc.Arbitrary<Doing> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      text: fc.constantFrom('a person please', 'cancel #H1', 'yes', 'and?', 'ada@example.com', 'thanks'),
      wishes: fc.subarray(['cancel_order', 'return_items'], { maxLength: 1 }),
      acts: fc.oneof(fc.constant<Act[]>(['person']), fc.subarray([...ACTS], { maxLength: 2 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('press' as const), at: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('result' as const), done: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('fire' as const), at: fc.nat(3) }) },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('desk' as const),
      by: person,
      what: fc.constantFrom('take', 'take', 'write', 'write', 'give_back', 'note', 'resolve'),
      behind: fc.nat(6),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('replace' as const),
      by: person,
      leads: fc.boolean(),
      of: fc.constantFrom('noor', 'sam', 'chiara'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      by: person,
      to: fc.constantFrom<Side>('shop', 'platform'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('act' as const),
      by: person,
      order: fc.constantFrom('#H1', '#H2', '#H9'),
    }),
  },
);

function carryOut(chat: TestConversation, one: Doing): void {
  switch (one.do) {
    case 'say':
      return void chat.says(one.text, one);
    case 'press': {
      const option = chat.state.question?.options[one.at];
      if (option) chat.says(option.label, { button: option.id });
      return;
    }
    case 'result': {
      const request = chat.state.actions.find((action) => action.outcome === null);
      if (!request) return;
      const request_seq = request.seq;
      if (one.done) chat.observe('action_succeeded', { request_seq, result: {} });
      else chat.observe('action_unknown', { request_seq, error: 'slow', retryable: true });
      return;
    }
    case 'fire': {
      const timer = chat.state.timers[one.at % Math.max(1, chat.state.timers.length)];
      if (timer) chat.observe('timer_fired', { timer_seq: timer.seq, timer: timer.timer }, 3_600_000);
      return;
    }
    case 'replace': {
      const leads = one.leads ? { leads: true as const } : {};
      return void chat.observe('agent_joined', { ...one.by, ...leads, instead_of: one.of });
    }
    case 'pass':
      return void chat.observe('agent_passed', { ...one.by, to: one.to, words: 'Yours.' });
    case 'act': {
      const args = { order: one.order, reason: 'ordered by mistake' };
      const client_id = `a${chat.state.seq}`;
      return void chat.observe('agent_asked', { ...one.by, client_id, action: 'cancel_order', args });
    }
    case 'desk':
      return atDesk(chat, one);
  }
}

function atDesk(chat: TestConversation, { by, what, behind }: Extract<Doing, { do: 'desk' }>): void {
  const client_id = `c${chat.state.seq}`;
  const seq_seen = Math.max(1, chat.state.seq - behind);
  switch (what) {
    case 'take':
      return void chat.observe('agent_joined', by);
    case 'give_back':
      return void chat.observe('agent_left', by);
    case 'resolve':
      return void chat.observe('agent_resolved', by);
    case 'note':
      return void chat.observe('agent_noted', { ...by, client_id, text: 'Calls at nine.' });
    case 'write':
      return void chat.observe('agent_wrote', { ...by, client_id, text: 'I look into it.', seq_seen });
  }
}

/** What the assistant may say although somebody else speaks: what was done, as a receipt. */
function talksOver(event: Event): boolean {
  return event.type === 'message_sent' && event.data.receipt_for === null;
}

/** What must hold after each turn; `before` is the state in which it began. */
function holds(before: State | null, chat: TestConversation, turn: Event[]): void {
  const { state } = chat;
  const { handover, speaker, status, timers } = state;
  // Exactly one speaks: the assistant, or the people who have it.
  expect(speaker === 'assistant').toBe(handover === null);
  if (status === 'resolved') expect(handover).toBeNull();
  const clocks = timers.map((one) => one.timer).filter((kind) => kind === 'promise' || kind === 'leave');
  if (handover) expect(clocks).toEqual([handover.waiting_since === null ? 'leave' : 'promise']);
  else expect(clocks.filter((kind) => kind === 'promise')).toEqual([]);
  const heldBy = before?.handover?.taken_by?.agent_id;
  if (heldBy !== undefined && handover?.taken_by?.agent_id === heldBy)
    expect(turn.filter(talksOver)).toEqual([]);
  const takenFrom = turn.find((one) => one.type === 'handover_taken' && one.data.from !== undefined);
  if (takenFrom) {
    // Only who leads takes it from a colleague, and only from the one who held it.
    const asked = turn.find((one) => one.type === 'agent_joined');
    expect(asked?.data).toMatchObject({ leads: true, instead_of: heldBy });
  }
  for (const event of turn) {
    if (event.type !== 'agent_wrote') continue;
    const refused = turn.some((one) => one.type === 'agent_refused');
    // Whoever's words reach the buyer is the one who speaks, before and after.
    if (!refused) expect(handover?.taken_by?.agent_id).toBe(event.data.agent_id);
    if (refused && before) expect(state.handover).toEqual(before.handover);
  }
}

/** A buyer who waits is owed a word by a person: nobody answered since the last of theirs. */
function buyerWaits(events: Event[]): boolean {
  const last = events.findLast(
    (event) =>
      event.type === 'message_received' ||
      event.type === 'speaker_changed' ||
      (event.type === 'agent_wrote' && !overtakenOrRefused(events, event.seq)),
  );
  return last?.type !== 'agent_wrote';
}

function overtakenOrRefused(events: Event[], seq: number): boolean {
  return events.some(
    (one) => one.caused_by === seq && (one.type === 'agent_refused' || one.type === 'message_overtaken'),
  );
}

function walked(known: boolean, doings: Doing[]): TestConversation {
  const chat = new TestConversation(PLAYBOOK, smallShop(), known ? 'ada' : null);
  for (const one of doings) {
    const before = chat.state;
    carryOut(chat, one);
    holds(before, chat, chat.events.slice(before.seq));
  }
  return chat;
}

const walk = fc.record({ known: fc.boolean(), doings: fc.array(doing, { maxLength: 40 }) });

test('whoever does what in whatever order: exactly one speaks, and a buyer who waits for a person has one clock', () => {
  fc.assert(
    fc.property(walk, ({ known, doings }) => {
      const chat = walked(known, doings);
      const { handover } = chat.state;
      if (handover && buyerWaits(chat.events)) expect(handover.waiting_since).not.toBeNull();
      const passed = chat.events.filter(
        (event) => event.type === 'speaker_changed' && event.data.reason === 'passed',
      );
      expect(passed.length).toBeLessThanOrEqual(PLAYBOOK.settings.people.most_passes);
    }),
    { numRuns: 400 },
  );
});

test('whoever does what in whatever order: the state is the fold of the log, and a replay decides the same', () => {
  fc.assert(
    fc.property(walk, ({ known, doings }) => {
      const chat = walked(known, doings);
      let state: State | null = null;
      for (const event of JSON.parse(JSON.stringify(chat.events))) state = fold(state, event, 'c1');
      expect(state).toEqual(chat.state);
      expect(replay(PLAYBOOK, 'c1', chat.events).difference).toBeNull();
    }),
    { numRuns: 150 },
  );
});

test('a buyer whom nobody answers hears of it a set number of times, not for ever', () => {
  const chat = new TestConversation(PLAYBOOK, smallShop(), 'ada');
  chat.says('a person please', { acts: ['person'] });
  const from = chat.events.length;
  for (let count = 0; count < 40; count++) carryOut(chat, { do: 'fire', at: 0 });
  const { limit } = PLAYBOOK.settings.people.escalate;
  expect(chat.said(from)).toHaveLength(2 * limit + 2);
});
