import type { Liquid } from 'liquidjs';
import { compile, type Declarations, freeVariables, type VarType } from '../expression/expression.ts';
import { type PlacedWords, textFaults } from './check-text.ts';
import type { CardRow, ReplyTemplate, Text } from './reply.ts';

/** A mistake in a reply. `path` leads to the text or expression in the template; `offset`, `line` and `column` are the place in it, the last two from 1. */
export type TemplateFault = {
  code: PlacedWords['code'];
  message: string;
  mend: string;
  path: (string | number)[];
  offset: number;
  line: number;
  column: number;
};

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

function report(
  checking: Checking,
  words: PlacedWords,
  at: { path: (string | number)[]; source: string },
): void {
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
  const words: PlacedWords = {
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
    const words: PlacedWords = {
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
      const words: PlacedWords = {
        code: 'reply.unknown_language',
        message,
        mend: `Its languages: ${languages.join(', ')}.`,
        offset: 0,
      };
      report(checking, words, { path, source });
    }
    for (const fault of textFaults(checking.engine, source, part.declared))
      report(checking, fault, { path, source });
  }
}
