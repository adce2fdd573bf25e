import type { State } from '../conversation/state.ts';
import type { Address, Order, OrderLine, PaymentMethod, Product } from '../conversation/world.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { fillPattern, localeOf } from '../lib/locales.ts';
import { sentenceCase } from '../replies/filters.ts';

/** A change of one line: `to_item_id` is null while only the line, or a part of what is wanted, is known. */
export type SwapChoice = { line_id: string; to_item_id: string | null; wanted: { [option: string]: string } };

/** The buyer's order of that number, of those that were read. */
export function orderOf(state: State, order_id: Json | undefined): Order | null {
  return state.facts.orders?.value.find((order) => order.id === order_id) ?? null;
}

/** The buyer's payment method of that id. */
export function methodOf(state: State, id: Json | undefined): PaymentMethod | null {
  return state.facts.buyer?.value?.payment_methods.find((method) => method.id === id) ?? null;
}

/** A product that was read. */
export function productOf(state: State, id: string): Product | null {
  return state.facts.products[id]?.value ?? null;
}

/** "color: black, size: M": the options of an article in one line. */
export function describeOptions(options: { [option: string]: string }): string {
  return Object.entries(options)
    .map(([option, value]) => `${option}: ${value}`)
    .join(', ');
}

/** "12 Long Lane, Flat 3, York, YO1 7HU, UK": an address in one line. */
export function describeAddress(address: Address): string {
  const place = [address.city, address.region, address.postcode].filter(Boolean).join(', ');
  return [address.line1, address.line2, place, address.country].filter(Boolean).join(', ');
}

/** A payment method in words of a language: "Paypal", "Visa credit card ending in 1234". */
export function describeMethod(method: PaymentMethod, language: string): string {
  const { kinds, branded, ending } = localeOf(language).payment;
  const kind = kinds[method.kind] ?? method.kind.replaceAll('_', ' ');
  const brand = method.brand ? sentenceCase(method.brand) : null;
  const name = sentenceCase(brand ? fillPattern(branded, { brand, kind }) : kind);
  return method.last_four ? fillPattern(ending, { name, digits: method.last_four }) : name;
}

/** A payment method as expressions and texts see it: with a `label` in the language. */
export function methodObject(method: PaymentMethod, language: string): JsonObject {
  return { ...method, label: describeMethod(method, language) };
}

/** The swap as expressions and texts see it. */
export function swapObject(state: State, line: OrderLine, choice: SwapChoice): JsonObject {
  const variant = productOf(state, line.product_id)?.variants.find(
    (one) => one.item_id === choice.to_item_id,
  );
  const to_price_cents = variant?.price_cents ?? line.price_cents;
  return {
    line_id: line.line_id,
    product_id: line.product_id,
    name: line.name,
    from_item_id: line.item_id,
    to_item_id: choice.to_item_id ?? '',
    from_options: describeOptions(line.options),
    to_options: describeOptions(variant?.options ?? {}),
    from_price_cents: line.price_cents,
    to_price_cents,
    difference_cents: to_price_cents - line.price_cents,
    available: variant?.available ?? false,
    same: line.item_id === choice.to_item_id,
  };
}
