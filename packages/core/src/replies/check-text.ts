import type { Liquid, Template } from 'liquidjs';
import type { Declarations, Fault, VarType } from '../expression/expression.ts';
import { nearest } from '../lib/nearest.ts';
import { DATE_STYLES } from './filters.ts';
import { filterNames, TAGS } from './liquid.ts';

/** Kinds of mistakes in a reply beside those in its expressions. */
export const TEMPLATE_FAULT_CODES = [
  'reply.syntax',
  'reply.unknown_filter',
  'reply.unknown_tag',
  'reply.unknown_variable',
  'reply.unknown_field',
  'reply.date_style',
  'reply.missing_language',
  'reply.unknown_language',
  'reply.row',
] as const;
/** One of {@link TEMPLATE_FAULT_CODES}. */
export type TemplateFaultCode = (typeof TEMPLATE_FAULT_CODES)[number];

/** A mistake and the way out, with its place in the text or expression. */
export type PlacedWords = {
  code: TemplateFaultCode | Fault['code'];
  message: string;
  mend: string;
  offset: number;
};

/** Mistakes of one Liquid text, those that can be found in one pass. */
export function textFaults(engine: Liquid, source: string, declared: Declarations | null): PlacedWords[] {
  const faults = styleFaults(source);
  const templates = parseForgiving(engine, source, faults);
  if (templates && declared) faults.push(...nameFaults(engine, templates, { source, declared }));
  return faults;
}

/** Reads a text. An unknown filter is told and taken as known for the rest of this text, so that what follows is read too. */
function parseForgiving(engine: Liquid, source: string, faults: PlacedWords[]): Template[] | null {
  const unknown: string[] = [];
  try {
    for (;;) {
      const parsed = parse(engine, source);
      if ('templates' in parsed) return parsed.templates;
      faults.push(parsed.fault);
      if (parsed.filter === null) return null;
      unknown.push(parsed.filter);
      engine.registerFilter(parsed.filter, (value: unknown) => value);
    }
  } finally {
    for (const name of unknown) engine.unregisterFilter(name);
  }
}

type Parsed = { templates: Template[] } | { fault: PlacedWords; filter: string | null };

