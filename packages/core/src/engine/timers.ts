import type { Observed } from '../conversation/event.ts';
import type { Side } from '../conversation/people.ts';
import type { State } from '../conversation/state.ts';
import { advance, standing } from '../flows/advance.ts';
import { peopleFor } from '../flows/people.ts';
import { isOpenNow, promiseWithin, runClock } from '../flows/promise.ts';
import { emit, look, type Run, reckon, say, why } from '../flows/run.ts';
import { retry } from '../flows/steps/do.ts';
import { flowValues } from '../flows/values.ts';
import { never } from '../lib/assert.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { addDuration, durationMs, msBetween } from '../lib/time.ts';
import { retryUnknown } from './agent-asks.ts';

/** A timer has run out. Which one it was is told by its `timer_set`, which the log still has; state kept its kind. */
export function fired(run: Run, event: Observed<'timer_fired'>): void {
  const { timer } = event.data;
  switch (timer) {
    case 'silence':
      return remind(run);
    case 'leave':
      return leave(run);
    case 'promise':
      return climb(run);
    case 'verify':
      return verify(run);
    case 'retry':
      if (run.state.frames.length > 0) retry(standing(run));
      else retryUnknown(run);
      return advance(run);
    default:
      return never(timer);
  }
}

function waitsForBuyer(state: State): boolean {
  return state.status === 'open' && state.speaker === 'assistant';
}

function remind(run: Run): void {
  if (!waitsForBuyer(run.state)) return;
  const { silence } = run.strategy.settings;
  const reason = why(run, [run.strategy.id, 'silence'], { after: silence });
  say(run, { reply: 'reminder', values: {} }, reason);
  emit(run, 'timer_set', {
    data: { timer: 'leave', due_at: addDuration(run.state.at, silence) },
    why: reason,
  });
}

/** The buyer just left. Whether anything was solved is another matter: `verify` may say so later. */
function leave(run: Run): void {
  const { handover } = run.state;
  const rests = handover !== null && handover.waiting_since === null;
  if (!waitsForBuyer(run.state) && !rests) return;
  emit(run, 'conversation_resolved', { data: { how: 'silent' }, why: why(run, [run.strategy.id, 'leave']) });
}

/** Nobody has answered in time: whoever held it holds it no more, the buyer is told, and it goes one level up. */
function climb(run: Run): void {
  const { handover, at } = run.state;
  if (!handover || handover.waiting_since === null) return;
  const { level, side, broken, promised_at: before, taken_by } = handover;
  const late_ms = before ? Math.max(0, msBetween(before, at)) : 0;
  const reason = why(run, [run.strategy.id, 'people'], { level: level + 1, side, late_ms });
  if (taken_by) emit(run, 'handover_released', { data: { agent_id: taken_by.agent_id }, why: reason });
  const next = afterBroken(run, { side, broken: broken + 1 });
  const due_at = promiseWithin(run, next.within_ms);
  const promised_at = next.say === 'promise_ended' || next.say === null ? null : due_at;
  emit(run, 'case_escalated', { data: { level: level + 1, side: next.side, promised_at }, why: reason });
  if (next.say !== null) {
    const values = {
      ...flowValues(run.strategy, run.state, null),
      people: { open: isOpenNow(run), promised_at: promised_at ?? '' },
    };
    say(run, { reply: next.say, values }, reason);
  }
  runClock(run, due_at, reason);
}

/** However often nobody comes, a clock never waits longer than this many times the first. */
const LONGEST_WAIT = 512;

type AfterBroken = {
  side: Side;
  within_ms: number;
  say: 'promise_broken' | 'handed_to_platform' | 'promise_ended' | null;
};

/** The shop is given longer and longer, then the marketplace's people, then no further time is promised; the clock goes on. */
function afterBroken(run: Run, { side, broken }: { side: Side; broken: number }): AfterBroken {
  const { escalate } = run.strategy.settings.people;
  const first_ms = durationMs(peopleFor(run.strategy, run.state).answer_within);
  const within_ms = first_ms * Math.min(escalate.factor ** broken, LONGEST_WAIT);
  if (broken <= escalate.limit) return { side, within_ms, say: 'promise_broken' };
  if (side === 'shop') return { side: 'platform', within_ms: first_ms, say: 'handed_to_platform' };
  return { side, within_ms, say: broken === escalate.limit + 1 ? 'promise_ended' : null };
}

/** The window has passed and nobody came back: does the shop system still show what was wanted? */
export function verify(run: Run): void {
  const { state, strategy } = run;
  if (!state.verifying || !state.identity || state.resolved?.how === 'confirmed') return;
  // What a person has in hand is not solved behind their back.
  if (state.speaker === 'person') return;
  const { buyer_id } = state.identity;
  const reason = why(run, [strategy.id, 'verify'], { after: strategy.settings.verify_after });
  const { facts, turn } = state;
  if (facts.unavailable.orders === turn || facts.unavailable.buyer === turn) {
    emit(run, 'timer_set', { data: { timer: 'verify', due_at: addDuration(state.at, 'PT1H') }, why: reason });
    return;
  }
  if (facts.orders?.turn !== turn || facts.buyer?.turn !== turn) {
    look(run, { read: 'orders', buyer_id }, reason);
    look(run, { read: 'buyer', buyer_id }, reason);
    return;
  }
  if (goals(run).every((reached) => reached))
    emit(run, 'conversation_resolved', { data: { how: 'verified' }, why: reason });
}

function goals(run: Run): boolean[] {
  const { state, strategy } = run;
  return state.actions
    .filter((one) => one.outcome === 'done')
    .map((one) => {
      const action = strategy.actions[one.action];
      if (!action?.goal) return true;
      const orders = state.facts.orders?.value ?? [];
      const order = orders.find((candidate) => candidate.id === one.order_id) ?? null;
      const buyer = state.facts.buyer?.value ?? null;
      const values: JsonObject = { order: order as Json, buyer: buyer as Json, sent: one.arguments };
      return reckon(run, { document: `${action.id}.goal`, source: action.goal }, values) === true;
    });
}
