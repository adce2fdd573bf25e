import type { NotedWish } from '../conversation/event.ts';
import type { Lookup } from '../conversation/world.ts';
import type { Json } from '../lib/json.ts';
import { emit, why } from './run.ts';
import { readForSegment } from './segments.ts';
import type { Filling, SlotContext } from './slots/slot.ts';

/** Records what a slot was filled with, and what follows from it: who the buyer is, further wishes that were named. */
export function fill(slot: SlotContext, filling: Extract<Filling, { kind: 'filled' }>): void {
  const { run, flow, name } = slot;
  const { value, source, complete } = filling;
  const reason = why(run, [flow.id, `slots.${name}`], { source, complete });
  emit(run, 'slot_filled', { data: { slot: name, value: { value, source, complete } }, why: reason });
  if (slot.slot.kind === 'identity' && complete) identify(slot, value);
  if (filling.also && filling.also.length > 0) noteOthers(slot, filling.also);
}

function identify(slot: SlotContext, value: Json): void {
  const { run, flow, name } = slot;
  const by: Lookup['read'] | undefined = run.state.facts.candidate?.lookup.read;
  const how = by === 'buyer_by_email' ? 'email' : 'name';
  emit(run, 'identified', {
    data: { buyer_id: String(value), how },
    why: why(run, [flow.id, `slots.${name}`], { how }),
  });
  readForSegment(run);
}

// "cancel 12 and 15": the second number is a wish of its own, with the same words around it.
function noteOthers(slot: SlotContext, orders: string[]): void {
  const { run, frame, flow, name } = slot;
  const { last_message } = run.state;
  if (!last_message || !frame.topic) return;
  const topic = frame.topic;
  const wishes: NotedWish[] = orders.map((order) => ({
    topic,
    words: order,
    context: last_message.text,
    message_seq: last_message.seq,
  }));
  emit(run, 'wishes_noted', { data: { wishes }, why: why(run, [flow.id, `slots.${name}`], { orders }) });
}
