import type { Observed } from '../conversation/event.ts';
import type { State } from '../conversation/state.ts';
import { advance, standing } from '../flows/advance.ts';
import { peopleAt } from '../flows/people.ts';
import { emit, look, type Run, reckon, say, why } from '../flows/run.ts';
import { retry } from '../flows/steps/do.ts';
import { flowValues } from '../flows/values.ts';
import { never } from '../lib/assert.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { addDuration, msBetween } from '../lib/time.ts';

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
  if (waitsForBuyer(run.state)) {
    emit(run, 'conversation_resolved', {
      data: { how: 'silent' },
      why: why(run, [run.strategy.id, 'leave']),
    });
  }
}

/** Nobody has taken the hand-over in time: the buyer is told, and it goes one level up. */
function climb(run: Run): void {
  const { handover, at } = run.state;
  if (!handover || handover.taken_by !== null) return;
  const people = peopleAt(run.strategy, at);
  const { promised_at } = people;
  const late = handover.promised_at ? Math.max(0, msBetween(handover.promised_at, at)) : 0;
  const reason = why(run, [run.strategy.id, 'people'], { level: handover.level + 1, late_ms: late });
  if (promised_at === '') return;
  emit(run, 'case_escalated', { data: { level: handover.level + 1, promised_at }, why: reason });
  const values = { ...flowValues(run.strategy, run.state, null), people };
  say(run, { reply: 'promise_broken', values }, reason);
  emit(run, 'timer_set', { data: { timer: 'promise', due_at: promised_at }, why: reason });
}

/** The window has passed and nobody came back: does the shop system still show what was wanted? */
export function verify(run: Run): void {
  const { state, strategy } = run;
  if (!state.verifying || !state.identity || state.resolved?.how === 'confirmed') return;
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
