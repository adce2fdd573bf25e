import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findChoice, pickOption, SURE_UNASKED } from './pick.ts';

const mugs = [
  { id: 'a', label: 'Blue mug, large', detail: '€12.00' },
  { id: 'b', label: 'Red mug, small', detail: '€9.50' },
  { id: 'c', label: 'White mug, small', detail: '€11.00' },
];

describe('which of the offered things is picked', () => {
  it.each<[string, string[]]>([
    ['the first', ['a']],
    ['2', ['b']],
    ['number two', ['b']],
    ['the second one please', ['b']],
    ['option 3', ['c']],
    ['option b', ['b']],
    ['last one', ['c']],
    ['the blue one', ['a']],
    ['the large one', ['a']],
    ['small and white', ['c']],
    ['whtie', ['c']],
    ['the cheapest', ['b']],
    ['the most expensive one', ['a']],
    ['either', ['a', 'b', 'c']],
    ['the small one', ['b', 'c']],
    ['Red mug, small', ['b']],
    ['First, tell me more', []],
    ['I do not know', []],
    ['7', []],
  ])('%s', (text, expected) => {
    expect(pickOption(text, mugs, 'en').picked.map((one) => one.id)).toEqual(expected);
  });

  it('knows when none is wanted, and the other of two', () => {
    expect(pickOption('none of these', mugs, 'en')).toEqual({ picked: [], none: true });
    expect(pickOption('not the first one', mugs.slice(0, 2), 'en').picked.map((one) => one.id)).toEqual([
      'b',
    ]);
    expect(pickOption('la segunda', mugs, 'es').picked.map((one) => one.id)).toEqual(['b']);
    expect(pickOption('ninguna', mugs, 'es').none).toBe(true);
  });

  it('takes a number that is a label before one that is a place', () => {
    const sizes = ['8', '9', '2'].map((label) => ({ id: `size-${label}`, label }));
    expect(pickOption('2', sizes, 'en').picked.map((one) => one.id)).toEqual(['size-2']);
  });

  it('picks only from what was offered', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), (text) => {
        for (const one of pickOption(text, mugs, 'en').picked) expect(['a', 'b', 'c']).toContain(one.id);
      }),
    );
  });
});

const reasons = [
  {
    value: 'not_needed',
    label: 'No longer needed',
    examples: ['I do not need it any more', 'changed my mind', 'plans changed'],
  },
  {
    value: 'mistake',
    label: 'Ordered by mistake',
    examples: ['wrong order', 'clicked by accident', 'accidentally bought it'],
  },
  { value: 'late', label: 'Takes too long', examples: ['it will arrive too late', 'delivery is too slow'] },
];

describe('which reason is meant', () => {
  it.each<[string, string | null]>([
    ['no longer needed', 'not_needed'],
    ["I don't need it anymore", 'not_needed'],
    ['we changed our minds about this', 'not_needed'],
    ['it was a mistake', 'mistake'],
    ['ordered by mistaek', 'mistake'],
    ['oh, I accidentally bought this twice', 'mistake'],
    ['by accident', 'mistake'],
    ['it takes way too long to get here', 'late'],
    ['not a mistake, I simply no longer need it', 'not_needed'],
    ['I need to cancel order 12', null],
    ['it needs to be cancelled, I clicked by accident', 'mistake'],
    ['the colour is ugly', null],
    ['hello', null],
    ['', null],
    ['because', null],
  ])('%s', (text, expected) => {
    expect(findChoice(text, reasons, 'en')[0]?.value ?? null).toBe(expected);
  });
});

describe('a way that is said in other words', () => {
  const ways = [
    { value: 'refund', label: 'Money back', examples: ['give me my money', 'a refund'] },
    { value: 'resend', label: 'Send it again', examples: ['send it again', 'my son can send it'] },
  ];
  it.each([
    ['post it again please', 'resend'],
    ['just the cash', 'refund'],
  ])('%s', (text, expected) => {
    expect(findChoice(text, ways, 'en')[0]?.value).toBe(expected);
  });
  it('is not chosen by one plain word of several', () => {
    expect(findChoice('yes, son', ways, 'en')[0]?.score ?? 0).toBeLessThan(SURE_UNASKED);
  });
});
