import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ActRequest } from './fake-server.ts';
import { ANSWERS, AnyLookup } from './lookups.ts';

const PAGE = readFileSync(fileURLToPath(new URL('../../../../docs/adapters.md', import.meta.url)), 'utf8');

/** The JSON of the page's blocks, by the word behind `json`. */
function examples(): Map<string, unknown> {
  const found = [...PAGE.matchAll(/^```json (\w+)\n([\s\S]*?)^```/gm)];
  return new Map(found.map(([, name = '', text = '']) => [name, JSON.parse(text)]));
}

const Done = z.strictObject({ outcome: z.literal('done'), result: z.record(z.string(), z.json()) });
const Refused = z.strictObject({ outcome: z.literal('refused'), code: z.string(), reason: z.string() });

const SHAPES: { [name: string]: z.ZodType } = {
  lookup: z.strictObject({ lookup: AnyLookup }),
  orders: z.strictObject({ answer: ANSWERS.orders }),
  buyer: z.strictObject({ answer: ANSWERS.buyer }),
  act: ActRequest,
  done: z.strictObject({ answer: Done }),
  refused: z.strictObject({ answer: Refused }),
};

test('every example of the page for shop systems is what Hark sends and reads', () => {
  const shown = examples();
  expect([...shown.keys()].sort()).toEqual(Object.keys(SHAPES).sort());
  for (const [name, shape] of Object.entries(SHAPES)) {
    const parsed = shape.safeParse(shown.get(name));
    expect(parsed.success ? '' : `${name}: ${z.prettifyError(parsed.error)}`).toBe('');
  }
});

test('the page lists every read that a shop system answers', () => {
  for (const read of Object.keys(ANSWERS)) expect(PAGE).toContain(`"read": "${read}"`);
});
