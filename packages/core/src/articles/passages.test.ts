import { expect, test } from 'vitest';
import { passagesOf } from './passages.ts';

const of = (markdown: string) => passagesOf({ id: 'a', title: 'A', markdown });

test('an article falls into its sections, what stands before the first heading included', () => {
  expect(of('Hello.\n\n## One\n\nFirst.\n\nSecond.\n\n## Two\n\nThird.')).toMatchObject([
    { section: '', heading: '', text: 'Hello.' },
    { section: 'one', heading: 'One', text: 'First.\n\nSecond.' },
    { section: 'two', heading: 'Two', text: 'Third.' },
  ]);
});

test('marks are left out, lists stay lists, and what was escaped is read as it was meant', () => {
  const [passage] = of('Say **no** to [this](https://x.example) & `that`:\n\n- one\n- two *and a half*\n');
  expect(passage?.text).toBe('Say no to this & that:\n\n• one\n• two and a half');
});

test('HTML in an article is no words of it', () => {
  expect(of('Before <b onclick="x()">bold</b> after')[0]?.text).toBe('Before bold after');
});

test('sections of one name have anchors of their own, a section without text is none', () => {
  const text = '## Coste de envío\n\nA\n\n## Coste de envío\n\nB\n\n## Empty\n';
  expect(of(text).map(({ section }) => section)).toEqual(['coste-de-envio', 'coste-de-envio-2']);
});
