import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObserved } from '../conversation/event.ts';
import { renderMessage } from '../engine/render-message.ts';
import type { Strategy } from '../flows/strategy.ts';
import { must } from '../lib/assert.ts';
import { TestConversation } from '../testing/conversation.ts';
import { compiled, shippedPlaybook, smallShop } from '../testing/demo-shop.ts';
import { WALKED as PLAYBOOK, walk, walked } from '../testing/walk.ts';
import { type Rerun, type RerunOf, rerun, type Words } from './rerun.ts';

/** The shipped playbook with one line written otherwise. */
function changed(from: string, to: string): Strategy {
  const files = shippedPlaybook('demo-shop');
  expect(files.filter(({ text }) => text.includes(from))).not.toEqual([]);
  return compiled(files.map((file) => ({ ...file, text: file.text.replace(from, to) })));
}

const CANCELS_WHAT_ARRIVED = changed(
  'that: args.order.status == policy.open',
  'that: args.order.status == policy.arrived',
);
const ASKS_OTHERWISE = changed('Which order is it about?', 'Which of your orders do you mean?');
const WAITS_LONGER = changed('silence: PT15M', 'silence: PT45M');

const words =
  (strategy: Strategy): Words =>
  ({ data }) =>
    strategy.replies[data.reply] ? renderMessage(strategy, data) : null;

function again(chat: TestConversation, strategy: Strategy, understand: RerunOf['understand'] = null): Rerun {
  return rerun({
    strategy,
    conversation_id: 'c1',
    events: chat.events,
    words: { before: words(PLAYBOOK), now: words(strategy) },
    understand,
  });
}

function cancelled(): TestConversation {
  const chat = new TestConversation(PLAYBOOK, smallShop(), 'ada');
  chat.says('cancel #H1 by mistake', { wishes: ['cancel_order'] });
  chat.says('yes', { acts: ['yes'] });
  chat.observe('action_succeeded', { request_seq: chat.requested.seq, result: {} });
  return chat;
}

test('whatever happened, under the same playbook every row is the same and the run is exact to the end', () => {
  fc.assert(
    fc.property(walk, (steps) => {
      const chat = walked(steps);
      const { rows, inexact, answers } = again(chat, PLAYBOOK);
      expect(rows.filter(({ kind }) => kind !== 'same')).toEqual([]);
      expect(rows.map(({ now }) => now)).toEqual(chat.events);
      expect({ inexact, differing: answers.differing }).toEqual({ inexact: null, differing: 0 });
    }),
    { numRuns: 150 },
  );
});

