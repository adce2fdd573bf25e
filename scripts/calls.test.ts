import { describe, expect, test } from 'vitest';
import { requestFor } from '../packages/web/src/api/client.ts';
import { callsFor, typeOf } from './calls.ts';
import { programs } from './program-snippets.ts';

describe('the types of the calls', () => {
  test('every form of schema that descriptions use becomes the type of its values', () => {
    const order = {
      type: 'object',
      properties: {
        id: { type: 'string' },
        state: { enum: ['open', 'sent'] },
        paid: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        lines: { type: 'array', items: { $ref: '#/components/schemas/Line' } },
        'gift-wrap': { type: 'boolean' },
      },
      required: ['id', 'lines'],
    };
    expect(typeOf(order)).toBe(
      '{ id: string; state?: "open" | "sent"; paid?: number | null; lines: (Line)[]; "gift-wrap"?: boolean }',
    );
    expect(typeOf({ const: true })).toBe('true');
    expect(typeOf({ type: ['string', 'null'] })).toBe('string | null');
    expect(typeOf({ type: 'object', additionalProperties: { type: 'number' } })).toBe(
      '{ [name: string]: number }',
    );
    expect(typeOf(undefined)).toBe('unknown');
  });

  test('a call has what stands in the address, behind it and in the body, and what it answers', () => {
    const path = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
    const query = { name: 'limit', in: 'query', schema: { type: 'integer' } };
    const json = (schema: { type: string }) => ({ content: { 'application/json': { schema } } });
    const get = { summary: 'Read', parameters: [path, query], responses: { 200: json({ type: 'string' }) } };
    const calls = callsFor({ paths: { '/a/{id}': { get }, '/b': { get: { responses: {} } } } });
    expect(calls).toContain(
      "'GET /a/{id}': { given: { params: { id: string }; query?: { limit?: number | undefined } }; answer: string };",
    );
    expect(calls).toContain("'GET /b': { given: Record<string, never>; answer: unknown };");
  });
});

test('a call becomes a request with everything in its place, written so that it can stand there', () => {
  const params = { webhook: 'a/b', message: 'ü' };
  expect(requestFor('GET /api/webhooks/{webhook}/deliveries/{message}', { params })).toEqual({
    method: 'GET',
    path: '/api/webhooks/a%2Fb/deliveries/%C3%BC',
    body: null,
  });
  const query = { status: undefined, before: '2026-11-26T12:00:00Z/msg_1' };
  const { path } = requestFor('GET /api/webhooks/{webhook}/deliveries', { params: { webhook: 'w' }, query });
  expect(new URL(path, 'http://x').searchParams.get('before')).toBe(query.before);
  expect(path).not.toContain('status');
  const rotate = { params: { webhook: 'w' }, body: { overlap_hours: 2 } };
  expect(requestFor('POST /api/webhooks/{webhook}/rotate', rotate).body).toBe('{"overlap_hours":2}');
});

test('only programs that are marked are run', () => {
  expect(programs('```ts run\na();\n```\n\n```ts\nb();\n```\n')).toEqual(['a();\n']);
});
