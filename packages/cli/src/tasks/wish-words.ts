import type { OrderLine, PaymentMethod } from '@hark/core';
import type { World } from '@hark/server';
import type { CardFault } from './card-check.ts';
import {
  addressSaid,
  articleSaid,
  listed,
  methodSaid,
  numberSaid,
  optionsSaid,
  spoken,
  wantedSaid,
} from './describe.ts';
import type { Known } from './instruction.ts';
import { OPENINGS, REASONS, SWAP_VERBS, WHICH_BY_ITEMS, WHICH_BY_NUMBER } from './openings.ts';
import { PHRASES } from './phrases.ts';
import { kept, type Voice } from './voice.ts';
import type { Wish } from './wish.ts';

type Order = World['orders'][string];

/** Somebody with a voice who knows their own orders, their ways to pay and who they are. */
export type Self = {
  voice: Voice;
  known: Known;
  name: string;
  methods: readonly PaymentMethod[];
  orders: readonly Order[];
  /** Addresses that the buyer may name by the order that has them. */
  home: World['buyers'][string]['address'];
};

/** The words for the places of a template; a place without words is left out with the brackets around it. */
type Places = { [place: string]: string | null };

/** How much of a wish is told: `rich` says all of it, otherwise some is kept until it is asked. */
export type Telling = { rich: boolean };

/** A wish in a sentence or two of this buyer's own. */
export function tellWish(self: Self, wish: Wish, { rich }: Telling): string {
  const { voice } = self;
  const template = voice.pick(OPENINGS[wish.kind]);
  return filled(template, placesOf(self, wish, rich));
}

/** A template with its places filled; brackets hold what is left out when one of their places has no words. */
export function filled(template: string, places: Places): string {
  const told = template.replace(/\[([^\]]*)\]/g, (_all, part: string) => {
    const used = [...part.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    return used.every((place) => places[place]) ? part : '';
  });
  return told.replace(/\{(\w+)\}/g, (_all, place: string) => places[place] ?? '');
}

function placesOf(self: Self, wish: Wish, rich: boolean): Places {
  const { voice } = self;
  const tells = (probability: number) => rich || voice.chance(probability);
  const which = wish.kind === 'profile' ? null : whichSaid(self, wish, rich || voice.chance(0.65));
  switch (wish.kind) {
    case 'cancel':
      return { which, why: tells(0.6) ? whySaid(voice, wish.reason) : null };
    case 'return':
      return {
        which,
        items: itemsSaid(self, wish, rich),
        method: tells(0.5) ? methodWords(self, wish) : null,
      };
    case 'swap':
      return {
        which,
        swaps: swapsSaid(self, wish, rich),
        verb: verbOf(self, wish),
        method: tells(0.5) ? methodWords(self, wish) : null,
      };
    case 'payment':
      return { which, method: methodWords(self, wish) };
    case 'address':
      return { which, address: addressWords(self, wish) };
    case 'profile':
      return { address: tells(0.6) ? addressSaid(voice, wish.address) : null };
  }
}

type OrderWish = Exclude<Wish, { kind: 'profile' }>;

/** The order of a wish: by its number, or by what is in it. */
export function whichSaid(self: Self, wish: OrderWish, byNumber: boolean): string {
  const { voice } = self;
  const number = filled(voice.pick(WHICH_BY_NUMBER), { number: numberSaid(voice, wish.order) });
  if (byNumber) return number;
  const telling = [...new Set(tellingLines(self, wish).map((line) => spoken(line.name)))].slice(0, 2);
  return telling.length === 0 ? number : filled(voice.pick(WHICH_BY_ITEMS), { items: listed(telling) });
}

/** Articles by which an order can be told from the buyer's others; none where it cannot. */
function tellingLines(self: Self, wish: OrderWish): OrderLine[] {
  const others = self.orders.filter((order) => order.id !== wish.order.id).flatMap((order) => order.lines);
  return wish.order.lines.filter((line) => !others.some((other) => other.name === line.name));
}

/** The reason of a cancellation as a clause. */
export function whySaid(voice: Voice, reason: string): string {
  return voice.pick(REASONS[reason] ?? [`the reason is: ${reason}`]);
}

/** The articles of a return. */
export function itemsSaid(self: Self, wish: Extract<Wish, { kind: 'return' }>, rich: boolean): string {
  const { voice } = self;
  const whole = wish.lines.length === wish.order.lines.length && wish.lines.length > 1;
  if (whole && !rich && voice.chance(0.3)) return voice.pick(['everything', 'all the items', 'all of it']);
  const article = voice.pick(['the ', 'the ', 'my ', '']);
  return listed(wish.lines.map((line) => `${article}${articleSaid(voice, line, wish.order.lines)}`));
}

/** What articles should become: "the kettle to 1.5L and glass, and the lamp to white". */
export function swapsSaid(self: Self, wish: Extract<Wish, { kind: 'swap' }>, whole: boolean): string {
  const { voice } = self;
  const joint = voice.pick(['to', 'for', 'to']);
  const parts = wish.swaps.map((swap) => {
    const article = `the ${articleSaid(voice, swap.line, wish.order.lines)}`;
    const same = Object.keys(swap.change).length === 0;
    const wanted = wantedSaid(voice, swap, whole || (!same && voice.chance(0.2)));
    if (same && !whole) return `${article} for ${wanted}`;
    const one =
      joint === 'for' || (whole && same) ? voice.pick(['one with ', 'one that is ', 'the version ']) : '';
    return `${article} ${joint} ${one}${wanted}`;
  });
  return listed(parts, ', and');
}

