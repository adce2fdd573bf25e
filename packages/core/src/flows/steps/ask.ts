import { placeOf, replyName } from '../../actions/action.ts';
import { must } from '../../lib/assert.ts';
import { fill } from '../fill.ts';
import type { StepDocument } from '../flow.ts';
import { look, question, saidBefore, say, type Words } from '../run.ts';
import { type Filling, type SlotContext, valuesOf } from '../slots/slot.ts';
import { SLOT_KIND_TABLE } from '../slots/slot-kinds.ts';
import { AGAIN, because, type Next, ON, type StepContext, type StepKind, WAIT } from './step.ts';

const ROUNDS = 12;

/** Gets a value: from what is known, from what was said already, and only then by asking. */
export const ask: StepKind<Extract<StepDocument, { ask: unknown }>> = (step, context) => {
  const { run } = context;
  for (let round = 0; round < ROUNDS; round++) {
    const slot = slotContext(context, step.ask);
    if (slot.current?.complete) return ON;
    const kind = SLOT_KIND_TABLE[slot.slot.kind];
    const needs = kind.needs(slot);
    if (needs.length > 0) return read(context, needs);
    const filling = fromWhatWasSaid(slot);
    if (filling.kind === 'impossible') {
      say(run, filling, because(context, { slot: step.ask }));
      return { go: 'end', outcome: 'refused' };
    }
    if (filling.kind === 'refused' && !saidBefore(run, filling))
      say(run, filling, because(context, { slot: step.ask }));
    if (filling.kind !== 'filled') break;
    fill(slot, filling);
    if (run.state.frames.at(-1)?.started !== context.frame.started) return AGAIN;
  }
  askFor(slotContext(context, step.ask), context, 1);
  return WAIT;
};

/** The slot of that name as it is now. */
export function slotContext(context: StepContext, name: string): SlotContext {
  const frame = must(context.run.state.frames.at(-1), 'a flow under way');
  const slot = must(context.flow.slots[name], `the slot ${name} of ${context.flow.id}`);
  return { run: context.run, frame, flow: context.flow, name, slot, current: frame.slots[name] ?? null };
}

function read(context: StepContext, needs: Parameters<typeof look>[1][]): Next {
  const { run } = context;
  if (needs.some((one) => run.state.facts.unavailable[one.read] === run.state.turn)) {
    say(run, { reply: 'unavailable', values: {} }, because(context));
    return WAIT;
  }
  for (const lookup of needs) look(run, lookup, because(context));
  return WAIT;
}

/** The facts first, then the wish's own words, what was said since, and the message around the wish. */
function fromWhatWasSaid(slot: SlotContext): Filling {
  const kind = SLOT_KIND_TABLE[slot.slot.kind];
  if (slot.current !== null) return kind.unasked(slot);
  for (const words of saidSoFar(slot)) {
    const filling = kind.fromWords(slot, words);
    if (filling.kind !== 'nothing') return filling;
  }
  return kind.unasked(slot);
}

function saidSoFar({ run, frame, slot }: SlotContext): Words[] {
  const { wish } = frame;
  // Who the buyer is may have been told at any time; everything else belongs to the wish.
  const from = slot.kind === 'identity' ? 0 : (wish?.message_seq ?? frame.started);
  const aside = frame.aside ?? [];
  const since = run.state.heard.filter(({ seq }) => seq > from && !aside.includes(seq)).reverse();
  const told = wish ? [{ text: wish.words, seq: wish.message_seq }] : [];
  const around = wish && wish.context !== wish.words ? [{ text: wish.context, seq: wish.message_seq }] : [];
  return [...since, ...told, ...around].map((one) => ({ ...one, acts: [] }));
}

/** Asks for the slot in the playbook's words, with buttons. */
export function askFor(slot: SlotContext, context: StepContext, attempt: number): void {
  const { run, flow } = context;
  const { values, options, reply } = SLOT_KIND_TABLE[slot.slot.kind].question(slot);
  const named = reply ?? replyName(slot.slot.ask, placeOf(flow.id, ['slots', slot.name, 'ask']));
  const asks = { kind: 'slot' as const, slot: slot.name };
  const message = { reply: named, values: { ...valuesOf(slot), ...values }, options, asks, attempt };
  question(run, message, because(context, { slot: slot.name }));
}
