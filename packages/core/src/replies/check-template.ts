import type { Liquid, Template } from 'liquidjs';
import {
  compile,
  type Declarations,
  type Fault,
  freeVariables,
  type VarType,
} from '../expression/expression.ts';
import { nearest } from '../lib/nearest.ts';
import { DATE_STYLES } from './filters.ts';
import { filterNames, TAGS } from './liquid.ts';
import type { CardRow, ReplyTemplate, Text } from './reply.ts';

/** A mistake in a reply. `path` leads to the text or expression in the template; `offset`, `line` and `column` are the place in it, the last two from 1. */
export type TemplateFault = {
  code: TemplateFaultCode | Fault['code'];
  message: string;
  mend: string;
  path: (string | number)[];
  offset: number;
  line: number;
  column: number;
};

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
export type TemplateFaultCode = (typeof TEMPLATE_FAULT_CODES)[number];

type Words = { code: TemplateFault['code']; message: string; mend: string; offset: number };
type Checking = {
  languages: readonly string[];
  engine: Liquid;
  declared: Declarations | null;
  faults: TemplateFault[];
};
/** One part of a template: where it is, and what may be read there. */
type Part = { path: (string | number)[]; declared: Declarations | null };

/** All mistakes of a reply; with `declared` also the names that it may not read. */
export function checkTemplate(
  template: ReplyTemplate,
  how: { languages: readonly string[]; engine: Liquid; declared: Declarations | null },
): TemplateFault[] {
  const declared = how.declared && asWritten(how.declared);
  const checking: Checking = { ...how, declared, faults: [] };
  checkText(checking, template.text, { path: ['text'], declared });
  const { card } = template;
  if (!card) return checking.faults;
  checkText(checking, card.title, { path: ['card', 'title'], declared });
  if (card.reference) checkText(checking, card.reference, { path: ['card', 'reference'], declared });
  for (const [at, row] of card.rows.entries()) checkRow(checking, row, ['card', 'rows', at]);
  return checking.faults;
}

/** Values reach a text as JSON: instants as ISO 8601 texts, numbers with or without decimals alike. */
function asWritten(declared: Declarations): Declarations {
  return Object.fromEntries(Object.entries(declared).map(([name, type]) => [name, written(type)]));
}

function written(type: VarType): VarType {
  if (type === 'timestamp' || type === 'duration') return 'string';
  if (type === 'double') return 'any';
  if (typeof type === 'string') return type;
  if ('list' in type) return { list: written(type.list) };
  if ('map' in type) return { map: written(type.map) };
  return { ...type, fields: asWritten(type.fields) };
}

function report(checking: Checking, words: Words, at: { path: (string | number)[]; source: string }): void {
  const before = at.source.slice(0, words.offset).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  checking.faults.push({ ...words, path: at.path, line: before.length, column });
}

function checkRow(checking: Checking, row: CardRow, path: (string | number)[]): void {
  let { declared } = checking;
  if (row.each !== undefined) {
    const { each } = row;
    const type = checkExpression(
      checking,
      { source: each, expects: { list: 'any' } },
      { path: [...path, 'each'], declared },
    );
    declared = declared && { ...declared, it: elementOf(type) };
  }
  if (row.when !== undefined) {
    checkExpression(checking, { source: row.when, expects: 'bool' }, { path: [...path, 'when'], declared });
  }
  for (const key of ['label', 'value', 'from', 'to'] as const) {
    const text = row[key];
    if (text) checkText(checking, text, { path: [...path, key], declared });
  }
  const whole = row.value ? !row.from && !row.to : row.from && row.to;
  if (whole) return;
  const message = 'A row tells one value or a change from one to another.';
  const words: Words = {
    code: 'reply.row',
    message,
    mend: 'Write `value` alone, or `from` and `to`.',
    offset: 0,
  };
  report(checking, words, { path, source: '' });
}

function checkExpression(
  checking: Checking,
  asked: { source: string; expects: VarType },
  { path, declared }: Part,
): VarType {
  const { source, expects } = asked;
  const compiled = compile(source, declared ?? undeclared(source), expects);
  if (compiled.ok) return compiled.program.type;
  for (const fault of compiled.faults) report(checking, fault, { path, source });
  return 'any';
}

