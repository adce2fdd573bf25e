import { describe, expect, test } from 'vitest';
import { isWritten, keyPosition, positionOf } from './place.ts';
import { readSource } from './source.ts';

const read = (text: string) => readSource({ path: 'a.yaml', text }).source;

/** What stands in the file from the place on, to the end of its line. */
function seen(text: string, place: (string | number)[], offset = 0): string {
  const { line, column } = positionOf(read(text), place, offset);
  return (text.split('\n')[line - 1] ?? '').slice(column - 1);
}

describe('the place of something in a file', () => {
  test('is the text itself, inside its quotes', () => {
    expect(seen('a:\n  - one\n  - two\n', ['a', 1])).toBe('two');
    expect(seen('a: { b: "hello there" }', ['a', 'b'])).toBe('hello there" }');
    expect(seen("a: 'hello there'", ['a'], 6)).toBe("there'");
  });

  test('of an object or a list is the key that holds it', () => {
    expect(seen('a:\n  b:\n    c: 1\n', ['a', 'b'])).toBe('b:');
    expect(seen('a:\n  - b: 1\n    c: 2\n', ['a', 0])).toBe('b: 1');
  });

  test('of what is missing is the key of what lacks it', () => {
    expect(seen('x: 1\na:\n  b: 1\n', ['a', 'c'])).toBe('a:');
    expect(seen('x: 1\n', ['c', 'd', 0])).toBe('x: 1');
    expect(isWritten(read('x: 1\n'), ['c'])).toBe(false);
  });

  test('counts escapes and doubled quotes as they stand in the file', () => {
    expect(seen('a: "say \\"yes\\" or\\u0020no"', ['a'], 'say "yes" or '.length)).toBe('no"');
    expect(seen("a: 'it''s here'", ['a'], "it's ".length)).toBe("here'");
  });

  test('is found in texts of several lines', () => {
    expect(seen('a: |\n  first\n    second\n  third\n', ['a'], 'first\n  second\n'.length)).toBe('third');
    expect(seen('a: |\n  first\n    second\n', ['a'], 'first\n  sec'.length)).toBe('ond');
    expect(seen('a: >-\n  one two\n  three\n', ['a'], 'one two '.length)).toBe('three');
    expect(seen('a: "one\n  two"\n', ['a'], 'one '.length)).toBe('two"');
    expect(seen('a: one\n  two\n', ['a'], 'one '.length)).toBe('two');
  });

  test('never lies behind the end of the file', () => {
    const text = 'a: "x"\n';
    expect(positionOf(read(text), ['a'], 500)).toEqual({ line: 1, column: 7 });
    expect(positionOf(read(''), ['a'])).toEqual({ line: 1, column: 1 });
  });

  test('of a key is where it begins', () => {
    expect(keyPosition(read('a:\n  b: 1\n  c: 2\n'), ['a'], 'c')).toEqual({ line: 3, column: 3 });
  });
});
