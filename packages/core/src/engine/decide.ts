import type { Decided, Observed, ObservedType } from '../conversation/event.ts';
import type { State } from '../conversation/state.ts';
import { advance, OPENING_TURN } from '../flows/advance.ts';
import { emit, type Run, why } from '../flows/run.ts';
import { noteSegment } from '../flows/segments.ts';
import type { Strategy } from '../flows/strategy.ts';
import { addDuration } from '../lib/time.ts';
import { againLater, agentAsked, goOnAsking } from './agent-asks.ts';
import { greet, greetWithOrder } from './greet.ts';
import { hear, whatElse } from './hear.ts';
import { PEOPLE } from './people.ts';
import { delayed, receipt } from './receipt.ts';
import { askSurvey, surveyAnswered } from './surveys.ts';
import { fired, verify } from './timers.ts';

/**
 * What Hark does about `observed`: decided events with `seq` following it, each with its reason. `state` has `observed` folded in.
 * Pure. An event `lookup_requested` among them asks the caller to answer within the same turn and to decide again.
 */
export function decide(strategy: Strategy, state: State, observed: Observed): Decided[] {
  // Nothing follows on it, not even a question.
  if (state.erased) return [];
  const run: Run = { strategy, observed, state, decided: [] };
  react(run, observed);
  if (run.state.lookups.length === 0) settle(run);
  return run.decided;
}

/** An entry for every kind of observed event. */
const REACTIONS: { [K in ObservedType]: (run: Run, event: Observed<K>) => void } = {
  conversation_opened: greet,
  message_received: hear,
  lookup_answered: (run) => {
    if (run.state.lookups.length > 0) return;
    noteSegment(run);
    if (run.state.turn === OPENING_TURN) return greetWithOrder(run);
    if (run.state.asking) return goOnAsking(run);
    verify(run);
    advance(run);
  },
  action_delayed: (run, event) => delayed(run, event.data.request_seq),
  action_succeeded: (run, event) => {
    receipt(run, event.data.request_seq, event.data.result);
    advance(run);
  },
  action_refused: (run) => advance(run),
  action_failed: (run) => advance(run),
  action_unknown: (run, event) => {
    againLater(run, event);
    advance(run);
  },
  timer_fired: fired,
  ...PEOPLE,
  agent_asked: agentAsked,
  survey_answered: surveyAnswered,
  conversation_erased: () => undefined,
};

/** When something was done whose goal can be looked at again: a timer for it, once. */
function verifyLater(run: Run): void {
  const { state, strategy, observed } = run;
  if (observed.type !== 'action_succeeded' || state.timers.some((one) => one.timer === 'verify')) return;
  const done = state.actions.find((one) => one.seq === observed.data.request_seq);
  if (!done || strategy.actions[done.action]?.goal === undefined) return;
  const { verify_after } = strategy.settings;
  const reason = why(run, [strategy.id, 'verify'], { after: verify_after });
  emit(run, 'timer_set', {
    data: { timer: 'verify', due_at: addDuration(state.at, verify_after) },
    why: reason,
  });
}

function react(run: Run, observed: Observed): void {
  // The event's own type picks its reaction; the compiler cannot follow the pair through the table.
  const reaction = REACTIONS[observed.type] as (run: Run, event: Observed) => void;
  reaction(run, observed);
}

/** What is due at the end of a turn: "anything else?" when the flows are through, and a timer while an answer is awaited. */
function settle(run: Run): void {
  whatElse(run);
  const { state, strategy } = run;
  verifyLater(run);
  askSurvey(run);
  const waits = state.question !== null && state.speaker === 'assistant' && state.status === 'open';
  const set = state.timers.some((one) => one.timer === 'silence');
  if (waits && !set && state.buyer_messages > 0) {
    const due_at = addDuration(state.at, strategy.settings.silence);
    emit(run, 'timer_set', {
      data: { timer: 'silence', due_at },
      why: why(run, [strategy.id, 'silence'], { after: strategy.settings.silence }),
    });
  }
}
