import type { Problem } from '../problems.ts';
import { type Mistake, problemAt } from './source.ts';
import type { TextRole, Words } from './written-text.ts';

/** How long a text may be, in characters without its Liquid: what is longer is cut on a phone, or not read. */
const LONGEST: { [role in TextRole]: number | null } = {
  button: 60,
  title: 80,
  said: 1000,
  card: 200,
  article: null,
};

/** What is odd about the words of a text, each as it stands: none at all, too many, or something for a machine in them. */
export function textProblems(all: readonly Words[]): Problem[] {
  return all.flatMap((one) =>
    [...empty(one), ...tooLong(one), ...forMachines(one)].map((what) =>
      problemAt(one.source, one.place, what),
    ),
  );
}

function empty({ words, language }: Words): Mistake[] {
  if (words.trim() !== '') return [];
  const mend = 'Write it as in the other languages.';
  return [{ code: 'text.empty', message: `This text has no words in ${language}.`, mend }];
}

function tooLong({ words, role }: Words): Mistake[] {
  const most = LONGEST[role];
  const length = words.replace(/\{[{%].*?[%}]\}/gs, '').trim().length;
  if (most === null || length <= most) return [];
  const what = { button: 'a button', title: 'a title', said: 'a message', card: 'a card' }[role as 'button'];
  const message = `This has ${length} characters, too many for ${what}: ${most} are the most that is read.`;
  return [{ code: 'text.long', message, mend: 'Say it in fewer words; details belong into an article.' }];
}

/** A mark in a text, what it is, and how it is written instead. */
type Mark = {
  pattern: RegExp;
  code: Mistake['code'];
  tell(found: RegExpExecArray): Pick<Mistake, 'message' | 'mend'>;
};

const MARKS: readonly Mark[] = [
  {
    pattern: /&(?:amp|lt|gt|quot|apos|nbsp|[aeiou]acute|ntilde|iquest|iexcl|euro|#\d{1,6}|#x[\da-f]{1,6});/i,
    code: 'text.html',
    tell: ([mark]) => ({
      message: `\`${mark}\` is HTML: people would read it as it stands here.`,
      mend: 'Write the character itself.',
    }),
  },
  {
    pattern:
      /<\/?(?:a|b|i|u|p|br|hr|em|strong|span|div|ul|ol|li|h[1-6]|img|table|tr|td|font|small|sup|sub)\b[^<>]{0,200}>/i,
    code: 'text.html',
    tell: ([mark]) => ({
      message: `\`${mark}\` is HTML: people would read it as it stands here.`,
      mend: 'Leave it out; articles are written in Markdown, as in **bold** and [words](link).',
    }),
  },
  {
    pattern: /(?<![{$])\$?\{\s{0,9}([a-z_]\w{0,60}(?:\.\w{1,60}){0,9})\s{0,9}\}(?!\})/i,
    code: 'text.placeholder',
    tell: ([mark, name]) => ({
      message: `\`${mark}\` is no value: people would read it as it stands here.`,
      mend: `Write \`{{ ${name} }}\`.`,
    }),
  },
  {
    pattern:
      /(?<![\w%])%(?:\d\$)?[sd](?!\w)|\[(?:order|name|date|number|amount|email|pedido|nombre|fecha|importe)\](?!\()/i,
    code: 'text.placeholder',
    tell: ([mark]) => ({
      message: `\`${mark}\` is no value: people would read it as it stands here.`,
      mend: 'Write what is meant as in `{{ order.id }}`.',
    }),
  },
  {
    pattern: /\b(?:TODO|FIXME|TBD|XXX)\b|\blorem ipsum\b/,
    code: 'text.unfinished',
    tell: ([mark]) => ({ message: `"${mark}" stands in a text that people read.`, mend: 'Finish the text.' }),
  },
  {
    pattern: /\{\{-?\s{0,9}([\w.[\]]{0,200}_cents)\s{0,9}-?\}\}/,
    code: 'text.cents',
    tell: ([, name]) => ({
      message: `\`${name}\` is told in cents: 21900 instead of 219.00.`,
      mend: `Write \`{{ ${name} | money }}\`.`,
    }),
  },
];

function forMachines({ words }: Words): Mistake[] {
  return MARKS.flatMap(({ pattern, code, tell }) => {
    const found = pattern.exec(words);
    return found ? [{ code, ...tell(found), offset: found.index }] : [];
  });
}