/** Without declarations every variable may be read, and be anything. */
export function undeclared(source: string): Declarations {
  return Object.fromEntries(freeVariables(source).map((name) => [name, 'any' as const]));
}

function elementOf(type: VarType): VarType {
  return typeof type === 'object' && 'list' in type ? type.list : 'any';
}

function checkText(checking: Checking, text: Text, part: Part): void {
  const { languages } = checking;
  const missing = languages.filter((language) => !Object.hasOwn(text, language));
  if (missing.length > 0) {
    const message = `The text is missing in ${missing.join(', ')}.`;
    const words: Words = {
      code: 'reply.missing_language',
      message,
      mend: 'Write it in every language of the playbook.',
      offset: 0,
    };
    report(checking, words, { path: part.path, source: '' });
  }
  for (const [language, source] of Object.entries(text)) {
    const path = [...part.path, language];
    if (!languages.includes(language)) {
      const message = `\`${language}\` is not a language of the playbook.`;
      const words: Words = {
        code: 'reply.unknown_language',
        message,
        mend: `Its languages: ${languages.join(', ')}.`,
        offset: 0,
      };
      report(checking, words, { path, source });
    }
    const parsed = parseLiquid(checking.engine, source);
    if ('code' in parsed) {
      report(checking, parsed, { path, source });
      continue;
    }
    for (const fault of styleFaults(source)) report(checking, fault, { path, source });
    for (const fault of nameFaults(checking.engine, parsed.templates, { source, declared: part.declared })) {
      report(checking, fault, { path, source });
    }
  }
}

function parseLiquid(engine: Liquid, source: string): { templates: Template[] } | Words {
  try {
    return { templates: engine.parse(source) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const offset = beginOf(error);
    const what = error.message.replace(/, line:\d+, col:\d+$/, '');
    const filter = /^undefined filter: (.*)$/.exec(what)?.[1];
    if (filter !== undefined) return unknownName('filter', filter, { names: filterNames(), offset });
    const tag = /^tag "(.*)" not found$/.exec(what)?.[1];
    if (tag !== undefined && !/^(end|else|elsif|when)/.test(tag))
      return unknownName('tag', tag, { names: TAGS, offset });
    const closing =
      tag === undefined ? `The text cannot be read: ${what}.` : `\`${tag}\` closes or continues nothing.`;
    return {
      code: 'reply.syntax',
      message: closing,
      mend: 'Write it as Liquid: `{{ value | filter }}`, `{% if … %} … {% endif %}`.',
      offset,
    };
  }
}

function unknownName(
  kind: 'filter' | 'tag',
  name: string,
  known: { names: string[]; offset: number },
): Words {
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

function styleFaults(source: string): Words[] {
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

/** Names that a text reads and that nobody gives it. Names it makes itself (`assign`, `for`) are its own. */
function nameFaults(
  engine: Liquid,
  templates: Template[],
  about: { source: string; declared: Declarations | null },
): Words[] {
  const { source, declared } = about;
  if (!declared) return [];
  const faults: Words[] = [];
  for (const uses of Object.values(engine.analyzeSync(templates, { partials: false }).globals)) {
    for (const { segments, location } of uses) {
      const fault = pathFault(segments, declared);
      if (fault) faults.push({ ...fault, offset: offsetOf(source, location) });
    }
  }
  return faults;
}

function offsetOf(source: string, { row, col }: { row: number; col: number }): number {
  const before = source.split('\n').slice(0, row - 1);
  return before.reduce((length, line) => length + line.length + 1, 0) + col - 1;
}

/** What Liquid itself adds to lists and texts. */
const OF_LISTS = ['size', 'first', 'last'];

function pathFault(segments: readonly unknown[], declared: Declarations): Omit<Words, 'offset'> | null {
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
): Omit<Words, 'offset'> {
  const near = nearest(name, names);
  const none = names.length === 0 ? 'Use the value itself.' : `What there is: ${names.join(', ')}.`;
  const what =
    code === 'reply.unknown_variable'
      ? `There is no variable \`${name}\`.`
      : `\`${path}\` has no field \`${name}\`.`;
  return { code, message: what, mend: near ? `Did you mean \`${near}\`?` : none };
}
