import { createHash } from 'node:crypto';
import { must } from '@hark/core';
import { Chance } from '../marketplace/chance.ts';
import { demoStory } from '../marketplace/demo.ts';
import { DEMO_SHOPS } from '../marketplace/demo-shops.ts';
import type { DemoAct } from '../marketplace/demo-wishes.ts';
import { noteChange, passTime } from '../marketplace/passing-time.ts';
import type { StoredOrder, World } from '../marketplace/world.ts';
import { apply } from '../marketplace/world-rules.ts';
import type { Wish } from './voices.ts';

/**
 * Who takes up what was handed to people: in time, late, or nobody; and how far it has come where it came in a moment ago: somebody
 * has taken it, answered it, was asked again, passed it on, or closed it.
 */
export type Attention =
  | 'in_time'
  | 'late'
  | 'nobody'
  | 'taken'
  | 'answered'
  | 'asked_again'
  | 'passed'
  | 'closed';

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
  /** Came in a moment ago and is loaded first, so that the desk is soon as it should be. */
  fresh: boolean;
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
/** What the people of the demo's accounts have before them: minutes ago, whose, and how far it has come. */
const AT_DESK: readonly { minutes: number; platform: boolean; attention: Attention }[] = [
  { minutes: 9, platform: false, attention: 'nobody' },
  { minutes: 16, platform: false, attention: 'taken' },
  { minutes: 24, platform: false, attention: 'nobody' },
  { minutes: 31, platform: true, attention: 'nobody' },
  { minutes: 26, platform: false, attention: 'asked_again' },
  { minutes: 28, platform: false, attention: 'passed' },
  { minutes: 14, platform: true, attention: 'taken' },
  { minutes: 67, platform: false, attention: 'answered' },
  { minutes: 80, platform: true, attention: 'answered' },
  { minutes: 95, platform: false, attention: 'closed' },
  { minutes: 120, platform: false, attention: 'answered' },
  { minutes: 150, platform: true, attention: 'closed' },
  { minutes: 170, platform: false, attention: 'closed' },
];
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
  return actsOf(begun).length + OTHERS + WAITING + AT_DESK.length;
}

/** The id of the conversation at a place of the history: the same for the same demo. */
export function historyId({ seed, now }: { seed: number; now: string }, place: number): string {
  const hex = createHash('sha256').update(`history ${seed} ${now} ${place}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** All conversations in the order in which they began, each with its world. One goes through the demo's story once. */
export function* stagedPlots(begun: { seed: number; now: string }): Generator<Staged> {
  const { start: world } = demoStory(begun.seed, begun.now);
  let place = 0;
  for (const { at, act, waits, desk, told } of momentsOf(begun)) {
    passTime(world, at);
    if (told) {
      const own = { conversation_id: historyId(begun, place), at, chance: new Chance(place + 7, at) };
      place += 1;
      const plot = act ? plotOf(act, own) : desk ? deskPlot(world, own, desk) : otherPlot(world, own, waits);
      yield { plot, world: worldOf(world, plot.buyer_id) };
    }
    // What the story says happens, however the conversation about it ends.
    if (act && apply(world, act.call, act.args).outcome === 'done') noteChange(world, act.order_id, at);
  }
}

/** What happens in the story, in order; `told`: there was a conversation about it. */
function momentsOf(begun: { seed: number; now: string }): Moment[] {
  const chance = new Chance(begun.seed + 1, begun.now);
  const recent = new Set(actsOf(begun).map(({ order_id }) => order_id));
  const others = Array.from({ length: OTHERS }, () => chance.inDays(-HISTORY_DAYS * chance.share()));
  const waiting = Array.from({ length: WAITING }, () => chance.inDays(-WAITING_DAYS * chance.share()));
  const none = { act: null, waits: false, desk: null, told: true };
  const moments: Moment[] = [
    ...demoStory(begun.seed, begun.now).acts.map((act) => {
      return { ...none, at: act.at, act, told: recent.has(act.order_id) };
    }),
    ...others.map((at) => ({ ...none, at })),
    ...waiting.map((at) => ({ ...none, at, waits: true })),
    ...AT_DESK.map((desk) => ({ ...none, at: chance.inDays(-desk.minutes / (24 * 60)), desk })),
  ];
  return moments.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The place of the conversation that is loaded last: all others are there when it is. */
export function lastLoaded(begun: { seed: number; now: string }): number {
  return momentsOf(begun)
    .filter(({ told }) => told)
    .findLastIndex(({ waits, desk }) => !waits && desk === null);
}

type Moment = {
  at: string;
  act: DemoAct | null;
  waits: boolean;
  desk: (typeof AT_DESK)[number] | null;
  told: boolean;
};

/** A conversation that came to the people of the demo's accounts: with the first shop, or with the marketplace itself. */
function deskPlot(world: World, own: Own, { platform, attention }: (typeof AT_DESK)[number]): Plot {
  const orders = Object.values(world.orders).filter((order) => fits('person', order, own.at));
  const order = own.chance.pick(
    platform ? orders : orders.filter(({ shop_id }) => shop_id === DEMO_SHOPS[0]?.id),
  );
  return {
    ...own,
    buyer_id: order.buyer_id,
    order_id: order.id,
    wish: 'person',
    fitting: [],
    from_page: !platform,
    attention,
    fresh: true,
  };
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
    fresh: false,
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
    fresh: waits,
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
