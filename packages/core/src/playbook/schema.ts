import { z } from 'zod';
import { nearest } from '../lib/nearest.ts';

/** Any schema of zod. */
export type Schema = z.core.$ZodType;

/** The schema without what makes it optional. */
export function unwrapped(schema: Schema): { schema: Schema; optional: boolean } {
  let inner = schema;
  let optional = false;
  while (
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodExactOptional ||
    inner instanceof z.ZodDefault
  ) {
    inner = inner.unwrap();
    optional = true;
  }
  return { schema: inner, optional };
}

/** The form of a union that somebody meant who wrote this value: the one whose keys it has, above all the first of them; null when it is like none. */
export function meantBy(options: readonly Schema[], value: unknown): Schema | null {
  const fits = options.map((option) => fit(option, value));
  const best = Math.max(...fits);
  return best > 0 ? (options[fits.indexOf(best)] ?? null) : null;
}

const FIRST_KEY = 3;

function fit(schema: Schema, value: unknown): number {
  if (schema instanceof z.ZodString) return typeof value === 'string' ? 1 : 0;
  if (schema instanceof z.ZodNumber) return typeof value === 'number' ? 1 : 0;
  if (schema instanceof z.ZodBoolean) return typeof value === 'boolean' ? 1 : 0;
  if (schema instanceof z.ZodArray) return Array.isArray(value) ? 1 : 0;
  if (schema instanceof z.ZodLiteral) return [...schema.values].some((one) => one === value) ? 1 : 0;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 0;
  const keys = Object.keys(value);
  if (schema instanceof z.ZodRecord)
    return Object.values(value).every((one) => typeof one === 'string') ? FIRST_KEY : 1;
  if (!(schema instanceof z.ZodObject)) return 0;
  return Object.keys(schema.shape).reduce((sum, known, at) => {
    const weight = at === 0 ? FIRST_KEY : 1;
    if (keys.includes(known)) return sum + 2 * weight;
    return nearest(known, keys) === null ? sum : sum + weight;
  }, 0);
}

/** What a value of the schema is, in the words of those who write YAML. */
export function describe(schema: Schema): string {
  const inner = unwrapped(schema).schema;
  if (inner instanceof z.ZodString) return 'a text';
  if (inner instanceof z.ZodNumber) return 'a number';
  if (inner instanceof z.ZodBoolean) return 'true or false';
  if (inner instanceof z.ZodArray) return 'a list';
  if (inner instanceof z.ZodLiteral) return `\`${[...inner.values].join(' or ')}\``;
  if (inner instanceof z.ZodEnum) return `one of ${inner.options.join(', ')}`;
  if (inner instanceof z.ZodObject) return `an object with the keys ${Object.keys(inner.shape).join(', ')}`;
  if (inner instanceof z.ZodRecord) return 'names with values, such as `name: value`';
  if (inner instanceof z.ZodUnion) return describeUnion(inner.options);
  return 'a value';
}

function describeUnion(options: readonly Schema[]): string {
  const keys = options.flatMap((one) =>
    one instanceof z.ZodObject ? Object.keys(one.shape).slice(0, 1) : [],
  );
  if (keys.length === options.length) return `an object with one of the keys ${keys.join(', ')}`;
  return options.map(describe).join(', or ');
}

/** Texts of which any format in a document takes one. */
const EXAMPLES = ['', 'x', 'XXX', '00:00-24:00', '2000-01-01'];

function enough(list: z.ZodArray): unknown[] {
  const issue = list.safeParse([]).error?.issues[0];
  const least = issue?.code === 'too_small' ? Number(issue.minimum) : 0;
  return Array.from({ length: least }, () => stub(list.element));
}

/** A value that stands in for one that is missing: of the right kind, with as little in it as can be. */
export function stub(schema: Schema): unknown {
  const inner = unwrapped(schema).schema;
  if (inner instanceof z.ZodString) return EXAMPLES.find((one) => inner.safeParse(one).success) ?? '';
  if (inner instanceof z.ZodNumber) return 1;
  if (inner instanceof z.ZodBoolean) return false;
  if (inner instanceof z.ZodArray) return enough(inner);
  if (inner instanceof z.ZodLiteral) return [...inner.values][0];
  if (inner instanceof z.ZodEnum) return inner.options[0];
  if (inner instanceof z.ZodUnion) return inner.options[0] ? stub(inner.options[0]) : null;
  if (!(inner instanceof z.ZodObject)) return {};
  const needed = Object.entries(inner.shape).filter(([, one]) => !unwrapped(one).optional);
  return Object.fromEntries(needed.map(([key, one]) => [key, stub(one)]));
}
