import type { SlotKindName } from '../flow.ts';
import { address } from './address.ts';
import { choice } from './choice.ts';
import { identity } from './identity.ts';
import { lines } from './lines.ts';
import { order } from './order.ts';
import { paymentMethod } from './payment-method.ts';
import { product } from './product.ts';
import type { SlotKind } from './slot.ts';
import { swaps } from './swaps.ts';
import { text } from './text.ts';

/** An entry for every kind of value a flow can ask for. */
export const SLOT_KIND_TABLE: { [K in SlotKindName]: SlotKind } = {
  identity,
  order,
  lines,
  swaps,
  product,
  payment_method: paymentMethod,
  choice,
  address,
  text,
};
