import { inboundText } from '../conversations/inbound-text.ts';
import { FILE_KINDS } from './kinds/file-kinds.ts';
import type { KindName } from './kinds/kind.ts';

const LONGEST = 120;
/** What turns the direction of a line around, so that `exe.gpj` would be read as `jpg.exe`. */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * What a file is called, as text to be shown and as a proposal to whoever saves it; never a path. The folders before it are left
 * out, and it ends as its content demands.
 */
export function fileName(raw: string, kind: KindName): string {
  const { endings } = FILE_KINDS[kind];
  const bare = inboundText(raw.split(/[/\\]/).at(-1) ?? '')
    .replace(/\s+/g, ' ')
    .replace(TURNS, '')
    .trim();
  const fits = endings.find((ending) => bare.toLowerCase().endsWith(ending));
  const ending = fits === undefined ? endings[0] : bare.slice(-fits.length);
  const stem = fits === undefined ? bare : bare.slice(0, -fits.length);
  const short = [...stem].slice(0, LONGEST).join('').trim();
  return `${short === '' || /^\.+$/.test(short) ? 'file' : short}${ending}`;
}
