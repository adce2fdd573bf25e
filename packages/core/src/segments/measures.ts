import type { Order } from '../conversation/world.ts';
import type { Declarations } from '../expression/expression.ts';
import { type Rates, UNKNOWN_WORTH, worthIn } from '../lib/money.ts';
import { addDuration, compareInstants, msBetween } from '../lib/time.ts';

/** Recency, frequency and value of somebody's orders. */
export type Measures = {
  /** Whole days since the newest order; {@link NEVER_DAYS} where there is none with a date. */
  recency_days: number;
  /** How many orders. */
  frequency: number;
  /** What was paid for them and not paid back, in the minor unit of the playbook's currency, at its rates. */
  value_cents: number;
};

/** More days than anybody has been buying. */
export const NEVER_DAYS = 1_000_000;
const DAY_MS = 86_400_000;

/** How {@link Measures} are declared to expressions. */
export const MEASURES: Declarations = { recency_days: 'int', frequency: 'int', value_cents: 'int' };

/** The orders placed within a duration (ISO 8601) before `at`; all where none is named. */
export function placedWithin(orders: readonly Order[], at: string, within: string | undefined): Order[] {
  if (within === undefined) return [...orders];
  const from = addDuration(at, `-${within}`);
  return orders.filter(({ placed_at }) => placed_at !== undefined && compareInstants(placed_at, from) > 0);
}

/** Measures the orders at the instant `at`. An order in a currency without a rate counts in number and time, not in value. */
export function measured(
  orders: readonly Order[],
  { at, currency, rates }: { at: string; currency: string; rates: Rates },
): Measures {
  const ages_ms = orders.flatMap(({ placed_at }) =>
    placed_at === undefined ? [] : [msBetween(placed_at, at)],
  );
  const newest_ms = ages_ms.length === 0 ? null : Math.max(0, Math.min(...ages_ms));
  return {
    recency_days: newest_ms === null ? NEVER_DAYS : Math.floor(newest_ms / DAY_MS),
    frequency: orders.length,
    value_cents: orders.reduce((sum, one) => sum + worthOf(one, currency, rates), 0),
  };
}

function worthOf(order: Order, home: string, rates: Rates): number {
  const worth = worthIn({ amount_cents: keptOf(order), currency: order.currency }, home, rates);
  return worth === UNKNOWN_WORTH ? 0 : worth;
}

function keptOf({ total_cents, payments }: Order): number {
  const back = payments
    .filter(({ kind }) => kind === 'refund')
    .reduce((sum, one) => sum + one.amount_cents, 0);
  return Math.max(0, total_cents - back);
}
