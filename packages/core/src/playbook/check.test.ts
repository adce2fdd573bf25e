import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FAULT_CODES } from '../expression/expression.ts';
import { PROBLEM_CODES, type Problem } from '../problems.ts';
import { TEMPLATE_FAULT_CODES } from '../replies/render.ts';
import { shippedPlaybook } from '../testing/demo-shop.ts';
import { checkPlaybook, compilePlaybook } from './compile.ts';
import { PLANTED_IN_FORM, PLANTED_IN_NAMES, type PlantedFault } from './planted-in-form.ts';
import { PLANTED_IN_PARTS } from './planted-in-parts.ts';
import { PLANTED_IN_SENSE } from './planted-in-sense.ts';
import { PLANTED_IN_USE } from './planted-in-use.ts';
import { PLANTED_IN_WAYS } from './planted-in-ways.ts';
import { PLANTED_IN_WORDS } from './planted-in-words.ts';
import type { SourceFile } from './playbook.ts';

const SHOP = shippedPlaybook('demo-shop');
const TOGETHER = [
  ...PLANTED_IN_FORM,
  ...PLANTED_IN_NAMES,
  ...PLANTED_IN_WORDS,
  ...PLANTED_IN_WAYS,
  ...PLANTED_IN_SENSE,
];
const PLANTED_FAULTS = [...TOGETHER, ...PLANTED_IN_USE, ...PLANTED_IN_PARTS];

/** Mistakes and warnings. */
const problemsOf = (files: SourceFile[]): Problem[] => {
  const { problems, warnings } = checkPlaybook(files);
  return [...problems, ...warnings];
};

function planted(files: SourceFile[], { file, from, to }: PlantedFault): SourceFile[] {
  return files.map((one) => {
    if (one.path !== file) return one;
    const text = one.text.replace(from, () => to);
    expect(text, `${String(from)} in ${file}`).not.toBe(one.text);
    return { path: file, text };
  });
}

/** The line at which the mistake is to be told, counted in the file with the mistake in it. */
function lineOf([before, after]: [SourceFile[], SourceFile[]], { file, told_in, at }: PlantedFault): number {
  const text = (files: SourceFile[]): string =>
    files.find((one) => one.path === (told_in ?? file))?.text ?? '';
  const lines = text(after).split('\n');
  if (at !== undefined) return lines.findIndex((line) => line.includes(at)) + 1;
  const old = text(before).split('\n');
  return lines.findIndex((line, index) => line !== old[index]) + 1;
}

function found(problems: Problem[], fault: PlantedFault, line: number): boolean {
  return problems.some(
    (one) =>
      one.file === (fault.told_in ?? fault.file) &&
      one.line === line &&
      one.code === fault.code &&
      `${one.message} ${one.mend}`.includes(fault.says ?? ''),
  );
}

const shown = (problems: Problem[]): string[] =>
  problems.map((one) => `${one.file}:${one.line}:${one.column} ${one.code} ${one.message} ${one.mend}`);

describe('the check of a playbook', () => {
  test.each(readdirSync(new URL('../../../../playbooks/', import.meta.url)))(
    'finds nothing in the playbook %s, which comes with Hark',
    (name) => {
      expect(shown(problemsOf(shippedPlaybook(name)))).toEqual([]);
    },
  );

  test.each(PLANTED_FAULTS)('tells $name, once, at its line, and nothing else', (fault) => {
    const shop = [...SHOP, ...(fault.beside ?? [])];
    const files = planted(shop, fault);
    const problems = problemsOf(files);
    const line = lineOf([shop, files], fault);
    expect(found(problems, fault, line), `line ${line} of ${shown(problems).join('\n')}`).toBe(true);
    expect(problems, shown(problems).join('\n')).toHaveLength(1 + (fault.more ?? 0));
  });

  test('compiles what the check finds nothing in, as the version that the check tells', () => {
    const compiled = compilePlaybook(SHOP);
    expect(compiled.ok && compiled.playbook.version).toBe(checkPlaybook(SHOP).holds?.version);
    const broken = SHOP.slice(1);
    expect(compilePlaybook(broken)).toEqual({ ok: false, problems: checkPlaybook(broken).problems });
  });

  test('tells the mistakes of all files at once', () => {
    const { files, faults } = allAtOnce();
    expect(faults.length).toBeGreaterThanOrEqual(50);
    const problems = problemsOf(files);
    const untold = faults.filter((fault) => !found(problems, fault, lineOf([SHOP, files], fault)));
    expect(untold.map((one) => one.name)).toEqual([]);
  });
});

