import { describe, expect, it } from 'vitest';
import { line, products, shop } from './example-shop.ts';
import { findSwaps } from './swaps.ts';

const lines = [
  line('parka', shop.parka, { size: 'M', color: 'olive', hood: 'fixed', waterproof: 'no' }),
  line('red', shop.scarf, { color: 'red', pattern: 'plain' }),
  line('blue', shop.scarf, { color: 'blue', pattern: 'plain' }),
  line('table', shop.table, { 'top material': 'oak', 'leg color': 'black', length: '140 cm' }),
  line('oil', shop.oil, { volume: '500ml', grade: 'virgin' }),
  line('phone', shop.phone, { storage: '64GB', color: 'mint', network: '4G', charger: 'none' }),
];

type Wishes = { [line_id: string]: { [option: string]: string } };

function swaps(text: string, of = lines): Wishes {
  const { swaps: found } = findSwaps(text, of, { products, language: 'en' });
  return Object.fromEntries(found.map((one) => [one.line_id, one.wanted]));
}

describe('what is to be exchanged for what', () => {
  it.each<[string, Wishes]>([
    [
      'swap the parka (M, olive) for an L black one, and the oil from 500ml to 250ml; keep the rest',
      { parka: { size: 'L', color: 'black' }, oil: { volume: '250ml' } },
    ],
    ['a black parka in large instead of my medium olive parka', { parka: { color: 'black', size: 'L' } }],
    ['exchange the red scarf for a striped grey one', { red: { color: 'grey', pattern: 'striped' } }],
    [
      'change the red scarf to grey and the blue scarf to striped',
      { red: { color: 'grey' }, blue: { pattern: 'striped' } },
    ],
    ['I want a striped scarf instead of the blue one', { blue: { pattern: 'striped' } }],
    ['phone: 64GB -> 256GB, parka: olive -> navy', { phone: { storage: '256GB' }, parka: { color: 'navy' } }],
    [
      'The phone should have 128GB. Also make the table 180cm with a marble top.',
      { phone: { storage: '128GB' }, table: { length: '180 cm', 'top material': 'marble' } },
    ],
    ['can I get the table with white legs', { table: { 'leg color': 'white' } }],
    [
      'change the phone to 128GB of the order that has the parka and the oil in it please',
      { phone: { storage: '128GB' } },
    ],
    ['for my parka and oil order, make the parka navy', { parka: { color: 'navy' } }],
    ['my table has black legs, I would prefer oak ones', { table: { 'leg color': 'oak' } }],
    [
      'I received the mint phone but I want it in graphite and with 4G + 5G',
      { phone: { color: 'graphite', network: '4G + 5G' } },
    ],
    ['replace the oil with extra virgin', { oil: { grade: 'extra virgin' } }],
    [
      'replace my olive parka with a navy one and my oil with a 1 liter bottle',
      { parka: { color: 'navy' }, oil: { volume: '1 liter' } },
    ],
    ['the parka is too small, one size up please', { parka: { size: 'L' } }],
    ['exchange the phone, but keep the parka', { phone: {} }],
    ['hello there', {}],
    [
      'I got this olive parka, size M, no waterproofing, and I would rather have the waterproof version in black.',
      { parka: { color: 'black', waterproof: 'yes' } },
    ],
    [
      'the olive parka (fixed hood, not waterproof) → detachable hood, waterproof, same size',
      { parka: { hood: 'detachable', waterproof: 'yes' } },
    ],
    [
      'could the phone come with a charger included and the color be graphite?',
      { phone: { charger: 'included', color: 'graphite' } },
    ],
    [
      'please exchange both scarves for striped ones',
      { red: { pattern: 'striped' }, blue: { pattern: 'striped' } },
    ],
    [
      'for the parka I would like color: navy; for the table length: 180 cm',
      { parka: { color: 'navy' }, table: { length: '180 cm' } },
    ],
    [
      'the phone - I want 256 GB storage and the 5G version; the rest stays as is',
      { phone: { storage: '256GB', network: '4G + 5G' } },
    ],
    ['I ordered the plain red scarf by mistake, wanted the striped one', { red: { pattern: 'striped' } }],
    [
      'change parka size from M to S and its color from olive to black, and also the oil to 250ml',
      { parka: { size: 'S', color: 'black' }, oil: { volume: '250ml' } },
    ],
    ['return the table and exchange the parka for size L', { parka: { size: 'L' } }],
    [
      "The table's legs should be white instead of black and the top should be marble instead of oak.",
      { table: { 'leg color': 'white', 'top material': 'marble' } },
    ],
    [
      'I want the parka without the hood and make sure that it is waterproof',
      { parka: { hood: 'none', waterproof: 'yes' } },
    ],
  ])('%s', (text, expected) => {
    expect(swaps(text)).toEqual(expected);
  });

  it('needs no name where there is one line only', () => {
    expect(swaps('I would like it in navy', [lines[0]!])).toEqual({ parka: { color: 'navy' } });
  });

  it('finds the line by what is given away', () => {
    expect(swaps('128GB instead of 64GB please')).toEqual({ phone: { storage: '128GB' } });
  });

  it('knows the wish for the same thing again', () => {
    const { swaps: found } = findSwaps('please send me the same phone again', lines, {
      products,
      language: 'en',
    });
    expect(found).toMatchObject([{ line_id: 'phone', same: true, has_wish: true, wanted: {} }]);
  });

  it('says which lines are taken out again', () => {
    expect(findSwaps('not the phone', lines, { products, language: 'en' })).toMatchObject({
      change: 'remove',
      swaps: [{ line_id: 'phone' }],
    });
  });

  it('stays within the text and the lines whatever is written', () => {
    for (const text of [
      'the phone '.repeat(110_000),
      '\u0000',
      '🧣🧣',
      '<i>phone</i> to "256GB"',
      'phone to'.repeat(900),
    ]) {
      for (const one of findSwaps(text, lines, { products, language: 'en' }).swaps) {
        expect(lines.some((each) => each.line_id === one.line_id)).toBe(true);
        expect(one.to).toBeLessThanOrEqual(text.length);
      }
    }
  });
});
