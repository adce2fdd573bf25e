import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../lib/json.ts';
import { compile, type Declarations, evaluate, explain, freeVariables, type VarType } from './expression.ts';

const ORDER: VarType = {
  fields: {
    id: 'string',
    status: 'string',
    total_cents: 'int',
    placed_at: 'timestamp',
    lines: { list: { fields: { name: 'string', price_cents: 'int', options: { map: 'string' } } } },
  },
};
const DECLARED: Declarations = {
  order: ORDER,
  orders: { list: ORDER },
  now: 'timestamp',
  wait: 'duration',
  share: 'double',
  open: { fields: { known: 'int' }, open: true },
  some: 'any',
  numbers: { list: 'int' },
};
const mug = { name: 'Mug', price_cents: 700, options: { colour: 'red' } };
const lamp = { name: 'Lamp', price_cents: 2300, options: {} };
const order = { id: 'A1', status: 'pending', total_cents: 3000, lines: [mug, lamp] };
const delivered = { ...order, id: 'A2', status: 'delivered', placed_at: '2026-11-20T00:00:00Z' };
const VALUES: JsonObject = {
  order,
  orders: [order, delivered],
  now: '2026-11-24T18:00:00.000Z',
  wait: 'P14D',
  share: 0.5,
  open: { known: 1, other: 'x' },
  some: { text: 'a', whole: 2, part: 1.5 },
  numbers: [3, 1, 2],
};

function faultsOf(source: string, expects?: VarType) {
  const compiled = compile(source, DECLARED, expects);
  return compiled.ok ? [] : compiled.faults.map(({ code, offset, mend }) => ({ code, offset, mend }));
}

function resultOf(source: string, values: JsonObject = VALUES): Json {
  const compiled = compile(source, DECLARED);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults));
  const result = evaluate(compiled.program, values);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function errorOf(source: string, values: JsonObject = VALUES, expects?: VarType): string | null {
  const compiled = compile(source, DECLARED, expects);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults));
  const result = evaluate(compiled.program, values);
  return result.ok ? null : result.error;
}

describe('values', () => {
  test.each<[string, Json]>([
    ['order.status == "pending" && order.total_cents > 2000', true],
    ['order.lines.exists(l, l.price_cents > 2000)', true],
    ['order.lines.exists_one(l, l.name == "Mug")', true],
    ['orders.filter(o, has(o.placed_at) && now - o.placed_at < days(14)).map(o, o.id)', ['A2']],
    ['orders.map(o, o.status == "pending", o.id)', ['A1']],
    ['sum(order.lines.map(l, l.price_cents)) == order.total_cents', true],
    ['min(numbers) + max(numbers) * 10', 31],
    ['max(order.total_cents, 5000)', 5000],
    ['sum([])', 0],
    ['share * 3.0', 1.5],
    ['now - wait', '2026-11-10T18:00:00.000Z'],
    ['wait', 'PT1209600S'],
    ['now - duration("P1DT6H") < now', true],
    ['timestamp(1000)', '1970-01-01T00:16:40.000Z'],
    ['now.getHours("Europe/Berlin")', 19],
    ['now.getDayOfWeek()', 2],
    ['open.other + "y"', 'xy'],
    ['some.whole + 1', 3],
    ['some.part', 1.5],
    ['{"id": order.id, "lines": size(order.lines)}', { id: 'A1', lines: 2 }],
    ['"colour" in order.lines[0].options', true],
    ['order.lines[0].options.colour.matches("^r.d$")', true],
    ['[1, 2] + [3]', [1, 2, 3]],
    ['order == null', false],
  ])('%s', (source, value) => {
    expect(resultOf(source)).toEqual(value);
  });

  test('a list of ten thousand can be filtered, mapped and read again', () => {
    const numbers = Array.from({ length: 10_000 }, (_, at) => at);
    expect(resultOf('numbers.filter(n, n % 2 == 0).map(n, n + 1).exists(n, n == 9999)', { numbers })).toBe(
      true,
    );
  });
});