describe('the check of a whole playbook', () => {
  const without = (...paths: string[]): SourceFile[] => SHOP.filter((one) => !paths.includes(one.path));
  const codesOf = (files: SourceFile[]): string[] => problemsOf(files).map((one) => one.code);
  const shop = (path: string): SourceFile => {
    const text = SHOP.find((one) => one.path === path)?.text;
    expect(text, path).toBeDefined();
    return { path, text: text ?? '' };
  };

  test('tells a playbook without files, without its document, with two, and with no topic', () => {
    expect(codesOf([])).toEqual(['playbook.none']);
    expect(codesOf(without('playbook.yaml'))).toEqual(['playbook.none']);
    expect(codesOf([...SHOP, { ...shop('playbook.yaml'), path: 'second.yaml' }])).toEqual([
      'playbook.several',
    ]);
    const silent = codesOf(SHOP.filter((one) => !one.path.startsWith('topics/')));
    expect(silent).toContain('playbook.no_topics');
    expect(silent.filter((code) => code === 'flow.unused').length).toBeGreaterThan(0);
  });

  test('tells a heading of an article under which nothing stands, but none that has smaller ones under it', () => {
    const text = (en: string, es = '    ## Uno\n\n    Nada más.\n'): SourceFile => ({
      path: 'articles/z.yaml',
      text: `kind: article\nid: z\ntitle: { en: A, es: B }\ntext:\n  en: |\n${en}  es: |\n${es}`,
    });
    expect(codesOf([...SHOP, text('    ## One\n\n    ### Small\n\n    Words.\n')])).toEqual([]);
    const [bare, ...others] = problemsOf([
      ...SHOP,
      text('    ## One\n\n    ## Two\n\n    Words.\n', '    ## Uno\n\n    Nada.\n\n    ## Dos\n\n    Más.\n'),
    ]);
    expect(bare).toMatchObject({ code: 'article.bare', file: 'articles/z.yaml', line: 6, column: 5 });
    expect(others).toEqual([]);
  });

  test('tells a file that could not be read, and nothing of what names its document', () => {
    const files = SHOP.map((one) =>
      one.path === 'flows/return-items.yaml'
        ? { ...one, text: '', unreadable: 'it is no text in UTF-8' }
        : one,
    );
    expect(codesOf(files)).toEqual(['document.unreadable']);
  });

  test('tells a file that holds nothing, or no object', () => {
    expect(codesOf([...SHOP, { path: 'a.yaml', text: '' }])).toEqual(['document.empty']);
    expect(codesOf([...SHOP, { path: 'a.yaml', text: '# later\n' }])).toEqual(['document.empty']);
    expect(codesOf([...SHOP, { path: 'a.yaml', text: '- kind: topic\n' }])).toEqual(['document.kind']);
    expect(codesOf([...SHOP, { path: 'a.yaml', text: 'kind' }])).toEqual(['document.kind']);
  });

  test('tells a file that is far too long, and one that is nested without end', () => {
    const long = { path: 'z.yaml', text: `kind: topic\n${'a: 1\n'.repeat(10_000)}` };
    expect(problemsOf([...SHOP, long])).toMatchObject([{ code: 'document.syntax', line: 10_000, column: 1 }]);
    const deep = { path: 'z.yaml', text: `kind: topic\na: ${'['.repeat(5000)}` };
    expect(codesOf([...SHOP, deep])).toEqual(['document.syntax']);
  });

  test('tells the second of two replies of one name', () => {
    const text = 'kind: reply\nid: more\nreplies:\n  thanks: { en: Thanks, es: Gracias }\n';
    const [problem, ...others] = problemsOf([...SHOP, { path: 'replies/z.yaml', text }]);
    expect(problem).toMatchObject({ code: 'reply.duplicate', file: 'replies/z.yaml', line: 4, column: 3 });
    expect(others).toEqual([]);
  });

  test('tells an action on items that has no order', () => {
    const { text } = shop('actions/return-items.yaml');
    const alone = text.replace('  order: { kind: order }\n', '').replace('id: return_items', 'id: take_back');
    expect(codesOf([...SHOP, { path: 'actions/z.yaml', text: alone }])).toContain('action.order');
  });

  test('tells a flow that nothing leads to, and flows that call each other without end', () => {
    const flow = (id: string, calls: string): SourceFile => ({
      path: `flows/z-${id}.yaml`,
      text: `kind: flow\nid: ${id}\ntitle: { en: A, es: A }\nsteps:\n  - if: now == now\n    then:\n      - call: ${calls}\n`,
    });
    const problems = problemsOf([...SHOP, flow('ping', 'pong'), flow('pong', 'ping')]);
    expect(problems.map(({ code, file, line }) => [code, file, line])).toEqual([
      ['flow.circle', 'flows/z-ping.yaml', 7],
      ['flow.circle', 'flows/z-pong.yaml', 7],
    ]);
    expect(codesOf([...SHOP, flow('ping', 'order_status')])).toEqual(['flow.unused']);
  });

  test('tells a calendar that no document names', () => {
    const { text } = shop('calendars/service-desk.yaml');
    const other = { path: 'calendars/z.yaml', text: text.replace('id: service_desk', 'id: night_desk') };
    expect(codesOf([...SHOP, other])).toEqual(['calendar.unused']);
  });

  test('tells an article of the help centre that there is not', () => {
    const { path, text } = shop('playbook.yaml');
    const help = 'help:\n  groups:\n    - { title: { en: A, es: A }, articles: [payment] }\n';
    const files = SHOP.map((one) => (one.path === path ? { path, text: `${text}${help}` } : one));
    expect(problemsOf(files)).toMatchObject([{ code: 'reference.article', file: 'playbook.yaml' }]);
  });

  test('tells questions that are to be answered by a section that an article does not have', () => {
    const text =
      'kind: article\nid: a\ntitle: { en: A, es: A }\nasked_as: { en: { paing: [how] } }\n' +
      'text: { en: "## Paying\\n\\nA", es: "## Pagar\\n\\nA" }\n';
    const [problem, ...others] = problemsOf([...SHOP, { path: 'articles/a.yaml', text }]);
    expect(problem).toMatchObject({ code: 'reference.section', line: 4, mend: 'Did you mean "paying"?' });
    expect(others).toEqual([]);
  });

  test('has a planted mistake, or a test above, for every code that there is', () => {
    const here = [
      'playbook.none',
      'playbook.several',
      'playbook.no_topics',
      'document.unreadable',
      'article.bare',
      'document.empty',
      'reply.duplicate',
      'calendar.unused',
      // These are told by the command alone: its tests stand there.
      'document.skipped',
      'scenario.name',
      'scenario.never',
    ];
    const told = new Set([
      ...here,
      'action.order',
      'reference.section',
      'reference.article',
      'flow.unused',
      'topic.clash',
      ...PLANTED_FAULTS.map((one) => one.code),
    ]);
    const codes = [...Object.keys(PROBLEM_CODES), ...FAULT_CODES, ...TEMPLATE_FAULT_CODES];
    expect(codes.filter((code) => !told.has(code))).toEqual([]);
  });
});

