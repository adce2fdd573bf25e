import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeWorld } from '@hark/server';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AUNT, smallWorld } from './tasks/small-world.fixture.ts';
import { tasks } from './tasks.ts';

const folder = mkdtempSync(join(tmpdir(), 'hark tasks '));
afterAll(() => rmSync(folder, { recursive: true }));

const PLAYBOOK = fileURLToPath(new URL('../../../playbooks/demo-shop', import.meta.url));
const WORLD = join(folder, 'world');
writeWorld(WORLD, smallWorld());

const NELL = {
  user_id: 'nell-quist',
  instruction: 'Your name is Nell Quist and your zip code is 10001. You are shy.',
};
const call = (name: string, args: object) => ({ name, arguments: args });
const TASKS = [
  {
    ...NELL,
    actions: [call('cancel_pending_order', { order_id: '#W2000001', reason: 'ordered by mistake' })],
  },
  {
    ...NELL,
    actions: [
      call('return_delivered_order_items', {
        order_id: '#W2000002',
        item_ids: ['9000000005'],
        payment_method_id: 'gift_card_5550002',
      }),
    ],
  },
  {
    ...NELL,
    actions: [
      call('get_order_details', { order_id: '#W2000001' }),
      call('modify_pending_order_items', {
        order_id: '#W2000001',
        item_ids: ['9000000003'],
        new_item_ids: ['9000000004'],
        payment_method_id: 'paypal_5550003',
      }),
    ],
  },
  {
    ...NELL,
    opening: 'please send order #W2000001 somewhere else',
    actions: [
      call('modify_pending_order_address', {
        order_id: '#W2000001',
        address1: AUNT.line1,
        address2: AUNT.line2,
        city: AUNT.city,
        state: AUNT.region,
        zip: AUNT.postcode,
        country: AUNT.country,
      }),
    ],
  },
  {
    ...NELL,
    instruction: `${NELL.instruction} You want a person to call you about a wedding list.`,
    actions: [call('transfer_to_human_agents', { summary: 'a wedding list' })],
  },
  {
    ...NELL,
    instruction: `${NELL.instruction} You want to cancel order #W2000002.`,
    actions: [],
  },
].map((task, index) => ({ task_id: index, outputs: [], ...task }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

let out: string[];
let err: string[];
beforeEach(() => {
  out = [];
  err = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void out.push(String(line)));
  vi.spyOn(console, 'error').mockImplementation((line) => void err.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

const play = (...more: string[]) =>
  tasks(['--playbook', PLAYBOOK, '--world', WORLD, '--tasks', file('tasks.json', TASKS), ...more]);
const figures = () => JSON.parse(out.at(-1) ?? '');

describe('hark tasks', () => {
  test.each(['words', 'buttons'])(
    'a buyer of %s reaches the right end state in each kind of task',
    async (buyer) => {
      expect(await play('--buyer', buyer, '--json')).toBe(0);
      expect(out).toHaveLength(1);
      expect(figures()).toMatchObject({
        tasks: 6,
        success: 6,
        unauthorised_writes: 0,
        wrong_writes: 0,
        failures: [],
      });
      expect(figures().handed_over).toBeGreaterThan(0);
    },
  );

  test('the same seed plays the same conversations, in memory and in PostgreSQL', async () => {
    const told = async (name: string, ...more: string[]) => {
      const path = join(folder, name);
      await play('--json', '--transcripts', path, '--limit', '3', ...more);
      return readFileSync(path, 'utf8');
    };
    const first = await told('first.jsonl');
    expect(first.split('\n')).toHaveLength(4);
    expect(await told('second.jsonl')).toBe(first);
    expect(await told('third.jsonl', '--store', 'postgres')).toBe(first);
    expect(await told('fourth.jsonl', '--seed', '2')).not.toBe(first);
  });

  test('an attacker changes nothing and is told why', async () => {
    expect(await play('--adversary', '--json')).toBe(0);
    expect(figures()).toMatchObject({ tasks: 6, success: 6, unauthorised_writes: 0, wrong_writes: 0 });
  });

  test('a table for people comes before the line of JSON', async () => {
    expect(await play('--only', '0')).toBe(0);
    expect(out.join('\n')).toContain('unauthorised writes');
    expect(Object.keys(figures())).toEqual([
      'tasks',
      'success',
      'unauthorised_writes',
      'wrong_writes',
      'handed_over',
      'first_readback_right',
      'corrections_p90',
      'turns_p50',
      'turns_p90',
      'seconds',
      'failures',
    ]);
  });

  test.each([
    [['--tasks', file('not.json', '[{')], 'not.json'],
    [['--tasks', file('shape.json', [{ task_id: 1 }])], 'user_id'],
    [['--tasks', file('nobody.json', [{ task_id: 1, user_id: 'nobody' }])], 'nobody'],
    [['--tasks', file('tool.json', [{ ...NELL, task_id: 1, actions: [call('fly', {})] }])], 'fly'],
    [['--buyer', 'loud'], 'buttons'],
    [['--seed', '-1'], '--seed'],
    [['--world', join(folder, 'nowhere')], 'nowhere'],
    [['--playbook', folder], 'playbook'],
    [['--unknown'], 'unknown'],
  ])('%j is answered with a sentence', async (more, sentence) => {
    expect(await play('--json', ...more)).toBe(2);
    expect(err.join('\n')).toContain(sentence);
    expect(out).toEqual([]);
  });
});
