import { z } from 'zod';
import { defineCall, done, Id, orderIn } from './call.ts';

/** Every state in which money was taken and kept. */
const CHARGED = [
  'pending',
  'pending (item modified)',
  'processed',
  'shipped',
  'delivered',
  'return requested',
  'exchange requested',
  'problem reported',
  'withdrawn',
];

/** Sends the invoice of an order by e-mail; asking again sends it again. */
export const requestInvoice = defineCall({
  writes: true,
  args: z.strictObject({ order_id: Id, email: z.email() }),
  run(world, { order_id, email }) {
    const order = orderIn(world, {
      order_id,
      status: CHARGED,
      code: 'no_invoice',
      reason: 'There is no invoice for an order that was paid back.',
    });
    if ('outcome' in order) return order;
    order.invoice_sent_to = email;
    return done({ order_id: order.id, email });
  },
});