function parse(engine: Liquid, source: string): Parsed {
  try {
    return { templates: engine.parse(source) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const offset = beginOf(error);
    const what = error.message.replace(/, line:\d+, col:\d+$/, '');
    const filter = /^undefined filter: (.*)$/.exec(what)?.[1];
    if (filter !== undefined)
      return {
        fault: unknownName('filter', filter, {
          names: filterNames(),
          offset: source.indexOf(filter, offset),
        }),
        filter,
      };
    const tag = /^tag "(.*)" not found$/.exec(what)?.[1];
    if (tag !== undefined && !/^(end|else|elsif|when)/.test(tag)) {
      return {
        fault: unknownName('tag', tag, { names: TAGS, offset: source.indexOf(tag, offset) }),
        filter: null,
      };
    }
    const message =
      tag === undefined ? `The text cannot be read: ${what}.` : `\`${tag}\` closes or continues nothing.`;
    const mend = 'Write it as Liquid: `{{ value | filter }}`, `{% if … %} … {% endif %}`.';
    return { fault: { code: 'reply.syntax', message, mend, offset }, filter: null };
  }
}

function unknownName(
  kind: 'filter' | 'tag',
  name: string,
  known: { names: string[]; offset: number },
): PlacedWords {
  const near = nearest(name, known.names);
  return {
    code: kind === 'filter' ? 'reply.unknown_filter' : 'reply.unknown_tag',
    message: `There is no ${kind} \`${name}\` for texts.`,
    mend: near ? `Did you mean \`${near}\`?` : `What there is: ${known.names.join(', ')}.`,
    offset: known.offset,
  };
}

function beginOf(error: Error): number {
  if (!('token' in error)) return 0;
  const { token } = error;
  if (typeof token !== 'object' || token === null || !('begin' in token)) return 0;
  return typeof token.begin === 'number' ? token.begin : 0;
}

function styleFaults(source: string): PlacedWords[] {
  const found = source.matchAll(/\|\s{0,20}date\s{0,20}:\s{0,20}(["'])([^"'\n]{0,40})\1/g);
  return [...found]
    .filter((match) => !DATE_STYLES.some((style) => style === match[2]))
    .map((match) => ({
      code: 'reply.date_style',
      message: `\`date\` does not know "${match[2]}".`,
      mend: `Write one of ${DATE_STYLES.map((style) => `"${style}"`).join(', ')}.`,
      offset: match.index,
    }));
}

/** Names that a text reads and that nobody gives it. Names it makes itself are its own; those of a loop are elements of its list. */
function nameFaults(
  engine: Liquid,
  templates: Template[],
  about: { source: string; declared: Declarations },
): PlacedWords[] {
  const { source, declared } = about;
  const { variables, globals } = engine.analyzeSync(templates, { partials: false });
  const loops = loopVariables(source, declared);
  const faults: PlacedWords[] = [];
  for (const [name, uses] of Object.entries(variables)) {
    const outside = new Set((globals[name] ?? []).map(({ location }) => offsetOf(source, location)));
    for (const { segments, location } of uses) {
      const offset = offsetOf(source, location);
      const seen = outside.has(offset) ? declared : Object.hasOwn(loops, name) ? loops : null;
      const fault = seen && pathFault(segments, seen);
      if (fault) faults.push({ ...fault, offset });
    }
  }
  return faults;
}

/** The variables of `{% for x in order.lines %}`; of a name that two loops use for different things nothing is known. */
function loopVariables(source: string, declared: Declarations): Declarations {
  const loops: Declarations = {};
  for (const [, name = '', path = ''] of source.matchAll(
    /\{%-?\s{0,20}for\s{1,20}(\w{1,60})\s{1,20}in\s{1,20}([\w.]{1,200})/g,
  )) {
    let type: VarType = { fields: { ...declared, ...loops } };
    for (const field of path.split('.')) {
      type =
        typeof type === 'object' && 'fields' in type && Object.hasOwn(type.fields, field)
          ? type.fields[field]!
          : 'any';
    }
    const element: VarType = typeof type === 'object' && 'list' in type ? type.list : 'any';
    loops[name] = Object.hasOwn(loops, name) && loops[name] !== element ? 'any' : element;
  }
  return loops;
}

function offsetOf(source: string, { row, col }: { row: number; col: number }): number {
  const before = source.split('\n').slice(0, row - 1);
  return before.reduce((length, line) => length + line.length + 1, 0) + col - 1;
}

/** What Liquid itself adds to lists and texts. */
const OF_LISTS = ['size', 'first', 'last'];

function pathFault(segments: readonly unknown[], declared: Declarations): Omit<PlacedWords, 'offset'> | null {
  let type: VarType = { fields: declared };
  let path = '';
  for (const [at, segment] of segments.entries()) {
    if (type === 'any') return null;
    const name = typeof segment === 'string' ? segment : null;
    if (typeof type === 'string') {
      return name === 'size' ? null : missing({ path, name: String(name), names: [] }, 'reply.unknown_field');
    }
    if ('list' in type) {
      if (name !== null && !OF_LISTS.includes(name))
        return missing({ path, name, names: OF_LISTS }, 'reply.unknown_field');
      if (name === 'size') return null;
      type = type.list;
    } else if ('map' in type) {
      type = type.map;
    } else {
      if (name === null) return null;
      const field: VarType | undefined = Object.hasOwn(type.fields, name)
        ? type.fields[name]
        : type.open
          ? 'any'
          : undefined;
      const code = at === 0 ? 'reply.unknown_variable' : 'reply.unknown_field';
      if (field === undefined) return missing({ path, name, names: Object.keys(type.fields) }, code);
      type = field;
    }
    path = path === '' ? (name ?? '') : `${path}.${name ?? '…'}`;
  }
  return null;
}

function missing(
  { path, name, names }: { path: string; name: string; names: string[] },
  code: 'reply.unknown_variable' | 'reply.unknown_field',
): Omit<PlacedWords, 'offset'> {
  const near = nearest(name, names);
  const none = names.length === 0 ? 'Use the value itself.' : `What there is: ${names.join(', ')}.`;
  const what =
    code === 'reply.unknown_variable'
      ? `There is no variable \`${name}\`.`
      : `\`${path}\` has no field \`${name}\`.`;
  return { code, message: what, mend: near ? `Did you mean \`${near}\`?` : none };
}
