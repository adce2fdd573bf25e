import type { Address, OrderLine, PaymentMethod } from '@hark/core';
import type { World } from '@hark/server';
import { kept, type Voice } from './voice.ts';
import type { Options, WantedSwap } from './wish.ts';

type Order = World['orders'][string];

/** "a, b and c". */
export function listed(parts: readonly string[], joint = 'and'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${joint} ${parts.at(-1)}`;
}

/** An order's number as people type it. */
export function numberSaid(voice: Voice, order: Order): string {
  const bare = order.id.replace(/^#/, '');
  return voice.pick([order.id, order.id, order.id, bare, bare, bare.toLowerCase()]);
}

/** A product's name in running text: no capitals but in names that have them inside ("LED", "E-Reader"). */
export function spoken(name: string): string {
  return name
    .split(' ')
    .map((word) => (/[A-Z].*[A-Z]/.test(word) ? word : word.toLowerCase()))
    .join(' ');
}

/** An article named so that it cannot be taken for another one of its order. */
export function articleSaid(voice: Voice, line: OrderLine, among: readonly OrderLine[]): string {
  const twins = among.filter((one) => one.name === line.name && one.line_id !== line.line_id);
  const name = shortened(voice, line, among);
  if (twins.length === 0) return name;
  const telling = Object.entries(line.options).filter(([option, value]) =>
    twins.some((twin) => twin.options[option] !== value),
  );
  if (telling.length === 0) return `one ${name}`;
  const options = Object.fromEntries(telling);
  return voice.pick([
    `${name} (${optionsSaid(voice, options)})`,
    `${name} with ${optionsSaid(voice, options)}`,
  ]);
}

/** People leave out the first word of a name where the rest cannot mean anything else in the order. */
function shortened(voice: Voice, line: OrderLine, among: readonly OrderLine[]): string {
  const [, ...rest] = line.name.split(' ');
  const short = rest.join(' ');
  const clear = rest.length > 0 && !among.some((one) => one.name !== line.name && one.name.endsWith(short));
  return spoken(clear && voice.chance(0.15) ? short : line.name);
}

/** Values that say nothing without the name of their option. */
const BARE =
  /^(?:yes|no|none|low|medium|high|small|large|light|dark|basic|full|half|fixed|standard|[a-z]{1,3}|\d+|.{1,2})$/i;

/** Options in running text: "1.5L, glass", "ventilation low and color red". */
export function optionsSaid(voice: Voice, options: Options): string {
  const pairs = Object.entries(options);
  const style = voice.pick(['values', 'values', 'named', 'behind', 'colon']);
  const parts = pairs.map(([option, value]) => {
    if (/^(?:yes|no|none)$/i.test(value)) return voice.pick([`${option}: ${value}`, `${option} ${value}`]);
    // "bagged or bagless: bagless": the value says it all.
    if (
      option
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .includes(value.toLowerCase())
    )
      return value;
    if (style === 'named' || (style === 'values' && /^size$/i.test(option))) return `${option} ${value}`;
    if (style === 'colon') return `${option}: ${value}`;
    return style === 'behind' || BARE.test(value) ? `${value} ${option}` : value;
  });
  return style === 'colon' ? parts.join(', ') : listed(parts);
}

/** What an article should become, as this buyer says it; the options whole, or only what differs. */
export function wantedSaid(voice: Voice, swap: WantedSwap, whole: boolean): string {
  const same = Object.keys(swap.change).length === 0;
  if (same && !whole)
    return voice.pick([
      'the same one again',
      'the very same one',
      'an identical one',
      'the same thing again',
    ]);
  return optionsSaid(voice, whole || same ? swap.to : swap.change);
}

const CARD_KINDS = /card/;

/** A way to pay in human words: "my PayPal", "the visa ending in 1234"; never an id. */
export function methodSaid(voice: Voice, method: PaymentMethod, all: readonly PaymentMethod[]): string {
  const alike = all.filter((one) => one.kind === method.kind);
  if (method.kind === 'gift_card') {
    const left =
      method.balance_cents === undefined ? '' : ` with $${(method.balance_cents / 100).toFixed(2)} on it`;
    return alike.length > 1
      ? `the gift card${left}`
      : voice.pick(['my gift card', 'the gift card', 'gift card', 'my gift card']);
  }
  if (method.last_four !== undefined) {
    const brand = method.brand ?? 'card';
    const exact = [
      `the ${brand} ending in ${method.last_four}`,
      `my ${brand} card ending ${method.last_four}`,
      `the card ending in ${method.last_four}`,
      `my ${brand} (${method.last_four})`,
    ];
    const brands = all.filter((one) => one.brand === method.brand);
    const named = brands.length === 1 ? [`my ${brand}`, `my ${brand} card`] : [];
    const cards = all.filter((one) => CARD_KINDS.test(one.kind) && one.last_four !== undefined);
    const only = cards.length === 1 ? ['my credit card', 'the credit card', 'my credit card'] : [];
    return voice.pick([...exact, ...named, ...only]);
  }
  const kind = method.kind === 'paypal' ? 'PayPal' : method.kind.replaceAll('_', ' ');
  return voice.pick([`my ${kind}`, `${kind}`, `my ${kind} account`, kind.toLowerCase()]);
}

/** An address as people write it. */
export function addressSaid(voice: Voice, address: Address): string {
  const { line1, line2, city, region, postcode, country } = address;
  const street = [line1, line2].filter(Boolean).join(', ');
  return kept(
    voice.pick([
      `${street}, ${city}, ${region} ${postcode}, ${country}`,
      `${street}, ${city}, ${region} ${postcode}`,
      `${street}, ${city} ${region} ${postcode}`,
      `${street}, ${city}, ${region}, ${postcode}`,
      `${street}, ${city}, ${region} ${postcode}, ${country}`,
    ]),
  );
}
