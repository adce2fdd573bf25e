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
export function textProblems(all: readonly Words[], currency: string): Problem[] {
  return all.flatMap((one) =>
    [
      ...empty(one),
      ...tooLong(one),
      ...forMachines(one),
      ...bareHeadings(one),
      ...otherCurrency(one, currency),
    ].map((what) => problemAt(one.source, one.place, what)),
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
    pattern: /(?<![\w.{/])(?:policy|args|order|buyer)\.[a-z]+(?:_[a-z]+)+\b(?![^{]*[%}]\})/,
    code: 'text.placeholder',
    tell: ([name]) => ({
      message: `\`${name}\` stands here without braces: people would read it as it is.`,
      mend: `Write \`{{ ${name} }}\`.`,
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

const HEADING = /^(#{1,6})\s+(.*)$/;

/** Headings of an article with nothing under them but the next one of their kind. */
function bareHeadings({ words, role }: Words): Mistake[] {
  if (role !== 'article') return [];
  const lines = words.split('\n');
  let offset = 0;
  return lines.flatMap((line, at): Mistake[] => {
    const from = offset;
    offset += line.length + 1;
    const [, marks, heading] = HEADING.exec(line) ?? [];
    if (marks === undefined || heading === undefined) return [];
    const next = lines.slice(at + 1).find((one) => one.trim() !== '');
    const deeper = (HEADING.exec(next ?? '')?.[1]?.length ?? Number.POSITIVE_INFINITY) > marks.length;
    if (next !== undefined && deeper) return [];
    const message = `Nothing stands under the heading "${heading.trim()}".`;
    return [{ code: 'article.bare', message, mend: 'Write what it asks for, or remove it.', offset: from }];
  });
}

const SIGNS: { readonly [sign: string]: string } = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' };

/** Amounts in another currency than the playbook's. Many currencies are written with a dollar. */
function otherCurrency({ words }: Words, currency: string): Mistake[] {
  const told = /\|\s{0,9}money\s{0,9}:\s{0,9}["']([A-Z]{3})["']/.exec(words);
  if (told?.[1] !== undefined && told[1] !== currency) {
    const message = `This amount is told in ${told[1]}; the playbook's currency is ${currency}.`;
    const mend = 'Leave the currency out, or write `| money: home_currency` where the amount is a constant.';
    return [{ code: 'text.currency', message, mend, offset: told.index }];
  }
  const bare = words.replace(/\{[{%].*?[%}]\}/gs, (mark) => ' '.repeat(mark.length));
  const found = /([€$£¥])\s?\d|\d\s?([€$£¥])|\b(EUR|USD|GBP|CHF|JPY)\s?\d|\d\s?(EUR|USD|GBP|CHF|JPY)\b/.exec(
    bare,
  );
  const sign = found?.slice(1).find((one) => one !== undefined);
  if (!found || sign === undefined) return [];
  const named = SIGNS[sign] ?? sign;
  const dollars = sign === '$' && /^(?:AUD|CAD|NZD|MXN|HKD|SGD|ARS|CLP|COP|UYU)$/.test(currency);
  if (named === currency || dollars) return [];
  const message = `This amount is in ${named}; the playbook's currency is ${currency}.`;
  const mend = 'Write it in that currency, or as a constant: `{{ policy.… | money }}`.';
  return [{ code: 'text.currency', message, mend, offset: found.index }];
}
