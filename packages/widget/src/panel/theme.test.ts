import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accentIn, type Colour, contrast, readColour } from './theme.ts';

const SCHEMES = ['light', 'dark'] as const;
const GROUNDS: { [scheme in (typeof SCHEMES)[number]]: Colour[] } = {
  light: [
    [251, 250, 248],
    [255, 255, 255],
    [236, 232, 224],
  ],
  dark: [
    [21, 24, 28],
    [28, 32, 37],
    [38, 44, 51],
  ],
};

function read(colour: string): Colour {
  const [red = 0, green = 0, blue = 0] = colour.match(/\d+/g)?.map(Number) ?? [];
  return [red, green, blue];
}

const part = fc.integer({ min: 0, max: 255 });

test('whatever accent a shop wishes, it can be read on every ground, and what stands on it can be read', () => {
  fc.assert(
    fc.property(fc.tuple(part, part, part), fc.constantFrom(...SCHEMES), (wished, scheme) => {
      const found = accentIn(scheme, wished);
      for (const ground of GROUNDS[scheme]) {
        expect(contrast(read(found.accent), ground)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(read(found.strong), ground)).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrast(read(found.on), read(found.accent))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(read(found.on), read(found.strong))).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('an accent that can be read is left as the shop chose it', () => {
  expect(accentIn('light', [28, 78, 128]).accent).toBe('rgb(28 78 128)');
});

test('contrast is that of the guidelines: black on white 21, the same colour 1', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
  expect(contrast([10, 20, 30], [10, 20, 30])).toBe(1);
});

test('a colour is read as a browser tells it, and nothing else is', () => {
  expect(readColour('rgb(28, 78, 128)')).toEqual([28, 78, 128]);
  expect(readColour('rgba(28, 78, 128, 0.5)')).toEqual([28, 78, 128]);
  expect(readColour('oklch(0.5 0.1 200)')).toBe(null);
  expect(readColour('')).toBe(null);
});
