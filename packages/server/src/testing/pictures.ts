import { crc32, deflateSync } from 'node:zlib';

// Files as cameras and programs write them, small: each with what it need not tell, in words that can be looked for.

/** Stands in every picture of these where a camera would tell the place. */
export const SECRET_PLACE = 'at home: 52.5163 N, 13.3777 E';

const text = (words: string): Buffer => Buffer.from(words, 'latin1');

function pngChunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([text(name), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A PNG in one colour. */
export function pngOf(width: number, height: number, told = SECRET_PLACE): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x7a)]);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', head),
    pngChunk('tEXt', text(`Comment\0${told}`)),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('eXIf', text(told)),
    pngChunk('IEND', Buffer.alloc(0)),
    text(told),
  ]);
}

function jpegSegment(code: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, code, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** What a camera writes: how it was held, and behind it where that was. */
export function exifOf(orientation: number, little = false): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write(little ? 'II' : 'MM', 'latin1');
  const short = (value: number, at: number) =>
    little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const long = (value: number, at: number) =>
    little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  short(42, 2);
  long(8, 4);
  short(1, 8);
  short(0x0112, 10);
  short(3, 12);
  long(1, 14);
  short(orientation, 18);
  return Buffer.concat([text('Exif\0\0'), tiff, text(SECRET_PLACE)]);
}

/** A JPEG in two scans, with a stuffed byte and a restart in it; its pixels are nothing that could be shown. */
export function jpegOf(width: number, height: number, exif: Buffer = exifOf(1)): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  const scan = jpegSegment(0xda, Buffer.from([1, 1, 0, 0, 63, 0]));
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    jpegSegment(0xe0, text('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    jpegSegment(0xe1, exif),
    jpegSegment(0xe1, text(`http://ns.adobe.com/xap/1.0/\0${SECRET_PLACE}`)),
    jpegSegment(0xe2, text('ICC_PROFILE\0\x01\x01a profile of colours')),
    jpegSegment(0xed, text(`Photoshop 3.0\0${SECRET_PLACE}`)),
    jpegSegment(0xfe, text(SECRET_PLACE)),
    jpegSegment(0xdb, Buffer.alloc(65, 1)),
    jpegSegment(0xc2, frame),
    jpegSegment(0xc4, Buffer.alloc(20, 0)),
    scan,
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
    jpegSegment(0xc4, Buffer.alloc(20, 0)),
    scan,
    Buffer.from([0x78, 0x9a]),
    Buffer.from([0xff, 0xd9]),
    text(SECRET_PLACE),
  ]);
}

/** A GIF of two pictures that goes on for ever. */
export function gifOf(width: number, height: number): Buffer {
  const screen = Buffer.from([0, 0, 0, 0, 0x80, 0, 0]);
  screen.writeUInt16LE(width, 0);
  screen.writeUInt16LE(height, 2);
  const part = (content: Buffer) => Buffer.concat([Buffer.from([content.length]), content]);
  const end = Buffer.from([0]);
  const extension = (label: number, ...parts: Buffer[]) =>
    Buffer.concat([Buffer.from([0x21, label]), ...parts.map(part), end]);
  const timing = extension(0xf9, Buffer.from([0, 10, 0, 0]));
  const place = Buffer.alloc(9);
  place.writeUInt16LE(width, 4);
  place.writeUInt16LE(height, 6);
  const picture = Buffer.concat([
    Buffer.from([0x2c]),
    place,
    Buffer.from([2]),
    part(Buffer.from([0x4c, 1])),
    end,
  ]);
  return Buffer.concat([
    text('GIF89a'),
    screen,
    Buffer.from([0, 0, 0, 255, 255, 255]),
    extension(0xff, text('NETSCAPE2.0'), Buffer.from([1, 0, 0])),
    extension(0xfe, text(SECRET_PLACE)),
    extension(0xff, text('XMP DataXMP'), text(SECRET_PLACE)),
    timing,
    picture,
    timing,
    picture,
    Buffer.from([0x3b]),
    text(SECRET_PLACE),
  ]);
}

/** A WebP with everything that the extended form may tell. */
export function webpOf(width: number, height: number): Buffer {
  const chunk = (name: string, content: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(content.length);
    return Buffer.concat([text(name), length, content, Buffer.alloc(content.length % 2)]);
  };
  const head = Buffer.alloc(10);
  head[0] = 0x08 | 0x04;
  head.writeUIntLE(width - 1, 4, 3);
  head.writeUIntLE(height - 1, 7, 3);
  const body = Buffer.concat([
    text('WEBP'),
    chunk('VP8X', head),
    chunk('VP8L', Buffer.from([0x2f, 0, 0, 0, 0, 1, 2])),
    chunk('EXIF', text(SECRET_PLACE)),
    chunk('XMP ', text(SECRET_PLACE)),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([text('RIFF'), length, body]);
}

/** A PDF of one empty page. */
export const PDF = text(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);
