import type { FileKind } from './kind.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Chunks (PNG, third edition, 11) on which it depends what the picture looks like; all others tell of something else. */
const KEPT: ReadonlySet<string> = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'cLLI'],
  ...['bKGD', 'hIST', 'pHYs', 'sPLT', 'acTL', 'fcTL', 'fdAT'],
]);
/** Length, name and checksum of a chunk. */
const FRAME_BYTES = 12;

/** PNG. */
export const png: FileKind = {
  media_type: 'image/png',
  endings: ['.png'],
  begins: (bytes) => bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE),
  clean(bytes) {
    const kept: Buffer[] = [SIGNATURE];
    let size: { width: number; height: number } | null = null;
    for (let at = SIGNATURE.length; at + FRAME_BYTES <= bytes.length; ) {
      const end = at + FRAME_BYTES + bytes.readUInt32BE(at);
      const name = bytes.toString('latin1', at + 4, at + 8);
      if (end > bytes.length) return null;
      if (size === null) {
        if (name !== 'IHDR' || end - at < FRAME_BYTES + 13) return null;
        size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
      }
      if (KEPT.has(name)) kept.push(bytes.subarray(at, end));
      if (name === 'IEND') return { bytes: Buffer.concat(kept), ...size };
      at = end;
    }
    return null;
  },
};
