import { must } from '../lib/assert.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { articleText } from '../playbook/sites.ts';

/** What the articles of a playbook are written with. */
export type Articles = Pick<Playbook, 'settings' | 'articles' | 'replies' | 'renderer'>;

/** An article's text in Markdown, with the playbook's own numbers put in; null where there is no such article. */
export function articleMarkdown(playbook: Articles, id: string, language: string): string | null {
  if (!Object.hasOwn(playbook.articles, id)) return null;
  const template = must(playbook.replies[articleText(id)], `the text of the article ${id}`);
  return playbook.renderer.render(template, language, { policy: playbook.settings.constants }).text;
}
