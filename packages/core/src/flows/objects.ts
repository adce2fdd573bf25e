import {
  methodObject,
  methodOf,
  orderOf,
  productOf,
  type SwapChoice,
  swapObject,
} from '../actions/objects.ts';
import type { Frame, State } from '../conversation/state.ts';
import type { Order } from '../conversation/world.ts';
import type { Json } from '../lib/json.ts';
import type { Slot } from './flow.ts';

/** The order that another slot of the frame holds. */
export function orderInSlot(state: State, frame: Frame, slot: string | undefined): Order | null {
  const filled = slot === undefined ? undefined : frame.slots[slot];
  return filled?.complete ? orderOf(state, filled.value) : null;
}

/** What a slot's value stands for, with everything known of it; null when what it names is not among the facts. */
export function slotObject(state: State, of: { slot: Slot; frame: Frame; value: Json }): Json {
  const { slot, frame, value } = of;
  switch (slot.kind) {
    case 'identity':
      return (state.facts.buyer?.value ?? null) as Json;
    case 'order':
      return orderOf(state, value) as Json;
    case 'payment_method': {
      const method = methodOf(state, value);
      return method && methodObject(method, state.language);
    }
    case 'product':
      return typeof value === 'string' ? (productOf(state, value) as Json) : null;
    case 'lines': {
      const order = orderInSlot(state, frame, slot.of);
      const ids = value as string[];
      return (order?.lines.filter((line) => ids.includes(line.line_id)) ?? null) as Json;
    }
    case 'swaps': {
      const order = orderInSlot(state, frame, slot.of);
      if (!order) return null;
      return (value as SwapChoice[]).flatMap((choice) => {
        const line = order.lines.find((one) => one.line_id === choice.line_id);
        return line ? [swapObject(state, line, choice)] : [];
      });
    }
    default:
      return value;
  }
}
