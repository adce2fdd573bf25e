import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { shippedPlaybook } from '../testing/demo-shop.ts';
import { checkPlaybook, topicClashes } from './compile.ts';

const SHOP = shippedPlaybook('demo-shop');
const Examples = z.object({ examples: z.record(z.string(), z.array(z.string())) });

/** A topic that says the same as another in slightly other words. */
function twinOf(path: string): { path: string; text: string } {
  const { examples } = Examples.parse(parse(SHOP.find((one) => one.path === path)?.text ?? ''));
  const lists = Object.entries(examples).map(
    ([language, list]) =>
      `  ${language}:\n${list.map((text) => `    - ${JSON.stringify(`${text} ok`)}\n`).join('')}`,
  );
  const head = 'kind: topic\nid: twin\ntitle: { en: Twin, es: Gemelo }\nflow: cancel_order\nexamples:\n';
  return { path: 'topics/twin.yaml', text: `${head}${lists.join('')}` };
}

test('two topics that say the same cannot be told apart: told once, in the later one, with examples of both and where they stand', () => {
  const files = [...SHOP, twinOf('topics/cancel-order.yaml')];
  expect(checkPlaybook(files).problems).toEqual([]);
  const [problem, ...others] = topicClashes(files);
  expect(problem).toMatchObject({ code: 'topic.clash', file: 'topics/twin.yaml' });
  expect(problem?.line).toBeGreaterThanOrEqual(7);
  expect(problem?.message).toContain('"twin" and "cancel_order"');
  expect(problem?.message).toMatch(/topics\/cancel-order\.yaml:\d+/);
  expect(others).toEqual([]);
});

test('topics with few examples and no clash are left in peace', () => {
  expect(topicClashes(SHOP)).toEqual([]);
});

test('a playbook of one topic, or of none, has no clash', () => {
  const without = SHOP.filter((one) => !one.path.startsWith('topics/'));
  expect(topicClashes(without)).toEqual([]);
  expect(
    topicClashes([...without, ...SHOP.filter((one) => one.path === 'topics/cancel-order.yaml')]),
  ).toEqual([]);
});
