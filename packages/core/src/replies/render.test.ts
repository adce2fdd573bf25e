import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUYER, ORDER } from '../conversation/declarations.ts';
import type { Declarations } from '../expression/expression.ts';
import { Bug } from '../lib/assert.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { makeRenderer } from './render.ts';
import type { CardRow, ReplyTemplate } from './reply.ts';

const renderer = makeRenderer({ languages: ['en', 'de'], zone: 'Europe/Berlin', currency: 'EUR' });
const DECLARED: Declarations = { buyer: BUYER, order: ORDER, now: 'timestamp', count: 'int' };
const VALUES: JsonObject = {
  buyer: { first_name: 'Ann' },
  order: {
    id: 'A1',
    status: 'pending',
    currency: 'USD',
    total_cents: 123456,
    lines: [
      { name: 'Mug', price_cents: 700 },
      { name: 'Lamp', price_cents: 2300 },
      { name: 'Rug', price_cents: 9900 },
    ],
  },
  now: '2026-11-24T17:00:00.000Z',
  count: 2,
};

function reply(en: string, de = en): ReplyTemplate {
  return { text: { en, de } };
}

function say(text: string, values: JsonObject = VALUES, language = 'en'): string {
  return renderer.render(reply(text), language, values).text;
}

function withRow(row: Omit<CardRow, 'label'>): ReplyTemplate {
  return {
    ...reply('x'),
    card: { kind: 'receipt', title: { en: 't', de: 't' }, rows: [{ label: { en: 'l', de: 'l' }, ...row }] },
  };
}

describe('filters', () => {
  test.each([
    ['en', '{{ order.total_cents | money }}', '$1,234.56'],
    ['en', "{{ order.total_cents | money: 'EUR' }}", '€1,234.56'],
    ['en', "{{ order.total_cents | money: 'JPY' }}", '¥123,456'],
    ['de', '{{ order.total_cents | money }}', '1.234,56\u00a0$'],
    ['en', '{{ now | date }}', 'Tuesday 24 Nov, 18:00'],
    ['en', '{{ now | date: "day" }}, by {{ now | date: "time" }}', 'Tuesday 24 Nov, by 18:00'],
    ['en', '{{ now | date: "date" }}', '24 November 2026'],
    ['en', '{{ now | date: "datetime", "Asia/Tokyo" }}', 'Wednesday 25 Nov, 02:00 (Tokyo)'],
    ['en', '{{ now | date: "time", "America/New_York" }}', '12:00 (New York)'],
    ['en', '{{ now | date: "day", "Asia/Tokyo" }}', 'Wednesday 25 Nov'],
    ['en', '{{ now | date: "datetime", "Europe/Madrid" }}', 'Tuesday 24 Nov, 18:00'],
    ['de', '{{ now | date: "datetime" }}', 'Dienstag, 24. Nov., 18:00 Uhr'],
    ['en', '{{ order.lines | map: "name" | list }}', 'Mug, Lamp and Rug'],
    ['en', '{{ order.lines | map: "name" | list: "or" }}', 'Mug, Lamp or Rug'],
    ['de', '{{ order.lines | map: "name" | list }}', 'Mug, Lamp und Rug'],
    ['en', '{{ count }} {{ count | plural: "item", "items" }}', '2 items'],
    ['en', '{{ 1 | plural: "item", "items" }} {{ 0 | plural: "item", "items" }}', 'item items'],
    ['en', '{{ order.status | sentence_case }}', 'Pending'],
    ['de', '{{ 1.5 }} {{ 1500 }}', '1,5 1500'],
  ])('%s %s', (language, text, written) => {
    expect(say(text, VALUES, language)).toBe(written);
  });

  test('an amount with its own currency is told in that', () => {
    expect(say('{{ refund | money }}', { refund: { amount_cents: 1234, currency: 'JPY' } })).toBe('¥1,234');
  });

  test('Spanish and French follow their own rules', () => {
    const other = makeRenderer({ languages: ['es', 'fr'], zone: 'Europe/Madrid', currency: 'EUR' });
    const template: ReplyTemplate = {
      text: {
        es: '{{ names | list }}; {{ now | date: "day" }}; {{ now | date: "date" }}',
        fr: '{{ names | list }}; {{ now | date: "day" }}; {{ 0 | plural: "article", "articles" }}',
      },
    };
    const values = { names: ['aguja', 'hilo'], now: '2026-02-11T12:00:00Z' };
    expect(other.render(template, 'es', values).text).toBe(
      'aguja e hilo; miércoles 11 feb; 11 de febrero de 2026',
    );
    expect(other.render(template, 'fr', values).text).toBe('aguja et hilo; mercredi 11 févr.; article');
  });
});