test('whatever happened and whatever was changed, each event of the record is in one row, in order, and so is the new log', () => {
  fc.assert(
    fc.property(walk, fc.constantFrom('cancels', 'asks', 'waits'), (steps, change) => {
      const strategy = { cancels: CANCELS_WHAT_ARRIVED, asks: ASKS_OTHERWISE, waits: WAITS_LONGER }[change];
      const chat = walked(steps);
      const { rows, inexact } = again(chat, strategy);
      expect(rows.flatMap(({ before }) => before ?? [])).toEqual(chat.events);
      const now = rows.flatMap((row) => row.now ?? []);
      expect(now.map(({ seq }) => seq)).toEqual(now.map((_, at) => at + 1));
      const first = rows.findIndex(({ estimated }) => estimated);
      expect(first === -1).toBe(inexact === null);
      if (first >= 0) expect(rows.slice(first).every(({ estimated }) => estimated)).toBe(true);
      const observed = rows.filter(({ before, now }) => [before, now].some((one) => one && isObserved(one)));
      if (inexact === null) expect(observed.filter(({ kind }) => kind !== 'same')).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('an action that is withheld now never happened, so its result ends exactness', () => {
  const chat = cancelled();
  const { rows, inexact } = again(chat, CANCELS_WHAT_ARRIVED);
  const withheld = rows.find(({ now }) => now?.type === 'action_withheld');
  expect(withheld?.kind).toBe('only_now');
  const yes = must(
    chat.events.find((event) => event.type === 'message_received' && event.data.text === 'yes'),
    'yes',
  );
  // Already the yes answers words that nobody would have read.
  expect(inexact).toEqual({
    because: 'read_otherwise',
    before: yes.seq,
    now: null,
    type: 'message_received',
  });
  const result = rows.find(({ before }) => before?.type === 'action_succeeded');
  expect(result).toMatchObject({ kind: 'only_before', now: null, estimated: true });
});

test('the first event whose cause did not happen is where an otherwise exact run ends', () => {
  const chat = new TestConversation(PLAYBOOK, smallShop(), 'ada');
  chat.says('cancel please', { wishes: ['cancel_order'] });
  const timer = must(
    chat.state.timers.find((one) => one.timer === 'silence'),
    'a timer',
  );
  chat.observe('timer_fired', { timer_seq: timer.seq, timer: 'silence' }, 15 * 60_000);
  const { rows, inexact } = again(chat, WAITS_LONGER);
  const fired = must(
    chat.events.find((event) => event.type === 'timer_fired'),
    'a timer that ran out',
  );
  expect(inexact).toEqual({ because: 'not_caused', before: fired.seq, now: null, type: 'timer_fired' });
  expect(rows.find(({ before }) => before?.type === 'timer_set')).toMatchObject({ kind: 'differs' });
  expect(rows.filter(({ estimated }) => estimated).map(({ kind }) => kind)).not.toContain('same');
});

test('a timer that is set for another time runs out then', () => {
  const chat = new TestConversation(PLAYBOOK, smallShop(), 'ada');
  chat.says('cancel please', { wishes: ['cancel_order'] });
  chat.observe('message_received', must(lastMessage(chat), 'a message').data, 30 * 60_000);
  const { rows, inexact } = again(chat, changed('silence: PT15M', 'silence: PT5M'));
  const fired = rows.find(({ now }) => now?.type === 'timer_fired');
  expect(fired?.kind).toBe('only_now');
  expect(inexact).toMatchObject({ because: 'other_time', before: null, now: fired?.now?.seq });
  const set = rows.find(({ now }) => now?.type === 'timer_set')?.now;
  expect(set?.type === 'timer_set' && set.data.due_at).toBe(fired?.now?.recorded_at);
});

function lastMessage(chat: TestConversation) {
  const found = chat.events.findLast((event) => event.type === 'message_received');
  return found?.type === 'message_received' ? found : undefined;
}

test('other words for the same answer are a difference, and the buyer’s next message answers words that are others now', () => {
  const chat = new TestConversation(PLAYBOOK, smallShop(), 'ada');
  chat.says('return something please', { wishes: ['return_items'] });
  chat.says('cancel something else', { wishes: ['cancel_order'] });
  chat.says('the mug');
  const all = again(chat, changed('Marina', 'Olga'));
  const greeting = all.rows.find(({ before }) => before?.type === 'message_sent');
  expect(greeting?.kind).toBe('differs');
  expect(all.answers.differing).toBeGreaterThan(0);
  expect(all.inexact?.because).toBe('read_otherwise');
  expect(all.inexact?.before).toBe(chat.events.find((event) => event.type === 'message_received')?.seq);
});

test('what is looked up only now is answered as the same thing was another time, or as not available', () => {
  const chat = new TestConversation(PLAYBOOK, smallShop(), 'ada');
  const withoutAnswers = {
    ...chat,
    events: chat.events.filter(({ type }) => type !== 'lookup_answered' && type !== 'lookup_requested'),
  };
  const log = withoutAnswers.events.map((event, at) => ({ ...event, seq: at + 1, caused_by: null }));
  const { rows, inexact } = rerun({
    strategy: PLAYBOOK,
    conversation_id: 'c1',
    events: log,
    words: { before: words(PLAYBOOK), now: words(PLAYBOOK) },
    understand: null,
  });
  const answered = rows.find(({ now }) => now?.type === 'lookup_answered');
  expect(answered).toMatchObject({ kind: 'only_now', estimated: true });
  expect(inexact?.because).toBe('never_read');
});

test('messages understood anew are decided by what is understood now', () => {
  const chat = cancelled();
  const { rows } = again(chat, PLAYBOOK, (_text, language) => ({
    language,
    wishes: [],
    topics: [],
    acts: [],
    out_of_scope: true,
  }));
  const said = rows.find(({ before }) => before?.type === 'message_received');
  expect(said?.kind).toBe('differs');
  expect(rows.some(({ now }) => now?.type === 'action_requested')).toBe(false);
});
