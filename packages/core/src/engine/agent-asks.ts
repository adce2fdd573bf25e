import { placeOf, replyName } from '../actions/action.ts';
import { askAgain, gate, type Verdict } from '../actions/gate.ts';
import type { DecidedData, Observed } from '../conversation/event.ts';
import type { AgentAsking } from '../conversation/state.ts';
import { emit, look, put, type Run, why } from '../flows/run.ts';
import { ASK_AGAIN_AFTER } from '../flows/steps/do.ts';
import { addDuration } from '../lib/time.ts';
import { againstSpeaking, refuse } from './people.ts';

/** A person asks for an action: the same gate as for everybody, and nothing before what it needs was read. */
export function agentAsked(run: Run, { data }: Observed<'agent_asked'>): void {
  const { agent_id, name, side, action } = data;
  const by = { agent_id, name, side };
  const code = againstSpeaking(run, by);
  if (code !== null) return refuse(run, 'act', { code, by });
  if (!run.strategy.actions[action]) return refuse(run, 'act', { code: 'no_such_action', by });
  goOnAsking(run);
}

/** What the gate needs was read: it is asked again. */
export function goOnAsking(run: Run): void {
  const { asking } = run.state;
  if (asking === null) return;
  const { action, args, by } = asking;
  const verdict = gate(run.strategy, run.state, {
    action,
    args,
    by: by.side === 'platform' ? 'platform' : 'agent',
    confirmed: null,
  });
  const reason = why(run, [action, 'agent'], { agent_id: by.agent_id, side: by.side });
  switch (verdict.kind) {
    case 'needs':
      for (const lookup of verdict.lookups) look(run, lookup, reason);
      return;
    case 'allowed':
      put(run, verdict.draft);
      return;
    default:
      withhold(run, asking, verdict);
  }
}

type No = Exclude<Verdict, { kind: 'needs' } | { kind: 'allowed' }>;

function withhold(run: Run, { action, by }: AgentAsking, verdict: No): void {
  const code = verdict.kind === 'refused' ? verdict.code : verdict.kind;
  const values = verdict.kind === 'refused' ? verdict.because : {};
  emit(run, 'action_withheld', {
    data: { action, code, told: saidOf(run, action, verdict) },
    why: why(run, [action, 'agent'], { agent_id: by.agent_id, side: by.side, ...values }),
  });
}

/** What a person is told of the gate's no: the action's own words. */
export function saidOf(
  run: Pick<Run, 'strategy' | 'state'>,
  action: string,
  verdict: Verdict,
): NonNullable<DecidedData['action_withheld']['told']> {
  const { language } = run.state;
  if (verdict.kind !== 'refused' && verdict.kind !== 'unapproved')
    return { reply: verdict.kind === 'unavailable' ? 'unavailable' : 'not_allowed', language, values: {} };
  const reply = replyName(verdict.use, placeOf(action, verdict.place));
  const reads = run.strategy.reads[reply] ?? [];
  const values = Object.fromEntries(Object.entries(verdict.values).filter(([name]) => reads.includes(name)));
  return { reply, language, values };
}

/** A request that belongs to no flow did not tell what became of it: it is asked again with the same key. */
export function againLater(run: Run, { data }: Observed<'action_unknown'>): void {
  const request = run.state.actions.find((one) => one.seq === data.request_seq);
  const wait = ASK_AGAIN_AFTER[(request?.attempt ?? 1) - 1];
  const set = run.state.timers.some((one) => one.timer === 'retry');
  if (run.state.frames.length > 0 || !request || wait === undefined || !data.retryable || set) return;
  const reason = why(run, [request.action, 'ask_again'], { attempt: request.attempt });
  const due_at = addDuration(run.state.at, wait);
  emit(run, 'timer_set', { data: { timer: 'retry', due_at }, why: reason });
}

/** The time to ask again has come, and no flow waits for it. */
export function retryUnknown(run: Run): void {
  for (const { seq, outcome, attempt } of [...run.state.actions])
    if (outcome === 'unknown' && attempt <= ASK_AGAIN_AFTER.length)
      put(run, askAgain(run.strategy, run.state, seq));
}
