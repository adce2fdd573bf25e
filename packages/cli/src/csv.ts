/** One record of a CSV file with the line on which it begins, counted from 1. */
export type CsvRecord = { line: number; fields: string[] };

/** A mistake in a CSV file that its author can mend. */
export class CsvError extends Error {
  override name = 'CsvError';
}

/** Reads CSV as RFC 4180 has it: quotes, doubled quotes, line breaks within quotes, CRLF, LF or CR, a byte order mark. */
export function parseCsv(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let line = 1;
  let begun = 1;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const endRecord = () => {
    // An empty line is no record.
    if (fields.length > 1 || fields[0] !== '') records.push({ line: begun, fields });
    fields = [];
    begun = line;
  };
  while (at < text.length) {
    const field = text[at] === '"' ? readQuoted(text, at, line) : readPlain(text, at);
    fields.push(field.value);
    line += field.breaks;
    at = field.end;
    if (text[at] === ',') {
      at++;
      if (at < text.length) continue;
      fields.push('');
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    if (at < text.length) line++;
    at++;
    endRecord();
  }
  return records;
}

type Field = { value: string; end: number; breaks: number };

const PLAIN = /[^,\r\n]*/y;

function readPlain(text: string, from: number): Field {
  PLAIN.lastIndex = from;
  const value = PLAIN.exec(text)?.[0] ?? '';
  return { value, end: from + value.length, breaks: 0 };
}

function readQuoted(text: string, from: number, line: number): Field {
  let at = from + 1;
  for (;;) {
    at = text.indexOf('"', at);
    if (at < 0) throw new CsvError(`line ${line}: a quote is opened and never closed`);
    if (text[at + 1] !== '"') break;
    at += 2;
  }
  const raw = text.slice(from + 1, at);
  const after = text[at + 1];
  const breaks = raw.match(/\r\n|\r|\n/g)?.length ?? 0;
  if (after !== undefined && after !== ',' && after !== '\r' && after !== '\n')
    throw new CsvError(
      `line ${line + breaks}: after a closing quote comes "${after}" instead of a comma or the line's end`,
    );
  return { value: raw.replaceAll('""', '"'), end: at + 1, breaks };
}

/** The named columns of a CSV file with a header: each row's values in the order of `columns`. */
export function readColumns(text: string, columns: readonly string[]): { line: number; values: string[] }[] {
  const [header, ...rows] = parseCsv(text);
  if (header === undefined) throw new CsvError('the file is empty');
  const names = header.fields.map((name) => name.trim());
  const places = columns.map((column) => {
    const place = names.indexOf(column);
    if (place >= 0) return { column, place };
    throw new CsvError(`line ${header.line}: no column "${column}" (the header has: ${names.join(', ')})`);
  });
  if (rows.length === 0) throw new CsvError('the file has a header and no row');
  return rows.map(({ line, fields }) => {
    const values = places.map(({ column, place }) => {
      const value = fields[place];
      if (value === undefined) throw new CsvError(`line ${line}: no value for column "${column}"`);
      return value;
    });
    return { line, values };
  });
}
