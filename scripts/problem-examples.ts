import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPlaybook } from '../packages/core/src/playbook/compile.ts';
import {
  PLANTED_IN_FORM,
  PLANTED_IN_NAMES,
  type PlantedFault,
} from '../packages/core/src/playbook/planted-in-form.ts';
import { PLANTED_IN_PARTS } from '../packages/core/src/playbook/planted-in-parts.ts';
import { PLANTED_IN_SENSE } from '../packages/core/src/playbook/planted-in-sense.ts';
import { PLANTED_IN_USE } from '../packages/core/src/playbook/planted-in-use.ts';
import { PLANTED_IN_WAYS } from '../packages/core/src/playbook/planted-in-ways.ts';
import { PLANTED_IN_WORDS } from '../packages/core/src/playbook/planted-in-words.ts';
import type { SourceFile } from '../packages/core/src/playbook/playbook.ts';

const PLANTED = [
  ...PLANTED_IN_FORM,
  ...PLANTED_IN_NAMES,
  ...PLANTED_IN_WORDS,
  ...PLANTED_IN_WAYS,
  ...PLANTED_IN_SENSE,
  ...PLANTED_IN_USE,
  ...PLANTED_IN_PARTS,
];
const WIDTH = 110;
const MOST_LINES = 6;

/** A section for each code of which there is an example: a mistake in the demo shop, the same line as it is right, and what is told. */
export function examplesByCode(root: string, codes: readonly string[]): string {
  const folder = join(root, 'playbooks', 'demo-shop');
  const shop = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .sort()
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(folder, path), 'utf8') }));
  return codes.flatMap((code) => section(shop, code)).join('\n');
}

function section(own: SourceFile[], code: string): string[] {
  const fault = PLANTED.find((one) => one.code === code);
  const shop = [...own, ...(fault?.beside ?? [])];
  const right = shop.find((one) => one.path === fault?.file)?.text;
  if (!fault || right === undefined) return [];
  const wrong = right.replace(fault.from, () => fault.to);
  const files = shop.map((one) => (one.path === fault.file ? { path: one.path, text: wrong } : one));
  const { problems, warnings } = checkPlaybook(files);
  const told = [...problems, ...warnings].find((one) => one.code === code);
  if (!told) return [];
  return [
    `### ${code}\n`,
    `${sentence(fault)}, in \`${fault.file}\` (\`-\` as it is right, \`+\` as it is told of):\n`,
    `\`\`\`diff\n${difference(right, wrong).join('\n')}\n\`\`\`\n`,
    `\`\`\`text\n${told.file}:${told.line}:${told.column} ${code}\n  ${told.message}\n  ${told.mend}\n\`\`\`\n`,
  ];
}

function sentence({ name }: PlantedFault): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** The lines between what both have at the beginning and at the end. */
function difference(right: string, wrong: string): string[] {
  const before = right.split('\n');
  const after = wrong.split('\n');
  let from = 0;
  while (from < before.length && before[from] === after[from]) from += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - from;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const differs = firstDifference(before[from] ?? '', after[from] ?? '');
  const shown = (lines: string[], sign: string): string[] => {
    const changed = lines.slice(from, lines.length - end);
    const cut = changed
      .slice(0, MOST_LINES)
      .map((line, at) => `${sign} ${cutLine(line, at === 0 ? differs : 0)}`.trimEnd());
    return changed.length > MOST_LINES ? [...cut, `${sign} …`] : cut;
  };
  return [...shown(before, '-'), ...shown(after, '+')];
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

/** As much of a line as is shown, with what differs in it. */
function cutLine(line: string, differs: number): string {
  const seen = line.replace(/\p{Cc}/gu, '→').trimEnd();
  const from = differs > WIDTH - 40 ? differs - WIDTH / 2 : 0;
  const part = seen.slice(from, from + WIDTH);
  return `${from > 0 ? '…' : ''}${part}${seen.length > from + WIDTH ? '…' : ''}`;
}
