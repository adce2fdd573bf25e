import type { ResolvedHow } from '../conversation/event.ts';
import {
  assume,
  type Fact,
  factsAbout,
  type NeverEqual,
  neverEqual,
  truthOf,
  type World,
} from '../expression/truth.ts';
import type { FlowDocument, StepDocument } from '../flows/flow.ts';
import { branchesOf } from '../flows/path.ts';
import { nearest } from '../lib/nearest.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { PlaybookDocument } from './documents.ts';
import type { Place, Source } from './place.ts';
import { endsFlow } from './pointless.ts';
import { constantsOf } from './same-for-all.ts';
import { type ExpressionSite, type Sites, templateOf } from './sites.ts';
import { problemAt } from './source.ts';
import { documentPath } from './steps.ts';
import type { Words } from './written-text.ts';

/** Conditions that always or never hold, and comparisons with values that there cannot be: what hangs on them is dead. */
export function conditionProblems(
  documents: Documents,
  settings: PlaybookDocument,
  { all, words }: { all: { source: Source; sites: Sites }[]; words: readonly Words[] },
): Problem[] {
  const values = valuesBySource(documents);
  const constants = constantsOf(documents, settings);
  const worldOf = (source: Source): World => ({ constants, values: values.get(source) ?? new Map() });
  const problems = all.flatMap(({ source, sites }) =>
    [...sites.expressions, ...rowConditions(sites)].flatMap((site) => [
      ...valueProblems(source, site, worldOf(source)),
      ...constantAlone(source, site, worldOf(source)),
    ]),
  );
  const inFlows = [...documents.flows.values()].flatMap(({ document, source }) =>
    inFlow({ flow: document, source, world: worldOf(source) }),
  );
  return [...problems, ...inFlows, ...valuesInTexts(words, worldOf)];
}

/** How an issue can have been resolved. */
const HOW = ['confirmed', 'verified', 'silent', 'agent'] as const satisfies readonly ResolvedHow[];

/** What a choice of a flow, an argument of an action, or the end of an issue can be. */
function valuesBySource({ flows, actions, surveys }: Documents): Map<Source, World['values']> {
  const ofFlows = [...flows.values()].map(({ document, source }) => {
    const values = Object.entries(document.slots).flatMap(([name, { kind, options }]) =>
      kind === 'choice' && options ? [[name, Object.keys(options)] as const] : [],
    );
    return [source, new Map(values)] as const;
  });
  const ofActions = [...actions.values()].map(({ document, source }) => {
    const values = Object.entries(document.arguments).flatMap(([name, { kind, one_of }]) =>
      kind === 'choice' && one_of ? [[`args.${name}`, one_of] as const] : [],
    );
    return [source, new Map(values)] as const;
  });
  const ofSurveys = [...surveys.values()].map(({ source }) => [source, new Map([['how', HOW]])] as const);
  return new Map<Source, World['values']>([...ofFlows, ...ofActions, ...ofSurveys]);
}

type Condition = Pick<ExpressionSite, 'source' | 'path' | 'expects'>;

/** The conditions of rows of cards that are written in place. */
export function rowConditions({ replies }: Sites): Condition[] {
  return replies.flatMap(({ use, path }) => {
    if (typeof use === 'string') return [];
    const rows = templateOf(use).card?.rows ?? [];
    return rows.flatMap(({ when }, at): Condition[] =>
      when === undefined
        ? []
        : [{ source: when, path: [...path, 'card', 'rows', at, 'when'], expects: 'bool' as const }],
    );
  });
}

function valueProblems(source: Source, { source: text, path }: Condition, world: World): Problem[] {
  return neverEqual(text, world).map((one) => never(source, path, one));
}

function never(source: Source, place: Place, { path, value, values, offset }: NeverEqual): Problem {
  const close = nearest(value, values);
  const message = `\`${path}\` is never "${value}".`;
  const mend = close ? `Did you mean "${close}"?` : `It can be: ${values.join(', ')}.`;
  return problemAt(source, place, { code: 'value.never', message, mend, offset });
}

/** A condition that is decided by itself, wherever it stands; those of steps are looked at on their way. */
function constantAlone(source: Source, { source: text, path, expects }: Condition, world: World): Problem[] {
  if (expects !== 'bool' || path.at(-1) === 'if' || neverEqual(text, world).length > 0) return [];
  const so = truthOf(text, [], world);
  return so === null ? [] : [constant(source, path, { so, facts: [] })];
}

function constant(source: Source, place: Place, { so, facts }: { so: boolean; facts: string[] }): Problem {
  const because = facts.length > 0 ? `: here ${[...new Set(facts)].join(' and ')}` : ', whatever there is';
  const message = `This ${so ? 'always' : 'never'} holds${because}.`;
  const mend = so
    ? 'Leave the condition out, or ask for what you mean.'
    : 'Nobody comes to what hangs on it: correct the condition, or remove it.';
  return problemAt(source, place, { code: 'condition.constant', message, mend });
}

