import type { ArticleDocument } from '../articles/article.ts';
import { passagesOf } from '../articles/passages.ts';
import { makeSearchIndex, type SearchIndex } from '../language/search.ts';
import { must } from '../lib/assert.ts';
import { nearest } from '../lib/nearest.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Contents } from './contents.ts';
import type { PlaybookDocument } from './documents.ts';
import type { Source } from './place.ts';
import { articleText } from './sites.ts';
import { problemAt } from './source.ts';

type Written = Pick<Contents, 'replies' | 'renderer'> & { settings: PlaybookDocument };

/** Language → the articles, to be searched, with the playbook's own numbers put in. */
export function searchOf(
  { articles }: Documents,
  { settings, replies, renderer }: Written,
): { [language: string]: SearchIndex } {
  const values = { policy: settings.constants };
  return Object.fromEntries(
    settings.languages.map((language) => {
      const passages = [...articles.values()].flatMap(({ document: { id, title, asked_as } }) => {
        const template = must(replies.get(articleText(id)), `the text of the article ${id}`);
        const markdown = renderer.render(template, language, values).text;
        return passagesOf({
          id,
          title: title[language] ?? '',
          markdown,
          asked_as: asked_as[language] ?? {},
        });
      });
      return [language, makeSearchIndex(language, passages)];
    }),
  );
}

/** Questions that are said to be answered by a section that the article does not have. */
export function sectionProblems({ id, title, text, asked_as }: ArticleDocument, source: Source): Problem[] {
  return Object.entries(asked_as).flatMap(([language, examples]) => {
    const markdown = text[language] ?? '';
    // A heading with a value in it has its anchor only once the value is there.
    if (/^#.*\{[{%]/m.test(markdown)) return [];
    const sections = passagesOf({ id, title: title[language] ?? '', markdown }).map(({ section }) => section);
    return Object.keys(examples)
      .filter((section) => section === '' || !sections.includes(section))
      .map((section) => {
        const close = nearest(section, sections);
        const mend = close
          ? `Did you mean "${close}"?`
          : `There are: ${sections.filter(Boolean).join(', ')}.`;
        const message = `The article has no section "${section}" in "${language}".`;
        return problemAt(source, ['asked_as', language, section], {
          code: 'reference.section',
          message,
          mend,
        });
      });
  });
}
