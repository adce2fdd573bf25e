import {
  type Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import { nearest } from '../lib/nearest.ts';
import type { Problem, ProblemCode } from '../problems.ts';
import { DOCUMENTS, type DocumentKind } from './documents.ts';
import type { SourceFile } from './playbook.ts';

/** A file that was read: its YAML with places, to say where a mistake stands. */
export type Source = { file: string; document: Document; lines: LineCounter };

/** A place in a document: keys and indexes from its root. */
export type Place = readonly (string | number)[];

/** Reads one file; syntax errors are problems with their place. */
export function readSource({ path, text }: SourceFile): { source: Source; problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, stringKeys: true });
  const source: Source = { file: path, document, lines };
  const problems = document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    const message = (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
    return {
      code: 'document.syntax',
      message,
      mend: 'Mend the YAML at this place.',
      file: path,
      line,
      column: col,
    };
  });
  return { source, problems };
}

/** A problem at a place of a document. With `offset`, that far into the text that stands there. */
export function problemAt(
  source: Source,
  place: Place,
  what: { code: ProblemCode | string; message: string; mend: string; offset?: number },
): Problem {
  const at = positionOf(source, place, what.offset ?? 0);
  return { code: what.code, message: what.message, mend: what.mend, file: source.file, ...at };
}

function positionOf(source: Source, place: Place, offset: number): { line: number; column: number } {
  const found = nodeAt(source.document, place);
  if (!found) return { line: 1, column: 1 };
  const quoted = found.whole && isScalar(found.node) && /^QUOTE_/.test(found.node.type ?? '') ? 1 : 0;
  const start = found.node.range?.[0] ?? 0;
  const { line, col } = source.lines.linePos(start + (found.whole ? quoted + offset : 0));
  return { line, column: col };
}

// The value at the place; where it is missing, the nearest thing around it (the key, then its parent).
function nodeAt(document: Document, place: Place): { node: Node; whole: boolean } | null {
  let node: unknown = document.contents;
  let last: Node | null = document.contents;
  for (const [depth, part] of place.entries()) {
    if (!isCollection(node)) break;
    const next: unknown = node.get(part, true);
    if (next === undefined || next === null) {
      const key = isMap(node)
        ? node.items.find((pair) => isPair(pair) && isScalar(pair.key) && pair.key.value === part)
        : null;
      const node_ = key && isScalar(key.key) ? key.key : last;
      return node_ ? { node: node_, whole: false } : null;
    }
    node = next;
    if (isCollection(node) || isScalar(node)) last = node;
    if (depth === place.length - 1 && last) return { node: last, whole: true };
  }
  return last ? { node: last, whole: false } : null;
}

/** The place of a key of a map, for a key that should not be there. */
export function keyPlace(source: Source, place: Place, key: string): { line: number; column: number } {
  const map: unknown = place.length === 0 ? source.document.contents : source.document.getIn(place, true);
  const pair = isMap(map) ? map.items.find((one) => isScalar(one.key) && one.key.value === key) : null;
  const start = pair && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
  if (start === undefined) return positionOf(source, place, 0);
  const { line, col } = source.lines.linePos(start);
  return { line, column: col };
}

/** The kind that a document's first key names, or the problem that it names none. */
export function kindOf(source: Source): DocumentKind | Problem {
  const { contents } = source.document;
  if (contents === null) {
    const mend = 'Write a document, its first line `kind: topic` for example, or delete the file.';
    return problemAt(source, [], { code: 'document.empty', message: 'This file holds no document.', mend });
  }
  const kind: unknown = source.document.get('kind');
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
