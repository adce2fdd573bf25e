import type { Observed, ObservedData, Why } from '../conversation/event.ts';
import type { Acting, AgentRefusal, AgentWish, Taking } from '../conversation/people.ts';
import { PLATFORM } from '../conversation/world.ts';
import { stepIn } from '../flows/hand-over.ts';
import { peopleFor } from '../flows/people.ts';
import { isOpenNow, promiseWithin, runClock, stopClocks, WAITING } from '../flows/promise.ts';
import { emit, label, question, type Run, say, why } from '../flows/run.ts';
import { flowValues } from '../flows/values.ts';
import { never } from '../lib/assert.ts';
import { addDuration, compareInstants, durationMs, msBetween } from '../lib/time.ts';

/** What people want in a conversation; each is done, or refused with a reason. */
type Doing = { [K in AgentEvent]: (run: Run, event: Observed<K>) => void };
type AgentEvent = Exclude<Extract<keyof ObservedData, `agent_${string}`>, 'agent_asked'>;

/** The document and step that decide about people. */
export function ofPeople(run: Run, step: string, by: Acting): Why {
  return why(run, [run.strategy.id, step], { agent_id: by.agent_id, side: by.side });
}

/** Says no to a person. */
export function refuse(run: Run, wish: AgentWish, of: { code: AgentRefusal; by: Acting }): void {
  const holder = run.state.handover?.taken_by?.name ?? null;
  const data = { wish, code: of.code, holder };
  emit(run, 'agent_refused', { data, why: ofPeople(run, 'people', of.by) });
}

type Seen = Pick<Run, 'state' | 'strategy'>;

/** Why somebody cannot take what waits, or null when they can. */
function againstTaking({ state }: Seen, by: Acting): AgentRefusal | null {
  const { handover } = state;
  if (state.status === 'resolved') return 'resolved';
  if (handover === null || handover.taken_by?.agent_id === by.agent_id) return null;
  if (handover.taken_by !== null) return 'held_by_other';
  return handover.side === 'platform' && by.side === 'shop' ? 'with_platform' : null;
}

/** Why somebody cannot take what a colleague holds, or null: who leads a house does it, the marketplace's at every shop. */
function againstReplacing({ state }: Seen, { agent_id, side, leads }: Taking): AgentRefusal | null {
  const { handover } = state;
  if (state.status === 'resolved') return 'resolved';
  if (handover === null) return 'assistant_speaks';
  if (handover.taken_by === null) return 'nobody_holds';
  if (handover.taken_by.agent_id === agent_id) return 'yours';
  if (handover.side === 'platform' && side === 'shop') return 'with_platform';
  return leads === true ? null : 'not_leading';
}

/** Why somebody is not the one who speaks, or null when they are. */
export function againstSpeaking(run: Seen, by: Acting): AgentRefusal | null {
  const refusal = againstTaking(run, by);
  if (refusal !== null) return refusal;
  if (run.state.handover === null) return 'assistant_speaks';
  return run.state.handover.taken_by === null ? 'nobody_holds' : null;
}

/** Why somebody may not answer or close it, or null: what nobody holds is taken by doing so. */
function againstAnswering(run: Seen, by: Acting): AgentRefusal | null {
  return againstTaking(run, by) ?? (run.state.handover === null ? 'assistant_speaks' : null);
}

/** Why a wish of a person would be refused now, or null; a pass goes to the other side. */
export function against(run: Seen, wish: AgentWish, by: Taking): AgentRefusal | null {
  switch (wish) {
    case 'replace':
      return againstReplacing(run, by);
    case 'take':
      return againstTaking(run, by);
    case 'write':
    case 'resolve':
      return againstAnswering(run, by);
    case 'pass':
      return againstPassing(run, { by, to: run.state.handover?.side === 'platform' ? 'shop' : 'platform' });
    case 'note':
      return null;
    case 'give_back':
    case 'act':
      return againstSpeaking(run, by);
    default:
      return never(wish);
  }
}

/** Somebody takes what waits for a person: the buyer's clock goes on, with time enough to write. */
function takeUp(run: Run, by: Acting): void {
  const { handover } = run.state;
  if (handover?.taken_by === null) takes(run, { by, from: null });
}

/** Somebody takes the place of the colleague who holds it; who holds it meanwhile is somebody else, and keeps it. */
function replace(run: Run, data: Taking): void {
  const by = acting(data);
  const from = run.state.handover?.taken_by ?? null;
  const code = againstReplacing(run, data);
  if (code !== null) return refuse(run, 'replace', { code, by });
  if (from === null || from.agent_id !== data.instead_of)
    return refuse(run, 'replace', { code: 'held_by_other', by });
  takes(run, { by, from });
}

function takes(run: Run, { by, from }: { by: Acting; from: Acting | null }): void {
  const { handover } = run.state;
  if (!handover) return;
  const reason = ofPeople(run, 'people', by);
  emit(run, 'handover_taken', { data: from === null ? by : { ...by, from }, why: reason });
  if (handover.waiting_since === null) return;
  const due_at = promiseWithin(run, durationMs(peopleFor(run.strategy, run.state).reply_within));
  const { promised_at } = handover;
  const later = promised_at !== null && compareInstants(promised_at, due_at) > 0 ? promised_at : due_at;
  runClock(run, later, reason);
}

