import { placeOf, replyName } from '../actions/action.ts';
import type { Observed, Option, Why } from '../conversation/event.ts';
import type { Order } from '../conversation/world.ts';
import { emit, inLanguage, judge, look, question, type Run, say, why } from '../flows/run.ts';
import { readForSegment } from '../flows/segments.ts';
import { flowValues } from '../flows/values.ts';
import { type KnownVisit, likelyAfter, visitOf } from '../flows/visited.ts';
import type { Json, JsonObject } from '../lib/json.ts';

/** The conversation opens: who is there if a token says so, then the first words and what can be done here. */
export function greet(run: Run, event: Observed<'conversation_opened'>): void {
  const { buyer_id, order_id } = event.data;
  const reason = why(run, [run.strategy.id, 'greeting']);
  if (buyer_id !== null) emit(run, 'identified', { data: { buyer_id, how: 'token' }, why: reason });
  readForSegment(run);
  if (buyer_id === null || order_id === null || !run.strategy.settings.opening) {
    // Where the orders are being read, the greeting waits for them.
    if (run.state.lookups.length === 0) welcome(run);
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
  if (!opening || !order || !state.facts.buyer?.value) return welcome(run);
  const reply = replyName(opening.say, placeOf(strategy.id, ['opening', 'say']));
  const visit = visitOf(run);
  if (visit && visit.read.length > 0)
    say(run, { reply: 'was_reading', values: { titles: titlesOf(visit) } }, visitReason(run, visit));
  askTopic(run, reply, {
    attempt: 1,
    among: likelyFirst(run, likely(run, order)),
    values: { order: order as Json, currency: order.currency },
  });
}

/** The first words where no order is shown; of what was read or searched before, if anything was. */
function welcome(run: Run): void {
  const visit = visitOf(run);
  if (!visit) return askTopic(run, 'greeting', { attempt: 1 });
  const reply = visit.read.length > 0 ? 'greeting_after_reading' : 'greeting_after_searching';
  const values = { titles: titlesOf(visit), searched: visit.searched ?? '' };
  askTopic(run, reply, { attempt: 1, among: likelyAfter(run, visit), values });
}

/** As many titles as one takes in at once. */
const TITLES = 3;

function titlesOf({ read }: KnownVisit): string[] {
  return read.slice(0, TITLES).map(({ title }) => title);
}

function visitReason(run: Run, { read }: KnownVisit): Why {
  return why(run, [run.strategy.id, 'visited'], { read: read.map(({ id }) => id) });
}

/** Why people come for what was read goes first. */
function likelyFirst(run: Run, topics: string[]): string[] {
  const visit = visitOf(run);
  const after = new Set(visit ? likelyAfter(run, visit) : []);
  return [...topics.filter((topic) => after.has(topic)), ...topics.filter((topic) => !after.has(topic))];
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