/** As many of the mistakes as can stand together: one for each line, and each line only once in its file. */
function allAtOnce(): { files: SourceFile[]; faults: PlantedFault[] } {
  let files = SHOP;
  const faults: PlantedFault[] = [];
  for (const fault of TOGETHER) {
    const before = files.find((one) => one.path === fault.file)?.text ?? '';
    const after = before.replace(fault.from, () => fault.to);
    const own = { ...fault, at: fault.at ?? lineAt([before, after]) };
    const all = [...faults, own].filter((one) => one.file === fault.file);
    const apart = all.every((one) => after.split(one.at ?? '').length === 2);
    if (standsAlone(fault) || after === before || !apart || !onOldGround(before, after, fault.file)) continue;
    files = files.map((one) => (one.path === fault.file ? { path: one.path, text: after } : one));
    faults.push(own);
  }
  return { files, faults };
}

/** Nothing can be said of a file that is no YAML, of what would be given to an action that is not there, of a way that another mistake leads elsewhere, of a week that is gone, and the like. */
function standsAlone({ file, name, code }: PlantedFault): boolean {
  const hidesOthers = [
    'document.syntax',
    'document.kind',
    'document.duplicate',
    'reference.action',
    'flow.no_answer',
    'calendar.never',
  ];
  const settings = file === 'playbook.yaml' && code === 'document.shape';
  return settings || hidesOthers.includes(code) || name === 'a step of no kind';
}

/** Whether no other mistake stands in the first line that differs, or in the next. */
function onOldGround(before: string, after: string, file: string): boolean {
  const lines = before.split('\n');
  const changed = after.split('\n');
  const at = lines.findIndex((line, index) => line !== changed[index]);
  return SHOP.some((one) => one.path === file && one.text.includes(`${lines[at]}\n${lines[at + 1]}`));
}

function lineAt([before, after]: [string, string]): string {
  const old = before.split('\n');
  return after.split('\n').find((line, at) => line !== old[at]) ?? '';
}