function verbOf(self: Self, wish: Extract<Wish, { kind: 'swap' }>): string {
  return self.voice.pick(wish.order.status === 'delivered' ? SWAP_VERBS.exchange : SWAP_VERBS.change);
}

/** The way to pay of a wish; one may say "the way I paid" where that is meant. */
export function methodWords(
  self: Self,
  wish: Extract<Wish, { kind: 'return' | 'swap' | 'payment' }>,
): string {
  const { voice, methods } = self;
  const first = wish.order.payments[0]?.payment_method_id === wish.method.id;
  if (first && wish.kind !== 'payment' && voice.chance(0.2))
    return voice.pick([
      'the original payment method',
      'the way I paid',
      'the one I paid with',
      'the same method I paid with',
    ]);
  return methodSaid(voice, wish.method, methods);
}

/** The address of a wish: written out, or by the order that has it. */
export function addressWords(self: Self, wish: Extract<Wish, { kind: 'address' | 'profile' }>): string {
  const { voice, orders } = self;
  const mine = wish.kind === 'address' ? wish.order.id : null;
  const same = (address: object) => JSON.stringify(address) === JSON.stringify(wish.address);
  const other = orders.find((order) => order.id !== mine && same(order.address));
  if (other && voice.chance(0.2))
    return voice.pick([`the same address as order ${other.id}`, `the address of my order ${other.id}`]);
  if (mine !== null && same(self.home) && voice.chance(0.2))
    return voice.pick(['my default address', 'the address in my profile']);
  return addressSaid(voice, wish.address);
}

/** What is wrong with a read-back, in plain words. */
export function faultWords(self: Self, wish: Wish, faults: readonly CardFault[]): string {
  const { voice } = self;
  if (faults.some(({ wrong }) => wrong === 'kind')) return tellWish(self, wish, { rich: true });
  const extra = faults.flatMap((fault) => (fault.wrong === 'extra' ? [fault.line] : []));
  const parts = faults.flatMap((fault) =>
    fault.wrong === 'extra' || fault.wrong === 'kind' ? [] : [oneFault(self, wish, fault)],
  );
  if (extra.length > 0)
    parts.push(
      `not ${listed(extra.map((line) => `the ${articleIn(self, wish, line)}`))}${onlyWords(self, wish)}`,
    );
  return listed(parts, voice.pick([', and', 'and']));
}

function articleIn(self: Self, wish: Wish, line: OrderLine): string {
  return articleSaid(self.voice, line, wish.kind === 'profile' ? [line] : wish.order.lines);
}

function onlyWords(self: Self, wish: Wish): string {
  const lines =
    wish.kind === 'return' ? wish.lines : wish.kind === 'swap' ? wish.swaps.map((swap) => swap.line) : [];
  return lines.length === 0
    ? ''
    : `, only ${listed(lines.map((line) => `the ${articleIn(self, wish, line)}`))}`;
}

function oneFault(self: Self, wish: Wish, fault: Exclude<CardFault, { wrong: 'extra' | 'kind' }>): string {
  const { voice } = self;
  switch (fault.wrong) {
    case 'order':
      return wish.kind === 'profile'
        ? 'it is about my account'
        : voice.pick([
            `it's order ${wish.order.id}`,
            `I meant order ${wish.order.id}`,
            `order ${wish.order.id} instead`,
          ]);
    case 'reason':
      return `the reason is that ${whySaid(voice, wish.kind === 'cancel' ? wish.reason : '')}`;
    case 'missing':
      return missingWords(self, wish, fault.line);
    case 'variant':
      return `the ${articleIn(self, wish, fault.swap.line)} should become ${voice.pick(['the one with', ''])} ${optionsSaid(voice, fault.swap.to)}`;
    case 'method':
      return methodFault(self, wish);
    case 'address':
      return `the address should be ${addressFull(wish)}`;
  }
}

function missingWords(self: Self, wish: Wish, line: OrderLine): string {
  const { voice } = self;
  const swap = wish.kind === 'swap' ? wish.swaps.find((one) => one.line.line_id === line.line_id) : undefined;
  const article = `the ${articleIn(self, wish, line)}`;
  if (swap) return `also ${article} to ${optionsSaid(voice, swap.to)}`;
  return voice.pick([`also ${article}`, `${article} as well`, `${article} too`]);
}

function methodFault(self: Self, wish: Wish): string {
  const { voice, methods } = self;
  if (!('method' in wish)) return '';
  const said = methodSaid(voice, wish.method, methods);
  if (wish.kind === 'return') return voice.pick([`the refund should go to ${said}`, `refund it to ${said}`]);
  return voice.pick([`please use ${said}`, `it should go to ${said}`, `I want to use ${said}`]);
}

function addressFull(wish: Wish): string {
  if (!('address' in wish)) return '';
  const { line1, line2, city, region, postcode, country } = wish.address;
  const parts = [line1, line2, city, `${region} ${postcode}`, country];
  return kept(parts.filter((part) => part.trim() !== '').join(', '));
}

/** Yes, in one of its many forms. */
export function yesWords(self: Self): string {
  return self.voice.write(self.voice.pick(PHRASES.yes));
}
