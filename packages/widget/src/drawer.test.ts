import { expect, test } from 'vitest';
import { makeDrawer, makeShelf, type Shelf, subjectOf } from './drawer.ts';

function shelf(content: { [name: string]: string } = {}): Shelf {
  const kept = new Map(Object.entries(content));
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}

const access = { conversation_id: 'c', token: 't' };
const unsent = [
  {
    client_id: 'a',
    text: 'hello',
    button: null,
    at: '2026-11-23T09:00:00Z',
    state: 'unsent' as const,
    reason: null,
  },
];

test('what is saved is loaded again, and cleared is gone', () => {
  const drawer = makeDrawer(shelf(), 'chat');
  drawer.save({ access, unsent });
  expect(drawer.load()).toEqual({ access, unsent });
  drawer.clear();
  expect(drawer.load()).toBe(null);
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"access":{}}',
  '{"access":{"conversation_id":"c","token":"t"},"unsent":[{"text":1}]}',
])('content that is not understood counts as nothing: %s', (content) => {
  expect(makeDrawer(shelf({ chat: content }), 'chat').load()).toBe(null);
});

test('where storage is forbidden the page keeps what it needs until it goes', () => {
  const forbidden = makeShelf(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  });
  const drawer = makeDrawer(forbidden, 'chat');
  expect(drawer.load()).toBe(null);
  drawer.save({ access, unsent });
  expect(drawer.load()).toEqual({ access, unsent });
});

test('a drawer is named after the buyer of the token, and any text is a name', () => {
  const token = `h.${btoa(JSON.stringify({ sub: 'b-3' })).replace(/=+$/, '')}.s`;
  expect(subjectOf(token)).toBe('b-3');
  for (const odd of ['', 'x', 'a.b.c', 'a.e30.c']) expect(subjectOf(odd)).toBe('signed-in');
});
