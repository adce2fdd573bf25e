import { isScalar, type Scalar, visit } from 'yaml';
import type { Problem } from '../problems.ts';
import { positionAt, type Source } from './place.ts';
import { problemOn } from './source.ts';

/** What is good YAML and not what an author means: words that a `#` makes a comment, quotes of a text processor around a text. */
export function yamlSlips(source: Source): Problem[] {
  const problems: Problem[] = [];
  const tell = (offset: number, message: string, mend: string): void => {
    const what = { code: 'document.comment', message, mend } as const;
    problems.push(problemOn(source, positionAt(source, offset), what));
  };
  visit(source.document, {
    Scalar: (key, node) => {
      if (key === 'key' || !isScalar(node) || node.type !== 'PLAIN' || typeof node.value !== 'string') return;
      const [from, to] = node.range ?? [0, 0];
      const cut = /^[ \t]+(#[^\s#][^\n]*)/.exec(lineFrom(source.text, to));
      if (cut) {
        const shown = (cut[1] ?? '').slice(0, 30);
        tell(
          from,
          `A blank and \`#\` begin a comment: of this text only "${ending(node)}" is read, not "${shown}".`,
          'Put the whole text in quotes.',
        );
      }
      if (/^[“”„«].*[”“»]$/s.test(node.value))
        tell(
          from,
          'The quotes of a text processor are part of the text.',
          'Write straight quotes, ", around the text.',
        );
    },
  });
  return problems;
}

function lineFrom(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return text.slice(from, end === -1 ? text.length : end);
}

function ending({ value }: Scalar): string {
  const text = String(value);
  return text.length <= 40 ? text : `…${text.slice(-40)}`;
}
