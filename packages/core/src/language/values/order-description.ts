import { type WordLanguage, wordLanguage } from './everyday-words.ts';
import type { Token } from './match.ts';

type Place = { first: number; last: number };
type Words = { order: Set<string>; leads: string[][]; joins: Set<string> };

const set = (words: string): Set<string> => new Set(words.split(' '));
const leads = (words: string): string[][] => words.split('|').map((lead) => lead.split(' '));

const WORDS: Record<WordLanguage, Words> = {
  en: {
    order: set('order orders purchase delivery package parcel'),
    leads: leads(
      'that has|which has|that had|that contains|which contains|containing|with|that included|including',
    ),
    joins: set('the my a an and both plus also'),
  },
  es: {
    order: set('pedido pedidos compra entrega paquete'),
    leads: leads('que tiene|que tenia|que lleva|que incluye|con'),
    joins: set('el la los las mi mis un una y e'),
  },
};

/** Which articles only say which order is meant: "the order with the kettle and the lamp", "my kettle and lamp order". */
export function describesOrder(text: Token[], places: readonly Place[], language: string): boolean[] {
  const words = WORDS[wordLanguage(language)];
  const marked = new Set<Place>();
  for (const [at, token] of text.entries()) {
    if (!words.order.has(token.word)) continue;
    for (const place of behind(text, at, { places, words })) marked.add(place);
    for (const place of ahead(text, at, { places, words })) marked.add(place);
  }
  return places.map((place) => marked.has(place));
}

type Around = { places: readonly Place[]; words: Words };

/** "order with the kettle and the lamp": the list behind the word. */
function behind(text: Token[], order: number, { places, words }: Around): Place[] {
  const lead = words.leads.find((one) => one.every((word, index) => text[order + 1 + index]?.word === word));
  if (!lead) return [];
  const list: Place[] = [];
  for (let at = order + 1 + lead.length; at < text.length; ) {
    if (/[.;:!?\n]/.test(text[at]!.before)) break;
    const place = places.find((one) => one.first === at);
    if (place) list.push(place);
    else if (!words.joins.has(text[at]!.word)) break;
    at = place ? place.last + 1 : at + 1;
  }
  return list;
}

/** "my kettle and lamp order": the list right before the word. */
function ahead(text: Token[], order: number, { places, words }: Around): Place[] {
  const list: Place[] = [];
  for (let at = order; at > 0; ) {
    if (/[,.;:!?\n]/.test(text[at]!.before)) break;
    const place = places.find((one) => one.last === at - 1);
    if (place) list.push(place);
    else if (list.length === 0 || !words.joins.has(text[at - 1]!.word)) break;
    at = place ? place.first : at - 1;
  }
  return list;
}
