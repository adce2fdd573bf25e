import type { ReplyUse } from '../actions/action.ts';
import type { ReplyTemplate } from '../replies/reply.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import { plainTextsOf } from './plain-texts.ts';
import { type Sites, templateOf } from './sites.ts';
import type { Words, WrittenText } from './written-text.ts';

/** Every text of a playbook once: titles, labels, what is said, cards, articles. */
export function everyText(documents: Documents, all: { source: Source; sites: Sites }[]): WrittenText[] {
  const articles = new Set([...documents.articles.values()].map(({ source }) => source));
  const replies = [
    ...all.flatMap(({ source, sites }) =>
      sites.replies.map(({ use, path }) => ({ source, place: path as Place, use })),
    ),
    ...[...documents.replies.values()].map(({ source, place, use }) => ({
      source,
      place,
      use: use as ReplyUse,
    })),
  ];
  const said = replies.flatMap(({ source, place, use }) => {
    if (typeof use === 'string') return [];
    const role = articles.has(source) ? ('article' as const) : ('said' as const);
    const bare = !('text' in use && typeof use.text === 'object');
    const template = templateOf(use);
    const text = { source, place: bare ? place : [...place, 'text'], text: template.text, role };
    return [text, ...ofCard({ source, place }, template)];
  });
  return [...plainTextsOf(documents), ...said];
}

/** Each of them in each of its languages. */
export function everyWords(texts: readonly WrittenText[]): Words[] {
  return texts.flatMap(({ source, place, text, role }) =>
    Object.entries(text).map(([language, words]) => ({
      source,
      place: [...place, language],
      role,
      language,
      words,
    })),
  );
}

function ofCard(at: { source: Source; place: Place }, { card }: ReplyTemplate): WrittenText[] {
  if (!card) return [];
  const { source } = at;
  const place = [...at.place, 'card'];
  const rows = card.rows.flatMap((row, index) =>
    (['label', 'value', 'from', 'to'] as const).flatMap((key): WrittenText[] => {
      const text = row[key];
      return text ? [{ source, place: [...place, 'rows', index, key], text, role: 'card' }] : [];
    }),
  );
  const reference: WrittenText[] = card.reference
    ? [{ source, place: [...place, 'reference'], text: card.reference, role: 'card' }]
    : [];
  return [{ source, place: [...place, 'title'], text: card.title, role: 'card' }, ...reference, ...rows];
}
