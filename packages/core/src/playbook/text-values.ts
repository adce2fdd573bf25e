import type { Problem } from '../problems.ts';
import { positionOf } from './place.ts';
import { quantitiesIn } from './quantities.ts';
import { problemAt } from './source.ts';
import type { WrittenText } from './written-text.ts';

const OUTPUT = /\{\{-?\s{0,9}([a-z_][\w.]{0,100})/g;
/** The shop system's own words are in one language, and may be left out in another. */
const OWN_WORDS = /\.(?:status|kind)$/;
const UNIT = /_([a-z]+)$/;

/** A value that is not told, and the line of the language that tells it. */
export type Lacking = { problem: Problem; other_line: number };

type Told = { language: string; words: string; values: ReadonlySet<string> };

/**
 * Values that a message tells in one language and not in another: the order number, the amount, the date. Where both tell a value
 * that the other does not, the first of the two is told of.
 */
export function valuesInEveryLanguage(texts: readonly WrittenText[], currency: string): Lacking[] {
  return texts.flatMap(({ source, place, text, role }) => {
    if (role === 'article') return [];
    const all = Object.entries(text)
      .filter(([, words]) => words.trim() !== '')
      .map(([language, words]): Told => ({ language, words, values: valuesIn(words) }));
    const [lacking] = all.flatMap((one) =>
      all.flatMap((other) =>
        [...other.values]
          .filter((value) => isLacking(one, value, currency))
          .map((value) => ({ one, other, value })),
      ),
    );
    if (!lacking) return [];
    const { one, other, value } = lacking;
    const message = `This does not tell \`${value}\` in ${one.language}; it does in ${other.language}.`;
    const mend = `Write \`{{ ${value} }}\` there too, or take it out of the other.`;
    const problem = problemAt(source, [...place, one.language], { code: 'text.values', message, mend });
    return [{ problem, other_line: positionOf(source, [...place, other.language]).line }];
  });
}

/** A number in place of a constant is told as that. */
function isLacking({ words, values }: Told, value: string, currency: string): boolean {
  if (values.has(value)) return false;
  const unit = value.startsWith('policy.') ? UNIT.exec(value)?.[1] : undefined;
  return !quantitiesIn(words, currency).some((one) => 'number' in one && one.unit === unit);
}

function valuesIn(words: string): Set<string> {
  const values = [...words.matchAll(OUTPUT)].map(([, value = '']) => value);
  return new Set(values.filter((value) => !OWN_WORDS.test(value)));
}
