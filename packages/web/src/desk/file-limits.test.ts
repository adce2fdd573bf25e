import { expect, test } from 'vitest';
import { againstFile, saidLimits, saidSize } from './file-limits.ts';

const limits = { bytes: 10_000_000, each: 4 };

test('a size is told in kilobytes, and from a megabyte on with one decimal', () => {
  expect([20, 1_400, 119_600, 2_440_000].map(saidSize)).toEqual(['1 kB', '1 kB', '120 kB', '2.4 MB']);
});

test('the limits are told in words', () => {
  expect(saidLimits(limits)).toBe('Pictures and PDF, up to 4 files of 10 MB each');
});

test('a file that the server would refuse for its size or kind is not sent at all; of an unknown kind the server decides', () => {
  expect(againstFile({ type: 'image/png', size: 10_000_000 }, limits)).toBeNull();
  expect(againstFile({ type: '', size: 5 }, limits)).toBeNull();
  expect(againstFile({ type: 'image/png', size: 10_000_001 }, limits)).toContain('10 MB are taken at most');
  expect(againstFile({ type: 'text/html', size: 5 }, limits)).toContain('Only pictures');
  expect(againstFile({ type: 'application/pdf', size: 0 }, limits)).toBe('The file is empty.');
});