const acting = ({ agent_id, name, side }: Acting): Acting => ({ agent_id, name, side });

/** An entry for everything that people do but asking for an action. */
export const PEOPLE: Doing = {
  agent_joined: (run, { data }) => {
    if (data.instead_of !== undefined) return replace(run, data);
    const by = acting(data);
    const code = againstTaking(run, by);
    if (code !== null) return refuse(run, 'take', { code, by });
    if (run.state.handover !== null) return takeUp(run, by);
    stepIn(run, by, { reason: 'stepped_in', why: ofPeople(run, 'people', by) });
  },
  agent_wrote: wrote,
  agent_left: (run, { data }) => {
    const by = acting(data);
    const code = againstSpeaking(run, by);
    if (code !== null) return refuse(run, 'give_back', { code, by });
    giveBack(run, by);
  },
  agent_passed: passed,
  agent_noted: () => undefined,
  agent_resolved: (run, { data }) => {
    const by = acting(data);
    const code = againstAnswering(run, by);
    if (code !== null) return refuse(run, 'resolve', { code, by });
    takeUp(run, by);
    const reason = ofPeople(run, 'people', by);
    stopClocks(run, WAITING);
    emit(run, 'conversation_resolved', { data: { how: 'agent' }, why: reason });
  },
};

function wrote(run: Run, { data }: Observed<'agent_wrote'>): void {
  const by = acting(data);
  const code = againstAnswering(run, by);
  if (code !== null) return refuse(run, 'write', { code, by });
  // Whoever answers what waits has taken it.
  takeUp(run, by);
  const reason = ofPeople(run, 'people', by);
  const { handover, last_message, at } = run.state;
  const waited = handover !== null && handover.waiting_since !== null;
  if (waited) {
    const late_ms = handover.promised_at === null ? 0 : Math.max(0, msBetween(handover.promised_at, at));
    emit(run, 'promise_kept', { data: { late_ms }, why: reason });
  }
  if (last_message !== null && last_message.seq > data.seq_seen) {
    // It answers what was said before; what the buyer wrote meanwhile waits for its own answer.
    emit(run, 'message_overtaken', { data: { by_seq: last_message.seq }, why: reason });
    if (waited) return promise(run, reason);
  }
  const { rest_after } = run.strategy.settings.people;
  stopClocks(run, WAITING);
  emit(run, 'timer_set', { data: { timer: 'leave', due_at: addDuration(at, rest_after) }, why: reason });
}

/** The buyer waits for whoever holds the conversation: a promise, and its clock. One that runs already is not prolonged. */
export function promise(run: Run, reason: Why): void {
  if (run.state.handover?.waiting_since !== null) return;
  const promised_at = promiseWithin(run, durationMs(peopleFor(run.strategy, run.state).reply_within));
  emit(run, 'promise_made', { data: { promised_at }, why: reason });
  runClock(run, promised_at, reason);
}

/** The assistant goes on: it says so, and asks whether there is more. */
function giveBack(run: Run, by: Acting): void {
  const reason = ofPeople(run, 'people', by);
  stopClocks(run, WAITING);
  const data = {
    to: 'assistant' as const,
    side: null,
    holder: null,
    brief: null,
    promised_at: null,
    priority: 0,
    reason: 'given_back',
  };
  emit(run, 'speaker_changed', { data, why: reason });
  const options = ['sorted', 'more'].map((id) => ({ id, label: label(run, `option_${id}`, {}) }));
  const asks = { kind: 'anything_else' as const };
  question(run, { reply: 'back_to_assistant', values: {}, options, asks, attempt: 1 }, reason);
}

function againstPassing(run: Seen, { by, to }: { by: Acting; to: Acting['side'] }): AgentRefusal | null {
  const { state, strategy } = run;
  const refusal = againstSpeaking(run, by);
  if (refusal !== null) return refusal;
  if (state.handover?.side === to) return 'already_there';
  if (to === 'shop' && state.shop_id === PLATFORM) return 'no_shop';
  return state.passes >= strategy.settings.people.most_passes ? 'passed_too_often' : null;
}

function passed(run: Run, { data }: Observed<'agent_passed'>): void {
  const by = acting(data);
  const code = againstPassing(run, { by, to: data.to });
  if (code !== null) return refuse(run, 'pass', { code, by });
  const reason = ofPeople(run, 'people', by);
  const { answer_within, priority } = peopleFor(run.strategy, run.state);
  const promised_at = promiseWithin(run, durationMs(answer_within));
  const change = { to: 'person' as const, side: data.to, holder: null, brief: null, promised_at, priority };
  emit(run, 'speaker_changed', { data: { ...change, reason: 'passed' }, why: reason });
  const people = { open: isOpenNow(run), promised_at };
  const values = { ...flowValues(run.strategy, run.state, null), people };
  say(run, { reply: data.to === 'platform' ? 'handed_to_platform' : 'handed_to_shop', values }, reason);
  runClock(run, promised_at, reason);
}
