import type {
  Asks,
  Decided,
  DecidedData,
  DecidedType,
  Draft,
  Observed,
  Option,
  Path,
  Why,
} from '../conversation/event.ts';
import { fold } from '../conversation/fold.ts';
import type { Frame, State } from '../conversation/state.ts';
import type { Lookup } from '../conversation/world.ts';
import { evaluate, explain } from '../expression/expression.ts';
import { type ExpressionAt, programOf } from '../expression/programs.ts';
import type { Act } from '../language/understanding.ts';
import { assert, must } from '../lib/assert.ts';
import { digest } from '../lib/hash.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import type { FlowDocument } from './flow.ts';
import type { Strategy } from './strategy.ts';

/** Something the buyer said, and where in the log it stands. */
export type Words = { text: string; seq: number; acts: Act[] };

/** One decision under way: `state` has every event of `decided` folded in. Lives only within one call of `decide`. */
export type Run = { strategy: Strategy; observed: Observed; state: State; decided: Decided[] };

/** A reason: the place (document and step) that decided, and the values that mattered. */
export function why(
  run: Run,
  [document, step]: [document: string, step: string],
  values: JsonObject = {},
): Why {
  return { document, version: run.strategy.version, step, values };
}

/** Adds one decided event and folds it; returns its `seq`. */
export function emit<T extends DecidedType>(
  run: Run,
  type: T,
  decided: { data: DecidedData[T]; why: Why },
): number {
  // One cast where a type and its data, paired by T, become a member of the union.
  return put(run, { type, ...decided } as Draft);
}

/** Adds a draft that somebody else made (the gate's). */
export function put(run: Run, draft: Draft): number {
  const seq = run.state.seq + 1;
  const at = run.observed.recorded_at;
  const event: Decided = { ...draft, seq, occurred_at: at, recorded_at: at, caused_by: run.observed.seq };
  run.state = fold(run.state, event, run.state.conversation_id);
  run.decided.push(event);
  return seq;
}

/** Goes on at a place of the top flow, or ends it as done where there is none left. */
export function moveOrEnd(run: Run, to: Path | null, reason: Why): void {
  if (to) emit(run, 'flow_moved', { data: { to }, why: reason });
  else emit(run, 'flow_ended', { data: { outcome: 'done' }, why: reason });
}

/** The frame that speaks. */
export function topFrame(run: Run): Frame {
  return must(run.state.frames.at(-1), 'a flow under way');
}

/** The document of a frame's flow. */
export function flowOf(run: Run, frame: Frame): FlowDocument {
  return must(run.strategy.flows[frame.flow], `the flow ${frame.flow}`);
}

/** Asks the shop system (or the gate's books) for something, once a turn; false when it was asked or answered in this turn. */
export function look(run: Run, lookup: Lookup, reason: Why): void {
  const asked = digest(lookup as Json);
  if (run.state.lookups.some((one) => digest(one.lookup as Json) === asked)) return;
  emit(run, 'lookup_requested', { data: { lookup }, why: reason });
}

/** A reply to send; `values` are all that its text may read. */
export type Message = { reply: string; values: JsonObject; options?: Option[]; receipt_for?: number };

/** Sends a message with the part of `values` that its text reads. */
export function say(run: Run, message: Message, reason: Why): void {
  const { reply, values, options = [], receipt_for = null } = message;
  assert(run.strategy.replies[reply], `the playbook has no reply ${reply}`);
  const data = {
    reply,
    language: run.state.language,
    values: readBy(run, reply, values),
    options,
    receipt_for,
  };
  emit(run, 'message_sent', { data, why: reason });
}

/** Whether this flow has said that already, with the same values. */
export function saidBefore(run: Run, message: Message): boolean {
  const key = `${message.reply}:${digest(readBy(run, message.reply, message.values))}`;
  return topFrame(run).said.includes(key);
}

function readBy(run: Run, reply: string, values: JsonObject): JsonObject {
  const picked: JsonObject = {};
  for (const name of run.strategy.reads[reply] ?? []) {
    const value = values[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

/** From this attempt on a question offers a person as well. */
const PERSON_FROM = 3;

/** Asks: a message with buttons, and the open question that an answer is understood against. */
export function question(run: Run, message: Message & { asks: Asks; attempt: number }, reason: Why): void {
  const offered = message.options ?? [];
  const person = { id: 'person', label: label(run, 'option_person', {}) };
  const options = message.attempt >= PERSON_FROM ? [...offered, person] : offered;
  say(run, { ...message, options }, reason);
  emit(run, 'question_asked', {
    data: { asks: message.asks, options, attempt: message.attempt },
    why: reason,
  });
}

/** A rendered text of the playbook, for labels of buttons and rows of briefs. */
export function label(run: Run, reply: string, values: JsonObject): string {
  const template = must(run.strategy.replies[reply], `the reply ${reply}`);
  return run.strategy.renderer.render(template, run.state.language, values).text;
}

/** A text of the playbook in the conversation's language. */
export function inLanguage(run: Run, text: { [language: string]: string }): string {
  const found = text[run.state.language] ?? text[must(run.strategy.settings.languages[0], 'a language')];
  return must(found, 'a text in the first language');
}

/** An expression of a document over the values; what fails here is a fault of ours or of the data, never "false". */
export function reckon(run: Run, at: ExpressionAt, values: JsonObject): Json {
  const result = evaluate(programOf(run.strategy.programs, at), values);
  assert(result.ok, `${at.document}: ${at.source}: ${result.ok ? '' : result.error}`);
  return result.value;
}

/** A condition with the values that it read, for the reason. */
export function judge(
  run: Run,
  at: ExpressionAt,
  values: JsonObject,
): { holds: boolean; because: JsonObject } {
  const holds = reckon(run, at, values);
  assert(typeof holds === 'boolean', `${at.document}: ${at.source} is not a condition`);
  return { holds, because: explain(programOf(run.strategy.programs, at), values) };
}

/** The arguments of an action: a slot's name stands for its value as it is, anything else is an expression. */
export function reckonArguments(
  context: { run: Run; frame: Frame; flow: FlowDocument; values: JsonObject },
  named: { [name: string]: string },
): JsonObject {
  const args: JsonObject = {};
  for (const [name, source] of Object.entries(named)) {
    const slot = context.flow.slots[source] ? context.frame.slots[source] : undefined;
    args[name] = slot
      ? slot.value
      : reckon(context.run, { document: context.flow.id, source }, context.values);
  }
  return args;
}
