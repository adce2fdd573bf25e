import { type ActionDocument, placeOf, replyName } from '../actions/action.ts';
import { askAgain, gate, type Verdict } from '../actions/gate.ts';
import type { DecidedData, Observed } from '../conversation/event.ts';
import type { AgentAsking, State } from '../conversation/state.ts';
import type { Lookup } from '../conversation/world.ts';
import { explain } from '../expression/expression.ts';
import { programOf } from '../expression/programs.ts';
import { emit, look, put, type Run, why } from '../flows/run.ts';
import { ASK_AGAIN_AFTER } from '../flows/steps/do.ts';
import type { Strategy } from '../flows/strategy.ts';
import { must } from '../lib/assert.ts';
import type { JsonObject } from '../lib/json.ts';
import { addDuration } from '../lib/time.ts';
import { againstSpeaking, refuse } from './people.ts';

/** A person asks for an action: the same gate as for everybody, and nothing before what it needs was read. */
export function agentAsked(run: Run, { data }: Observed<'agent_asked'>): void {
  const { agent_id, name, side, action } = data;
  const by = { agent_id, name, side };
  const code = againstSpeaking(run, by);
  if (code !== null) return refuse(run, 'act', { code, by });
  if (!Object.hasOwn(run.strategy.actions, action)) return refuse(run, 'act', { code: 'no_such_action', by });
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

type Told = NonNullable<DecidedData['action_withheld']['told']>;
type Seen = Pick<Run, 'strategy' | 'state'>;

/** What a person is told of the gate's no: the action's own words. */
function saidOf(run: Seen, action: string, verdict: Verdict): Told {
  if (verdict.kind !== 'refused' && verdict.kind !== 'unapproved')
    return tellOf(run, {}, verdict.kind === 'unavailable' ? 'unavailable' : 'not_allowed');
  return tellOf(run, verdict.values, replyName(verdict.use, placeOf(action, verdict.place)));
}

function tellOf({ strategy, state }: Seen, all: JsonObject, reply: string): Told {
  const reads = strategy.reads[reply] ?? [];
  const values = Object.fromEntries(Object.entries(all).filter(([name]) => reads.includes(name)));
  return { reply, language: state.language, values };
}

/** What the gate would say to a person now: with what stands against it, or with what holds and what would be read back. */
export type Preview =
  | { kind: 'needs'; lookups: Lookup[] }
  | { kind: 'no'; code: string; told: Told; because: JsonObject }
  | {
      kind: 'yes';
      conditions: { code: string; that: string; values: JsonObject }[];
      limits: number;
      readback: Told | null;
    };

/** Asks the gate without asking for anything: `state` holds what was read, as of now. */
export function preview(
  strategy: Strategy,
  state: State,
  asking: Pick<AgentAsking, 'action' | 'args' | 'by'>,
): Preview {
  const by = asking.by.side === 'platform' ? 'platform' : 'agent';
  const verdict = gate(strategy, state, { ...asking, by, confirmed: null });
  if (verdict.kind === 'needs') return verdict;
  const { action: id } = asking;
  if (verdict.kind !== 'allowed') {
    const because = verdict.kind === 'refused' ? verdict.because : {};
    const code = verdict.kind === 'refused' ? verdict.code : verdict.kind;
    return { kind: 'no', code, told: saidOf({ strategy, state }, id, verdict), because };
  }
  const action = must(strategy.actions[id], `the action ${id}`);
  const conditions = action.require.map(({ code, that }) => {
    const program = programOf(strategy.programs, { document: id, source: that });
    return { code, that, values: explain(program, verdict.values) };
  });
  const readback = action.readback ? tellOf({ strategy, state }, verdict.values, readbackName(action)) : null;
  return { kind: 'yes', conditions, limits: action.limits.length, readback };
}

function readbackName({ id, readback }: ActionDocument): string {
  return replyName(must(readback, `the readback of ${id}`), placeOf(id, ['readback']));
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
