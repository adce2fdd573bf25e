import { placeOf, replyName } from '../actions/action.ts';
import type { Observed, Option } from '../conversation/event.ts';
import type { Order } from '../conversation/world.ts';
import { emit, inLanguage, judge, look, question, type Run, why } from '../flows/run.ts';
import { readForSegment } from '../flows/segments.ts';
import { flowValues } from '../flows/values.ts';
import type { Json, JsonObject } from '../lib/json.ts';

/** The conversation opens: who is there if a token says so, then the first words and what can be done here. */
export function greet(run: Run, event: Observed<'conversation_opened'>): void {
  const { buyer_id, order_id } = event.data;
  const reason = why(run, [run.strategy.id, 'greeting']);
  if (buyer_id !== null) emit(run, 'identified', { data: { buyer_id, how: 'token' }, why: reason });
  readForSegment(run);
  if (buyer_id === null || order_id === null || !run.strategy.settings.opening) {
    // Where the orders are being read, the greeting waits for them.
    if (run.state.lookups.length === 0) askTopic(run, 'greeting', { attempt: 1 });
    return;
  }
  const opening = why(run, [run.strategy.id, 'opening'], { order_id });
  look(run, { read: 'buyer', buyer_id }, opening);
  look(run, { read: 'orders', buyer_id }, opening);
}

/** What was read for the first words has come: they tell the order's state, or greet when it cannot be told. */
export function greetWithOrder(run: Run): void {
  const { state, strategy } = run;
  const { opening } = strategy.settings;
  // The token names who is there, the page may name any order: only one of the buyer's own is shown.
  const order = state.facts.orders?.value.find((one) => one.id === state.order_id);
  if (!opening || !order || !state.facts.buyer?.value) return askTopic(run, 'greeting', { attempt: 1 });
  const reply = replyName(opening.say, placeOf(strategy.id, ['opening', 'say']));
  askTopic(run, reply, {
    attempt: 1,
    among: likely(run, order),
    values: { order: order as Json, currency: order.currency },
  });
}

function likely(run: Run, order: Order): string[] {
  const values = { ...flowValues(run.strategy, run.state, null), order: order as Json };
  const fitting = (run.strategy.settings.opening?.likely ?? []).filter(
    ({ when }) => judge(run, { document: run.strategy.id, source: when }, values).holds,
  );
  return [...new Set(fitting.flatMap(({ topics }) => topics))];
}

/** What the id of a button that names a topic begins with. */
export const TOPIC = 'topic:';

type Choice = { attempt: number; among?: string[]; values?: JsonObject };

/** Asks what it is about, with a button for each topic: those named, else all that are offered. */
export function askTopic(run: Run, reply: string, { attempt, among = [], values = {} }: Choice): void {
  const all = Object.values(run.strategy.topics)
    .filter((topic) => topic.offered && topic.flow !== undefined)
    .sort((a, b) => a.rank - b.rank);
  const topics = among.length > 0 ? among : all.map((topic) => topic.id);
  const known = { ...flowValues(run.strategy, run.state, null), ...values };
  const options = topicOptions(run, topics);
  const asks = { kind: 'topic' as const, topics };
  const reason = why(run, [run.strategy.id, reply], { attempt });
  question(run, { reply, values: known, options, asks, attempt }, reason);
}

function topicOptions(run: Run, topics: string[]): Option[] {
  return topics.flatMap((id) => {
    const topic = run.strategy.topics[id];
    return topic ? [{ id: `${TOPIC}${id}`, label: inLanguage(run, topic.title) }] : [];
  });
}
