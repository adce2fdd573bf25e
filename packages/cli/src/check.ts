import { type Checked, checkPlaybook, type Holds, isWarning, type Problem, topicClashes } from '@hark/core';
import { lookIntoPlaybookFolder, PlaybookUnreadable, skippedDocuments } from '@hark/server';
import { explain } from './explain.ts';
import { colours, inColour } from './paint.ts';
import { inWords } from './problem-words.ts';
import { checkScenarios } from './scenarios/check-scenarios.ts';

const USAGE = 'Usage: hark check DIR [--quick] [--strict] [--json]\n       hark check --explain CODE\n';
const FLAGS = ['--json', '--quick', '--strict'];

type Options = { json: boolean; quick: boolean; strict: boolean };

/**
 * `hark check DIR [--quick] [--strict] [--json]`: tells every mistake and warning of the playbook in one run; 0 when there is no
 * mistake, 1 when there is one (with `--strict`: or a warning), 2 when the folder cannot be read. Where no mistake is found it
 * learns the topics, to see which cannot be told apart; `--quick` leaves that out. With `--json` the last line is a JSON array
 * of what was told. `hark check --explain CODE` prints the page of a code.
 */
export async function check(argv: string[]): Promise<number> {
  if (argv[0] === '--explain' && argv[1] !== undefined && argv.length === 2) return explain(argv[1]);
  const [json, quick, strict] = FLAGS.map((flag) => argv.includes(flag));
  const [dir, ...more] = argv.filter((one) => !FLAGS.includes(one));
  if (dir === undefined || more.length > 0 || dir.startsWith('--')) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    return told(dir, { json: json === true, quick: quick === true, strict: strict === true });
  } catch (error) {
    if (!(error instanceof PlaybookUnreadable)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function told(dir: string, { json, quick, strict }: Options): number {
  const files = lookIntoPlaybookFolder(dir);
  const { problems, warnings: inDocuments, holds }: Checked = checkPlaybook(files);
  const warnings = [...inDocuments, ...skippedDocuments(dir), ...checkScenarios(dir, files)];
  const clashes = holds && !quick ? clashesIn(files) : [];
  const all = [...problems, ...clashes, ...warnings].toSorted(byPlace);
  const lines = new Map(files.map(({ path, text }) => [path, text.split(/\r?\n/)]));
  const painted = colours(process.stdout);
  for (const one of all) process.stdout.write(`${inWords(one, lines, painted)}\n\n`);
  const mistakes = problems.length + clashes.length;
  const failed = mistakes > 0 || (strict && warnings.length > 0);
  const counted = all.length > 0 ? countOf(all) : 'no mistakes';
  const summary = holds && mistakes === 0 ? `${counted}. ${whatItHolds(holds)}` : counted;
  const first = all[0];
  if (first && process.stdout.isTTY)
    process.stdout.write(
      `${inColour(painted, 'dim', `What a code means: hark check --explain ${first.code}`)}\n`,
    );
  process.stdout.write(`${inColour(painted, failed ? 'bad' : 'good', `${dir}:`)} ${summary}\n`);
  if (json)
    process.stdout.write(`${JSON.stringify(all.map((one) => ({ ...one, severity: severityOf(one) })))}\n`);
  return failed ? 1 : 0;
}

function severityOf({ code }: Problem): 'mistake' | 'warning' {
  return isWarning(code) ? 'warning' : 'mistake';
}

function byPlace(a: Problem, b: Problem): number {
  return a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1;
}

function clashesIn(files: ReturnType<typeof lookIntoPlaybookFolder>): Problem[] {
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
  return `${counts.join(', ')} in ${languages.join(', ')}; version ${version.slice(0, 12)}`;
}

function countOf(all: Problem[]): string {
  const warnings = all.filter(({ code }) => isWarning(code)).length;
  const mistakes = all.length - warnings;
  const kinds = [
    mistakes > 0 ? counted(mistakes, 'mistake', 'mistakes') : 'no mistakes',
    ...(warnings > 0 ? [counted(warnings, 'warning', 'warnings')] : []),
  ];
  const files = new Set(all.map((one) => one.file)).size;
  return `${kinds.join(mistakes > 0 ? ' and ' : ', ')} in ${counted(files, 'file', 'files')}`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
