import { expect, test } from 'vitest';
import { foundIn, snippetOf } from './snippet.ts';

const shown = (text: string, query: string): string | null =>
  snippetOf(text, query)
    ?.map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('') ?? null;

test('the beginnings of words that were asked for are marked, whatever their accents and case', () => {
  expect(shown('La LÁMPARA llegó con un rasguño', 'lampara rasg')).toBe(
    'La [LÁMPARA] llegó con un [rasguño]',
  );
  expect(shown('the lamp and a clamp', 'lam')).toBe('the [lamp] and a clamp');
  expect(shown('nothing of it', 'lamp')).toBeNull();
  expect(shown('anything', '  ')).toBeNull();
});

test('numbers of orders and addresses of mail are found by their parts', () => {
  expect(shown('my order #H1000001, please', '#h1000001')).toBe('my order #[H1000001], please');
  expect(shown('ana@x.example', 'ana@x')).toBe('[ana]@[x].example');
});

test('of a long text the neighbourhood of the first word is shown, cut between words', () => {
  const text = `${'word '.repeat(60)}needle ${'more '.repeat(60)}`;
  const cut = shown(text, 'needle') ?? '';
  expect(cut.startsWith('… word ')).toBe(true);
  expect(cut).toContain('[needle]');
  expect(cut.endsWith(' …')).toBe(true);
  expect(cut.length).toBeLessThan(180);
});

test('of several texts the one with the most of the words is shown, of two alike the newest; else what is known', () => {
  const text = (said: string[], found_facts: string[], query: string): string | null =>
    foundIn({ said, found_facts }, query)
      ?.map((piece) => piece.text)
      .join('') ?? null;
  expect(text(['a quince', 'a yellow quince', 'yellow'], [], 'quin yell')).toBe('a yellow quince');
  expect(text(['newer quince', 'older quince'], [], 'quince')).toBe('newer quince');
  expect(text(['nothing'], ['#H100', 'Desk Lamp'], 'lamp')).toBe('Desk Lamp');
  expect(text(['nothing'], [], 'lamp')).toBeNull();
});
