import { z } from 'zod';
import { must } from '../lib/assert.ts';
import { nearest } from '../lib/nearest.ts';
import type { Problem } from '../problems.ts';
import { isWritten, type Place, placeKey, type Source } from './place.ts';
import { describe, meantBy, type Schema, stub, unwrapped } from './schema.ts';
import { type Mistake, problemAt, problemAtKey } from './source.ts';

/** The mistakes in the shape of a document, and a value that has the shape: what was meant, where that can be told. */
export type Shaped = { problems: Problem[]; mended: unknown };

/**
 * Goes through a document beside its schema. Every mistake is told at its place, and mended in the value that comes back (a
 * misspelt key is read as the one that was meant), so that the rest of the document can be checked in the same pass.
 */
export function shapeOf(source: Source, schema: Schema, value: unknown): Shaped {
  const shaping: Shaping = { source, problems: [] };
  const mended = walk(shaping, { schema, place: [] }, value);
  return { problems: shaping.problems, mended };
}

type Shaping = { source: Source; problems: Problem[] };
type Here = { schema: Schema; place: Place };

function walk(shaping: Shaping, { schema, place }: Here, value: unknown): unknown {
  const inner = unwrapped(schema);
  if (value === undefined || value === null) {
    if (inner.optional && !isWritten(shaping.source, place)) return undefined;
    tell(shaping, place, missing(place, inner.schema));
    return inner.optional ? undefined : standIn(shaping, { schema: inner.schema, place });
  }
  const here = { schema: inner.schema, place };
  if (here.schema instanceof z.ZodUnion) {
    const meant = meantBy(here.schema.options, value);
    if (meant) return walk(shaping, { schema: meant, place }, value);
    tell(shaping, place, wrongKind(describe(here.schema), value));
    return standIn(shaping, here);
  }
  if (here.schema instanceof z.ZodObject) return walkObject(shaping, here.schema, { place, value });
  if (here.schema instanceof z.ZodRecord) return walkRecord(shaping, here.schema, { place, value });
  if (here.schema instanceof z.ZodArray) return walkArray(shaping, here.schema, { place, value });
  return leaf(shaping, here, value);
}

/** What stands in for a value that is missing or not understood. */
function standIn(shaping: Shaping, { schema, place }: Here): unknown {
  const name = place.at(-2);
  if (place.at(-1) === 'kind' && typeof name === 'string') shaping.source.guessed.add(name);
  return stub(schema);
}

type Found = { place: Place; value: unknown };

function walkObject(shaping: Shaping, schema: z.ZodObject, { place, value }: Found): unknown {
  const shape: { [key: string]: Schema } = schema.shape;
  const known = Object.keys(shape);
  if (!isMapping(value)) {
    tell(shaping, place, wrongKind(`an object with the keys ${known.join(', ')}`, value));
    return standIn(shaping, { schema, place });
  }
  const given = new Map(Object.entries(value));
  for (const key of Object.keys(value)) {
    if (Object.hasOwn(shape, key)) continue;
    const free = known.filter((one) => !given.has(one));
    const close = nearest(key, free);
    const mend = close ? `Did you mean \`${close}\`?` : `The keys here are ${known.join(', ')}.`;
    const what: Mistake = { code: 'document.shape', message: `There is no key "${key}" here.`, mend };
    shaping.problems.push(problemAtKey(shaping.source, [place, key], what));
    if (close) {
      given.set(close, given.get(key));
      shaping.source.renamed.set(placeKey([...place, close]), key);
    }
    given.delete(key);
  }
  const entries = known.map((key): [string, unknown] => {
    const child = { schema: must(shape[key], key), place: [...place, key] };
    return [key, walk(shaping, child, given.get(key))];
  });
  return Object.fromEntries(entries.filter(([, one]) => one !== undefined));
}

