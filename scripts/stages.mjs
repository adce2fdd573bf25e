import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { node, ROOT } from './run.mjs';

/** What a stage came to: how many of its checks passed and failed, and a line about each that failed. A stage without tests of its own counts as one. */
const one = async (code) =>
  (await code) === 0 ? { passed: 1, failed: 0, lines: [] } : { passed: 0, failed: 1, lines: [] };

/** Every stage of the check, quick ones first. `run` shows what it does and resolves to its counts. */
export const STAGES = [
  {
    name: 'tidy',
    about: 'walls, sizes, names',
    run: () => one(node(['--import', 'tsx', 'scripts/tidy.ts'])),
  },
  { name: 'lint', about: 'form', run: () => one(node([bin('@biomejs/biome', 'biome'), 'check', '.'])) },
  { name: 'types', about: 'the compiler', run: () => one(types()) },
  { name: 'pages', about: 'build of the pages', run: () => one(node(['scripts/build.mjs'])) },
  { name: 'unit', about: 'tests without a database', run: () => vitest(['--project=pure']) },
  {
    name: 'store',
    about: 'tests of the server and the command line',
    run: () => vitest(['packages/server/', 'packages/cli/']),
  },
  { name: 'playbooks', about: 'hark check, hark test', run: () => one(playbooks()) },
  {
    name: 'docs',
    about: 'snippets, links, codes',
    run: () => one(node(['--import', 'tsx', 'scripts/docs.ts'])),
  },
  {
    name: 'whole',
    about: 'tests across packages',
    run: () => vitest(acrossPackages()),
  },
  { name: 'web', about: 'tests in a browser', run: () => vitest(['tests/browser/']) },
];

/** Runs the tests that vitest's filters choose; the counts are those of vitest, the lines name what failed and why. */
export async function vitest(filters, env = {}) {
  if (filters.length === 0) return { passed: 0, failed: 0, lines: [] };
  const folder = mkdtempSync(join(tmpdir(), 'hark-test-'));
  try {
    const result = join(folder, 'result.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${result}`];
    const code = await node([bin('vitest', 'vitest'), 'run', ...reporters, ...filters], env);
    return counts(code, result);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function counts(code, path) {
  if (!existsSync(path)) return { passed: 0, failed: 1, lines: ['vitest left no result'] };
  const result = JSON.parse(readFileSync(path, 'utf8'));
  const lines = result.testResults.flatMap(failuresOf);
  const failed = code !== 0 && lines.length === 0 ? 1 : lines.length;
  return { passed: result.numPassedTests, failed, lines };
}

/** A line for each test of a file that failed; one for a file that cannot even be loaded: it has no tests to count, and failed all the same. */
function failuresOf(file) {
  if (file.status !== 'failed') return [];
  const where = relative(ROOT, file.name);
  const tests = file.assertionResults.filter((test) => test.status === 'failed');
  if (tests.length === 0) return [`${where}: ${firstLine(file.message)}`];
  return tests.map((test) => `${where} > ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
}

const firstLine = (text = '') => text.trim().split('\n', 1)[0].slice(0, 300);

async function types() {
  const projects = ['core', 'wire', 'server', 'web', 'widget', 'cli'].map((name) => join('packages', name));
  const codes = [];
  for (const project of [...projects, '.']) codes.push(await node([bin('typescript', 'tsc'), '-p', project]));
  return Math.max(...codes);
}

async function playbooks() {
  const codes = [];
  for (const folder of below('playbooks')) {
    codes.push(await node(['packages/cli/bin/hark.mjs', 'check', folder]));
    if (existsSync(join(ROOT, folder, 'scenarios')))
      codes.push(await node(['packages/cli/bin/hark.mjs', 'test', folder]));
  }
  return Math.max(0, ...codes);
}

/** Everything in tests/ but the browser's. */
function acrossPackages() {
  const files = readdirSync(join(ROOT, 'tests')).filter((name) => name.endsWith('.test.ts'));
  return [
    ...below('tests').filter((folder) => folder !== 'tests/browser/'),
    ...files.map((name) => `tests/${name}`),
  ];
}

function below(folder) {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => `${folder}/${entry.name}/`);
}

/** The program of an installed package, as a script for Node: no shell, so that blanks in the path do no harm. */
function bin(library, program) {
  const folder = join(ROOT, 'node_modules', library);
  const { bin: programs } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof programs === 'string' ? programs : programs[program]);
}
