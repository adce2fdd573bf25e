import { findFunctions } from './functions.ts';
import type { Fault, Source } from './source.ts';
import { is } from './syntax.ts';
import { BANNED_IN_CORE, EMPTY_NAMES, LIMITS, LOCALE_METHOD } from './table.ts';

/** Names that core must not touch. */
export function bans(source: Source): Fault[] {
  if (source.area !== 'core' || source.test) return [];
  const faults: Fault[] = [];
  source.code.tokens.forEach((token, i) => {
    if (token.kind !== 'word') return;
    const member = is(source.code, i - 1, '.', '?.');
    const banned = BANNED_IN_CORE.find(({ code }) => code.every((text, k) => is(source.code, i + k, text)));
    if (banned && !member && !isKey(source, i))
      faults.push(
        fault(source, token.line, {
          rule: 'ban',
          message: `core must not touch ${banned.code.join('')}; ${banned.instead}`,
        }),
      );
    if (member && LOCALE_METHOD.test(token.text))
      faults.push(
        fault(source, token.line, {
          rule: 'ban',
          message: `${token.text} depends on the machine's locale; compare and format by the core's own tables`,
        }),
      );
    if (
      token.text === 'import' &&
      is(source.code, i + 1, '(') &&
      !is(source.code, (source.code.partner.get(i + 1) ?? i) + 1, '.')
    )
      faults.push(
        fault(source, token.line, {
          rule: 'ban',
          message: 'core loads nothing while it runs; import the file at the top',
        }),
      );
  });
  return faults;
}

/** `{ process: … }` and `process?: …` name a field. */
function isKey(source: Source, i: number): boolean {
  return is(source.code, i + 1, ':') || (is(source.code, i + 1, '?') && is(source.code, i + 2, ':'));
}

/** Files, functions and parameter lists beyond the limits, and file names that say nothing. */
export function sizes(source: Source): Fault[] {
  const faults: Fault[] = [];
  const name = source.path.split('/').at(-1)!.split('.')[0]!;
  if (EMPTY_NAMES.some((empty) => name.split('-').includes(empty)))
    faults.push(
      fault(source, 1, {
        rule: 'name',
        message: `"${name}" says nothing; name the file for what it exports`,
      }),
    );
  const lines = source.text.split('\n').length - 1;
  if (lines > LIMITS.file_lines)
    faults.push(
      fault(source, 1, {
        rule: 'size',
        message: `has ${lines} lines; split it by meaning (at most ${LIMITS.file_lines})`,
      }),
    );
  for (const found of findFunctions(source.code)) {
    if (found.suite) continue;
    const component = source.path.endsWith('.tsx') && /^[A-Z]/.test(found.name);
    const limit = component ? LIMITS.component_lines : LIMITS.function_lines;
    const called = found.name || 'a function';
    if (found.lines > limit)
      faults.push({
        ...fault(source, found.line, {
          rule: 'size',
          message: `${called} has ${found.lines} lines (at most ${limit}); keep the branching here and move plain work into functions of its own`,
        }),
        name: found.name,
      });
    // What a table of tests or a property hands to its callback is not the callback's choice.
    const dictated = source.test && found.name === '';
    if (found.parameters > LIMITS.parameters && !dictated)
      faults.push({
        ...fault(source, found.line, {
          rule: 'parameters',
          message: `${called} takes ${found.parameters} parameters (at most ${LIMITS.parameters}); give it one value that names its parts`,
        }),
        name: found.name,
      });
  }
  return faults;
}

/** Exported names without a sentence that says what they are. */
export function docstrings(source: Source): Fault[] {
  if (source.test || !/^(?:packages\/[^/]+\/src|scripts|bench)\//.test(source.path)) return [];
  const documented = new Set<string>();
  const exported: { name: string; line: number }[] = [];
  source.all.forEach((token, i) => {
    if (token.kind !== 'word' || token.text !== 'export') return;
    const name = exportedName(source, i);
    if (!name) return;
    const before = source.all[i - 1];
    if (before?.kind === 'comment' && before.text.startsWith('/**')) documented.add(name);
    else exported.push({ name, line: token.line });
  });
  return exported
    .filter(({ name }) => !documented.has(name))
    .map(({ name, line }) => ({
      ...fault(source, line, {
        rule: 'docstring',
        message: `${name} is exported without a sentence above it that says what it is`,
      }),
      name,
    }));
}

function exportedName(source: Source, i: number): string | null {
  const modifiers = ['default', 'async', 'abstract', 'declare'];
  let at = i + 1;
  while (modifiers.includes(source.all[at]?.text ?? '')) at++;
  if (
    !['function', 'class', 'const', 'let', 'type', 'interface', 'enum'].includes(source.all[at]?.text ?? '')
  )
    return null;
  if (source.all[at]?.text === 'type' && ['*', '{'].includes(source.all[at + 1]?.text ?? '')) return null;
  const name = source.all[at + 1]?.text === '*' ? source.all[at + 2] : source.all[at + 1];
  return name?.kind === 'word' ? name.text : null;
}

/** Ways around the compiler and around the tests. */
export function shortcuts(source: Source): Fault[] {
  const faults: Fault[] = [];
  for (const token of source.all) {
    if (token.kind !== 'comment') continue;
    if (/@ts-(?:ignore|nocheck|expect-error)|biome-ignore(?![^:]*: \w+ \w+)/.test(token.text))
      faults.push(
        fault(source, token.line, {
          rule: 'shortcut',
          message: 'silences a checker without a reason; mend what it complains about',
        }),
      );
    if (/\b(?:TODO|FIXME|XXX|HACK)\b/.test(token.text))
      faults.push(
        fault(source, token.line, {
          rule: 'shortcut',
          message: 'is a note to oneself; do it now or leave it out',
        }),
      );
  }
  source.code.tokens.forEach((token, i) => {
    const cast = is(source.code, i, 'as') && is(source.code, i + 1, 'any', 'never');
    const twice =
      is(source.code, i, 'as') && is(source.code, i + 1, 'unknown') && is(source.code, i + 2, 'as');
    if (cast || twice)
      faults.push(
        fault(source, token.line, {
          rule: 'shortcut',
          message: 'casts past the compiler; parse the value with its schema at the door',
        }),
      );
    if (source.test) faults.push(...testShortcut(source, i));
  });
  return faults;
}

function testShortcut(source: Source, i: number): Fault[] {
  const line = source.code.tokens[i]!.line;
  if (is(source.code, i, 'vi') && is(source.code, i + 2, 'mock', 'doMock'))
    return [
      fault(source, line, {
        rule: 'shortcut',
        message: 'mocks a module; let the test talk to the real thing or to a fake that behaves',
      }),
    ];
  if (
    is(source.code, i, 'it', 'test', 'describe') &&
    is(source.code, i + 1, '.') &&
    is(source.code, i + 2, 'only', 'skip', 'todo')
  )
    return [
      fault(source, line, { rule: 'shortcut', message: 'leaves tests out; every test runs every time' }),
    ];
  return [];
}

function fault(source: Source, line: number, said: { rule: string; message: string }): Fault {
  return { file: source.path, line, ...said };
}
