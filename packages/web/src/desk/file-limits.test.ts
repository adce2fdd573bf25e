import { expect, test } from 'vitest';
import { againstFile, saidLimits, saidSize } from './file-limits.ts';

const limits = { bytes: 8 * 1024 * 1024, each: 4 };

test('a size is told in kilobytes, and from a megabyte on with one decimal', () => {
  expect([20, 1_400, 122_900, 2_516_582].map(saidSize)).toEqual(['1 kB', '1 kB', '120 kB', '2.4 MB']);
});

test('the limits are told in words', () => {
  expect(saidLimits(limits)).toBe('up to 4 files (pictures, PDF) of 8 MB each');
});

test('a file that the server would refuse for its size or kind is not sent at all; of an unknown kind the server decides', () => {
  expect(againstFile({ type: 'image/png', size: limits.bytes }, limits)).toBeNull();
  expect(againstFile({ type: '', size: 5 }, limits)).toBeNull();
  expect(againstFile({ type: 'image/png', size: limits.bytes + 1 }, limits)).toContain('larger than 8 MB');
  expect(againstFile({ type: 'text/html', size: 5 }, limits)).toContain('Only pictures');
  expect(againstFile({ type: 'application/pdf', size: 0 }, limits)).toBe('The file is empty.');
});
