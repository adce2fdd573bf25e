import type { Address, Card, OrderLine, PaymentMethod } from '@hark/core';
import {
  addressMissing,
  cardText,
  methodsShown,
  names,
  namesOrder,
  rowText,
  showsArticle,
  showsOptions,
} from './seen.ts';
import type { WantedSwap, Wish, WishKind } from './wish.ts';

/** What a reader finds wrong with what is read back. */
export type CardFault =
  | { wrong: 'kind' }
  | { wrong: 'order' }
  | { wrong: 'reason' }
  | { wrong: 'missing'; line: OrderLine }
  | { wrong: 'extra'; line: OrderLine }
  | { wrong: 'variant'; swap: WantedSwap }
  | { wrong: 'method' }
  | { wrong: 'address' };

/** A card and the words beside it: what a buyer is asked to say yes to. */
export type ReadBack = { text: string; card: Card };

const KIND_WORDS: { readonly [K in WishKind]: RegExp } = {
  cancel: /\bcancel/i,
  return: /\b(?:return|send back|take back|give back)/i,
  swap: /\b(?:exchang|chang|swap|replac|modif)/i,
  payment: /\b(?:pay|paid|payment|charge)/i,
  address: /\b(?:address|deliver|ship|go to)/i,
  profile: /\b(?:address)/i,
};

/** What is wrong with a card for someone with this wish; empty when all of it is there and nothing else. */
export function faultsOf(shown: ReadBack, wish: Wish, methods: readonly PaymentMethod[]): CardFault[] {
  const all = `${shown.text} \n ${cardText(shown.card)}`;
  const head = `${shown.text} \n ${shown.card.title}`;
  if (!KIND_WORDS[wish.kind].test(head) || looksLikeAnother(shown.card, wish.kind))
    return [{ wrong: 'kind' }];
  const order: CardFault[] =
    wish.kind === 'profile' || namesOrder(all, wish.order.id) ? [] : [{ wrong: 'order' }];
  return [...order, ...contentFaults(shown, wish, methods)];
}

function contentFaults(shown: ReadBack, wish: Wish, methods: readonly PaymentMethod[]): CardFault[] {
  const { card } = shown;
  switch (wish.kind) {
    case 'cancel':
      return reasonShown(card, wish.reason) ? [] : [{ wrong: 'reason' }];
    case 'return':
      return [
        ...articleFaults(card, wish.lines, wish.order.lines),
        ...methodFaults(card, wish.method, methods),
      ];
    case 'swap':
      return [...swapFaults(card, wish.swaps, wish.order.lines), ...methodFaults(card, wish.method, methods)];
    case 'payment':
      return methodFaults(card, wish.method, methods);
    case 'address':
      return addressFaults(card, wish.address, wish.order.address);
    case 'profile':
      return addressFaults(card, wish.address, wish.before);
  }
}

/** Parts that the card leaves out of both addresses cannot be checked; street, town and postcode are never left out. */
function addressFaults(card: Card, wanted: Address, before: Address): CardFault[] {
  const right = card.rows.some((row) => {
    const left = row.from === null ? [] : addressMissing(row.from, before).filter((part) => SPARED.has(part));
    return addressMissing(row.to ?? row.value ?? '', wanted).every((part) => left.includes(part));
  });
  return right ? [] : [{ wrong: 'address' }];
}

const SPARED: ReadonlySet<keyof Address> = new Set(['region', 'country'] as const);

/** Where no reason is read back there is none to correct. */
function reasonShown(card: Card, reason: string): boolean {
  const told = card.rows.some(({ label }) => /\breason\b|\bwhy\b/i.test(label));
  return !told || names(cardText(card), reason);
}

const isSwapRow = (row: Card['rows'][number]) => row.from !== null && row.to !== null;
const MONEY = /\b(?:difference|total|price|amount|cost|balance)\b/i;
const isMethodRow = (row: Card['rows'][number]) =>
  /\b(?:pay|paid|payment|refund|method|charged?|money)\b/i.test(row.label);

/** Each kind of change shows other things: a cancellation has a reason, an exchange says from what to what. */
function looksLikeAnother(card: Card, kind: WishKind): boolean {
  const title = card.title;
  if (kind !== 'cancel' && /\bcancel/i.test(title)) return true;
  if (kind === 'swap')
    return /\breturn/i.test(title) || /\baddress/i.test(title) || /^payment\b/i.test(title);
  if (kind === 'payment')
    return (
      /\b(?:return|exchange|address)/i.test(title) ||
      card.rows.filter((row) => !isMethodRow(row)).some(isSwapRow)
    );
  if (kind === 'return') return card.rows.some(isSwapRow);
  if (kind === 'profile') return !/default|profile|account/i.test(title);
  return false;
}

/** The rows that name articles of the order, each with the article it means. */
function articleRows(
  card: Card,
  lines: readonly OrderLine[],
): { row: Card['rows'][number]; line: OrderLine }[] {
  const left = [...lines];
  return card.rows.flatMap((row) => {
    if (isMethodRow(row)) return [];
    const text = [row.label, row.from ?? row.value ?? ''].join(' ');
    const at = left.findIndex((line) => showsArticle(text, line, lines));
    const [line] = at < 0 ? [] : left.splice(at, 1);
    return line ? [{ row, line }] : [];
  });
}

function articleFaults(card: Card, wanted: readonly OrderLine[], lines: readonly OrderLine[]): CardFault[] {
  const shown = articleRows(card, lines).map(({ line }) => line);
  return compared(shown, wanted);
}

/** Articles that are missing and those that are too many; two of the same article count as two. */
function compared(shown: readonly OrderLine[], wanted: readonly OrderLine[]): CardFault[] {
  const left = [...shown];
  const missing = wanted.filter((line) => {
    const at = left.findIndex((one) => one.item_id === line.item_id);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [
    ...missing.map((line): CardFault => ({ wrong: 'missing', line })),
    ...left.map((line): CardFault => ({ wrong: 'extra', line })),
  ];
}

function swapFaults(card: Card, swaps: readonly WantedSwap[], lines: readonly OrderLine[]): CardFault[] {
  const rows = articleRows({ ...card, rows: card.rows.filter(isSwapRow) }, lines);
  const left = [...swaps];
  const wrong: CardFault[] = [];
  for (const { row, line } of rows) {
    const fitting = left.find(
      (swap) => swap.line.item_id === line.item_id && showsOptions(row.to ?? '', swap.to),
    );
    const swap = fitting ?? left.find((one) => one.line.item_id === line.item_id);
    if (swap) left.splice(left.indexOf(swap), 1);
    if (!swap) wrong.push({ wrong: 'extra', line });
    else if (!fitting) wrong.push({ wrong: 'variant', swap });
  }
  return [...left.map(({ line }): CardFault => ({ wrong: 'missing', line })), ...wrong];
}

function methodFaults(card: Card, wanted: PaymentMethod, methods: readonly PaymentMethod[]): CardFault[] {
  const rows = card.rows.filter((row) => isMethodRow(row) || MONEY.test(row.label));
  const right = rows.some((row) =>
    methodsShown(row.to ?? row.value ?? rowText(row), methods).some(({ id }) => id === wanted.id),
  );
  return right ? [] : [{ wrong: 'method' }];
}
