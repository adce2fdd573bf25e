import type { Clean, FileKind } from './kind.ts';

// ITU-T T.81, annex B: a marker is 0xFF and a code; most are followed by their length in two bytes.
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP15 = 0xef;
const COMMENT = 0xfe;
const NO_FRAME: readonly number[] = [0xc4, 0xc8, 0xcc];

const isFrame = (code: number): boolean => code >= 0xc0 && code <= 0xcf && !NO_FRAME.includes(code);
const standsAlone = (code: number): boolean => code === 0x01 || (code >= 0xd0 && code <= 0xd7);

/** What the picture looks like depends on these alone: JFIF, the colour profile, and Adobe's mark for the colour space. */
function isKept(code: number, content: Buffer): boolean {
  if (code === COMMENT) return false;
  if (code < APP0 || code > APP15) return true;
  const is = (name: string): boolean => content.toString('latin1', 0, name.length) === name;
  return is('JFIF\0') || is('ICC_PROFILE\0') || is('Adobe');
}

const EXIF = 'Exif\0\0';
const ORIENTATION = 0x0112;

/** How the camera was held (Exif 2.32, tag 0x0112), from 1 to 8; 1 where nothing is said. */
function orientationOf(content: Buffer): number {
  if (content.toString('latin1', 0, EXIF.length) !== EXIF) return 1;
  const tiff = content.subarray(EXIF.length);
  if (tiff.length < 8) return 1;
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (first + 2 > tiff.length) return 1;
  const entries = short(first);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = first + 2 + entry * 12;
    if (at + 12 > tiff.length) return 1;
    const value = short(at + 8);
    if (short(at) === ORIENTATION) return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** A segment that tells how the camera was held, and nothing else. */
function exifOf(orientation: number): Buffer {
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  return Buffer.concat([Buffer.from([0xff, 0xe1, 0, 34]), Buffer.from(EXIF, 'latin1'), Buffer.from(tiff)]);
}

type Seen = { width: number; height: number; orientation: number };

/** Where what follows a scan's header ends: at the next marker that is not stuffing or a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !standsAlone(next)) return at;
  }
  return bytes.length;
}

function clean(bytes: Buffer): Clean | null {
  const kept: Buffer[] = [];
  const seen: Seen = { width: 0, height: 0, orientation: 1 };
  let at = 2;
  while (at + 1 < bytes.length) {
    const code = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return null;
    if (code === 0xff) {
      at += 1;
      continue;
    }
    // What stands behind the end is another picture, or a film, with a place and a time of its own.
    if (code === EOI) return seen.width > 0 && seen.height > 0 ? whole(kept, seen) : null;
    if (standsAlone(code)) {
      at += 2;
      continue;
    }
    if (at + 4 > bytes.length) return null;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end < at + 4 || end > bytes.length) return null;
    const content = bytes.subarray(at + 4, end);
    look(seen, code, content);
    const next = code === SOS ? endOfScan(bytes, end) : end;
    if (isKept(code, content)) kept.push(bytes.subarray(at, next));
    at = next;
  }
  return null;
}

function look(seen: Seen, code: number, content: Buffer): void {
  if (isFrame(code) && content.length >= 5) {
    seen.height = content.readUInt16BE(1);
    seen.width = content.readUInt16BE(3);
  }
  if (code === 0xe1 && seen.orientation === 1) seen.orientation = orientationOf(content);
}

function whole(kept: Buffer[], { width, height, orientation }: Seen): Clean {
  const turned = orientation === 1 ? [] : [exifOf(orientation)];
  const bytes = Buffer.concat([Buffer.from([0xff, SOI]), ...turned, ...kept, Buffer.from([0xff, EOI])]);
  // From 5 on the camera was held upright: what was stored as the width is looked at as the height.
  return orientation >= 5 ? { bytes, width: height, height: width } : { bytes, width, height };
}

/** JPEG. */
export const jpeg: FileKind = {
  media_type: 'image/jpeg',
  endings: ['.jpg', '.jpeg'],
  begins: (bytes) => bytes[0] === 0xff && bytes[1] === SOI && bytes[2] === 0xff,
  clean,
};
