import { must } from '@hark/core';
import { credit, priceOf } from './calls/call.ts';
import { type Parcel, recordOf, type StoredOrder, type World } from './world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A change that is due: when, and what it does. */
type Next = { at: string; change: () => void };

/**
 * Brings a world that lives up to `now`: orders come in, are packed, sent, late, lost or delivered as each one's plan says;
 * returns arrive and are paid back. However often it is called on the way, the same instant finds the same world. A world
 * without `coming` stands still.
 */
export function passTime(world: World, now: string): void {
  const { coming } = world;
  if (coming === undefined) return;
  while (coming[0] && must(coming[0].placed_at, 'when it comes') <= now) {
    const order = must(coming.shift(), 'an order that comes');
    world.orders[order.id] = order;
    must(recordOf(world.buyers, order.buyer_id), `the buyer of ${order.id}`).order_ids.push(order.id);
  }
  for (const order of Object.values(world.orders)) {
    for (let next = nextOf(world, order); next !== null && next.at <= now; next = nextOf(world, order)) {
      order.changed_at = next.at;
      next.change();
    }
  }
}

/** Notes that a call changed an order, so that what follows from it counts from then. */
export function noteChange(world: World, order_id: unknown, at: string): void {
  if (world.coming === undefined || typeof order_id !== 'string') return;
  const order = recordOf(world.orders, order_id);
  if (!order) return;
  order.changed_at = at;
  settle(order, at);
}

function nextOf(world: World, order: StoredOrder): Next | null {
  const { plan } = order;
  if (!plan) return null;
  switch (order.status) {
    case 'pending':
    case 'pending (item modified)':
      return { at: plan.packed_at, change: () => pack(order, plan) };
    case 'processed':
      return { at: plan.shipped_at, change: () => ship(order, plan) };
    case 'shipped':
      return onTheWay(order, plan);
    case 'return requested':
      return after(order, 3, () => takeBack(world, order));
    case 'exchange requested':
      return after(order, 4, () => {
        order.status = 'exchanged';
      });
    default:
      return null;
  }
}

type Plan = NonNullable<StoredOrder['plan']>;

function pack(order: StoredOrder, { packed_at, tracking_id, carrier, expected_at, places }: Plan): void {
  order.status = 'processed';
  order.parcels.push({
    tracking_id,
    item_ids: order.lines.map((line) => line.item_id),
    carrier,
    status: 'preparing',
    expected_at,
    scans: [{ at: packed_at, status: 'preparing', place: must(places[0], 'where it is packed') }],
  });
}

function ship(order: StoredOrder, { shipped_at, places }: Plan): void {
  order.status = 'shipped';
  scan(order, { at: shipped_at, status: 'in_transit', place: must(places[0], 'where it leaves') });
}

/** Half-way it is seen at a hub; then it is in the buyer's town, at the door, or not seen any more. */
function onTheWay(order: StoredOrder, plan: Plan): Next | null {
  const [, hub = '', town = ''] = plan.places;
  const seen = order.parcels[0]?.scans?.length ?? 0;
  const status = order.parcels[0]?.status;
  const { shipped_at, arrives_at, expected_at } = plan;
  const half = between(
    shipped_at,
    arrives_at !== null && arrives_at < expected_at ? arrives_at : expected_at,
  );
  if (seen < 3) return moved(order, { at: half, status: 'in_transit', place: hub });
  const late = plus(expected_at, 6 * HOUR_MS);
  if (status === 'in_transit' && (arrives_at === null || plus(arrives_at, -5 * HOUR_MS) > late))
    return moved(order, { at: late, status: 'delayed', place: hub });
  if (arrives_at === null)
    return status === 'lost'
      ? null
      : moved(order, { at: plus(expected_at, 6 * DAY_MS), status: 'lost', place: hub });
  if (status !== 'out_for_delivery')
    return moved(order, { at: plus(arrives_at, -5 * HOUR_MS), status: 'out_for_delivery', place: town });
  const arrive = moved(order, { at: arrives_at, status: 'delivered', place: town });
  return {
    at: arrives_at,
    change() {
      arrive.change();
      order.status = 'delivered';
      order.delivered_at = arrives_at;
    },
  };
}

type Scan = NonNullable<Parcel['scans']>[number];

function moved(order: StoredOrder, scanned: Scan): Next {
  return { at: scanned.at, change: () => scan(order, scanned) };
}

function scan(order: StoredOrder, scanned: Scan): void {
  const parcel = must(order.parcels[0], `the parcel of ${order.id}`);
  parcel.status = scanned.status;
  parcel.scans = [...(parcel.scans ?? []), scanned];
}

/** So many days (and a few more, by the order's own number) after the buyer asked for it. */
function after(order: StoredOrder, days: number, change: () => void): Next | null {
  if (order.changed_at === undefined) return null;
  const own = [...order.id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 3;
  return { at: plus(order.changed_at, (days + own) * DAY_MS), change };
}

function takeBack(world: World, order: StoredOrder): void {
  const { item_ids, payment_method_id } = must(order.returned, `what is returned of ${order.id}`);
  const amount_cents = priceOf(order, item_ids);
  order.status = 'returned';
  order.payments.push({ kind: 'refund', amount_cents, payment_method_id });
  const buyer = must(recordOf(world.buyers, order.buyer_id), `the buyer of ${order.id}`);
  const method = buyer.payment_methods.find((one) => one.id === payment_method_id);
  if (method) credit(method, amount_cents);
  settle(order, must(order.changed_at, 'when it was taken back'));
}

const BANK_DAYS = 3;

/** A refund is with the buyer some days after it was made. */
function settle(order: StoredOrder, at: string): void {
  for (const payment of order.payments) {
    if (payment.kind === 'refund') payment.settled_at ??= plus(at, BANK_DAYS * DAY_MS);
  }
}

function plus(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}

function between(from: string, to: string): string {
  return new Date((Date.parse(from) + Date.parse(to)) / 2).toISOString();
}
