import { type Document, isCollection, isMap, isScalar, type LineCounter, type Node } from 'yaml';

/** A file that was read: its YAML with places, to say where a mistake stands. */
export type Source = {
  file: string;
  text: string;
  document: Document;
  lines: LineCounter;
  /** Keys that were misspelt and are read as what was meant: {@link placeKey} of the right one → the key as written. */
  renamed: Map<string, string>;
  /** Slots and arguments whose kind was not told, so that nothing is known of their values. */
  guessed: Set<string>;
};

/** A place in a document: keys and indexes from its root. */
export type Place = readonly (string | number)[];

/** Line and column, both from 1. */
export type Position = { line: number; column: number };

/** What the document of a file is most often called: the file's name without its end, with _ for -. */
export function nameOf(file: string): string {
  return (file.split('/').at(-1) ?? file).replace(/\.\w+$/, '').replaceAll('-', '_');
}

/** A place as the key of a map. */
export function placeKey(place: Place): string {
  return JSON.stringify(place);
}

/**
 * Where a place stands in the file, `offset` UTF-16 units into the text that is written there. Of what is missing: the key
 * of the map or the beginning of the list entry that lacks it.
 */
export function positionOf(source: Source, place: Place, offset = 0): Position {
  let node: Node | null = source.document.contents;
  let start = node?.range?.[0] ?? 0;
  for (const [depth, part] of place.entries()) {
    const next = entryOf(source, { node, part, place: place.slice(0, depth + 1) });
    if (!next) return positionAt(source, start);
    // What a key holds begins where the key does, until something in it is asked for that is there.
    start = next.start;
    node = next.node;
  }
  if (!isScalar(node)) return positionAt(source, start);
  const range = node.range;
  return range ? positionAt(source, range[0] + within(source, node, offset)) : positionAt(source, start);
}

/** The place of a key of a map, for a key that should not be there. */
export function keyPosition(source: Source, map: Place, key: string): Position {
  const next = entryOf(source, { node: nodeAt(source, map), part: key, place: [...map, key] });
  return next ? positionAt(source, next.start) : positionOf(source, map);
}

/** Whether something is written at the place. */
export function isWritten(source: Source, place: Place): boolean {
  return nodeAt(source, place) !== null;
}

function nodeAt(source: Source, place: Place): Node | null {
  let node: Node | null = source.document.contents;
  for (const [depth, part] of place.entries()) {
    const next = entryOf(source, { node, part, place: place.slice(0, depth + 1) });
    if (!next) return null;
    node = next.node;
  }
  return node;
}

type Asked = { node: Node | null; part: string | number; place: Place };

/** One entry of a map or list: what it holds, and where it begins (a map's entry: at its key). */
function entryOf(source: Source, { node, part, place }: Asked): { node: Node | null; start: number } | null {
  if (isMap(node)) {
    const written = source.renamed.get(placeKey(place)) ?? String(part);
    const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === written);
    if (!pair || !isScalar(pair.key)) return null;
    return { node: asNode(pair.value), start: pair.key.range?.[0] ?? 0 };
  }
  if (!isCollection(node) || typeof part !== 'number') return null;
  const item = asNode(node.items[part]);
  return item ? { node: item, start: item.range?.[0] ?? 0 } : null;
}

function asNode(value: unknown): Node | null {
  return isCollection(value) || isScalar(value) ? value : null;
}

/** The line and column of an offset into the file. */
export function positionAt(source: Source, offset: number): Position {
  const { line, col } = source.lines.linePos(Math.min(offset, source.text.length));
  // A file that is empty has no line of its own.
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** How far into the text as it stands in the file the unit `offset` of its value is. */
function within(
  source: Source,
  node: { range?: [number, number, number] | null; type?: string },
  offset: number,
) {
  const [from, to] = node.range ?? [0, 0, 0];
  const raw = source.text.slice(from, to);
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') return withinBlock(raw, offset);
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  let position = quoted ? 1 : 0;
  for (let left = offset; left > 0 && position < raw.length; left--)
    position += unitLength(raw, position, node.type);
  return Math.min(position, raw.length);
}

const ESCAPES: { [letter: string]: number } = { x: 4, u: 6, U: 10 };

/** How many units of the file make one unit of the value: escapes, doubled quotes, lines that are folded into a blank. */
function unitLength(raw: string, position: number, type: string | undefined): number {
  const char = raw[position];
  if (type === 'QUOTE_DOUBLE' && char === '\\') return ESCAPES[raw[position + 1] ?? ''] ?? 2;
  if (type === 'QUOTE_SINGLE' && raw.startsWith("''", position)) return 2;
  if (char !== '\n') return 1;
  let end = position + 1;
  while (raw[end] === ' ' || raw[end] === '\t') end++;
  return end - position;
}

function withinBlock(raw: string, offset: number): number {
  const header = raw.indexOf('\n') + 1;
  let position = header;
  while (raw[position] === ' ') position++;
  const indent = position - header;
  for (let left = offset; left > 0 && position < raw.length; left--) {
    if (raw[position] !== '\n') position++;
    else position += 1 + Math.min(indent, blanks(raw, position + 1));
  }
  return position;
}

function blanks(raw: string, from: number): number {
  let end = from;
  while (raw[end] === ' ') end++;
  return end - from;
}
