import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWarning, nearest } from '@hark/core';
import { starterPlaybook } from '@hark/server';

/** Prints the page of a code: what is wrong, and an example with the way out. 0, or 2 when there is no such code. */
export function explain(code: string): number {
  const page = readFileSync(join(starterPlaybook(), '..', '..', 'docs', 'problems.md'), 'utf8');
  const sentences = new Map(
    [...page.matchAll(/^\| `([a-z_.]+)` \| (.*) \|$/gm)].map(([, of = '', says = '']) => [of, says]),
  );
  const sentence = sentences.get(code);
  if (sentence === undefined) {
    const close = nearest(code, sentences.keys());
    const family = [...sentences.keys()].filter((one) => one.startsWith(`${code.split('.')[0]}.`));
    const others = family.length > 0 ? family : [...sentences.keys()];
    const mend = close ? `Did you mean ${close}?` : `There are: ${others.join(', ')}.`;
    process.stderr.write(`There is no code "${code}". ${mend}\n`);
    return 2;
  }
  const says = sentence.replace(/^Warning: /, '');
  const example = exampleOf(page, code);
  process.stdout.write(`${code} (${isWarning(code) ? 'a warning' : 'a mistake'})\n\n${says}\n${example}`);
  return 0;
}

/** The section of the code without the marks of Markdown; empty where there is none. */
function exampleOf(page: string, code: string): string {
  const from = page.indexOf(`\n### ${code}\n`);
  if (from === -1) return '';
  const body = page.slice(from + `\n### ${code}\n`.length);
  const end = body.indexOf('\n### ');
  return (end === -1 ? body : body.slice(0, end + 1))
    .replace(/^```.*$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replaceAll('`', '');
}
