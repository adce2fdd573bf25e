import { checkPlaybook, type Holds, type Problem, topicClashes } from '@hark/core';
import { PlaybookUnreadable, readPlaybookFolder } from '@hark/server';

const USAGE = 'Usage: hark check DIR [--quick] [--json]\n';
const FLAGS = ['--json', '--quick'];
/** As much of a line as is shown around a mistake. */
const WIDTH = 96;

/**
 * `hark check DIR [--quick] [--json]`: tells every mistake of the playbook in one run; 0 when there is none, 1 when there are, 2
 * when the folder cannot be read. Where all else is right it learns the topics, to see which cannot be told apart; `--quick`
 * leaves that out. With `--json` the last line is a JSON array of the problems.
 */
export async function check(argv: string[]): Promise<number> {
  const [json, quick] = FLAGS.map((flag) => argv.includes(flag));
  const [dir, ...more] = argv.filter((one) => !FLAGS.includes(one));
  if (dir === undefined || more.length > 0 || dir.startsWith('--')) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    return told(dir, { json: json === true, quick: quick === true });
  } catch (error) {
    if (!(error instanceof PlaybookUnreadable)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function told(dir: string, { json, quick }: { json: boolean; quick: boolean }): number {
  const files = readPlaybookFolder(dir);
  const { problems: mistakes, holds } = checkPlaybook(files);
  const problems = holds && !quick ? clashesIn(files) : mistakes;
  const lines = new Map(files.map(({ path, text }) => [path, text.split(/\r?\n/)]));
  for (const problem of problems) process.stdout.write(`${inWords(problem, lines)}\n\n`);
  process.stdout.write(
    `${dir}: ${holds && problems.length === 0 ? whatItHolds(holds) : countOf(problems)}\n`,
  );
  if (json) process.stdout.write(`${JSON.stringify(problems)}\n`);
  return problems.length === 0 ? 0 : 1;
}

function clashesIn(files: ReturnType<typeof readPlaybookFolder>): Problem[] {
  if (process.stderr.isTTY) process.stderr.write('Learning the topics, to see which cannot be told apart …');
  const problems = topicClashes(files);
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  return problems;
}

function whatItHolds({ languages, topics, flows, actions, replies, version }: Holds): string {
  const counts = [
    counted(topics, 'topic', 'topics'),
    counted(flows, 'flow', 'flows'),
    counted(actions, 'action', 'actions'),
    counted(replies, 'reply', 'replies'),
  ];
  return `no mistakes. ${counts.join(', ')} in ${languages.join(', ')}; version ${version.slice(0, 12)}`;
}

function countOf(problems: Problem[]): string {
  const files = new Set(problems.map((one) => one.file)).size;
  return `${counted(problems.length, 'mistake', 'mistakes')} in ${counted(files, 'file', 'files')}`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `file:line:column code`, the line with a mark under the place, what is wrong, and the way out. */
function inWords(problem: Problem, lines: Map<string, string[]>): string {
  const { file, line, column, code, message, mend } = problem;
  const text = lines.get(file)?.[line - 1];
  const shown = text === undefined ? [] : marked(text, line, column);
  return [`${file}:${line}:${column} ${code}`, ...shown, `  ${message}`, `  ${mend}`].join('\n');
}

function marked(text: string, line: number, column: number): string[] {
  const start = column > WIDTH - 20 ? column - WIDTH / 2 : 0;
  // A tab or another control character would move the mark, or the cursor.
  const seen = text.slice(start, start + WIDTH).replace(/\p{Cc}/gu, ' ');
  const before = start > 0 ? '…' : '';
  const after = text.length > start + WIDTH ? '…' : '';
  const number = String(line);
  const mark = ' '.repeat(before.length + column - 1 - start);
  return [`  ${number} | ${before}${seen}${after}`, `  ${' '.repeat(number.length)} | ${mark}^`];
}
