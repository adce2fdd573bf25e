import { Liquid } from 'liquidjs';
import { Bug } from '../lib/assert.ts';
import { kindOf } from '../lib/kind.ts';
import { localeOf } from '../lib/locales.ts';
import { type Formats, filtersOf } from './filters.ts';

/**
 * Filters of Liquid that may be used. Left out are those that read the clock (`date`, replaced), roll dice (`sample`), depend
 * on the machine's language (`sort_natural`), evaluate texts (`where_exp`, …) or write markup (`newline_to_br`, …).
 */
const FILTERS = [
  ...[
    'append',
    'prepend',
    'upcase',
    'downcase',
    'capitalize',
    'strip',
    'lstrip',
    'rstrip',
    'strip_newlines',
    'squish',
  ],
  ...[
    'replace',
    'replace_first',
    'remove',
    'remove_first',
    'truncate',
    'truncatewords',
    'split',
    'slice',
    'default',
  ],
  ...[
    'first',
    'last',
    'size',
    'join',
    'map',
    'where',
    'reject',
    'find',
    'sort',
    'reverse',
    'uniq',
    'compact',
    'concat',
    'sum',
  ],
  ...[
    'plus',
    'minus',
    'times',
    'divided_by',
    'modulo',
    'round',
    'floor',
    'ceil',
    'abs',
    'at_least',
    'at_most',
  ],
];

/** Tags that may be used: those that neither read files nor keep state of their own. */
export const TAGS = [
  'if',
  'unless',
  'case',
  'for',
  'break',
  'continue',
  'assign',
  'capture',
  'comment',
  'raw',
  'echo',
  '#',
];

const PARSE_LIMIT = 20_000;
const MEMORY_LIMIT = 100_000;

/** A Liquid engine for one language that reads nothing but the values given. No time limit: it would make a text depend on the machine. */
export function liquidFor(language: string, formats: Formats): Liquid {
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    relativeReference: false,
    templates: {},
    parseLimit: PARSE_LIMIT,
    memoryLimit: MEMORY_LIMIT,
    outputEscape: (value: unknown) => plain(value, language),
  });
  for (const name of Object.keys(engine.filters)) if (!FILTERS.includes(name)) engine.unregisterFilter(name);
  for (const name of Object.keys(engine.tags)) if (!TAGS.includes(name)) delete engine.tags[name];
  for (const [name, filter] of Object.entries(filtersOf(language, formats)))
    engine.registerFilter(name, filter);
  return engine;
}

/** The names of all filters that a text may use. */
export function filterNames(): string[] {
  return [...FILTERS, ...Object.keys(filtersOf('en', { zone: 'UTC', currency: 'USD' }))];
}

/** A value in a sentence. Lists and objects have no plain form: the text must say how. */
function plain(value: unknown, language: string): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value).replace('.', localeOf(language).decimal);
  if (typeof value === 'boolean') return String(value);
  throw new Bug(`a list or an object cannot be told as it is: ${kindOf(value)}`);
}
