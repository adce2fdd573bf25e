import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { starterPlaybook } from '@hark/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { test as harkTest } from './test.ts';

const HEAD = "world: small\nnow: '2026-03-02T10:00:00Z'\nlanguage: en\nscenarios:\n";
const CANCELLED = `  - name: Cancelled
    buyer: bea
    talk:
      - says: I ordered the tablet by mistake, cancel it
      - presses: go ahead
    ends:
      did: [{ cancel_order: { order_id: '#M2001' } }]
      orders: { '#M2001': cancelled }
`;

describe('hark test', () => {
  let dir = '';
  let said = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'hark-test-'));
    // The small playbook, which is learnt in no time, over the starter's world.
    cpSync(join(starterPlaybook(), '..', 'demo-shop'), dir, { recursive: true });
    cpSync(join(starterPlaybook(), 'world'), join(dir, 'world'), { recursive: true });
    said = '';
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation((text) => {
        said += String(text);
        return true;
      });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(dir, { recursive: true });
  });

  function scenarios(text: string): void {
    mkdirSync(join(dir, 'scenarios'), { recursive: true });
    writeFileSync(join(dir, 'scenarios', 'talk.yaml'), text);
  }

  test('a conversation that ends as it must passes, and the world in the folder stays as it was', async () => {
    scenarios(HEAD + CANCELLED);
    const before = readFileSync(join(dir, 'world', 'small.yaml'), 'utf8');
    expect(await harkTest([dir, '--json'])).toBe(0);
    expect(JSON.parse(said)).toEqual({ scenarios: 1, passed: 1, failed: [] });
    expect(readFileSync(join(dir, 'world', 'small.yaml'), 'utf8')).toBe(before);
  });

  test('one that parts from it is shown as a dialogue with the line and what is wrong there', async () => {
    scenarios(
      HEAD +
        CANCELLED.replace('presses: go ahead', 'presses: something is wrong').replace(
          'by mistake, cancel it',
          'by mistake, cancel it\n        expects: { topics: [return_items], text: on its way, card: { Refund: 1.00 } }'.replace(
            '1.00',
            "'1.00'",
          ),
        ),
    );
    expect(await harkTest([dir])).toBe(1);
    expect(said).toContain('buyer: I ordered the tablet by mistake, cancel it');
    expect(said).toContain(
      '>>> scenarios/talk.yaml:8: expected the topic return_items, understood cancel_order',
    );
    expect(said).toContain('>>> scenarios/talk.yaml:8: expected to be told "on its way"');
    expect(said).toContain('expected the row "Refund" of a card to show "1.00": it shows "€219.00');
    expect(said).toContain('>>> scenarios/talk.yaml:11: the shop must do cancel_order {"order_id":"#M2001"}');
    expect(said).toContain('order #M2001 must be "cancelled", it is "pending"');
    expect(said).toContain('0 of 1 scenarios end as they must');
  });

  test('what was done and nobody wanted, and a person who was not needed, are wrong too', async () => {
    scenarios(
      `${HEAD}${CANCELLED.replace(/ends:[\s\S]*$/, 'ends: {}\n')}  - name: Person
    talk: [{ says: I want to talk to a person }]
    ends: {}
`,
    );
    expect(await harkTest([dir, '--json'])).toBe(1);
    expect(JSON.parse(said).failed.map(({ what }: { what: string[] }) => what)).toEqual([
      [
        expect.stringContaining('the shop did cancel_order'),
        'order #M2001 must be "pending", it is "cancelled"',
      ],
      ['the conversation went to a person, which was not needed'],
    ]);
  });

  test('a button that is not there ends the conversation with a sentence', async () => {
    scenarios(HEAD + CANCELLED.replace('presses: go ahead', 'presses: Maybe'));
    expect(await harkTest([dir])).toBe(1);
    expect(said).toContain(
      'there is no button "Maybe"; there are: "Yes, go ahead", "No, something is wrong"',
    );
  });

  test('those kept aside can be left out, or run alone', async () => {
    scenarios(`${HEAD}${CANCELLED}${CANCELLED.replace('buyer:', 'kept_aside: true\n    buyer:')}`);
    const counts = [];
    for (const aside of ['none', 'only', 'all']) {
      said = '';
      await harkTest([dir, '--json', '--aside', aside]);
      counts.push(JSON.parse(said).scenarios);
    }
    expect(counts).toEqual([1, 1, 2]);
  });

  test('a mistake in a file of scenarios is told with its place', async () => {
    scenarios(HEAD + CANCELLED.replace('says:', 'sasy:'));
    expect(await harkTest([dir])).toBe(1);
    expect(said).toMatch(/^scenarios\/talk\.yaml:8:\d+: .*Did you mean `says`\?/m);
  });

  test('a folder without scenarios, a world that is not there and a wrong call are told in a sentence', async () => {
    expect(await harkTest([dir])).toBe(2);
    expect(said).toContain('has no scenarios');
    scenarios(HEAD.replace('small', 'large') + CANCELLED);
    expect(await harkTest([dir])).toBe(2);
    expect(said).toContain('there is no such world');
    for (const argv of [[], [dir, dir], ['--wrong'], [dir, '--aside', 'some']])
      expect(await harkTest(argv)).toBe(2);
  });
});
