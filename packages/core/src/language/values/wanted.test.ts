import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { product, shop } from './example-shop.ts';
import { chooseVariants, findWantedOptions } from './wanted.ts';

type Options = { [option: string]: string };
const parka: Options = { size: 'M', color: 'olive', hood: 'fixed', waterproof: 'no' };
const table: Options = { 'top material': 'oak', 'leg color': 'black', length: '140 cm' };
const phone: Options = { storage: '64GB', color: 'mint', network: '4G', charger: 'included' };
const jeans: Options = { waist: '32', length: '32', color: 'indigo' };
const oil: Options = { volume: '500ml', grade: 'virgin' };
const pan: Options = { diameter: '24 cm', coating: 'none' };
const stool: Options = { height: 'medium', color: 'black' };

type Asked = { current: Options | null; language?: string };

function wanted(text: string, name: keyof typeof shop, { current, language = 'en' }: Asked): Options {
  return findWantedOptions(text, { product: shop[name], current, language }).wanted;
}

describe('the options that are wanted', () => {
  it.each<[string, keyof typeof shop, Options | null, Options]>([
    ['in navy please', 'parka', parka, { color: 'navy' }],
    ['navy blue, size L', 'parka', parka, { color: 'navy', size: 'L' }],
    ['a large one', 'parka', parka, { size: 'L' }],
    ['extra large', 'parka', parka, { size: 'XL' }],
    ['I ordered an M but need an L', 'parka', parka, { size: 'L' }],
    ['one size up', 'parka', parka, { size: 'L' }],
    ['a smaller one', 'parka', parka, { size: 'S' }],
    ['a waterproof one', 'parka', parka, { waterproof: 'yes' }],
    ['one that is not waterproof', 'parka', { ...parka, waterproof: 'yes' }, { waterproof: 'no' }],
    ['waterproof: yes', 'parka', parka, { waterproof: 'yes' }],
    ['without a hood', 'parka', parka, { hood: 'none' }],
    ['no hood, black', 'parka', parka, { hood: 'none', color: 'black' }],
    ['with a detachable hood', 'parka', parka, { hood: 'detachable' }],
    ['black instead of olive', 'parka', parka, { color: 'black' }],
    ['not olive but black', 'parka', parka, { color: 'black' }],
    ['from olive to nvay', 'parka', parka, { color: 'navy' }],
    ['olive -> black', 'parka', parka, { color: 'black' }],
    ['a marble top', 'table', table, { 'top material': 'marble' }],
    ['oak legs', 'table', table, { 'leg color': 'oak' }],
    [
      'marble top with white legs, 180 centimeters',
      'table',
      table,
      { 'top material': 'marble', 'leg color': 'white', length: '180 cm' },
    ],
    ['the 1.6 meters one', 'table', table, { length: '160 cm' }],
    ['a longer table', 'table', table, { length: '160 cm' }],
    ['top material glass', 'table', table, { 'top material': 'glass' }],
    ['256 gb', 'phone', phone, { storage: '256GB' }],
    ['the rose 128GB', 'phone', phone, { storage: '128GB', color: 'rose' }],
    ['with 4G + 5G', 'phone', phone, { network: '4G + 5G' }],
    ['4g and 5g, please', 'phone', phone, { network: '4G + 5G' }],
    ['5G', 'phone', phone, { network: '4G + 5G' }],
    ['graphite, no charger', 'phone', phone, { color: 'graphite', charger: 'none' }],
    ['more storage', 'phone', phone, { storage: '128GB' }],
    ['waist 34', 'jeans', jeans, { waist: '34' }],
    ['waist 34, length 30', 'jeans', jeans, { waist: '34', length: '30' }],
    ['a 36 waist in black', 'jeans', jeans, { waist: '36', color: 'black' }],
    ['1 litre', 'oil', oil, { volume: '1 liter' }],
    ['one liter of extra virgin', 'oil', oil, { volume: '1 liter', grade: 'extra virgin' }],
    ['quarter? no, 250 ml', 'oil', oil, { volume: '250ml' }],
    ['1000ml', 'oil', oil, { volume: '1 liter' }],
    ['non stick', 'pan', pan, { coating: 'non-stick' }],
    ['the ceramic one', 'pan', pan, { coating: 'stick-free ceramic' }],
    ['28cm', 'pan', pan, { diameter: '28 cm' }],
    ['a bigger pan', 'pan', pan, { diameter: '28 cm' }],
    ['a higher one', 'stool', stool, { height: 'high' }],
    ['low height in teal', 'stool', stool, { height: 'low', color: 'teal' }],
    ['wihte', 'stool', stool, { color: 'white' }],
    ['it is too small', 'parka', parka, { size: 'L' }],
    ['do you have it in teal?', 'stool', stool, { color: 'teal' }],
    ['I have a black one and would rather have white', 'stool', stool, { color: 'white' }],
    ['I want a full refund', 'stool', stool, {}],
    ['send it back', 'stool', stool, {}],
    ['I waited 30 days', 'jeans', jeans, {}],
    ['the 8-inch screen', 'tablet', { storage: '64GB', screen: '11-inch' }, { screen: '8-inch' }],
    ['8"', 'tablet', { storage: '64GB', screen: '11-inch' }, { screen: '8-inch' }],
    ['white', 'stool', null, { color: 'white' }],
  ])('%s (%s)', (text, name, current, expected) => {
    expect(wanted(text, name, { current })).toEqual(expected);
  });

  it.each<[string, keyof typeof shop, Options, Options]>([
    ['la quiero negra en vez de verde oliva, talla L', 'parka', parka, { color: 'black', size: 'L' }],
    ['sin capucha? da igual, talla S', 'parka', parka, { size: 'S' }],
    ['blanco', 'stool', stool, { color: 'white' }],
    ['de 500ml a un litro, digo 1 litro', 'oil', oil, { volume: '1 liter' }],
  ])('in Spanish: %s', (text, name, current, expected) => {
    expect(wanted(text, name, { current, language: 'es' })).toEqual(expected);
  });

  it('keeps what is refused apart', () => {
    const found = findWantedOptions('anything but not black', {
      product: shop.stool,
      current: stool,
      language: 'en',
    });
    expect(found.rejected).toEqual({ color: ['black'] });
    expect(found.wanted).toEqual({});
  });

  it('keeps alternatives in the order told', () => {
    const found = findWantedOptions('teal, or white if you have no teal', {
      product: shop.stool,
      current: stool,
      language: 'en',
    });
    expect(found.wanted).toEqual({ color: 'teal' });
    expect(
      findWantedOptions('teal or white', { product: shop.stool, current: stool, language: 'en' }).either,
    ).toEqual({
      color: ['teal', 'white'],
    });
  });

  it('says when a value may be of several options', () => {
    const found = findWantedOptions('34', { product: shop.jeans, current: jeans, language: 'en' });
    expect(found.wanted).toEqual({});
    expect(found.unclear).toEqual([{ value: '34', options: ['waist', 'length'] }]);
  });

  it('leaves the choice to the price where the buyer does', () => {
    const of = { product: shop.stool, current: stool, language: 'en' };
    expect(findWantedOptions('whichever is the cheapest', of).preference).toBe('cheapest');
    expect(findWantedOptions('the most expensive', of).preference).toBe('dearest');
    expect(findWantedOptions('I found it cheaper elsewhere', of).preference).toBe(null);
  });

  it('finds every value written as it is, in any noise, and nothing that is not a value', () => {
    const pairs = Object.values(shop).flatMap((one) =>
      one.variants.flatMap((variant) =>
        Object.entries(variant.options).map(([option, value]) => ({ one, option, value })),
      ),
    );
    const noise = fc.constantFrom('please', 'I would like', 'thank you', '...', '😀', 'hello');
    fc.assert(
      fc.property(noise, fc.constantFrom(...pairs), noise, (before, { one, option, value }, after) => {
        const plain =
          value === 'yes'
            ? option
            : value === 'no'
              ? `not ${option}`
              : value === 'none'
                ? `no ${option}`
                : `${option} ${value}`;
        const found = findWantedOptions(`${before} ${plain}. ${after}`, {
          product: one,
          current: null,
          language: 'en',
        });
        expect(found.wanted[option]).toBe(value);
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.constantFrom(...Object.values(shop)), (text, one) => {
        const found = findWantedOptions(text, {
          product: one,
          current: one.variants[0]!.options,
          language: 'en',
        });
        for (const [option, value] of Object.entries(found.wanted)) {
          expect(one.variants.some((variant) => variant.options[option] === value)).toBe(true);
        }
      }),
    );
  });
});

describe('the very same thing', () => {
  it.each([
    ['the same one again', true],
    ['the same thing again', true],
    ['an identical one', true],
    ['the same thing happened to my old one', false],
    ['pay it the same way', false],
  ])('%s', (text, same) => {
    expect(findWantedOptions(text, { product: shop.parka, current: parka, language: 'en' }).same).toBe(same);
  });
});

describe('the variants that fit a wish', () => {
  it('puts the one first that changes nothing else', () => {
    expect(chooseVariants(shop.parka, parka, { color: 'black' })[0]?.options).toEqual({
      ...parka,
      color: 'black',
    });
  });

  it('leaves out what is not available', () => {
    const only = product('mat', 'Door Mat', { color: ['sand', 'moss'] });
    const sold = {
      ...only,
      variants: only.variants.map((one) => ({ ...one, available: one.options.color === 'moss' })),
    };
    expect(chooseVariants(sold, null, { color: 'sand' }).map((one) => one.options.color)).toEqual(['moss']);
  });

  it('is in the same order however the variants are listed', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(shop.parka.variants, { minLength: shop.parka.variants.length }),
        (variants) => {
          expect(chooseVariants({ ...shop.parka, variants }, parka, { size: 'L' })).toEqual(
            chooseVariants(shop.parka, parka, { size: 'L' }),
          );
        },
      ),
    );
  });
});
