import { search } from '../language/search.ts';
import { inLanguage, type Run } from './run.ts';

/** What is known of a visit to the help centre: titles and ids of what was read, the latest first, and the last words of a search. */
export type KnownVisit = { read: { id: string; title: string }[]; searched: string | null };

/** What the buyer looked at before the chat, of what there still is; null where there is nothing. */
export function visitOf(run: Run): KnownVisit | null {
  const { read = [], searched = [] } = run.state.visited ?? {};
  const { articles } = run.strategy;
  const known = read.toReversed().flatMap((id) => {
    const article = Object.hasOwn(articles, id) ? articles[id] : undefined;
    return article ? [{ id, title: inLanguage(run, article.title) }] : [];
  });
  const last = searched.at(-1) ?? null;
  return known.length === 0 && last === null ? null : { read: known, searched: last };
}

/** Articles whose passages speak of a search; more have nothing to do with it. */
const FOUND = 3;

/** Why people come who looked at that: the topics of what was read, the latest first, else of what the search finds. */
export function likelyAfter(run: Run, { read, searched }: KnownVisit): string[] {
  const index = run.strategy.search[run.state.language];
  const found = index && searched !== null ? search(index, searched, { most: FOUND }) : [];
  const ids = read.length > 0 ? read.map(({ id }) => id) : found.map(({ passage }) => passage.article);
  const topics = ids.flatMap((id) => run.strategy.articles[id]?.topics ?? []);
  return [...new Set(topics)].filter((id) => run.strategy.topics[id]?.flow !== undefined);
}
