import { assume, type Fact, truthOf, type World } from '../expression/truth.ts';
import type { FlowDocument, StepDocument } from '../flows/flow.ts';
import { branchesOf } from '../flows/path.ts';
import type { Documents } from './collected.ts';

type Path = (string | number)[];

/** A call of another flow: the path of its step, the slots that it gives, and what is known there of them under their new names. */
export type Call = {
  from: string;
  flow: string;
  path: Path;
  given: ReadonlySet<string>;
  facts: readonly Fact[];
};

type Way = { given: ReadonlySet<string> | 'all'; world: World; calls: Call[] };

/**
 * Calls by which a flow comes back to the same call without having learned anything from the buyer or the shop system: what the
 * caller gives is not asked for again, what is known of it stays known, and a buyer who is not helped is sent round again.
 */
export function circlingCalls({ flows }: Documents, world: World): Call[] {
  const first = [...flows.values()].flatMap(({ document }) =>
    callsIn(document, { given: 'all', facts: [], world }),
  );
  return first.filter((call) => comesBack(call, call, { flows, world, seen: new Set() }));
}

type Search = { flows: Documents['flows']; world: World; seen: Set<string> };

function comesBack(wanted: Call, call: Call, search: Search): boolean {
  const key = `${call.flow} ${[...call.given].sort().join()} ${JSON.stringify(call.facts)}`;
  const called = search.flows.get(call.flow)?.document;
  if (!called || search.seen.has(key)) return false;
  search.seen.add(key);
  const next = callsIn(called, { given: call.given, facts: call.facts, world: search.world });
  return next.some(
    (one) =>
      (one.from === wanted.from && one.path.join() === wanted.path.join()) || comesBack(wanted, one, search),
  );
}

/** The calls that a flow can come to without waiting; with everything given: all of them, wherever they stand. */
function callsIn(
  flow: FlowDocument,
  { given, facts, world }: { given: ReadonlySet<string> | 'all'; facts: readonly Fact[]; world: World },
): Call[] {
  const way: Way = { given, world, calls: [] };
  walk(way, flow, { steps: flow.steps, path: [], known: facts });
  return way.calls;
}

type List = { steps: readonly StepDocument[]; path: Path; known: readonly Fact[] };

/** What is known behind the list; null where nobody comes there without waiting. */
function walk(way: Way, flow: FlowDocument, { steps, path, known: before }: List): readonly Fact[] | null {
  let known: readonly Fact[] = before;
  for (const [at, step] of steps.entries()) {
    const here = [...path, at];
    if ('call' in step) way.calls.push(callOf(flow, step, { path: here, known }));
    else if ('if' in step) {
      const behind = walkIf(way, flow, { step, path: here, known });
      if (behind === null) return null;
      known = behind;
    } else if ('answer' in step) walk(way, flow, { steps: step.none, path: [...here, 'none'], known });
    else if ('say' in step || ('ask' in step && way.given !== 'all' && way.given.has(step.ask))) continue;
    else if ('ask_if_solved' in step && way.given !== 'all') {
      walk(way, flow, { steps: step.no, path: [...here, 'no'], known });
      return null;
    } else if (way.given !== 'all' || 'resolve' in step || 'hand_over' in step) return null;
    else {
      // What is asked or done may have changed everything that was known.
      if (!('choose' in step)) known = [];
      for (const branch of branchesOf(step))
        walk(way, flow, { steps: branch.steps, path: [...here, branch.name], known });
    }
  }
  return known;
}

function walkIf(
  way: Way,
  flow: FlowDocument,
  { step, path, known }: { step: Extract<StepDocument, { if: string }>; path: Path; known: readonly Fact[] },
): readonly Fact[] | null {
  const so = truthOf(step.if, known, way.world);
  const ends = ([true, false] as const).map((holds) => {
    if (so === !holds) return null;
    const branch = holds ? 'then' : 'else';
    const facts = assume(step.if, { holds, known, world: way.world });
    return walk(way, flow, { steps: step[branch] ?? [], path: [...path, branch], known: facts });
  });
  const open = ends.filter((one) => one !== null);
  const [first] = open;
  if (!first) return null;
  return open.length === 1
    ? first
    : first.filter((fact) =>
        open.every((end) => end.some((one) => JSON.stringify(one) === JSON.stringify(fact))),
      );
}

/** What is known of `order` is known in the called flow of the slot that is given `order.id`. */
function callOf(
  flow: FlowDocument,
  step: Extract<StepDocument, { call: unknown }>,
  { path, known }: { path: Path; known: readonly Fact[] },
): Call {
  const names = Object.entries(step.with ?? {});
  const kept = names.filter(([name, from]) => from === name || from === `${name}.id`).map(([name]) => name);
  return {
    from: flow.id,
    flow: step.call,
    path,
    given: new Set(names.map(([name]) => name)),
    facts: once(known.filter(({ roots }) => roots.every((root) => kept.includes(root) || root === 'policy'))),
  };
}

/** Each fact once and in order, so that coming by with the same facts is seen. */
function once(facts: readonly Fact[]): Fact[] {
  const all = new Map(facts.map((fact) => [JSON.stringify(fact), fact]));
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact);
}
