import { isHeading, makeAnchors, plainText } from '@hark/core';
import { Marked, type Tokens } from 'marked';
import { escaped } from '../http/markup.ts';

/** A section of an article, as a table of contents names it. */
export type Section = { anchor: string; heading: string };

/** The article as HTML. Markup that stands in it is shown as text; links lead to pages of the web or of this server, nowhere else. */
export function articleHtml(markdown: string): { html: string; sections: Section[] } {
  const anchors = makeAnchors();
  const sections: Section[] = [];
  const marked = new Marked({
    renderer: {
      html: ({ text }) => escaped(text),
      heading(token) {
        const heading = plainText(token.tokens);
        const anchor = anchors(heading);
        sections.push({ anchor, heading });
        return `<h2 id="${escaped(anchor)}">${this.parser.parseInline(token.tokens)}</h2>\n`;
      },
      link(token) {
        const words = this.parser.parseInline(token.tokens);
        return isSafe(token) ? `<a href="${escaped(token.href)}">${words}</a>` : words;
      },
      image: ({ text }) => escaped(text),
    },
  });
  const tokens = marked.lexer(markdown);
  return { html: marked.parser(tokens), sections: tokens.some(isHeading) ? sections : [] };
}

function isSafe({ href }: Tokens.Link): boolean {
  return /^(?:https?:\/\/|\/(?!\/)|#)/i.test(href);
}
