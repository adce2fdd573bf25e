import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import { problemAt, problemAtKey } from './source.ts';

/** A block of an article: a heading or something under one; `offset` UTF-16 units into the text. */
type Block = { heading: boolean; offset: number };

/** Articles whose languages have other sections, and marks of Markdown that are none. */
export function articleForm({ articles }: Documents): Problem[] {
  return [...articles.values()].flatMap(({ document: { text }, source }) => {
    const marks = Object.entries(text).flatMap(([language, words]) =>
      wrongMarks(words).map((what) => problemAt(source, ['text', language], what)),
    );
    if (marks.length > 0) return marks;
    return otherSections(text).map((what) =>
      what.offset === null
        ? problemAtKey(source, [['text'], what.language], {
            code: what.code,
            message: what.message,
            mend: what.mend,
          })
        : problemAt(source, ['text', what.language], { ...what, offset: what.offset }),
    );
  });
}

type Wrong = { code: 'article.mark'; message: string; mend: string; offset: number };

function wrongMarks(words: string): Wrong[] {
  const code = 'article.mark';
  let offset = 0;
  return words.split('\n').flatMap((line): Wrong[] => {
    const from = offset;
    offset += line.length + 1;
    const heading = /^(#{1,6})(?=[^\s#{])/.exec(line)?.[1];
    if (heading !== undefined) {
      const message = 'A blank is missing after the marks of this heading: it would be read as text.';
      return [
        { code, message, mend: `Write \`${heading} ${line.slice(heading.length).trim()}\`.`, offset: from },
      ];
    }
    const empty = /\[[^\]\n]*\]\(\s*\)/.exec(line);
    if (empty) {
      const message = `\`${empty[0]}\` leads nowhere.`;
      return [
        {
          code,
          message,
          mend: 'Write an address between the brackets, or the words alone.',
          offset: from + empty.index,
        },
      ];
    }
    const bold = [...line.matchAll(/\*\*/g)];
    const last = bold.at(-1);
    if (bold.length % 2 === 0 || !last) return [];
    const message = 'These two stars open bold letters and nothing closes them.';
    return [{ code, message, mend: 'Write `**` behind the last bold word too.', offset: from + last.index }];
  });
}

type Differs = {
  language: string;
  code: 'article.sections';
  message: string;
  mend: string;
  offset: number | null;
};

/** The language that has fewer sections than another is told, where the two part. */
function otherSections(text: { [language: string]: string }): Differs[] {
  const all = Object.entries(text)
    .filter(([, words]) => words.trim() !== '')
    .map(([language, words]) => {
      const blocks = blocksOf(words);
      return { language, blocks, count: blocks.filter(({ heading }) => heading).length };
    });
  const most = all.toSorted((a, b) => b.count - a.count)[0];
  if (!most) return [];
  return all.flatMap(({ language, blocks, count }): Differs[] => {
    if (count === most.count) return [];
    const parting = blocks.findIndex((block, at) => block.heading !== most.blocks[at]?.heading);
    const message = `The article has ${count} sections in ${language}, and ${most.count} in ${most.language}.`;
    const mend = 'Write each section in every language, with `## ` before its heading.';
    // Where the words are there and only a heading is not, the place is known.
    const whole = blocks.length - count >= most.blocks.length - most.count;
    const offset = whole ? (blocks[parting]?.offset ?? null) : null;
    return [{ language, code: 'article.sections', message, mend, offset }];
  });
}

function blocksOf(words: string): Block[] {
  let offset = 0;
  let blank = true;
  return words.split('\n').flatMap((line): Block[] => {
    const from = offset;
    offset += line.length + 1;
    // Smaller headings part a section as each language likes.
    const heading = /^#{1,2}\s/.test(line);
    const begins = line.trim() !== '' && (blank || heading);
    blank = line.trim() === '' || heading;
    return begins ? [{ heading, offset: from }] : [];
  });
}