function walkRecord(shaping: Shaping, schema: z.ZodRecord, { place, value }: Found): unknown {
  if (!isMapping(value)) {
    tell(shaping, place, wrongKind(describe(schema), value));
    return {};
  }
  const keys = schema.keyType instanceof z.ZodEnum ? schema.keyType.options.map(String) : null;
  const entries = Object.entries(value).flatMap(([key, one]): [string, unknown][] => {
    if (keys && !keys.includes(key)) {
      const close = nearest(key, keys);
      const mend = close ? `Did you mean \`${close}\`?` : `The keys here are ${keys.join(', ')}.`;
      const what: Mistake = { code: 'document.shape', message: `There is no key "${key}" here.`, mend };
      shaping.problems.push(problemAtKey(shaping.source, [place, key], what));
      return [];
    }
    return [[key, walk(shaping, { schema: schema.valueType, place: [...place, key] }, one)]];
  });
  return Object.fromEntries(entries);
}

function walkArray(shaping: Shaping, schema: z.ZodArray, { place, value }: Found): unknown {
  const element: Schema = schema.element;
  if (!Array.isArray(value)) {
    const mend = `Write each entry on a line of its own, with \`- \` before it${typeof value === 'string' ? `, or \`[${value}]\`` : ''}.`;
    tell(shaping, place, { ...wrongKind('a list', value), mend });
    return walk({ source: shaping.source, problems: [] }, { schema, place }, [value]);
  }
  const list: unknown[] = value.map((one: unknown, at) =>
    walk(shaping, { schema: element, place: [...place, at] }, one),
  );
  for (const issue of z.safeParse(schema, list).error?.issues ?? []) {
    if (issue.path.length > 0) continue;
    if (issue.code === 'too_big') {
      const most = Number(issue.maximum);
      tell(shaping, [...place, most], {
        code: 'document.shape',
        message: `Here may be at most ${most} entries; there are ${list.length}.`,
        mend: 'Take out what is too much.',
      });
      list.length = most;
    }
    if (issue.code !== 'too_small') continue;
    const least = Number(issue.minimum);
    tell(shaping, place, {
      code: 'document.shape',
      message: `Here must be at least ${least} ${least === 1 ? 'entry' : 'entries'}; there ${list.length === 1 ? 'is' : 'are'} ${list.length}.`,
      mend: 'Add what is missing.',
    });
    while (list.length < least)
      list.push(standIn(shaping, { schema: element, place: [...place, list.length] }));
  }
  return list;
}

function leaf(shaping: Shaping, { schema, place }: Here, value: unknown): unknown {
  const parsed = z.safeParse(schema, value);
  const issue = parsed.error?.issues[0];
  if (!issue) return value;
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    const close = nearest(String(value), allowed);
    const one = allowed.length === 1 ? `It is \`${allowed[0]}\`.` : `It is one of ${allowed.join(', ')}.`;
    tell(shaping, place, {
      code: 'document.shape',
      message: `${shown(value)} is not possible here.`,
      mend: close ? `Did you mean \`${close}\`?` : one,
    });
    return close ?? standIn(shaping, { schema, place });
  }
  const what =
    issue.code === 'invalid_type'
      ? wrongKind(describe(schema), value)
      : { ...wrongKind(describe(schema), value), mend: limitOf(issue) };
  tell(shaping, place, what);
  if (schema instanceof z.ZodString && (typeof value === 'number' || typeof value === 'boolean'))
    return String(value);
  return standIn(shaping, { schema, place });
}

function limitOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small') return `The least is ${String(issue.minimum)}.`;
  if (issue.code === 'too_big') return `The most is ${String(issue.maximum)}.`;
  if (issue.code === 'invalid_format' && issue.pattern) return `It is written as ${issue.pattern}.`;
  return 'Correct the value.';
}

function missing(place: Place, schema: Schema): Mistake {
  const key = String(place.at(-1) ?? '');
  const wanted = describe(schema);
  return {
    code: 'document.shape',
    message: `"${key}" is missing here.`,
    mend: `Write \`${key}:\` and ${wanted}.`,
  };
}

function wrongKind(wanted: string, value: unknown): Mistake {
  return {
    code: 'document.shape',
    message: `Here must be ${wanted}, not ${shown(value)}.`,
    mend: `Write ${wanted}.`,
  };
}

function tell(shaping: Shaping, place: Place, what: Mistake): void {
  shaping.problems.push(problemAt(shaping.source, place, what));
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isMapping(value)) return 'an object';
  return typeof value === 'string' ? `"${value.slice(0, 40)}"` : String(value);
}

function isMapping(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
