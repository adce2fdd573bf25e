import { type Found, marksIn, type SearchIndex } from '@hark/core';

/** A piece of text; `marked` where it speaks of what was asked. */
export type Piece = { text: string; marked: boolean };

/** What a result shows: where it leads, what it is called, and the part of it that speaks of what was asked. */
export type Result = {
  article: string;
  section: string;
  title: string;
  heading: Piece[];
  snippet: Piece[];
  href: string;
};

type Asked = { asked: string; typing?: boolean };

const LONGEST = 180;

/** A passage that was found, as a result. */
export function resultOf(index: SearchIndex, { passage }: Found, what: Asked): Result {
  const { article, section, title, heading, text } = passage;
  const href = `/help/${index.language}/${article}${section === '' ? '' : `#${section}`}`;
  const pieces = (whole: string): Piece[] => piecesOf(whole, marksIn(index, whole, what));
  return {
    article,
    section,
    title,
    heading: pieces(heading || title),
    snippet: pieces(window(index, text, what)),
    href,
  };
}

/** The sentences from the first that speaks most of what was asked, no longer than a result has room for. */
function window(index: SearchIndex, text: string, what: Asked): string {
  const sentences = text.replace(/\s*\n\s*/g, ' ').match(/[^.!?]+[.!?]*\s*/g) ?? [text];
  const counts = sentences.map((sentence) => marksIn(index, sentence, what).length);
  const best = counts.indexOf(Math.max(...counts));
  const from = sentences.slice(best).join('').trim();
  const shown = from.length > LONGEST ? `${from.slice(0, LONGEST).replace(/\s+\S*$/, '')}…` : from;
  return best > 0 ? `… ${shown}` : shown;
}

function piecesOf(text: string, marks: readonly { from: number; to: number }[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to } of marks) {
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false });
    pieces.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}