describe('cards', () => {
  test('rows are repeated, left out and show changes', () => {
    const template: ReplyTemplate = {
      ...reply('Done.', 'Fertig.'),
      card: {
        kind: 'receipt',
        title: { en: 'Order {{ order.id }}', de: 'Bestellung {{ order.id }}' },
        reference: { en: '{{ order.id }}', de: '{{ order.id }}' },
        rows: [
          {
            label: { en: '{{ it.name }}', de: '{{ it.name }}' },
            value: { en: '{{ it.price_cents | money }}', de: '{{ it.price_cents | money }}' },
            each: 'order.lines',
            when: 'it.price_cents > 1000',
          },
          {
            label: { en: 'Status', de: 'Stand' },
            from: { en: 'pending', de: 'offen' },
            to: { en: 'cancelled', de: 'storniert' },
          },
          { label: { en: 'Never', de: 'Nie' }, value: { en: 'x', de: 'x' }, when: 'count > 2' },
        ],
      },
    };
    expect(renderer.check(template, DECLARED)).toEqual([]);
    expect(renderer.render(template, 'en', VALUES)).toEqual({
      text: 'Done.',
      card: {
        kind: 'receipt',
        title: 'Order A1',
        reference: 'A1',
        rows: [
          { label: 'Lamp', value: '$23.00', from: null, to: null },
          { label: 'Rug', value: '$99.00', from: null, to: null },
          { label: 'Status', value: null, from: 'pending', to: 'cancelled' },
        ],
      },
    });
    expect(renderer.reads(template)).toEqual(['count', 'currency', 'order']);
  });
});

describe('languages', () => {
  test('a regional language takes the text of its base, an unknown one that of the first of the playbook', () => {
    const template = reply('Thank you: {{ 100 | money }}', 'Danke: {{ 100 | money }}');
    expect(renderer.render(template, 'de-AT', {}).text).toBe('Danke: 1,00\u00a0€');
    expect(renderer.render(template, 'pl', {}).text).toBe('Thank you: €1.00');
  });
});

describe('values are told as they are', () => {
  test.each([
    '{{ order.id }}',
    '{% if true %}x{% endif %}',
    '<b>bold</b>',
    '1 + 1',
    '#{x}',
    '&amp;',
    '\u202eabc',
  ])('%s', (text) => {
    expect(say('<{{ value }}>', { value: text })).toBe(`<${text}>`);
  });

  test('any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(say('<{{ value }}>', { value })).toBe(`<${value}>`);
      }),
    );
  });

  test('the same values give the same words, whatever they are', () => {
    const values = fc.dictionary(
      fc.constantFrom('a', 'b'),
      fc.oneof(fc.string(), fc.integer(), fc.boolean()),
    );
    fc.assert(
      fc.property(values, (given) => {
        const once: Json = JSON.parse(JSON.stringify(given));
        const text = '{% if a %}{{ a }}{% else %}-{% endif %}{{ b | default: "none" }}';
        const other = makeRenderer({ languages: ['en'], zone: 'Asia/Tokyo', currency: 'JPY' });
        if (once === null || typeof once !== 'object' || Array.isArray(once))
          throw new Error('an object is needed');
        expect(other.render(reply(text), 'en', once).text).toBe(say(text, once));
      }),
    );
  });
});

