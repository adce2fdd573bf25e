import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeJson, decodeText, encodeJson, encodeText } from './column-text.ts';

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\u0000', '\uFDD0', '\uD83D', '\uDE00', '\\', 'u0000', '0000', 'ud800'),
    fc.string(),
  ),
});
const holdable = (text: string) => !text.includes('\u0000') && Buffer.from(text).toString() === text;

test('any text is written so that a column can hold it, and read back exactly', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(holdable(encodeText(text))).toBe(true);
      expect(decodeText(encodeText(text))).toBe(text);
    }),
  );
});

test('any JSON is written so that jsonb can hold it, names too, and read back exactly', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.dictionary(anyText, anyText), (value, texts) => {
      const both = JSON.parse(JSON.stringify({ value, texts }));
      const written = encodeJson(both);
      expect(/(?<!\\)(\\\\)*\\u(0000|d[89a-f])/i.test(written)).toBe(false);
      expect(decodeJson(written)).toEqual(both);
    }),
  );
});

test('ordinary text is left as it is', () => {
  expect(encodeText('Grüße 😀 \\u0000')).toBe('Grüße 😀 \\u0000');
  expect(encodeJson({ text: 'Grüße 😀' })).toBe('{"text":"Grüße 😀"}');
});
