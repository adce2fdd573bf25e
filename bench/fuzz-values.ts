import fc from 'fast-check';
import { z } from 'zod';
import type { Schema } from './fuzz-description.ts';

const Read = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.json()).optional(),
  const: z.json().optional(),
  anyOf: z.array(z.record(z.string(), z.unknown())).optional(),
  oneOf: z.array(z.record(z.string(), z.unknown())).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  items: z.record(z.string(), z.unknown()).optional(),
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  required: z.array(z.string()).optional(),
});
type Read = z.infer<typeof Read>;

/** Names under which answers hand out what later requests may name, and what a request's field of that name is filled with. */
export type Known = (name: string) => readonly string[];

const LONGEST_TEXT = 9_000;
const MOST_ENTRIES = 5;

/** Values that a schema takes; a field is now and then filled with what an answer gave under its name. */
export function fitting(schema: Schema, known: Known, name = ''): fc.Arbitrary<unknown> {
  const read = Read.parse(schema);
  const given = known(name);
  const made = madeBy(read, known, name);
  return given.length === 0 ? made : fc.oneof(made, fc.constantFrom(...given));
}

function madeBy(read: Read, known: Known, name: string): fc.Arbitrary<unknown> {
  if (read.const !== undefined) return fc.constant(read.const);
  if (read.enum !== undefined) return fc.constantFrom(...read.enum);
  const kinds = read.anyOf ?? read.oneOf;
  if (kinds !== undefined) return fc.oneof(...kinds.map((kind) => fitting(kind, known, name)));
  const type = Array.isArray(read.type) ? read.type[0] : read.type;
  switch (type) {
    case 'string':
      return text(read, name);
    case 'integer':
      return fc.oneof(
        fc.integer({ min: 0, max: 20 }).filter((value) => within(read, value)),
        fc
          .maxSafeInteger()
          .map((value) => Math.min(read.maximum ?? value, Math.max(read.minimum ?? value, value))),
      );
    case 'number':
      return fc.double({ noNaN: true, min: read.minimum ?? -1e9, max: read.maximum ?? 1e9 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const size = {
        minLength: read.minItems ?? 0,
        maxLength: Math.min(read.maxItems ?? MOST_ENTRIES, MOST_ENTRIES),
      };
      return fc.array(fitting(read.items ?? {}, known, name), size);
    }
    case 'object':
      return record(read, known);
    default:
      return fc.jsonValue();
  }
}

function within({ minimum, maximum }: Read, value: number): boolean {
  return value >= (minimum ?? value) && value <= (maximum ?? value);
}

function record(read: Read, known: Known): fc.Arbitrary<unknown> {
  const fields = Object.entries(read.properties ?? {});
  const model = Object.fromEntries(fields.map(([key, schema]) => [key, fitting(schema, known, key)]));
  return fc.record(model, { requiredKeys: (read.required ?? []).filter((key) => key in model) });
}

/** What people and attackers write. */
const SAYINGS = [
  'where is my order',
  'cancel the order #H1000001',
  'I want to talk to a person',
  'yes',
  'no, the other one',
  'thanks',
  'never mind',
  '¿dónde está mi pedido?',
  'مرحبا، أين طلبي؟',
  '👍🏽 🇪🇸',
  '\u202egnp.exe',
  '\u0000\u0007\u001b',
  '\ud800',
  '<img src=x onerror=alert(1)>',
  '{{ buyer.email }}',
  "'; drop table events; --",
  'order.total_cents > 0 || true',
  'it came on 2026-02-31 at 99:99',
  'x'.repeat(8_000),
  '__proto__',
  '../../etc/passwd',
];

function text(read: Read, name: string): fc.Arbitrary<string> {
  const size = {
    minLength: read.minLength ?? 0,
    maxLength: Math.min(read.maxLength ?? LONGEST_TEXT, LONGEST_TEXT),
  };
  const fits = (value: string) => value.length >= size.minLength && value.length <= size.maxLength;
  if (read.format === 'date-time')
    return fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
      .map((date) => date.toISOString());
  if (read.pattern !== undefined && read.format === undefined)
    return matching(new RegExp(read.pattern, 'u')).filter(fits);
  if (name === 'email') return fc.emailAddress();
  return fc.oneof(
    fc.constantFrom(...SAYINGS).filter(fits),
    fc.string({ unit: 'binary', ...size, maxLength: Math.min(size.maxLength, Math.max(60, size.minLength)) }),
  );
}

function matching(pattern: RegExp): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(pattern);
  } catch {
    // It knows no classes of Unicode: what such patterns allow is found by trying.
    return fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((text) => pattern.test(text));
  }
}

const Fields = z.record(z.string(), z.unknown());

/** A value that was right, with one thing wrong in it. */
export function spoilt(right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const wrong = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(null, '', -1, 1e308, 2 ** 53, [], {}, true, 'x'.repeat(20_000), '\u0000'),
  );
  return fc
    .tuple(right, fc.nat(), wrong, fc.constantFrom('drop', 'replace', 'add', 'whole'))
    .map(([value, at, bad, how]) => {
      const fields = Fields.safeParse(value);
      const keys = fields.success && !Array.isArray(value) ? Object.keys(fields.data) : [];
      const key = keys[at % Math.max(1, keys.length)];
      if (key === undefined || how === 'whole' || !fields.success) return bad;
      if (how === 'add') return { ...fields.data, [`extra${at % 7}`]: bad };
      const { [key]: _, ...others } = fields.data;
      return how === 'drop' ? others : { ...others, [key]: bad };
    });
}
