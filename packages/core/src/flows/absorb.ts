import type { NotedWish } from '../conversation/event.ts';
import { findLines, mentionsIn } from '../language/values/lines.ts';
import { findOrders } from '../language/values/order-number.ts';
import { orderInSlot } from './objects.ts';
import { emit, flowOf, type Run, topFrame, why } from './run.ts';
import { SLOT_KIND_TABLE } from './slots/slot-kinds.ts';
import { slotContext } from './steps/ask.ts';

/** More words than a mere choice takes ("I'd rather have a new one than the money"). */
const MERE_CHOICE_WORDS = 16;

/** Words that only choose between the ways of the flow under way, and name no article and no order, tell no other wish. */
export function merelyChooses(run: Run, { words, message_seq }: NotedWish): boolean {
  const frame = run.state.frames.at(-1);
  if (!frame || words.split(/\s+/).length > MERE_CHOICE_WORDS) return false;
  if (namesSomething(run, words)) return false;
  const flow = flowOf(run, frame);
  const context = { run, frame, flow, path: frame.path };
  const said = { text: words, seq: message_seq, acts: [] };
  return Object.entries(flow.slots).some(
    ([name, { kind }]) =>
      kind === 'choice' &&
      SLOT_KIND_TABLE.choice.fromWords(slotContext(context, name), said).kind === 'filled',
  );
}

/** Whether words name an order of the buyer's or something in one. */
export function namesSomething(run: Run, words: string): boolean {
  const orders = run.state.facts.orders?.value ?? [];
  const lines = orders.flatMap((order) => order.lines.map((line) => ({ ...line, order_id: order.id })));
  if (findOrders(words, orders).length > 0) return true;
  return mentionsIn(words, lines, { language: run.state.language, more: [] }).mentions.length > 0;
}

/** What was told in one message with the wish under way and only chooses between its ways belongs to it. */
function absorbChoices(run: Run): void {
  const frame = topFrame(run);
  const beside = run.state.wishes.filter(({ message_seq }) => message_seq === frame.wish?.message_seq);
  for (const wish of beside.filter((one) => merelyChooses(run, one)))
    emit(run, 'wish_merged', {
      data: { wish },
      why: why(run, [frame.flow, 'choice'], { topic: wish.topic }),
    });
}

/** "Where is it? It never came": what is called for one wish serves the other that was told with it. */
function absorbCalled(run: Run): void {
  const frame = topFrame(run);
  const served = run.state.wishes.filter(
    ({ topic, message_seq }) =>
      topic !== frame.topic &&
      run.strategy.topics[topic]?.flow === frame.flow &&
      message_seq === frame.wish?.message_seq,
  );
  for (const wish of served)
    emit(run, 'wish_merged', {
      data: { wish },
      why: why(run, [frame.flow, 'called'], { topic: wish.topic }),
    });
}

/**
 * Queued wishes of the same topic about the same order belong to the wish under way, where the playbook says that they
 * are collected: an order can be returned or exchanged once only.
 */
export function absorb(run: Run): void {
  absorbChoices(run);
  absorbCalled(run);
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
