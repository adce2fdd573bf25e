import { isMap, LineCounter, parseDocument, visit } from 'yaml';
import type { FaultCode } from '../expression/fault.ts';
import { nearest } from '../lib/nearest.ts';
import type { Problem, ProblemCode } from '../problems.ts';
import type { TemplateFaultCode } from '../replies/check-text.ts';
import { DOCUMENTS, type DocumentKind } from './documents.ts';
import { keyPosition, type Place, type Position, positionOf, type Source } from './place.ts';
import type { SourceFile } from './playbook.ts';

/** What is wrong at a place, before the place is looked up. */
export type Mistake = {
  code: ProblemCode | FaultCode | TemplateFaultCode;
  message: string;
  mend: string;
  offset?: number;
};

/** Reads one file; syntax errors are problems with their place. */
export function readSource({ path, text }: SourceFile): { source: Source; problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    stringKeys: true,
    logLevel: 'error',
  });
  const source: Source = { file: path, text, document, lines, renamed: new Map() };
  const problems: Problem[] = [];
  const tell = (offset: number, message: string, mend: string): void => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    const place = { file: path, line: Math.max(1, line), column: Math.max(1, col) };
    problems.push({ code: 'document.syntax', message, mend, ...place });
  };
  const control = unprintable(text);
  if (control !== null) {
    tell(control, 'Here stands a control character, which no text has.', 'Remove it; is this a text file?');
    return { source, problems };
  }
  for (const error of document.errors) {
    const said = (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
    const { message, mend } = WORDS[error.code] ?? {
      message: `This is not valid YAML: ${said}.`,
      mend: MEND,
    };
    tell(error.pos[0], message, mend);
  }
  for (const warning of document.warnings)
    tell(warning.pos[0], 'A word that begins with ! is a tag in YAML, and there are none here.', QUOTE);
  visit(document, {
    Alias: (_, node) =>
      tell(
        node.range?.[0] ?? 0,
        'A word that begins with * is a reference in YAML, and there are none here.',
        QUOTE,
      ),
  });
  return { source, problems };
}

const MEND = 'Mend the YAML at this place; texts with : # { } [ ] or quotes in them are best put in quotes.';
const QUOTE = 'Put the text in quotes.';

/** The mistakes in YAML that people make most, in their words. */
const WORDS: { [code: string]: { message: string; mend: string } } = {
  TAB_AS_INDENT: { message: 'This line begins with a tab.', mend: 'Indent with blanks.' },
  BAD_INDENT: {
    message: 'This line begins at another column than the lines it belongs to.',
    mend: 'Indent it as the lines beside it.',
  },
  DUPLICATE_KEY: { message: 'This key stands here twice.', mend: 'Keep one of the two.' },
  MULTIPLE_DOCS: {
    message: 'A second document begins here.',
    mend: 'Write it in a file of its own: one file holds one document.',
  },
};

function unprintable(text: string): number | null {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const blank = code === 9 || code === 10 || code === 13;
    if ((code < 32 && !blank) || code === 127) return at;
  }
  return null;
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

/** What a file seems to hold, however broken it is: what others name in it is not missing. */
export function roughly(source: Source): unknown {
  try {
    return source.document.toJS();
  } catch (error) {
    // A reference to nothing; it was told.
    if (error instanceof ReferenceError) return null;
    throw error;
  }
}
