import { type Buyer, formatMoney, type Order } from '@hark/core';
import type { PageLanguage } from './demo-shop-words.ts';
import type { DemoBuyer } from './index-page.ts';
import { escaped } from './markup.ts';

/** Who looks at the demo shop: signed in as `buyer`, with the token that the marketplace has signed for the chat. */
export type Visit = {
  buyer: DemoBuyer;
  others: DemoBuyer[];
  language: PageLanguage;
  token: string;
  now: string;
  /** What the marketplace knows of them; null while it does not answer. */
  account: Buyer | null;
};

/** Clocks of the countries in which the demo's buyers live. */
const ZONES: { [country: string]: string } = {
  Spain: 'Europe/Madrid',
  Ireland: 'Europe/Dublin',
  'United Kingdom': 'Europe/London',
  'United States': 'America/Denver',
  Poland: 'Europe/Warsaw',
  Sweden: 'Europe/Stockholm',
  Japan: 'Asia/Tokyo',
};

/** The zone in which a buyer reads times: their own. */
export function zoneOf({ account }: Visit): string {
  return ZONES[account?.address.country ?? ''] ?? 'UTC';
}

/** The zone as people call it: its town. */
export function zoneName(visit: Visit): string {
  return (zoneOf(visit).split('/').at(-1) ?? 'UTC').replaceAll('_', ' ');
}

/** `Tuesday 24 November`, with the exact instant for whoever hovers. */
export function day(visit: Visit, instant: string): string {
  const form = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  return timed(visit, instant, form);
}

/** `24 Nov, 18:05`. */
export function moment(visit: Visit, instant: string): string {
  const form = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return timed(visit, instant, form);
}

function timed(visit: Visit, instant: string, form: Intl.DateTimeFormatOptions): string {
  const locale = visit.language === 'en' ? 'en-GB' : 'es-ES';
  const text = new Intl.DateTimeFormat(locale, { ...form, timeZone: zoneOf(visit) }).format(
    new Date(instant),
  );
  return `<time datetime="${instant}" title="${instant}">${escaped(text)}</time>`;
}

/** An amount in the order's own currency. */
export function money({ language }: Visit, { currency }: Order, amount_cents: number): string {
  return escaped(formatMoney({ amount_cents, currency }, language));
}

/** What every address of the shop carries along: as whom, and in which language. */
export function query({ buyer, language }: Pick<Visit, 'buyer' | 'language'>): string {
  return `?as=${encodeURIComponent(buyer.id)}&amp;lang=${language}`;
}

/** Where an order's page is. */
export function addressOf(visit: Visit, order: Order): string {
  return `/demo/shop/order/${encodeURIComponent(order.id)}${query(visit)}`;
}
