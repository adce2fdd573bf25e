import { parseArgs } from 'node:util';
import { InputError, loadPlaybookFolder, PlaybookRefused, PlaybookUnreadable } from '@hark/server';
import { type Played, playScenario, type Told } from './scenarios/play-scenario.ts';
import { type Playable, readScenarios } from './scenarios/read-scenarios.ts';

const USAGE = 'Usage: hark test DIR [--aside none|only] [--json]\n';

/** What `hark test --json` prints. */
export type TestFigures = {
  scenarios: number;
  passed: number;
  failed: { file: string; line: number; name: string; what: string[] }[];
};

type Asked = { dir: string; aside: 'all' | 'none' | 'only'; json: boolean };

/** `hark test DIR`: plays the scenarios of a playbook; 0 when all end as they must, 1 when not, 2 when it was asked for wrongly. */
export async function test(argv: string[]): Promise<number> {
  const asked = askedFor(argv);
  if (asked === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    return await run(asked);
  } catch (error) {
    if (error instanceof PlaybookRefused) {
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    if (!(error instanceof InputError || error instanceof PlaybookUnreadable)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function askedFor(argv: string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { aside: { type: 'string' }, json: { type: 'boolean' } },
    });
    const [dir, ...more] = positionals;
    const { aside = 'all', json = false } = values;
    if (dir === undefined || more.length > 0) return null;
    return aside === 'all' || aside === 'none' || aside === 'only' ? { dir, aside, json } : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

async function run({ dir, aside, json }: Asked): Promise<number> {
  const { scenarios, problems } = readScenarios(dir);
  for (const { file, line, column, message, mend } of problems)
    process.stderr.write(`${file}:${line}:${column}: ${message} ${mend}\n`);
  if (problems.length > 0) return 1;
  const playbook = loadPlaybookFolder(dir);
  const chosen = scenarios.filter(
    ({ scenario }) => aside === 'all' || scenario.kept_aside === (aside === 'only'),
  );
  const figures: TestFigures = { scenarios: chosen.length, passed: 0, failed: [] };
  for (const playable of chosen) {
    const played = await playScenario(playbook, playable);
    if (played.right) figures.passed += 1;
    else figures.failed.push(failureOf(playable, played));
    if (!played.right && !json) process.stdout.write(dialogue(playable, played));
  }
  process.stdout.write(json ? `${JSON.stringify(figures)}\n` : summary(dir, figures));
  return figures.failed.length === 0 ? 0 : 1;
}

function failureOf({ file, scenario }: Playable, { told }: Played): TestFigures['failed'][number] {
  const wrong = told.filter((one) => one.who === 'wrong');
  const what = wrong.flatMap((one) => one.what);
  return { file, line: wrong[0]?.line ?? 1, name: scenario.name, what };
}

function dialogue({ file, scenario }: Playable, { told }: Played): string {
  const lines = told.flatMap((one) => shown(one, file));
  return [`${scenario.name} (${file})`, ...lines, '', ''].join('\n');
}

function shown(told: Told, file: string): string[] {
  if (told.who === 'wrong') return told.what.map((one) => `>>> ${file}:${told.line}: ${one}`);
  const [first = '', ...more] = told.text.split('\n');
  const blank = ' '.repeat(13);
  return [`${`${told.who}:`.padStart(12)} ${first}`, ...more.map((line) => `${blank}${line}`)];
}

function summary(dir: string, { scenarios, passed }: TestFigures): string {
  return `${dir}: ${passed} of ${scenarios} scenarios end as they must\n`;
}
