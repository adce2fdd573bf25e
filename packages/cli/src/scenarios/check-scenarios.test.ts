import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Problem } from '@hark/core';
import { lookIntoPlaybookFolder } from '@hark/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkScenarios } from './check-scenarios.ts';

const STARTER = fileURLToPath(new URL('../../../../playbooks/marketplace', import.meta.url));
const SCENARIOS = 'scenarios/segments.yaml';
const WORLD = 'world/regulars.yaml';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hark-scenarios-'));
  cpSync(STARTER, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What is told when the text becomes the other in the file, and the line of it. */
function told(file: string, [from, to]: [string, string]): { problems: Problem[]; line: number } {
  const path = join(folder, file);
  const right = readFileSync(path, 'utf8');
  const wrong = right.replace(from, () => to);
  expect(wrong).not.toBe(right);
  writeFileSync(path, wrong);
  const line = 1 + wrong.split('\n').findIndex((one, at) => one !== right.split('\n')[at]);
  return { problems: checkScenarios(folder, lookIntoPlaybookFolder(folder)), line };
}

test.each([
  ['a buyer', SCENARIOS, ['buyer: hana\n', 'buyer: hanna\n'], 'scenario.name', 'hana'],
  ['an order', SCENARIOS, ["page: '#M8001'", "page: '#M8801'"], 'scenario.name', '#M8001'],
  ['the order of another', SCENARIOS, ["page: '#M8001'", "page: '#M9001'"], 'scenario.name', 'ivo'],
  [
    'a topic',
    SCENARIOS,
    ['topics: [item_problem]', 'topics: [item_problems]'],
    'scenario.name',
    'item_problem',
  ],
  ['a row', SCENARIOS, ["Refund: '159.00'", "Refunded: '159.00'"], 'scenario.never', 'Refund'],
  [
    'a word',
    SCENARIOS,
    ['answer by Monday 2 Mar, 11:30', 'anwser by Monday 2 Mar, 11:30'],
    'scenario.never',
    'anwser',
  ],
  [
    'a call',
    SCENARIOS,
    ['did: [{ report_problem:', 'did: [{ report_problems:'],
    'scenario.name',
    'report_problem',
  ],
  ['an option', SCENARIOS, ['problem: damaged', 'problem: demaged'], 'scenario.name', 'damaged'],
  [
    'an item',
    SCENARIOS,
    ['item_ids: [guitar-cedar]', 'item_ids: [guitar-ceder]'],
    'scenario.name',
    'guitar-cedar',
  ],
  ['a world', SCENARIOS, ['world: regulars', 'world: regular'], 'scenario.name', 'regulars'],
  ['a language', SCENARIOS, ['language: en', 'language: fr'], 'scenario.name', 'en'],
  [
    'an order of a buyer',
    WORLD,
    ["order_ids: ['#M9001']", "order_ids: ['#M9002']"],
    'scenario.name',
    '#M9002',
  ],
  ['a key', SCENARIOS, ['ends: { person: true }', 'ends: { persons: true }'], 'document.shape', 'person'],
] satisfies [string, string, [string, string], string, string][])(
  'tells %s of a scenario that there is not, at its line',
  (_what, file, change, code, says) => {
    const { problems, line } = told(file, change);
    expect(problems).toMatchObject([{ file, line, code }]);
    expect(`${problems[0]?.message} ${problems[0]?.mend}`).toContain(says);
  },
);

test('tells nothing of the scenarios that come with Hark', () => {
  expect(checkScenarios(STARTER, lookIntoPlaybookFolder(STARTER))).toEqual([]);
});