describe('mistakes are told when the expression is read', () => {
  test.each([
    ['ordr.status == "x"', 'expression.unknown_variable', 0, 'Did you mean `order`?'],
    ['status == "x"', 'expression.unknown_variable', 0, 'Did you mean `order.status`?'],
    ['order.statsu == "x"', 'expression.unknown_field', 6, 'Did you mean `status`?'],
    ['orders.exists(o, o.statsu == "x")', 'expression.unknown_field', 19, 'Did you mean `status`?'],
    ['order.status.contain("x")', 'expression.unknown_function', 12, 'Did you mean `contains`?'],
    [
      'order.total_cents == "5"',
      'expression.types',
      18,
      'Write the number without quotes, or turn the text into one with `int(…)`.',
    ],
    ['now > order.status', 'expression.types', 4, 'Turn the text into an instant with `timestamp(…)`.'],
    [
      'now - 14 > now',
      'expression.types',
      4,
      'Write days as `days(14)`, a shorter time as `duration("2h")`.',
    ],
    [
      'share * 2 > 1.0',
      'expression.types',
      6,
      'Write both as whole numbers or both with decimals (`2.0`), or use `double(…)`.',
    ],
    ['"a" in order.status', 'expression.types', 4, 'Write `text.contains(part)`.'],
    [
      'order.lines.name == "x"',
      'expression.unknown_field',
      12,
      'Take one element (`[0].name`) or go through them (`.exists(x, x.name …)`).',
    ],
    ['order.status && true', 'expression.types', 0, 'Compare it with something, e.g. `== …` or `> 0`.'],
    [
      'orders.all(o, o.total_cents)',
      'expression.types',
      14,
      'Compare it with something, e.g. `== …` or `> 0`.',
    ],
    ['timestamp("tomorrow") > now', 'expression.literal', 10, 'Write it as "2026-11-24T18:00:00Z".'],
    ['order.status.matches("(")', 'expression.literal', 21, 'Write a regular expression as RE2 knows it.'],
    ['order.status = "x"', 'expression.syntax', 13, 'Write `==` to compare.'],
    ['order.status == "x" and true', 'expression.syntax', 20, 'Write `&&`.'],
    ['(order.status == "x"', 'expression.syntax', 0, 'Close it with `)`.'],
    ["order.status == 'x", 'expression.syntax', 16, "Close it with '."],
    ['', 'expression.syntax', 0, 'Write a condition or a value.'],
  ])('%s', (source, ...fault) => {
    const [code, offset, mend] = fault;
    expect(faultsOf(source)).toEqual([{ code, offset, mend }]);
  });

  test('several mistakes are told in one pass, in the order of their places', () => {
    const found = faultsOf('order.statsu == "x" || bogus > 1 || orders.exists(o, o.total_cent > 1)');
    expect(found.map(({ code, offset }) => [code, offset])).toEqual([
      ['expression.unknown_field', 6],
      ['expression.unknown_variable', 23],
      ['expression.unknown_field', 55],
    ]);
  });

  test('the name of an element lives only inside its loop', () => {
    expect(faultsOf('orders.exists(o, o.id == "A1") && o.id == "A1"').map(({ offset }) => offset)).toEqual([
      34,
    ]);
  });

  test('a condition must be true or false, an amount a whole number', () => {
    expect(faultsOf('order.total_cents', 'bool').map(({ code }) => code)).toEqual(['expression.result']);
    expect(faultsOf('order.total_cents > 1', 'bool')).toEqual([]);
    expect(faultsOf('order.total_cents', 'int')).toEqual([]);
    expect(faultsOf('order.lines', { list: 'any' })).toEqual([]);
  });
});

describe('limits', () => {
  test.each([
    ['length', `"${'x'.repeat(5000)}" == ""`, 'expression.too_long'],
    ['brackets', `${'('.repeat(60)}1${')'.repeat(60)} == 1`, 'expression.too_deep'],
    ['a long chain', `1${' + 1'.repeat(500)} == 1`, 'expression.too_deep'],
    ['a long list', `1 in [${'1,'.repeat(300)}1]`, 'expression.long_list'],
    [
      'loops in loops in loops',
      'orders.all(a, orders.all(b, orders.all(c, a == c)))',
      'expression.too_many_loops',
    ],
  ])('of %s', (_, source, code) => {
    expect(faultsOf(source).map((fault) => fault.code)).toEqual([code]);
  });

  test('a list of the values that is too long is an error, and so is too much work', () => {
    const many = (length: number) => ({ numbers: Array.from({ length }, (_, at) => at) });
    expect(errorOf('numbers.exists(n, n == 1)', many(10_001))).toContain('10001 elements');
    expect(errorOf('numbers.all(a, numbers.all(b, a + b >= 0))', many(2_000))).toContain('list elements');
    expect(errorOf('numbers.all(a, numbers.all(b, a + b >= 0))', many(100))).toBeNull();
  });
});

