import { createHash } from 'node:crypto';
import { must } from '@hark/core';
import { Chance } from '../marketplace/chance.ts';
import { demoStory } from '../marketplace/demo.ts';
import type { DemoAct } from '../marketplace/demo-wishes.ts';
import { noteChange, passTime } from '../marketplace/passing-time.ts';
import type { StoredOrder, World } from '../marketplace/world.ts';
import { apply } from '../marketplace/world-rules.ts';
import type { Wish } from './voices.ts';

/** Who takes up what was handed to people: in time, late, or nobody. */
export type Attention = 'in_time' | 'late' | 'nobody';

/** One conversation of the demo's history, before it is played: who comes when, about which order, and wants what. */
export type Plot = {
  conversation_id: string;
  at: string;
  buyer_id: string;
  order_id: string;
  wish: Wish;
  /** Ids of buttons that fit, besides those of the order: articles, reasons, ways to pay. */
  fitting: string[];
  /** Opened from the order's page. */
  from_page: boolean;
  attention: Attention;
  /** Decides the words, and who leaves in the middle. */
  chance: Chance;
};

/** A plot, and the marketplace as it was when the buyer came: a copy that the conversation may change. */
export type Staged = { plot: Plot; world: World };

/** How long back the history goes, and how many conversations it has besides those in which something was asked for and done. */
const HISTORY_DAYS = 45;
const OTHERS = 760;
/** Those who came in the last hours and wait for a person: the desk is never empty. */
const WAITING = 14;
const WAITING_DAYS = 0.2;
const DAY_MS = 86_400_000;

/** How often buyers come without a change of their order in the end, and what about. */
const WISHES: readonly (readonly [Wish, number])[] = [
  ['order_status', 40],
  ['late', 10],
  ['refund_state', 7],
  ['product_question', 8],
  ['warranty', 5],
  ['complaint', 5],
  ['person', 9],
  ['unclear', 6],
];

/** How many conversations the history of a demo has. */
export function countPlots(begun: { seed: number; now: string }): number {
  return actsOf(begun).length + OTHERS + WAITING;
}

/** The id of the conversation at a place of the history: the same for the same demo. */
export function historyId({ seed, now }: { seed: number; now: string }, place: number): string {
  const hex = createHash('sha256').update(`history ${seed} ${now} ${place}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** All conversations in the order in which they began, each with its world. One goes through the demo's story once. */
export function* stagedPlots(begun: { seed: number; now: string }): Generator<Staged> {
  const { start: world, acts } = demoStory(begun.seed, begun.now);
  const chance = new Chance(begun.seed + 1, begun.now);
  const recent = new Set(actsOf(begun).map(({ order_id }) => order_id));
  const others = Array.from({ length: OTHERS }, () => chance.inDays(-HISTORY_DAYS * chance.share()));
  const waiting = Array.from({ length: WAITING }, () => chance.inDays(-WAITING_DAYS * chance.share()));
  const moments = [
    ...acts.map((act) => ({ at: act.at, act, waits: false })),
    ...others.map((at) => ({ at, act: null, waits: false })),
    ...waiting.map((at) => ({ at, act: null, waits: true })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  let place = 0;
  for (const { at, act, waits } of moments) {
    passTime(world, at);
    if (act === null || recent.has(act.order_id)) {
      const own = { conversation_id: historyId(begun, place), at, chance: new Chance(place + 7, at) };
      place += 1;
      const plot = act ? plotOf(act, own) : otherPlot(world, own, waits);
      yield { plot, world: worldOf(world, plot.buyer_id) };
    }
    // What the story says happens, however the conversation about it ends.
    if (act && apply(world, act.call, act.args).outcome === 'done') noteChange(world, act.order_id, at);
  }
}

function actsOf({ seed, now }: { seed: number; now: string }): DemoAct[] {
  const since = new Date(Date.parse(now) - HISTORY_DAYS * DAY_MS).toISOString();
  return demoStory(seed, now).acts.filter(({ at }) => at >= since);
}

type Own = Pick<Plot, 'conversation_id' | 'at' | 'chance'>;

function plotOf(act: DemoAct, own: Own): Plot {
  const { buyer_id, order_id, call, args } = act;
  const items = [args.new_item_ids].flat().map((id) => `item:${String(id)}`);
  const words = Object.values(args).filter((value) => typeof value === 'string');
  return {
    ...own,
    buyer_id,
    order_id,
    wish: args.problem === 'never_arrived' ? 'never_arrived' : must(WISH_OF[call], `the wish behind ${call}`),
    fitting: [...words, ...items],
    from_page: own.chance.share() < 0.75,
    attention: attentionOf(own.chance),
  };
}

const WISH_OF: { [call: string]: Wish } = {
  cancel_order: 'cancel_order',
  change_order_items: 'change_order_items',
  return_items: 'return_items',
  exchange_items: 'exchange_items',
  report_problem: 'report_problem',
  withdraw: 'withdraw',
};

function otherPlot(world: World, own: Own, waits: boolean): Plot {
  const { chance } = own;
  const wanted = waits ? chance.pick<Wish>(['person', 'person', 'person', 'complaint']) : wishBy(chance);
  const orders = Object.values(world.orders);
  const fitting = orders.filter((order) => fits(wanted, order, own.at));
  const order = chance.pick(fitting.length > 0 ? fitting : orders.slice(-60));
  return {
    ...own,
    buyer_id: order.buyer_id,
    order_id: order.id,
    wish: fitting.length > 0 ? wanted : 'person',
    fitting: [],
    from_page: chance.share() < 0.7,
    attention: waits ? 'nobody' : attentionOf(chance),
  };
}

function wishBy(chance: Chance): Wish {
  let left = chance.share() * WISHES.reduce((sum, [, weight]) => sum + weight, 0);
  const found = WISHES.find(([, weight]) => {
    left -= weight;
    return left < 0;
  });
  return must(found, 'a wish')[0];
}

/** About which orders one comes with that wish. */
function fits(wish: Wish, order: StoredOrder, at: string): boolean {
  const expected = order.parcels[0]?.expected_at;
  const young = Date.parse(at) - Date.parse(order.placed_at ?? at) < 40 * DAY_MS;
  switch (wish) {
    case 'order_status':
      return (
        ['pending', 'processed'].includes(order.status) ||
        (order.status === 'shipped' && (expected ?? '') > at)
      );
    case 'late': {
      // Later than that it counts as lost, and who asks for it then is in the story.
      const since_ms = Date.parse(at) - Date.parse(expected ?? at);
      return (
        order.status === 'shipped' &&
        order.plan?.arrives_at !== null &&
        since_ms > 0 &&
        since_ms < 1.5 * DAY_MS
      );
    }
    case 'refund_state':
      return young && order.payments.some(({ kind }) => kind === 'refund');
    case 'warranty':
    case 'product_question':
      return young && order.status === 'delivered';
    default:
      return young;
  }
}

function attentionOf(chance: Chance): Attention {
  const share = chance.share();
  return share < 0.72 ? 'in_time' : share < 0.93 ? 'late' : 'nobody';
}

/** What belongs to one buyer, copied, so that a conversation leaves no trace in the story. */
function worldOf(world: World, buyer_id: string): World {
  const buyer = must(world.buyers[buyer_id], `the buyer ${buyer_id}`);
  const orders = Object.fromEntries(
    buyer.order_ids.map((id) => [id, must(world.orders[id], `the order ${id}`)]),
  );
  const own = structuredClone({ buyers: { [buyer_id]: buyer }, orders });
  return { ...world, ...own, log: [], coming: [] };
}
