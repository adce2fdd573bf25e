import { type Document, isCollection, isMap } from 'yaml';
import { isWritten, type Place, positionAt, positionOf, type Source } from './place.ts';
import type { SourceFile } from './playbook.ts';
import { readSource } from './source.ts';

/** Lines of a file, from 1, both of them included. */
export type WrittenAt = { file: string; line: number; last_line: number };

/** What a gate or an action decides by stands in the action of that id; everything else in the flow, if there is one. */
const IN_ACTION = new Set(['allowed', 'ask_again', 'receipt', 'agent']);
const IN_TOPIC = new Set(['flow', 'said_again', 'queued']);

/**
 * Where what a reason names is written: the step (`1.then.0` of a flow's steps, `slots.order`, or a key of the document), or the
 * document where it has no such place. Null when no file holds the document.
 */
export function writtenAt(
  files: readonly SourceFile[],
  reason: { document: string; step: string },
): WrittenAt | null {
  const found = files
    .map((file) => readSource(file).source)
    .filter(({ document }) => idOf(document) === reason.document)
    .map((source) => ({ source, place: placeIn(source, reason.step) }))
    .toSorted((a, b) => rank(b, reason.step) - rank(a, reason.step))[0];
  return found ? linesOf(found.source, found.place) : null;
}

function idOf({ contents }: Document): unknown {
  return isMap(contents) ? contents.get('id') : null;
}

function rank({ source, place }: { source: Source; place: Place }, step: string): number {
  const { contents } = source.document;
  const kind: unknown = isMap(contents) ? contents.get('kind') : null;
  const fits = kind === 'action' ? IN_ACTION.has(step) : kind === 'topic' ? IN_TOPIC.has(step) : false;
  return (fits ? 100 : 0) + place.length * 10 + (kind === 'flow' ? 1 : 0);
}

/** As much of the step's path as is written there. */
function placeIn(source: Source, step: string): Place {
  const parts = step.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const full = typeof parts[0] === 'number' ? ['steps', ...parts] : parts;
  for (let length = full.length; length > 0; length--)
    if (isWritten(source, full.slice(0, length))) return full.slice(0, length);
  return [];
}

function linesOf(source: Source, place: Place): WrittenAt {
  const { line } = positionOf(source, place);
  const node: unknown = source.document.getIn(place, true);
  const range = isCollection(node) && place.length > 0 ? node.range : null;
  const end = range ? positionAt(source, Math.max(range[0], range[1] - 1)).line : line;
  return { file: source.file, line, last_line: Math.max(line, end) };
}
