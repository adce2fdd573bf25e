import { describe, expect, test } from 'vitest';
import type { Problem } from '../problems.ts';
import { shippedPlaybook } from '../testing/demo-shop.ts';
import { compilePlaybook } from './compile.ts';
import { PLANTED_FAULTS, type PlantedFault } from './planted-faults.ts';
import type { SourceFile } from './playbook.ts';

const SHOP = shippedPlaybook('demo-shop');

function problemsOf(files: SourceFile[]): Problem[] {
  const compiled = compilePlaybook(files);
  return compiled.ok ? [] : compiled.problems;
}

function planted(files: SourceFile[], { file, from, to }: PlantedFault): SourceFile[] {
  return files.map((one) => {
    if (one.path !== file) return one;
    const text = one.text.replace(from, () => to);
    expect(text, `${String(from)} in ${file}`).not.toBe(one.text);
    return { path: file, text };
  });
}

/** The line at which the mistake is to be told, counted in the file with the mistake in it. */
function lineOf([before, after]: [SourceFile[], SourceFile[]], { file, told_in, at }: PlantedFault): number {
  const text = (files: SourceFile[]): string =>
    files.find((one) => one.path === (told_in ?? file))?.text ?? '';
  const lines = text(after).split('\n');
  if (at !== undefined) return lines.findIndex((line) => line.includes(at)) + 1;
  const old = text(before).split('\n');
  return lines.findIndex((line, index) => line !== old[index]) + 1;
}

function found(problems: Problem[], fault: PlantedFault, line: number): boolean {
  return problems.some(
    (one) =>
      one.file === (fault.told_in ?? fault.file) &&
      one.line === line &&
      one.code === fault.code &&
      `${one.message} ${one.mend}`.includes(fault.says ?? ''),
  );
}

const shown = (problems: Problem[]): string[] =>
  problems.map((one) => `${one.file}:${one.line}:${one.column} ${one.code} ${one.message} ${one.mend}`);

describe('the check of a playbook', () => {
  test('finds nothing in the playbooks that come with Hark', () => {
    expect(shown(problemsOf(SHOP))).toEqual([]);
    expect(shown(problemsOf(shippedPlaybook('tau-retail')))).toEqual([]);
  });

  test.each(PLANTED_FAULTS)('tells $name, once, at its line, and nothing else', (fault) => {
    const files = planted(SHOP, fault);
    const problems = problemsOf(files);
    const line = lineOf([SHOP, files], fault);
    expect(found(problems, fault, line), `line ${line} of ${shown(problems).join('\n')}`).toBe(true);
    expect(problems, shown(problems).join('\n')).toHaveLength(1 + (fault.more ?? 0));
  });

  test('tells the mistakes of all files at once', () => {
    const { files, faults } = allAtOnce();
    expect(faults.length).toBeGreaterThanOrEqual(50);
    const problems = problemsOf(files);
    const untold = faults.filter((fault) => !found(problems, fault, lineOf([SHOP, files], fault)));
    expect(untold.map((one) => one.name)).toEqual([]);
  });
});

/** As many of the mistakes as can stand together: one for each line, and each line only once in its file. */
function allAtOnce(): { files: SourceFile[]; faults: PlantedFault[] } {
  let files = SHOP;
  const faults: PlantedFault[] = [];
  for (const fault of PLANTED_FAULTS) {
    const before = files.find((one) => one.path === fault.file)?.text ?? '';
    const after = before.replace(fault.from, () => fault.to);
    const own = { ...fault, at: fault.at ?? lineAt([before, after]) };
    const all = [...faults, own].filter((one) => one.file === fault.file);
    const apart = all.every((one) => after.split(one.at ?? '').length === 2);
    if (standsAlone(fault) || after === before || !apart || !onOldGround(before, after, fault.file)) continue;
    files = files.map((one) => (one.path === fault.file ? { path: one.path, text: after } : one));
    faults.push(own);
  }
  return { files, faults };
}

/** Nothing can be said of a file that is no YAML, of what would be given to an action that is not there, and the like. */
function standsAlone({ file, name, code }: PlantedFault): boolean {
  const hidesOthers = ['document.syntax', 'document.kind', 'document.duplicate', 'reference.action'];
  const settings = file === 'playbook.yaml' && code === 'document.shape';
  return settings || hidesOthers.includes(code) || name === 'a step of no kind';
}

/** Whether no other mistake stands in the first line that differs, or in the next. */
function onOldGround(before: string, after: string, file: string): boolean {
  const lines = before.split('\n');
  const changed = after.split('\n');
  const at = lines.findIndex((line, index) => line !== changed[index]);
  return SHOP.some((one) => one.path === file && one.text.includes(`${lines[at]}\n${lines[at + 1]}`));
}

function lineAt([before, after]: [string, string]): string {
  const old = before.split('\n');
  return after.split('\n').find((line, at) => line !== old[at]) ?? '';
}
