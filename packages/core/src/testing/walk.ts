import fc from 'fast-check';
import type { Act } from '../language/understanding.ts';
import { ACTS } from '../language/understanding.ts';
import { TestConversation } from './conversation.ts';
import { compiled, shippedPlaybook, smallShop } from './demo-shop.ts';

/** The playbook that decides in the walks. */
export const WALKED = compiled(shippedPlaybook('demo-shop'));

const WORDS = [
  'cancel #H1',
  'by mistake',
  'the lamp from #H2',
  'return the mug',
  'my visa',
  'gift card please',
  'red',
  'order #H9',
  'ada@example.com',
  'Calle Sol 9, 28001 Madrid, Spain',
  'yes',
  'no',
  'the first one',
  '{{ order.id }} <b> {% if %}',
  '',
];

type Doing =
  | { do: 'say'; text: string; wishes: string[]; acts: Act[] }
  | { do: 'press'; at: number }
  | { do: 'result'; outcome: 'action_succeeded' | 'action_refused' | 'action_failed' | 'action_unknown' }
  | { do: 'fire'; at: number }
  | { do: 'agent'; what: 'agent_joined' | 'agent_left' };

const doing: fc.Arbitrary<Doing> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      text: fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }).map((parts) => parts.join(' ')),
      wishes: fc.subarray(Object.keys(WALKED.topics), { maxLength: 2 }),
      acts: fc.subarray([...ACTS], { maxLength: 2 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('press' as const), at: fc.nat(8) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('result' as const),
      outcome: fc.constantFrom('action_succeeded', 'action_refused', 'action_failed', 'action_unknown'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fire' as const), at: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('agent' as const),
      what: fc.constantFrom('agent_joined', 'agent_left'),
    }),
  },
);

function carryOut(chat: TestConversation, one: Doing): void {
  if (one.do === 'say') chat.says(one.text, one);
  if (one.do === 'press') {
    const options = chat.state.question?.options ?? [];
    const option = options[one.at % Math.max(1, options.length)];
    if (option) chat.says(option.label, { button: option.id });
  }
  if (one.do === 'result') result(chat, one.outcome);
  if (one.do === 'fire') {
    const timer = chat.state.timers[one.at % Math.max(1, chat.state.timers.length)];
    if (timer) chat.observe('timer_fired', { timer_seq: timer.seq, timer: timer.timer });
  }
  if (one.do === 'agent' && chat.state.speaker === 'person') {
    if (one.what === 'agent_joined')
      chat.observe('agent_joined', { agent_id: 'a', name: 'Noor', side: 'shop' });
    else if (chat.state.handover?.taken_by)
      chat.observe('agent_left', { agent_id: 'a', name: 'Noor', side: 'shop' });
  }
}

function result(chat: TestConversation, outcome: Extract<Doing, { do: 'result' }>['outcome']): void {
  const open = chat.state.actions.find((action) => action.outcome === null);
  if (!open) return;
  const request_seq = open.seq;
  if (outcome === 'action_succeeded') chat.observe(outcome, { request_seq, result: {} });
  else if (outcome === 'action_refused') chat.observe(outcome, { request_seq, code: 'no', reason: 'No.' });
  else if (outcome === 'action_failed') chat.observe(outcome, { request_seq, error: 'x' });
  else chat.observe(outcome, { request_seq, error: 'x', retryable: true });
}

/** What may happen in a conversation of a test, in any order. */
export const walk = fc.record({ known: fc.boolean(), doings: fc.array(doing, { maxLength: 25 }) });

/** The conversation in which it happened, with Ada's small shop. */
export function walked({ known, doings }: { known: boolean; doings: Doing[] }): TestConversation {
  const chat = new TestConversation(WALKED, smallShop(), known ? 'ada' : null);
  for (const one of doings) carryOut(chat, one);
  return chat;
}