describe('what check tells', () => {
  const place = (template: ReplyTemplate, declared: Declarations | null = DECLARED) =>
    renderer
      .check(template, declared)
      .map(({ code, path, line, column, mend }) => [code, path.join('.'), `${line}:${column}`, mend]);

  test.each([
    ['{{ ordr.id }}', 'reply.unknown_variable', '1:4', 'Did you mean `order`?'],
    ['Hello\n  {{ order.statsu }}', 'reply.unknown_field', '2:6', 'Did you mean `status`?'],
    ['{{ order.lines[0].nme }}', 'reply.unknown_field', '1:4', 'Did you mean `name`?'],
    [
      '{% for line in order.lines %}{{ line.nme }}{% endfor %}',
      'reply.unknown_field',
      '1:33',
      'Did you mean `name`?',
    ],
    ['{{ order.id | mony }}', 'reply.unknown_filter', '1:15', 'Did you mean `money`?'],
    ['{{ now | date: "dya" }}', 'reply.date_style', '1:8', 'Write one of "day", "time", "datetime", "date".'],
  ])('%s', (text, ...fault) => {
    const [code, where, mend] = fault;
    const template = { text: { en: text, de: 'gut' } };
    expect(place(template)).toEqual([[code, 'text.en', where, mend]]);
  });

  test.each(['{{ order.id', '{% if order %}', '{% endif %}', 'a {% for in %}{% endfor %}'])(
    '%s cannot be read',
    (text) => {
      expect(place({ text: { en: text, de: 'gut' } }).map(([code]) => code)).toEqual(['reply.syntax']);
    },
  );

  test.each(['{% include "x" %}', '{% render "x" %}', '{% layout "x" %}'])(
    '%s reads a file and is refused',
    (text) => {
      expect(place({ text: { en: text, de: 'gut' } }).map(([code]) => code)).toEqual(['reply.unknown_tag']);
    },
  );

  test.each(['sample', 'where_exp', 'sort_natural', 'date_to_string', 'newline_to_br'])(
    'the filter %s is refused',
    (filter) => {
      expect(
        place({ text: { en: `{{ order.lines | ${filter} }}`, de: 'gut' } }).map(([code]) => code),
      ).toEqual(['reply.unknown_filter']);
    },
  );

  test('a language too few, a language too many', () => {
    expect(place({ text: { en: 'good', fr: 'bon' } }).map(([code, path]) => [code, path])).toEqual([
      ['reply.missing_language', 'text'],
      ['reply.unknown_language', 'text.fr'],
    ]);
  });

  test('all mistakes of a text are told in one pass', () => {
    const codes = place({ text: { en: '{{ ordr.id | mony }} {{ order.statsu | monyy }}', de: 'gut' } }).map(
      ([code]) => code,
    );
    expect(codes.toSorted()).toEqual([
      'reply.unknown_field',
      'reply.unknown_filter',
      'reply.unknown_filter',
      'reply.unknown_variable',
    ]);
    expect(place({ text: { en: '{{ order.id | mony }}', de: 'gut' } })).toHaveLength(1);
  });

  test('expressions of a row are checked, with `it` as the element', () => {
    const text = { en: '{{ it.name }}', de: '{{ it.nme }}' };
    expect(
      place(withRow({ value: text, each: 'order.lines', when: 'it.price_cent > 1' })).map(([code, path]) => [
        code,
        path,
      ]),
    ).toEqual([
      ['expression.unknown_field', 'card.rows.0.when'],
      ['reply.unknown_field', 'card.rows.0.value.de'],
    ]);
    const each = withRow({ value: { en: 'x', de: 'x' }, each: 'order.status' });
    expect(place(each).map(([code, path]) => [code, path])).toEqual([
      ['expression.result', 'card.rows.0.each'],
    ]);
    expect(place(withRow({ when: 'true' })).map(([code]) => code)).toEqual(['reply.row']);
  });

  test('an instant reaches a row as a text, and the way out says so', () => {
    const [fault] = place(
      withRow({ value: { en: 'x', de: 'x' }, when: 'now > timestamp("2026-01-01T00:00:00Z")' }),
    );
    expect(fault?.[3]).toContain('timestamp(…)');
    expect(
      place(
        withRow({ value: { en: 'x', de: 'x' }, when: 'timestamp(now) > timestamp("2026-01-01T00:00:00Z")' }),
      ),
    ).toEqual([]);
  });

  test('without declarations names are free', () => {
    expect(place(reply('{{ anything.at_all }}'), null)).toEqual([]);
    expect(
      place(
        withRow({ value: { en: '{{ it.x }}', de: '{{ it.x }}' }, each: 'things', when: 'it.y == 1' }),
        null,
      ),
    ).toEqual([]);
  });
});

describe('what check has not seen is a bug', () => {
  test.each([
    ['a variable that is absent', '{{ nobody }}'],
    ['a field that is absent', '{{ order.nothing }}'],
    ['what the prototype has', '{{ order.constructor }}'],
    ['an object as it is', '{{ order }}'],
    ['a list as it is', '{{ order.lines }}'],
    ['an amount that is none', '{{ order.id | money }}'],
    ['a date that is none', '{{ "now" | date }}'],
    ['a hundred million numbers', '{{ (1..100000000) | size }}'],
    ['loops without end', '{% for a in (1..9999) %}{% for b in (1..9999) %}x{% endfor %}{% endfor %}'],
  ])('%s', (_, text) => {
    expect(() => say(text)).toThrow(Bug);
  });

  test('a condition of a row that cannot be evaluated', () => {
    const template = withRow({ value: { en: 'x', de: 'x' }, when: 'order.nothing == 1' });
    expect(() => renderer.render(template, 'en', VALUES)).toThrow(Bug);
  });

  test('but what may be absent can be asked for', () => {
    expect(say('{% if order.placed_at %}{{ order.placed_at | date }}{% else %}open{% endif %}')).toBe('open');
    expect(say('{{ order.nothing | default: "none" }}')).toBe('none');
  });
});
