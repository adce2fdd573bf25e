import { isWarning, type Problem } from '@hark/core';
import { inColour } from './paint.ts';

/** As much of a line as is shown around a mistake. */
const WIDTH = 96;

/** `file:line:column code`, the line with a mark under the place, what is wrong, and the way out. `lines` are those of each file. */
export function inWords(problem: Problem, lines: Map<string, string[]>, painted: boolean): string {
  const { file, line, column, code, message, mend } = problem;
  const text = lines.get(file)?.[line - 1];
  const warning = isWarning(code);
  const shown = text === undefined ? [] : marked(text, problem, painted);
  const place = inColour(painted, 'place', `${file}:${line}:${column}`);
  const what = inColour(painted, warning ? 'odd' : 'bad', warning ? `warning ${code}` : code);
  return [`${place} ${what}`, ...shown, `  ${message}`, `  ${mend}`].join('\n');
}

function marked(text: string, { line, column }: Problem, painted: boolean): string[] {
  const start = column > WIDTH - 20 ? column - WIDTH / 2 : 0;
  // A tab or another control character would move the mark, or the cursor.
  const seen = text.slice(start, start + WIDTH).replace(/[\p{Cc}\p{Cf}]/gu, ' ');
  const before = start > 0 ? '…' : '';
  const after = text.length > start + WIDTH ? '…' : '';
  const number = String(line);
  const mark = ' '.repeat(before.length + column - 1 - start);
  const bar = (left: string): string => inColour(painted, 'dim', `  ${left} |`);
  return [
    `${bar(number)} ${before}${seen}${after}`,
    `${bar(' '.repeat(number.length))} ${mark}${inColour(painted, 'mark', '^')}`,
  ];
}
