import { findLines } from '../language/values/lines.ts';
import { findOrders } from '../language/values/order-number.ts';
import { orderInSlot } from './objects.ts';
import { emit, flowOf, type Run, topFrame, why } from './run.ts';

/**
 * Queued wishes of the same topic about the same order belong to the wish under way, where the playbook says that they
 * are collected: an order can be returned or exchanged once only.
 */
export function absorb(run: Run): void {
  const frame = topFrame(run);
  if (!frame.topic || !frame.wish || !run.strategy.topics[frame.topic]?.collect) return;
  const flow = flowOf(run, frame);
  const slot = Object.entries(flow.slots).find(([, one]) => one.kind === 'order')?.[0];
  const order = orderInSlot(run.state, frame, slot);
  if (!order) return;
  const orders = run.state.facts.orders?.value ?? [];
  for (const wish of run.state.wishes.filter((one) => one.topic === frame.topic)) {
    const numbers = findOrders(wish.words, orders);
    const lines = order.lines.map((line) => ({ ...line, order_id: order.id }));
    const named = findLines(wish.words, lines, run.state.language).length > 0;
    const here = numbers.length > 0 ? numbers.every((one) => one.order_id === order.id) : named;
    if (here && named)
      emit(run, 'wish_merged', { data: { wish }, why: why(run, [flow.id, 'collect'], { order: order.id }) });
  }
}
