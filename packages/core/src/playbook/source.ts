import { isMap, LineCounter, parseDocument } from 'yaml';
import type { FaultCode } from '../expression/fault.ts';
import { nearest } from '../lib/nearest.ts';
import type { Problem, ProblemCode } from '../problems.ts';
import type { TemplateFaultCode } from '../replies/check-text.ts';
import { DOCUMENTS, type DocumentKind } from './documents.ts';
import { keyPosition, type Place, type Position, positionAt, positionOf, type Source } from './place.ts';
import type { SourceFile } from './playbook.ts';
import { syntaxMistakes } from './syntax.ts';

/** What is wrong at a place, before the place is looked up. */
export type Mistake = {
  code: ProblemCode | FaultCode | TemplateFaultCode;
  message: string;
  mend: string;
  offset?: number;
};

/** The parser compares each key of a map with all others: a file of ten thousand lines takes it seconds. */
const MOST_LINES = 10_000;

function isLongerThan(text: string, lines: number): boolean {
  let end = -1;
  for (let line = 0; line < lines; line++) {
    end = text.indexOf('\n', end + 1);
    if (end === -1) return false;
  }
  return end + 1 < text.length;
}

/** Reads one file; syntax errors are problems with their place. */
export function readSource({ path, text }: SourceFile): { source: Source; problems: Problem[] } {
  const lines = new LineCounter();
  const options = { lineCounter: lines, uniqueKeys: true, stringKeys: true, logLevel: 'error' } as const;
  const long = isLongerThan(text, MOST_LINES);
  const document = parseDocument(long ? '' : text, options);
  const source: Source = { file: path, text, document, lines, renamed: new Map(), guessed: new Set() };
  if (long) {
    const message = `The file has more than ${MOST_LINES} lines.`;
    const what: Mistake = { code: 'document.syntax', message, mend: 'Write it as several documents.' };
    return { source, problems: [problemOn(source, { line: MOST_LINES, column: 1 }, what)] };
  }
  const lineAt = (offset: number): number => positionAt(source, offset).line;
  const problems = syntaxMistakes(document, text, lineAt).map(({ offset, message, mend }) =>
    problemOn(source, positionAt(source, offset), { code: 'document.syntax', message, mend }),
  );
  return { source, problems };
}

/** A problem at a place of a document. With `offset`, that far into the text that stands there. */
export function problemAt(source: Source, place: Place, what: Mistake): Problem {
  return problemOn(source, positionOf(source, place, what.offset ?? 0), what);
}

/** A problem at a key of a map. */
export function problemAtKey(source: Source, [map, key]: [Place, string], what: Mistake): Problem {
  return problemOn(source, keyPosition(source, map, key), what);
}

/** A problem at a line and column of a file. */
export function problemOn({ file }: Source, position: Position, { code, message, mend }: Mistake): Problem {
  return { code, message, mend, file, ...position };
}

/** The kind that a document's first key names, or the problem that it names none. */
export function kindOf(source: Source): DocumentKind | Problem {
  const { contents } = source.document;
  if (contents === null) {
    const mend = 'Write a document, its first line `kind: topic` for example, or delete the file.';
    return problemAt(source, [], { code: 'document.empty', message: 'This file holds no document.', mend });
  }
  const kind: unknown = isMap(contents) ? contents.get('kind') : null;
  const kinds = Object.keys(DOCUMENTS);
  const found = kinds.find((one): one is DocumentKind => one === kind);
  if (found) return found;
  const close = typeof kind === 'string' ? nearest(kind, kinds) : null;
  const mend = close
    ? `Did you mean \`kind: ${close}\`?`
    : `Begin the file with \`kind: \` and one of ${kinds.join(', ')}.`;
  const message =
    typeof kind === 'string'
      ? `There is no kind of document called "${kind}".`
      : 'The file does not say what kind of document it is.';
  return problemAt(source, ['kind'], { code: 'document.kind', message, mend });
}

/** What a file holds, or seems to hold where it is broken. */
export function contentOf(source: Source): unknown {
  return source.document.toJS();
}