describe('what cannot be evaluated is an error, never false', () => {
  test.each<[string, JsonObject, string]>([
    ['order.placed_at < now', VALUES, '`placed_at`'],
    ['has(order.placed_at)', {}, '`order` is not known here'],
    ['order.status == "pending"', {}, '`order` is not known here'],
    [
      'order.total_cents > 1',
      { order: { total_cents: 1.5 } },
      '`order.total_cents` should be a whole number (int) but is 1.5',
    ],
    ['order.total_cents > 1', { order: { total_cents: 2 ** 60 } }, '`order.total_cents` should be'],
    ['order.status == "x"', { order: 'A1' }, '`order` should be an object'],
    ['now < timestamp(order.status)', { ...VALUES, order: { status: 'soon' } }, 'timestamp'],
    ['now < now', { now: 'today' }, '`now` should be an instant'],
    ['orders[7].status == "x"', VALUES, 'out of bounds'],
    ['order.total_cents / 0 > 1', VALUES, 'divi'],
    ['9007199254740991 + 1', VALUES, 'too large'],
    ['min(numbers)', { numbers: [] }, 'empty list'],
    ['some.text > 1', VALUES, 'overload'],
    ['some.constructor', VALUES, '`constructor`'],
    ['some.__proto__', VALUES, '`__proto__`'],
  ])('%s', (source, values, part) => {
    expect(errorOf(source, values)).toContain(part);
  });

  test('a result of another type than asked for is an error too', () => {
    expect(errorOf('some.text', VALUES, 'bool')).toContain('should be true or false');
  });

  test('what is not needed may be absent', () => {
    expect(resultOf('size(orders) == 0 || order.status == "pending"', { orders: [] })).toBe(true);
  });
});

describe('explanations', () => {
  function explained(source: string) {
    const compiled = compile(source, DECLARED);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults));
    return explain(compiled.program, VALUES);
  }

  test('tell the fields that were read, those of every element, and what is absent', () => {
    expect(explained('order.status == "pending" && !has(order.placed_at)')).toEqual({
      'order.status': 'pending',
      'order.placed_at': null,
    });
    expect(explained('orders.exists(o, o.status == "pending" && o.total_cents > 1)')).toEqual({
      'orders[*].status': ['pending', 'delivered'],
      'orders[*].total_cents': [3000, 3000],
    });
    expect(explained('orders.filter(o, o.status == "x").map(p, p.id)')).toEqual({
      'orders[*].status': ['pending', 'delivered'],
      'orders[*].id': ['A1', 'A2'],
    });
    expect(explained('order.lines[1].name == "Lamp" || size(order.lines) > 2')).toEqual({
      'order.lines[1].name': 'Lamp',
      'size(order.lines)': 2,
    });
  });

  test('tell a whole object by its id', () => {
    expect(explained('order != null')).toEqual({ order: { id: 'A1' } });
  });

  test('know the variables of an expression without declarations', () => {
    expect(freeVariables('a.b > c && d.exists(x, x == e) && size(f) > 0')).toEqual(['a', 'c', 'd', 'e', 'f']);
    expect(freeVariables('a >')).toEqual([]);
  });
});

const whole = fc.integer({ min: -1000, max: 1000 });
type Arithmetic = { source: string; value: number };
const arithmetic: fc.Arbitrary<Arithmetic> = fc.letrec<{ node: Arithmetic }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    whole.map((n) => ({ source: n < 0 ? `(${n})` : String(n), value: n })),
    fc.tuple(tie('node'), fc.constantFrom('+', '-', '*'), tie('node')).map(([a, sign, b]) => ({
      source: `(${a.source} ${sign} ${b.source})`,
      value: sign === '+' ? a.value + b.value : sign === '-' ? a.value - b.value : a.value * b.value,
    })),
  ),
})).node;

test('whole-number arithmetic agrees with ours wherever JSON can hold the result', () => {
  fc.assert(
    fc.property(arithmetic, ({ source, value }) => {
      const compiled = compile(source, {}, 'int');
      if (!compiled.ok) return;
      const result = evaluate(compiled.program, {});
      if (Number.isSafeInteger(value)) expect(result).toEqual({ ok: true, value: value + 0 });
      else expect(result.ok).toBe(false);
    }),
  );
});

test('any text is either read or refused with a place in it', () => {
  const piece = fc.constantFrom(
    'order',
    '.',
    'status',
    '==',
    '"a"',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '&&',
    '!',
    '1',
    ' ',
    "'",
    '\\',
    '\n',
    'now',
    ',',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 20 }).map((parts) => parts.join('')),
      ),
      (source) => {
        const compiled = compile(source, DECLARED);
        if (compiled.ok) {
          evaluate(compiled.program, VALUES);
          return;
        }
        expect(compiled.faults.length).toBeGreaterThan(0);
        for (const { offset } of compiled.faults) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset).toBeLessThanOrEqual(source.length);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('any JSON value that an expression gives back is the one that went in', () => {
  const json = fc.jsonValue({ maxDepth: 3 }).map((value): Json => JSON.parse(JSON.stringify(value)));
  fc.assert(
    fc.property(json, (value) => {
      expect(resultOf('[some]', { some: value })).toEqual([value]);
    }),
  );
});
