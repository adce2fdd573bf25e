import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvError, parseCsv, readColumns } from './csv.ts';

const fieldsOf = (text: string) => parseCsv(text).map(({ fields }) => fields);

describe('CSV', () => {
  test('quotes hold commas, doubled quotes and line breaks; lines are counted through them', () => {
    const records = parseCsv('a,b\r\n"x, ""y""\nz",2\r\n3,4');
    expect(records).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fields: ['x, "y"\nz', '2'] },
      { line: 4, fields: ['3', '4'] },
    ]);
  });

  test('a byte order mark and empty lines are no data; an empty last field is', () => {
    expect(fieldsOf('\uFEFFa,b\n\n1,\n')).toEqual([
      ['a', 'b'],
      ['1', ''],
    ]);
  });

  test('a quote that is never closed is told with the line where it opens', () => {
    expect(() => parseCsv('a\n1\n"2\n3')).toThrow(new CsvError('line 3: a quote is opened and never closed'));
  });

  test('letters after a closing quote are a mistake', () => {
    expect(() => parseCsv('a\n"1"2')).toThrow(/line 2: after a closing quote comes "2"/);
  });

  test('a missing column, an empty file, a short row are told', () => {
    expect(() => readColumns('text,label\nx,y', ['category'])).toThrow(/line 1: no column "category"/);
    expect(() => readColumns('', ['text'])).toThrow('the file is empty');
    expect(() => readColumns('text\n', ['text'])).toThrow('a header and no row');
    expect(() => readColumns('text,category\nx,y\nz', ['category'])).toThrow(
      'line 3: no value for column "category"',
    );
  });

  test('what is written by the rules is read back', () => {
    const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é') });
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const text = rows
          .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
          .join('\r\n');
        expect(fieldsOf(text)).toEqual(rows);
      }),
    );
  });
});
