import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FAULT_CODES } from '../packages/core/src/expression/fault.ts';
import { isWarning, PROBLEM_CODES } from '../packages/core/src/problems.ts';
import { TEMPLATE_FAULT_CODES } from '../packages/core/src/replies/check-text.ts';
import { callFaults } from './calls.ts';
import { examplesByCode } from './problem-examples.ts';
import { programs, runPrograms } from './program-snippets.ts';
import { FREE_FOLDERS, PACKAGES } from './tidy/table.ts';
import { readTree } from './tidy.ts';

type Page = { path: string; text: string };

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const PATIENCE_MS = 120_000;

/** Links of a page that lead to no file or no heading, as sentences. */
export function brokenLinks(page: Page, exists: (path: string) => boolean, pages: readonly Page[]): string[] {
  const prose = page.text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link]) => {
    if (/^(?:https?|mailto):/.test(link!)) return [];
    const [file = '', heading] = link!.split('#');
    const path = file === '' ? page.path : posix.normalize(posix.join(posix.dirname(page.path), file));
    if (!exists(path)) return [`${page.path} links to ${link}, which is not there`];
    const target = pages.find((one) => one.path === path);
    const known = heading === undefined || !target || headings(target.text).includes(heading);
    return known ? [] : [`${page.path} links to ${link}, and ${path} has no such heading`];
  });
}

function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The snippets of a page that are to be run: those marked `sh run`. */
export function snippets(page: Page): string[] {
  return [...page.text.matchAll(/^```sh run\n([\s\S]*?)^```/gm)].map(([, script]) => script!);
}

const PLAYBOOK_TABLE = /(?<=## The playbook and its documents\n\n)(?:\|.*\n)*/;

const EXAMPLES = /(?<=\n## By example\n)[\s\S]*$/;

/** The page with its last part, the examples, as they are told now. */
export function withExamples(text: string, examples: string): string {
  return text.replace(EXAMPLES, () => `\n${examples}`);
}

/** The page of codes with its table of a playbook's mistakes as the code tells them. */
export function renewed(text: string, told: { readonly [code: string]: string }): string {
  const rows = Object.entries(told).map(([code, sentence]) => `| \`${code}\` | ${sentence} |\n`);
  return text.replace(PLAYBOOK_TABLE, () => `| code | what is wrong |\n|---|---|\n${rows.join('')}`);
}

/** Codes that the page has and the code has not, and the other way round, as sentences. */
export function codeDifferences(text: string, codes: readonly string[]): string[] {
  const told = [...text.matchAll(/^\| `([a-z_]+\.[a-z_]+)` \|/gm)].map(([, code]) => code!);
  return [
    ...codes.filter((code) => !told.includes(code)).map((code) => `docs/problems.md does not tell ${code}`),
    ...told
      .filter((code) => !codes.includes(code))
      .map((code) => `docs/problems.md tells ${code}, which the code does not have`),
  ];
}

/** Rows of the table in ARCHITECTURE.md that differ from the walls in the code, as sentences. */
export function wallDifferences(text: string): string[] {
  const rows = Object.entries(PACKAGES).map(([name, wall]) => {
    const ours = [...wall.ours, ...(wall.ours_types ?? []).map((other) => `${other} (types)`)].join(', ');
    const { dom, node } = wall.compiled_with;
    const compiled = node ? 'Node' : dom ? 'DOM' : 'no DOM, no Node';
    return `| ${name} | ${ours || 'nothing'} | ${compiled} |`;
  });
  const free = `| ${FREE_FOLDERS.join(', ')} |`;
  return [...rows, free]
    .filter((row) => !text.includes(row))
    .map((row) => `ARCHITECTURE.md lacks the row ${row}`);
}

function runSnippet(script: string, page: Page): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'hark-docs-'));
  const PATH = `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
  const ran = spawnSync('sh', ['-e', '-c', script], {
    cwd: ROOT,
    env: { ...process.env, PATH, HARK_DATA: join(folder, 'data'), OUT: folder },
    encoding: 'utf8',
    timeout: PATIENCE_MS,
  });
  rmSync(folder, { recursive: true, force: true });
  if (ran.status === 0) return [];
  return [
    `${page.path}: a snippet failed (${ran.error?.message ?? `exit code ${ran.status}`}):\n${script}${ran.stdout}${ran.stderr}`,
  ];
}

function sentences(): { [code: string]: string } {
  const entries = Object.entries(PROBLEM_CODES);
  return Object.fromEntries(
    entries.map(([code, says]) => [code, isWarning(code) ? `Warning: ${says}` : says]),
  );
}

async function main(): Promise<number> {
  const pages = readTree(ROOT).filter(({ path }) => path.endsWith('.md') && !path.startsWith('playbooks/'));
  const page = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
  const problems = page('docs/problems.md');
  const codes = [...Object.keys(PROBLEM_CODES), ...FAULT_CODES, ...TEMPLATE_FAULT_CODES];
  const fresh = withExamples(renewed(problems, sentences()), examplesByCode(ROOT, codes));
  if (process.argv.includes('--write')) {
    writeFileSync(join(ROOT, 'docs/problems.md'), fresh);
    await callFaults(true);
    process.stdout.write('docs/problems.md and the calls of the client are renewed\n');
    return 0;
  }
  const found = pages.flatMap(({ path, text }) => programs(text).map((program) => ({ path, program })));
  const faults = [
    ...pages.flatMap((one) => brokenLinks(one, (path) => existsSync(join(ROOT, path)), pages)),
    ...codeDifferences(fresh, codes),
    ...(fresh === problems
      ? []
      : ['docs/problems.md is not as the code has it; renew it: npx tsx scripts/docs.ts --write']),
    ...wallDifferences(page('ARCHITECTURE.md')),
    ...(await callFaults(false)),
    ...pages.flatMap((one) => snippets(one).flatMap((script) => runSnippet(script, one))),
    ...(await runPrograms(ROOT, found)),
  ];
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  const run = pages.flatMap(snippets).length + found.length;
  process.stdout.write(
    faults.length === 0
      ? `${pages.length} pages, ${run} snippets run\n`
      : `${faults.length} faults in the docs\n`,
  );
  return faults.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main();
