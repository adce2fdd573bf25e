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
});
