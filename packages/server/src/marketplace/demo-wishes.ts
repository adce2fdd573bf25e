import { type JsonObject, must } from '@hark/core';
import type { Chance } from './chance.ts';
import type { StoredOrder, World } from './world.ts';
import type { CallName } from './world-rules.ts';

/** Something that a buyer asked a shop for, and got. */
export type DemoAct = { at: string; call: CallName; args: JsonObject; buyer_id: string; order_id: string };

type Wish = { share: number; days: [from: number, to: number]; call: DemoAct['call']; args: Args };
type Args = (of: { order: StoredOrder; world: World; chance: Chance }) => DemoAct['args'];

/** The first article, and how it was paid. */
const oneItem: Args = ({ order }) => ({
  item_ids: [must(order.lines[0], 'a line').item_id],
  payment_method_id: must(order.payments[0], 'a payment').payment_method_id,
});

const swap: Args = (of) => {
  const line = must(of.order.lines[0], 'a line');
  const { variants } = must(of.world.products[line.product_id], 'its product');
  const other = variants.find((one) => one.available && one.item_id !== line.item_id);
  return { ...oneItem(of), new_item_ids: [must(other, 'another variant').item_id] };
};

const problem =
  (kinds: string[]): Args =>
  ({ order, chance }) => ({
    item_ids: [must(order.lines[0], 'a line').item_id],
    problem: chance.pick(kinds),
    wish: chance.pick(['refund', 'refund', 'resend']),
  });

/** Before it is packed; days count from the order, and are cut short by the packing. */
const EARLY: Wish[] = [
  {
    share: 0.08,
    days: [0.02, 0.15],
    call: 'cancel_order',
    args: ({ chance }) => ({ reason: chance.pick(['no longer needed', 'ordered by mistake']) }),
  },
  { share: 0.04, days: [0.02, 0.15], call: 'change_order_items', args: swap },
];

/** After it has arrived; days count from then. */
const ARRIVED: Wish[] = [
  { share: 0.12, days: [1, 12], call: 'return_items', args: oneItem },
  { share: 0.05, days: [1, 9], call: 'exchange_items', args: swap },
  { share: 0.05, days: [0.2, 3], call: 'report_problem', args: problem(['damaged', 'wrong', 'missing']) },
  {
    share: 0.03,
    days: [1, 10],
    call: 'withdraw',
    args: ({ order, world }) => {
      const buyer = must(world.buyers[order.buyer_id], 'the buyer');
      return {
        item_ids: order.lines.map((line) => line.item_id),
        name: `${buyer.first_name} ${buyer.last_name}`,
        email: buyer.email,
      };
    },
  },
];

/** When it does not arrive; days count from the day on which it was expected. */
const LOST: Wish[] = [{ share: 0.5, days: [3, 9], call: 'report_problem', args: problem(['never_arrived']) }];

/** What the buyer of an order asks for, if anything: at most one thing. */
export function actsOf(order: StoredOrder, world: World, chance: Chance): DemoAct[] {
  const plan = must(order.plan, 'a plan');
  const early = chosen(EARLY, chance);
  if (early) return [act(early, must(order.placed_at, 'when it was placed'))];
  const later = plan.arrives_at === null ? chosen(LOST, chance) : chosen(ARRIVED, chance);
  return later ? [act(later, plan.arrives_at ?? plan.expected_at)] : [];

  function act({ days: [from, to], call, args }: Wish, since: string): DemoAct {
    const at = chance.after(since, from + (to - from) * chance.share());
    const own = args({ order, world, chance });
    return { at, call, args: { order_id: order.id, ...own }, buyer_id: order.buyer_id, order_id: order.id };
  }
}

function chosen(wishes: Wish[], chance: Chance): Wish | null {
  let left = chance.share();
  for (const wish of wishes) {
    left -= wish.share;
    if (left < 0) return wish;
  }
  return null;
}
