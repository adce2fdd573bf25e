import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { line, shop } from './example-shop.ts';
import { findLines } from './lines.ts';

const parka = line('parka', shop.parka, { size: 'M', color: 'olive', hood: 'fixed', waterproof: 'no' });
const red = line('red', shop.scarf, { color: 'red', pattern: 'plain' });
const blue = line('blue', shop.scarf, { color: 'blue', pattern: 'plain' });
const desk = line('desk', shop.deskLamp, { color: 'white', plug: 'EU' });
const floor = line('floor', shop.floorLamp, { color: 'white', dimmer: 'no' });
const oil = line('oil', shop.oil, { volume: '500ml', grade: 'virgin' });
const phone = line('phone', shop.phone, { storage: '64GB', color: 'mint', network: '4G', charger: 'none' });
const pan = line('pan', shop.pan, { diameter: '24 cm', coating: 'non-stick' });
const lines = [parka, red, blue, desk, floor, oil, phone, pan];
const all = lines.map((one) => one.line_id);

function named(text: string, language = 'en'): string[] {
  return findLines(text, lines, language)
    .map((one) => one.line_id)
    .sort();
}

function but(...ids: string[]): string[] {
  return all.filter((id) => !ids.includes(id)).sort();
}

describe('which lines are mentioned', () => {
  it.each<[string, string[]]>([
    ['I want to return the parka', ['parka']],
    ['please send back my winter parka, it is too tight', ['parka']],
    ['the prka... sorry, the parka', ['parka']],
    ['winter parkas are cold', ['parka']],
    ['cancel the blue scarf', ['blue']],
    ['cancel the scarf that is red', ['red']],
    ['the scarf (red, plain) has a hole', ['red']],
    ['both scarves', ['blue', 'red']],
    ['the two scarfs please', ['blue', 'red']],
    ['my desk lamp arrived broken', ['desk']],
    ['the phone is dead. the parka is grand, its just the phone', ['phone']],
    ['the parka came but the phone was not there', ['phone']],
    ['I got the parka, the oil never arrived', ['oil']],
    ['only the parka came, the frying pan was not in the box', ['pan']],
    ['return the parka, the phone i keep', ['parka']],
    ['the parka is fine but the phone is scratched', ['phone']],
    ['the parka is fine and so is the phone, it is the oil', ['oil']],
    ['return the floor lamp and the frying pan', ['floor', 'pan']],
    ['return the parka from my order with the oil and the phone', ['parka']],
    ['send back the pan, it is in the order that has the parka and the phone in it', ['pan']],
    ['can I return the pan? It was my pan and phone order', ['pan']],
    ['return the parka and the pan? It was in my order with the oil and the pan', ['pan', 'parka']],
    ['cancel my order with the oil and the phone', ['oil', 'phone']],
    ['in the order with the parka, return the parka', ['parka']],
    ['the pan, the phone and the oil', ['oil', 'pan', 'phone']],
    ['the frypan? no: the fryng pan', ['pan']],
    ['a bottle of olive oil leaked', ['oil']],
    ['Everything in the order, please', all.toSorted()],
    ['all of them', all.toSorted()],
    ['cancel the whole order', all.toSorted()],
    ['everything except the pan', but('pan')],
    ['all items but the desk lamp and the oil', but('desk', 'oil')],
    ['keep the phone and return the rest', but('phone')],
    ['return the parka, keep everything else', ['parka']],
    ['return the parka but not the pan', ['parka']],
    ['keep everything except the pan', ['pan']],
    ["I don't need the phone any more", ['phone']],
    ["Please don't cancel the phone, only the pan", ['pan']],
    ['the blue one', ['blue']],
    ['thank you, that is all', []],
    ['where is my parcel?', []],
    ['I would like to return something', []],
    ['is everything all right?', []],
    ['the 500ml bottle', ['oil']],
    ['swap my red scarf for a grey scarf', ['red']],
    ['a grey scarf instead of my blue scarf', ['blue']],
    ['my Nova Phone', ['phone']],
  ])('%s', (text, expected) => {
    expect(named(text)).toEqual(expected.toSorted());
  });

  it.each<[string, string[]]>([
    ['quiero devolver todo el pedido', all.toSorted()],
    ['todo menos la parka', but('parka')],
    ['eso es todo, gracias', []],
    ['devolver la parka', ['parka']],
  ])('in Spanish: %s', (text, expected) => {
    expect(named(text, 'es')).toEqual(expected.toSorted());
  });

  it('returns all that a noun fits with a score that says so', () => {
    const found = findLines('return the lamp', lines, 'en');
    expect(found.map((one) => one.line_id).sort()).toEqual(['desk', 'floor']);
    expect(found.every((one) => one.score < 0.6)).toBe(true);
  });

  it('says by which option it told two scarves apart', () => {
    expect(findLines('the red scarf', lines, 'en')).toMatchObject([{ line_id: 'red', by_option: ['color'] }]);
  });

  it('takes one of two of the same article when one is asked for, and both for both', () => {
    const twins = [
      line('a', shop.rice, { weight: '1kg', bag: 'paper' }),
      line('b', shop.rice, { weight: '1kg', bag: 'paper' }),
    ];
    expect(findLines('return one rice', twins, 'en')).toHaveLength(1);
    expect(findLines('return both bags of rice', twins, 'en')).toHaveLength(2);
    expect(findLines('return the rice', twins, 'en').every((one) => one.score < 0.6)).toBe(true);
  });

  it('tells what is added, what is taken away and what replaces', () => {
    expect(findLines.withChange('also the pan', lines, 'en')).toMatchObject({
      change: 'add',
      found: [{ line_id: 'pan' }],
    });
    expect(findLines.withChange('not the pan', lines, 'en')).toMatchObject({
      change: 'remove',
      found: [{ line_id: 'pan' }],
    });
    expect(findLines.withChange('the pan', lines, 'en')).toMatchObject({
      change: 'replace',
      found: [{ line_id: 'pan' }],
    });
  });

  it('finds a name in any noise, and never a line that was not offered', () => {
    const word = fc.constantFrom('please', 'thanks', 'hello', 'quickly', 'xqzv', '!!', '😀', 'was', 'broken');
    fc.assert(
      fc.property(fc.array(word), fc.constantFrom(...lines), fc.array(word), (before, wanted, after) => {
        const text = [...before, `the ${wanted.name}`, ...after].join(' ');
        expect(findLines(text, [wanted], 'en').map((one) => one.line_id)).toEqual([wanted.line_id]);
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'grapheme' }), (text) => {
        for (const one of findLines(text, lines, 'en')) {
          expect(all).toContain(one.line_id);
          expect(one.from).toBeGreaterThanOrEqual(0);
          expect(one.to).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('reads a megabyte and stranger things without trouble', () => {
    for (const text of [
      'the pan '.repeat(130_000),
      '\u0000\u0007\u202e',
      '<b>the pan</b>',
      'מחבת',
      '🍳'.repeat(5000),
      '',
    ]) {
      expect(Array.isArray(findLines(text, lines, 'en'))).toBe(true);
    }
    expect(named('<b>the frying pan</b>')).toEqual(['pan']);
  });
});

describe('what is fine, stays or is gone is not meant where something else is', () => {
  const bag = { ...red, line_id: 'poncho', name: 'Poncho', options: { color: 'red' } };
  const set = { ...red, line_id: 'radio', name: 'Radio', options: { color: 'black' } };
  const meant = (text: string, language: string) =>
    findLines(text, [bag, set], language)
      .map((one) => one.line_id)
      .sort();
  it.each<[string, string[]]>([
    ['The poncho does not suit me. The radio I am very happy with and shall keep.', ['poncho']],
    ['we love the radio, but the poncho has to go back', ['poncho']],
    ['the radio works a treat, its the poncho i want to return', ['poncho']],
    ['nothing wrong with the radio, just sending the poncho back', ['poncho']],
    ['return the poncho, my husband wants to hang on to the radio', ['poncho']],
    ["I'd like to return the radio. I already threw away the box of the poncho", ['radio']],
    ['the radio doesnt work, the poncho does its job', ['radio']],
    ['my sister has the radio and loves it so that stays, the poncho goes back', ['poncho']],
    ["I can't keep the radio", ['radio']],
    ["I didn't mean the radio but the poncho", ['poncho']],
    ['the radio I would love to return', ['radio']],
    ['i love the radio but the knob came off, i want to return it', ['radio']],
    ['not happy with the radio or the poncho', ['poncho', 'radio']],
  ])('English: %s', (text, ids) => {
    expect(meant(text, 'en')).toEqual(ids);
  });
  it.each<[string, string[]]>([
    ['quiero devolver el poncho, con la radio estoy encantada', ['poncho']],
    ['la radio va de maravilla pero el poncho pica, lo devuelvo', ['poncho']],
    ['devuelvo la radio, el poncho se queda en casa', ['radio']],
    ['no tengo queja de la radio, el poncho sí lo devuelvo', ['poncho']],
    ['el que devuelvo es el poncho, la radio ya la regalé', ['poncho']],
    ['me gusta la radio pero no funciona, la devuelvo', ['radio']],
    ['ni la radio ni el poncho me gustan, los devuelvo', ['poncho', 'radio']],
    ['la radio me llegó toda golpeada, el poncho todo mojado', ['poncho', 'radio']],
    ['la radio me llegó todo golpeado y ya ni prende', ['radio']],
  ])('Spanish: %s', (text, ids) => {
    expect(meant(text, 'es')).toEqual(ids);
  });
});
