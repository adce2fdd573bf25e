import { must } from '@hark/core';
import { describe, expect, test } from 'vitest';
import { exifOf, gifOf, jpegOf, PDF, pngOf, SECRET_PLACE, webpOf } from '../../testing/pictures.ts';
import { FILE_KINDS, kindOf } from './file-kinds.ts';

const FILES = {
  png: pngOf(40, 30),
  jpeg: jpegOf(40, 30),
  webp: webpOf(40, 30),
  gif: gifOf(40, 30),
  pdf: PDF,
};
const PICTURES = ['png', 'jpeg', 'webp', 'gif'] as const;

function cleaned(kind: keyof typeof FILES, bytes: Buffer = FILES[kind]) {
  return must(FILE_KINDS[kind].clean(bytes), `a whole ${kind}`);
}

describe('what a file is', () => {
  test.each(Object.entries(FILES))('is told by its content: %s', (kind, bytes) => {
    expect(kindOf(bytes)).toBe(kind);
  });

  test.each([
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a page behind blanks', '\n\n  <html></html>'],
    ['a program', 'MZ\x90\0'],
    ['a packed folder', 'PK\x03\x04'],
    ['plain words', 'GIF as a word begins nothing'],
    ['a picture for telephones of one maker', '\0\0\0\x18ftypheic'],
  ])('%s is nothing that may be attached', (_what, words) => {
    expect(kindOf(Buffer.from(words, 'latin1'))).toBeNull();
  });
});

describe('a picture', () => {
  test.each(PICTURES)('keeps its size and tells nothing of where it was made: %s', (kind) => {
    expect(FILES[kind].includes(SECRET_PLACE)).toBe(true);
    const clean = cleaned(kind);
    expect(clean.bytes.includes(SECRET_PLACE)).toBe(false);
    expect([clean.width, clean.height]).toEqual([40, 30]);
    expect(kindOf(clean.bytes)).toBe(kind);
  });

  test.each(PICTURES)('that was cleaned is clean: %s', (kind) => {
    const { bytes } = cleaned(kind);
    expect(cleaned(kind, bytes).bytes.equals(bytes)).toBe(true);
  });

  test.each(PICTURES)('that is cut off anywhere is never taken for a whole one: %s', (kind) => {
    const { bytes } = cleaned(kind);
    for (let length = 1; length < bytes.length; length += 1)
      expect([length, FILE_KINDS[kind].clean(bytes.subarray(0, length))]).toEqual([length, null]);
  });

  test('in JPEG keeps its colours, its scans and how the camera was held', () => {
    const { bytes, width, height } = cleaned('jpeg', jpegOf(40, 30, exifOf(6)));
    expect([width, height]).toEqual([30, 40]);
    expect(bytes.includes('a profile of colours')).toBe(true);
    expect(bytes.includes(Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]))).toBe(true);
    expect(bytes.includes(Buffer.from([0x78, 0x9a, 0xff, 0xd9]))).toBe(true);
    expect(bytes.includes(exifOf(6).subarray(0, 26))).toBe(true);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'held in way %i stays so, whichever end its numbers begin with',
    (way) => {
      for (const little of [false, true]) {
        const once = cleaned('jpeg', jpegOf(40, 30, exifOf(way, little)));
        const twice = cleaned('jpeg', once.bytes);
        const size = way >= 5 ? [30, 40] : [40, 30];
        expect([once.width, once.height, twice.width, twice.height]).toEqual([...size, ...size]);
      }
    },
  );

  test('with nonsense where a camera tells how it was held is one that was held straight', () => {
    for (const exif of ['Exif\0\0', 'Exif\0\0MM\0*\xff\xff\xff\xff', 'Exif\0\0II*\0\b\0\0\0\xff\xff'])
      expect(cleaned('jpeg', jpegOf(40, 30, Buffer.from(exif, 'latin1'))).width).toBe(40);
    expect(cleaned('jpeg', jpegOf(40, 30, exifOf(77))).width).toBe(40);
  });

  test('in GIF still moves', () => {
    const { bytes } = cleaned('gif');
    expect(bytes.includes('NETSCAPE2.0')).toBe(true);
    expect(bytes.toString('latin1').split('\x2c\0\0\0\0').length - 1).toBe(2);
  });

  test('in WebP no longer says that it tells more', () => {
    expect((cleaned('webp').bytes[20] ?? 0xff) & 0x0c).toBe(0);
  });
});

test('a PDF that is cut off is damaged', () => {
  expect(FILE_KINDS.pdf.clean(PDF.subarray(0, PDF.length - 8))).toBeNull();
  expect(cleaned('pdf').bytes.equals(PDF)).toBe(true);
});
