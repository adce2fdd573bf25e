import { gif } from './gif.ts';
import { jpeg } from './jpeg.ts';
import type { FileKind, KindName } from './kind.ts';
import { pdf } from './pdf.ts';
import { png } from './png.ts';
import { webp } from './webp.ts';

/** What may be attached: an entry for every kind. Drawings and pages that hold script (SVG, HTML) are none. */
export const FILE_KINDS: { readonly [K in KindName]: FileKind } = { png, jpeg, webp, gif, pdf };

const NAMES = Object.keys(FILE_KINDS).filter((name): name is KindName => name in FILE_KINDS);

/** What a file is, by its content alone; null when it is nothing that may be attached. */
export function kindOf(bytes: Buffer): KindName | null {
  return NAMES.find((name) => FILE_KINDS[name].begins(bytes)) ?? null;
}
