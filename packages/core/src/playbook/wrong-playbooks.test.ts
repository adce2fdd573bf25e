import { expect, test } from 'vitest';
import { shippedPlaybook } from '../testing/demo-shop.ts';
import { checkPlaybook } from './compile.ts';
import { WRONG_PLAYBOOKS, type WrongPlaybook } from './wrong-playbooks.ts';
import { FRESH_WRONG_PLAYBOOKS } from './wrong-playbooks-fresh.ts';

const SHOP = shippedPlaybook('marketplace');

/** Whether the check tells the fault at its line; else what it tells instead. */
function named({ name, file, from, to, at, told_in }: WrongPlaybook): true | string {
  const right = SHOP.find((one) => one.path === file)?.text ?? '';
  const text = right.replace(from, () => to);
  expect(text, name).not.toBe(right);
  const files = SHOP.map((one) => (one.path === file ? { path: file, text } : one));
  const place = told_in ?? file;
  const lines = files.find((one) => one.path === place)?.text.split('\n') ?? [];
  const old = right.split('\n');
  const line =
    1 + lines.findIndex((one, index) => (at === undefined ? one !== old[index] : one.includes(at)));
  expect(line, name).toBeGreaterThan(0);
  const { problems, warnings } = checkPlaybook(files);
  const told = [...problems, ...warnings];
  if (told.some((one) => one.file === place && one.line === line)) return true;
  const instead = told.map((one) => `${one.file}:${one.line} ${one.code}`).join(', ');
  return `${name}: ${place}:${line}, told: ${instead || 'nothing'}`;
}

// Each is a whole check of the starter playbook. When the first list was written, 32 of its 60 were named; the check was then mended.
test.each(WRONG_PLAYBOOKS)('names $name at the right line', { timeout: 60_000 }, (fault) => {
  expect(named(fault)).toBe(true);
});

// When the second list was written, 12 of its 20 were named. Of what is not named now: operations are the shop system's own; a list that is
// too short is told at its key and not at its first entry; an else that lost its then is no YAML, and told at the line of the else.
const NOT_NAMED = [
  'an operation that the shop system does not have',
  'two examples in a language',
  'a condition with an else and no then',
];
test.each(FRESH_WRONG_PLAYBOOKS)(
  'names $name of the fresh ones, or is known not to',
  { timeout: 60_000 },
  (fault) => {
    expect(named(fault) === true).toBe(!NOT_NAMED.includes(fault.name));
  },
);
