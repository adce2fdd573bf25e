import { passagesOf } from '../articles/passages.ts';
import { makeSearchIndex, type SearchIndex } from '../language/search.ts';
import { must } from '../lib/assert.ts';
import type { Documents } from './collected.ts';
import type { Contents } from './contents.ts';
import type { PlaybookDocument } from './documents.ts';
import { articleText } from './sites.ts';

type Written = Pick<Contents, 'replies' | 'renderer'> & { settings: PlaybookDocument };

/** Language → the articles, to be searched, with the playbook's own numbers put in. */
export function searchOf(
  { articles }: Documents,
  { settings, replies, renderer }: Written,
): { [language: string]: SearchIndex } {
  const values = { policy: settings.constants };
  return Object.fromEntries(
    settings.languages.map((language) => {
      const passages = [...articles.values()].flatMap(({ document: { id, title } }) => {
        const template = must(replies.get(articleText(id)), `the text of the article ${id}`);
        const markdown = renderer.render(template, language, values).text;
        return passagesOf({ id, title: title[language] ?? '', markdown });
      });
      return [language, makeSearchIndex(language, passages)];
    }),
  );
}
