import { marked, type Token, type Tokens } from 'marked';
import type { Passage } from '../language/search.ts';
import { foldWord } from '../language/tokens.ts';

/** An article in one language: its title, and its text in Markdown with all values put in. */
export type ArticleText = {
  id: string;
  title: string;
  markdown: string;
  /** Anchor of a section → questions that it answers, as people ask them. */
  asked_as?: { [section: string]: string[] };
};

/** The sections of an article as plain text, each to be found and told for itself. A section without text is none. */
export function passagesOf({ id, title, markdown, asked_as = {} }: ArticleText): Passage[] {
  const passages: Passage[] = [{ article: id, section: '', title, heading: '', text: '', asked_as: [] }];
  const anchors = makeAnchors();
  for (const token of marked.lexer(markdown)) {
    if (isHeading(token)) {
      const heading = plainText(token.tokens);
      const section = anchors(heading);
      const examples = Object.hasOwn(asked_as, section) ? asked_as[section] : undefined;
      passages.push({ article: id, section, title, heading, text: '', asked_as: examples ?? [] });
      continue;
    }
    const last = passages.at(-1);
    const text = blockText(token);
    if (last && text !== '') last.text = last.text === '' ? text : `${last.text}\n\n${text}`;
  }
  return passages.filter(({ text }) => text !== '');
}

/** The anchor of each heading in turn: its words with hyphens between them, and a number where it was there already. */
export function makeAnchors(): (heading: string) => string {
  const given = new Map<string, number>();
  return (heading) => {
    const words = heading.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
    const anchor = words.map(foldWord).join('-') || 'section';
    const before = given.get(anchor) ?? 0;
    given.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before + 1}`;
  };
}

/** Whether a block is a heading that begins a section. */
export function isHeading(token: Token): token is Tokens.Heading {
  return token.type === 'heading';
}

/** What is read of inline marks: the words without the marks. */
export function plainText(tokens: readonly Token[] | undefined): string {
  return (tokens ?? [])
    .map((token) => {
      if (token.type === 'br') return '\n';
      if (token.type === 'html' || token.type === 'image') return '';
      if ('tokens' in token && token.tokens) return plainText(token.tokens);
      return unescaped('text' in token ? String(token.text) : token.raw);
    })
    .join('');
}

const ENTITIES: { [entity: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

function blockText(token: Token): string {
  if (token.type === 'list') {
    const { items, ordered, start }: Tokens.Generic = token;
    return (Array.isArray(items) ? items : [])
      .map((item: Tokens.ListItem, at: number) => {
        const mark = ordered ? `${Number(start || 1) + at}.` : '•';
        return `${mark} ${item.tokens.map(blockText).join(' ').trim()}`;
      })
      .join('\n');
  }
  if (token.type === 'blockquote') return (token.tokens ?? []).map(blockText).join('\n');
  if (token.type === 'code') return 'text' in token ? String(token.text) : '';
  if ('tokens' in token && token.tokens) return plainText(token.tokens).trim();
  return token.type === 'text' && 'text' in token ? unescaped(String(token.text)) : '';
}
