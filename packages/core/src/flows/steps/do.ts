import type { ActionDocument, ReplyUse } from '../../actions/action.ts';
import { placeOf, replyName } from '../../actions/action.ts';
import { askAgain, gate, type Verdict } from '../../actions/gate.ts';
import { must, never } from '../../lib/assert.ts';
import type { JsonObject } from '../../lib/json.ts';
import { addDuration } from '../../lib/time.ts';
import type { StepDocument } from '../flow.ts';
import { handOver } from '../hand-over.ts';
import { emit, label, look, put, question, reckonArguments, say } from '../run.ts';
import { because, type Next, type StepContext, type StepKind, stepValues, WAIT } from './step.ts';

type DoStep = Extract<StepDocument, { do: unknown }>;

/** How often, and after how long each time, a shop system that did not say what happened is asked again. */
export const ASK_AGAIN_AFTER: readonly string[] = ['PT5S', 'PT30S', 'PT3M'];

/** Does something through the gate: says back what will happen, waits for the yes, and ends with a receipt. */
export const act: StepKind<DoStep> = (step, context) => {
  const done = context.frame.action;
  if (done?.action === step.do && done.seq > context.frame.started) return ended(step, context, done);
  const args = reckonArguments({ ...context, values: stepValues(context) }, step.with);
  const asking = { action: step.do, args, by: 'buyer' as const, confirmed: context.frame.confirmed };
  return answer(step, context, gate(context.run.strategy, context.run.state, asking));
};

function documentOf(step: DoStep, context: StepContext): ActionDocument {
  return must(context.run.strategy.actions[step.do], `the action ${step.do}`);
}

function answer(step: DoStep, context: StepContext, verdict: Verdict): Next {
  const { run } = context;
  const action = documentOf(step, context);
  switch (verdict.kind) {
    case 'needs':
      for (const lookup of verdict.lookups) look(run, lookup, because(context, { action: action.id }));
      return WAIT;
    case 'unavailable':
      say(run, { reply: 'unavailable', values: {} }, because(context));
      return WAIT;
    case 'refused': {
      const reason = because(context, { action: action.id, ...verdict.because });
      emit(run, 'action_withheld', {
        data: { action: action.id, code: verdict.code, told: null },
        why: reason,
      });
      tell(context, action, verdict);
      return { go: 'into', branch: 'refused' };
    }
    case 'unapproved':
      tell(context, action, verdict);
      handOver(
        run,
        { reason: 'approval', reply: null, side: action.approve?.by === 'platform' ? 'platform' : 'shop' },
        because(context, { action: action.id }),
      );
      return WAIT;
    case 'unconfirmed':
      readBack(context, action, verdict);
      return WAIT;
    case 'allowed':
      put(run, verdict.draft);
      return WAIT;
    default:
      return never(verdict);
  }
}

function tell(
  context: StepContext,
  action: ActionDocument,
  said: { use: ReplyUse; place: (string | number)[]; values: JsonObject },
): void {
  const reply = replyName(said.use, placeOf(action.id, said.place));
  say(
    context.run,
    { reply, values: { ...stepValues(context), ...said.values } },
    because(context, { action: action.id }),
  );
}

function readBack(
  context: StepContext,
  action: ActionDocument,
  verdict: Extract<Verdict, { kind: 'unconfirmed' }>,
): void {
  const { run } = context;
  const use = must(action.readback, `the readback of ${action.id}`);
  const reply = replyName(use, placeOf(action.id, ['readback']));
  const values = { ...stepValues(context), ...verdict.values };
  const asks = { kind: 'confirm' as const, action: action.id, digest: verdict.digest };
  const options = ['yes', 'no'].map((id) => ({ id, label: label(run, `option_${id}`, {}) }));
  question(run, { reply, values, options, asks, attempt: 1 }, because(context, { action: action.id }));
}

function ended(step: DoStep, context: StepContext, done: NonNullable<StepContext['frame']['action']>): Next {
  const { run } = context;
  const action = documentOf(step, context);
  switch (done.outcome) {
    case null:
      return WAIT;
    case 'done':
      return { go: 'into', branch: 'done' };
    case 'refused':
      say(
        run,
        { reply: 'action_refused', values: { reason: done.reason ?? '' } },
        because(context, { action: action.id }),
      );
      return { go: 'into', branch: 'refused' };
    case 'failed':
      if (step.failed) return { go: 'into', branch: 'failed' };
      handOver(run, { reason: 'failed', reply: 'action_failed' }, because(context, { action: action.id }));
      return WAIT;
    case 'unknown':
      return unknown(step, context, done.seq);
    default:
      return never(done.outcome);
  }
}

function unknown(step: DoStep, context: StepContext, request_seq: number): Next {
  const { run } = context;
  const request = run.state.actions.find((one) => one.seq === request_seq);
  const attempt = request?.attempt ?? 1;
  const wait = ASK_AGAIN_AFTER[attempt - 1];
  const retryable = run.observed.type !== 'action_unknown' || run.observed.data.retryable;
  if (wait !== undefined && retryable) {
    if (run.state.timers.some((one) => one.timer === 'retry')) return WAIT;
    // Who was told that it takes long has heard all that there is to say.
    if (attempt === 1 && !request?.delayed)
      say(run, { reply: 'action_unknown', values: {} }, because(context));
    emit(run, 'timer_set', {
      data: { timer: 'retry', due_at: addDuration(run.state.at, wait) },
      why: because(context, { attempt }),
    });
    return WAIT;
  }
  if (step.unknown) return { go: 'into', branch: 'unknown' };
  handOver(run, { reason: 'unknown', reply: 'action_still_unknown' }, because(context, { attempt }));
  return WAIT;
}

/** The retry timer has fired: the same request, the same key. */
export function retry(context: StepContext): void {
  const { action } = context.frame;
  if (action?.outcome === 'unknown')
    put(context.run, askAgain(context.run.strategy, context.run.state, action.seq));
}
