import type { FileKind } from './kind.ts';

// GIF89a, CompuServe 1990: a screen, then blocks; the content of each is a row of parts that begin with their length.
const EXTENSION = 0x21;
const PICTURE = 0x2c;
const END = 0x3b;
const TIMING = 0xf9;
const APPLICATION = 0xff;
/** Applications on which it depends how the picture moves. */
const MOVES: readonly string[] = ['NETSCAPE2.0', 'ANIMEXTS1.0'];
const SCREEN_BYTES = 13;

/** How long a table of colours is that the flags announce. */
const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0);

/** Where the row of parts ends that begins at `from`; beyond the file when it is cut off. */
function endOfParts(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const length = bytes[at] ?? 0;
    at += 1 + length;
    if (length === 0) return at;
  }
  return bytes.length + 1;
}

function isKept(bytes: Buffer, at: number): boolean {
  const label = bytes[at + 1];
  if (label === APPLICATION) return MOVES.includes(bytes.toString('latin1', at + 3, at + 14));
  return label === TIMING;
}

/** GIF. */
export const gif: FileKind = {
  media_type: 'image/gif',
  endings: ['.gif'],
  begins: (bytes) => /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6)),
  clean(bytes) {
    if (bytes.length < SCREEN_BYTES) return null;
    const size = { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
    let at = SCREEN_BYTES + tableBytes(bytes[10] ?? 0);
    const kept: Buffer[] = [bytes.subarray(0, at)];
    while (at < bytes.length) {
      const block = bytes[at];
      if (block === END) return { bytes: Buffer.concat([...kept, Buffer.from([END])]), ...size };
      if (block !== EXTENSION && block !== PICTURE) return null;
      const head = block === PICTURE ? 11 + tableBytes(bytes[at + 9] ?? 0) : 2;
      const end = endOfParts(bytes, at + head);
      if (end > bytes.length) return null;
      if (block === PICTURE || isKept(bytes, at)) kept.push(bytes.subarray(at, end));
      at = end;
    }
    return null;
  },
};
