import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { inBase64 } from './export.ts';

test.each([[[]], [[1]], [[2, 2]], [[3]], [[1, 1, 1, 1]], [[65_536, 65_536, 1]], [[5, 0, 7, 11]]])(
  'bytes that come in pieces of %j are the same in base64 as at once',
  async (sizes) => {
    const pieces = sizes.map((size) => randomBytes(size));
    let text = '';
    for await (const piece of inBase64(Readable.from(pieces))) text += piece;
    expect(text).toBe(Buffer.concat(pieces).toString('base64'));
  },
);
