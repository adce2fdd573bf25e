import { must } from '@hark/core';
import { z } from 'zod';
import { credit, defineCall, done, Id, ItemIds, methodOf, notHeld, orderIn, priceOf } from './call.ts';

/** What can be wrong with what was sent, and in which states of the order that can be so. */
const POSSIBLE = {
  damaged: ['delivered'],
  wrong: ['delivered'],
  missing: ['delivered'],
  never_arrived: ['shipped', 'delivered'],
} as const;

/**
 * Takes a report that articles came damaged, wrong or not at all, once for an order: pays them back the way they were paid
 * first, or notes that they are sent again.
 */
export const reportProblem = defineCall({
  writes: true,
  args: z.strictObject({
    order_id: Id,
    item_ids: ItemIds.min(1),
    problem: z.enum(['damaged', 'wrong', 'missing', 'never_arrived']),
    wish: z.enum(['refund', 'resend']),
    /** Ids of what the buyer attached: pictures of it, mostly. */
    files: z.array(Id).max(20).exactOptional(),
  }),
  run(world, { order_id, item_ids, problem, wish, files = [] }) {
    const order = orderIn(world, {
      order_id,
      status: POSSIBLE[problem],
      code: 'report_not_possible',
      reason: 'Only what was sent can be reported, and only once.',
    });
    if ('outcome' in order) return order;
    const unheld = notHeld(order, item_ids);
    if (unheld) return unheld;
    const paid = must(order.payments[0], `the payment of ${order.id}`);
    const method = methodOf(world, order, paid.payment_method_id);
    if ('outcome' in method) return method;
    const amount_cents = wish === 'refund' ? priceOf(order, item_ids) : 0;
    if (wish === 'refund') {
      order.payments.push({ kind: 'refund', amount_cents, payment_method_id: method.id });
      credit(method, amount_cents);
    }
    order.status = 'problem reported';
    const shown = files.length === 0 ? {} : { files };
    order.reported = { item_ids: item_ids.toSorted(), problem, wish, ...shown };
    return done({ order_id: order.id, status: order.status, problem, wish, amount_cents });
  },
});
