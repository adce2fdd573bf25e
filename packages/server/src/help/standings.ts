import type { Standing } from './desk.ts';

/** How an article of one language stands, with the title and address that it has now; one that is no more has no address. */
export type ArticleStanding = Standing & { title: string; href: string | null };

type Titles = {
  settings: { languages: string[] };
  articles: { [id: string]: { title: { [language: string]: string } } };
};

/** Every article in every language, those that nobody reads too; of one that is no more only what readers said is left. */
export function articleStandings({ articles, settings }: Titles, standings: Standing[]): ArticleStanding[] {
  const said = new Map(standings.map((one) => [keyOf(one), one]));
  const there = Object.entries(articles).flatMap(([article, { title }]) =>
    settings.languages.map((language) => ({
      ...(said.get(keyOf({ article, language })) ?? unread(article, language)),
      title: title[language] ?? article,
      href: `/help/${language}/${article}`,
    })),
  );
  const known = new Set(there.map(keyOf));
  const gone = standings.filter((one) => !known.has(keyOf(one)));
  return [...there, ...gone.map((one) => ({ ...one, title: one.article, href: null }))];
}

function keyOf({ article, language }: Pick<Standing, 'article' | 'language'>): string {
  return `${language} ${article}`;
}

function unread(article: string, language: string): Standing {
  return { article, language, reads: 0, helped: 0, not_helped: 0, comments: [] };
}
