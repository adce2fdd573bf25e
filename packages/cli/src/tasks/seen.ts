import type { Address, Card, OrderLine, PaymentMethod } from '@hark/core';
import type { Options } from './wish.ts';

/** Letters and digits of a text, one blank between words: how a reader compares what stands there with what they know. */
export function plain(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.%#+$]+/gu, ' ')
    .replace(/\.(?=\s|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()} `;
}

/** Whether words stand in a text, whole. */
export function names(text: string, words: string): boolean {
  const looked = plain(words);
  return looked.trim() !== '' && plain(text).includes(looked);
}

/** Whether a text names an order, with or without the sign before its number. */
export function namesOrder(text: string, order_id: string): boolean {
  const bare = order_id.replace(/^#/, '').toLowerCase();
  const at = text.toLowerCase().indexOf(bare);
  return (
    at >= 0 && !/[a-z0-9]/i.test(text.charAt(at + bare.length)) && !/[a-z0-9]/i.test(text.charAt(at - 1))
  );
}

/** Whether a text shows all of the options: a value beside its option's name, or alone where the option is not named. */
export function showsOptions(text: string, options: Options): boolean {
  return Object.entries(options).every(([option, value]) =>
    names(text, option)
      ? names(text, `${option} ${value}`) || names(text, `${value} ${option}`)
      : names(text, value),
  );
}

/** Whether a text shows an article: its name and, where others of its name exist, its options. */
export function showsArticle(text: string, line: OrderLine, among: readonly OrderLine[]): boolean {
  if (!names(text, line.name)) return false;
  const twins = among.filter((one) => one.name === line.name && one.item_id !== line.item_id);
  return twins.length === 0 || showsOptions(text, line.options);
}

/** The ways to pay that a text may mean. */
export function methodsShown(text: string, methods: readonly PaymentMethod[]): PaymentMethod[] {
  const exact = methods.filter((method) => method.last_four !== undefined && names(text, method.last_four));
  if (exact.length > 0) return exact;
  return methods.filter((method) => {
    const kind = method.kind.replaceAll('_', ' ');
    if (!names(text, kind) && !(method.brand !== undefined && names(text, method.brand))) return false;
    const { balance_cents } = method;
    const twins = methods.filter((one) => one.kind === method.kind);
    return (
      twins.length < 2 ||
      balance_cents === undefined ||
      text.includes((balance_cents / 100).toFixed(2)) ||
      !/\d\.\d\d/.test(text)
    );
  });
}

/** Which parts of an address a text does not show. */
export function addressMissing(text: string, address: Address): (keyof Address)[] {
  const parts: (keyof Address)[] = ['line1', 'line2', 'city', 'region', 'postcode', 'country'];
  return parts.filter((part) => address[part] !== '' && !names(text, address[part]));
}

/** One row of a card in a line. */
export function rowText(row: Card['rows'][number]): string {
  return [row.label, row.value, row.from, row.to].filter((part) => part !== null).join(' ');
}

/** A whole card in a line. */
export function cardText(card: Card): string {
  return [card.title, card.reference ?? '', ...card.rows.map(rowText)].join(' \n ');
}
