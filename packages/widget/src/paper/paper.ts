import type { Message } from '@hark/wire';
import type { PaperPart } from './settings.ts';

type Card = NonNullable<Message['card']>;
type Row = Card['rows'][number];

function told({ value, from, to }: Row): string {
  if (from === null && to === null) return value ?? '';
  return [from, to].filter((part) => part !== null).join(' → ');
}

/** A card as plain text: title, reference, a line for each row. */
export function cardText(card: Card, phrases: { reference: string }): string {
  const reference = card.reference === null ? [] : [`${phrases.reference}: ${card.reference}`];
  const rows = card.rows.map((row) => `${row.label}: ${told(row).replaceAll('\n', ', ')}`);
  return `${[card.title, ...reference, '', ...rows].join('\n')}\n`;
}

/** Saves a card as a text file that every machine opens. */
function saveCard(card: Card, phrases: { reference: string }): void {
  const url = URL.createObjectURL(new Blob([cardText(card, phrases)], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${(card.reference ?? card.title).replace(/[^\p{L}\p{N}-]+/gu, '-').replace(/^-|-$/g, '')}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * Prints one card from a page of its own, so that neither the rest of the chat nor the shop's page comes onto the paper. It is dressed
 * element by element, because the shop's page may forbid style sheets that stand in a page.
 */
function printCard(card: Card, near: Element): void {
  const frame = document.createElement('iframe');
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  Object.assign(frame.style, { position: 'fixed', width: '0', height: '0', border: '0' });
  frame.addEventListener('load', () => fill(frame, card), { once: true });
  near.append(frame);
}

function fill(frame: HTMLIFrameElement, card: Card): void {
  const { contentDocument: page, contentWindow: view } = frame;
  if (!page || !view) return;
  page.title = card.title;
  page.documentElement.lang = document.documentElement.lang;
  Object.assign(page.body.style, { font: '12pt/1.5 system-ui, sans-serif', margin: '2cm', color: '#000' });
  const add = <T extends keyof HTMLElementTagNameMap>(
    to: Element,
    tag: T,
    text = '',
  ): HTMLElementTagNameMap[T] => {
    const element = page.createElement(tag);
    element.textContent = text;
    element.dir = 'auto';
    to.append(element);
    return element;
  };
  add(page.body, 'h1', card.title).style.fontSize = '16pt';
  if (card.reference !== null) add(page.body, 'p', card.reference);
  const table = add(page.body, 'table');
  for (const row of card.rows) {
    const line = add(table, 'tr');
    const head = add(line, 'th', row.label);
    Object.assign(head.style, { textAlign: 'start', verticalAlign: 'top', padding: '2mm 8mm 2mm 0' });
    Object.assign(add(line, 'td', told(row)).style, { whiteSpace: 'pre-line', padding: '2mm 0' });
  }
  view.addEventListener('afterprint', () => frame.remove());
  view.print();
}

/** A card on paper, and as a text. */
export const paperPart: PaperPart = { print: printCard, save: saveCard };
