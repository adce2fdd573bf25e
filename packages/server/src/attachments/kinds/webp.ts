import type { FileKind } from './kind.ts';

// RFC 9649: a RIFF file of chunks, each its name, its length and what it holds, filled up to an even length.
const HEAD_BYTES = 12;
const KEPT: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** In the first byte of VP8X: that there are Exif and XMP. */
const TELLS_MORE = 0x08 | 0x04;

type Size = { width: number; height: number };

function sizeOf(name: string, content: Buffer): Size | null {
  if (name === 'VP8X' && content.length >= 10)
    return { width: content.readUIntLE(4, 3) + 1, height: content.readUIntLE(7, 3) + 1 };
  if (name === 'VP8 ' && content.length >= 10 && content.readUIntBE(3, 3) === 0x9d012a)
    return { width: content.readUInt16LE(6) & 0x3fff, height: content.readUInt16LE(8) & 0x3fff };
  if (name === 'VP8L' && content.length >= 5 && content[0] === 0x2f) {
    const bits = content.readUInt32LE(1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return null;
}

/** WebP. */
export const webp: FileKind = {
  media_type: 'image/webp',
  endings: ['.webp'],
  begins: (bytes) =>
    bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, HEAD_BYTES) === 'WEBP',
  clean(bytes) {
    if (bytes.length < HEAD_BYTES) return null;
    const end = bytes.readUInt32LE(4) + 8;
    if (end > bytes.length) return null;
    const kept: Buffer[] = [];
    let size: Size | null = null;
    for (let at = HEAD_BYTES; at + 8 <= end; ) {
      const name = bytes.toString('latin1', at, at + 4);
      const length = bytes.readUInt32LE(at + 4);
      const next = at + 8 + length + (length % 2);
      if (at + 8 + length > end) return null;
      const chunk = Buffer.from(bytes.subarray(at, next));
      size ??= sizeOf(name, chunk.subarray(8));
      if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~TELLS_MORE;
      if (KEPT.has(name)) kept.push(chunk);
      at = next;
    }
    if (size === null) return null;
    const head = Buffer.from('RIFF    WEBP', 'latin1');
    head.writeUInt32LE(4 + kept.reduce((sum, chunk) => sum + chunk.length, 0), 4);
    return { bytes: Buffer.concat([head, ...kept]), ...size };
  },
};