type Walk = { flow: FlowDocument; source: Source; world: World; problems: Problem[] };
type List = { steps: StepDocument[]; path: (string | number)[] };

function inFlow(of: Omit<Walk, 'problems'>): Problem[] {
  const walk: Walk = { ...of, problems: [] };
  through(walk, { steps: of.flow.steps, path: [] }, []);
  return walk.problems;
}

/** Goes through steps with what is known at each of them; what is known behind them comes back. */
function through(walk: Walk, { steps, path }: List, before: readonly Fact[]): readonly Fact[] {
  let known = before;
  for (const [at, step] of steps.entries()) known = behind(walk, { step, path: [...path, at] }, known);
  return known;
}

type At = { step: StepDocument; path: (string | number)[] };

function behind(walk: Walk, { step, path }: At, known: readonly Fact[]): readonly Fact[] {
  if ('if' in step) return behindIf(walk, { step, path }, known);
  if ('ask' in step)
    return known.filter(({ roots }) => !roots.includes(step.ask) && !roots.includes('known'));
  // What is done changes what was known, and so may a flow that is called.
  const after = 'do' in step || 'call' in step ? [] : known;
  for (const branch of branchesOf(step)) {
    const option = 'choose' in step ? step.options.find(({ id }) => id === branch.name) : undefined;
    const here =
      option?.when === undefined ? after : assumeSo(walk, option.when, { known: after, holds: true });
    through(walk, { steps: branch.steps, path: [...path, branch.name] }, here);
  }
  return after;
}

function behindIf(
  walk: Walk,
  { step, path }: { step: Extract<StepDocument, { if: string }>; path: (string | number)[] },
  known: readonly Fact[],
): readonly Fact[] {
  const { source, world, flow } = walk;
  const so = neverEqual(step.if, world).length > 0 ? null : truthOf(step.if, known, world);
  if (so !== null) {
    const place = [...documentPath(flow, path), 'if'];
    walk.problems.push(constant(source, place, { so, facts: factsAbout(step.if, known) }));
  }
  const [then, otherwise] = ([true, false] as const).map((holds) => {
    const branch = holds ? 'then' : 'else';
    const steps = step[branch] ?? [];
    const end = through(walk, { steps, path: [...path, branch] }, assumeSo(walk, step.if, { known, holds }));
    return { end, ended: steps.some(endsFlow) };
  });
  if (!then || !otherwise) return known;
  if (then.ended) return otherwise.end;
  if (otherwise.ended) return then.end;
  return then.end.filter((fact) => otherwise.end.some((one) => JSON.stringify(one) === JSON.stringify(fact)));
}

function assumeSo(
  { world }: Walk,
  condition: string,
  how: { known: readonly Fact[]; holds: boolean },
): readonly Fact[] {
  return assume(condition, { ...how, world });
}

const COMPARED = /([a-z_][\w.]{0,100})\s{0,9}[!=]=\s{0,9}(?:'([^'\n]{0,200})'|"([^"\n]{0,200})")/g;
const CASE = /\{%-?\s{0,9}case\s{1,9}([a-z_][\w.]{0,100})\s{0,9}-?%\}([\s\S]*?)\{%-?\s{0,9}endcase/g;
const WHEN = /\{%-?\s{0,9}when\s{1,9}([^%]{1,300}?)-?%\}/g;
const QUOTED = /'([^'\n]{0,200})'|"([^"\n]{0,200})"/g;

/** The same in texts: `{% if args.wish == 'x' %}`, and `{% case … %}{% when 'x' %}`. */
function valuesInTexts(all: readonly Words[], worldOf: (source: Source) => World): Problem[] {
  return all.flatMap(({ source, place, words }) => {
    if (!words.includes('{%')) return [];
    const { values: known } = worldOf(source);
    const tell = (path: string, value: string, offset: number): Problem[] => {
      const values = known.get(path);
      return !values || values.includes(value) ? [] : [never(source, place, { path, value, values, offset })];
    };
    const compared = [...words.matchAll(COMPARED)].flatMap(({ 0: whole, 1: path = '', 2: a, 3: b, index }) =>
      tell(path, a ?? b ?? '', index + whole.length - (a ?? b ?? '').length - 1),
    );
    const cases = [...words.matchAll(CASE)].flatMap(({ 0: whole, 1: path = '', 2: body = '', index }) =>
      [...body.matchAll(WHEN)].flatMap((when) =>
        [...(when[1] ?? '').matchAll(QUOTED)].flatMap((quoted) => {
          const from =
            index + whole.indexOf(body) + when.index + when[0].indexOf(when[1] ?? '') + quoted.index;
          return tell(path, quoted[1] ?? quoted[2] ?? '', from + 1);
        }),
      ),
    );
    return [...compared, ...cases];
  });
}
