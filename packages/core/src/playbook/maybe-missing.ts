import type { ActionDocument } from '../actions/action.ts';
import type { Order, Parcel, Payment, PaymentMethod } from '../conversation/world.ts';
import { readSyntax } from '../expression/syntax.ts';
import { eachNode, pathOf } from '../expression/tree.ts';
import type { FlowDocument, StepDocument } from '../flows/flow.ts';
import { branchesOf } from '../flows/path.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import { problemAt } from './source.ts';
import { documentPath } from './steps.ts';

type Optional<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];
/** Fields that the shop system may leave out, but for those that another record always has. */
type MayBeMissing = Exclude<
  Optional<Order> | Optional<Parcel> | Optional<Payment> | Optional<PaymentMethod>,
  'status'
>;

const MAY_BE_MISSING = [
  'placed_at',
  'delivered_at',
  'settled_at',
  'carrier',
  'expected_at',
  'scans',
  'brand',
  'last_four',
  'balance_cents',
] as const satisfies MayBeMissing[];

/**
 * Conditions that read what an order may not have yet, without asking first whether it is there: where it is missing they cannot
 * be reckoned, and a person has to take over.
 */
export function maybeMissing({ flows, actions, segments }: Documents): Problem[] {
  return [
    ...[...flows.values()].flatMap(({ document, source }) => ofFlow(document, source)),
    ...[...actions.values()].flatMap(({ document, source }) => ofAction(document, source)),
    ...[...segments.values()].flatMap(({ document: { when, orders }, source }) => [
      ...unguarded(when, { source, place: ['when'], asked: '' }),
      ...(orders.among === undefined
        ? []
        : unguarded(orders.among, { source, place: ['orders', 'among'], asked: '' })),
    ]),
  ];
}

type At = { source: Source; place: Place; asked: string };

function ofFlow(flow: FlowDocument, source: Source): Problem[] {
  const ofSlots = Object.entries(flow.slots).flatMap(([name, slot]) =>
    (['among', 'prefer'] as const).flatMap((key) => {
      const text = slot[key];
      return text === undefined ? [] : unguarded(text, { source, place: ['slots', name, key], asked: '' });
    }),
  );
  const walk = (steps: readonly StepDocument[], path: (string | number)[], asked: string): Problem[] =>
    steps.flatMap((step, at) => {
      const here = [...path, at];
      const place = documentPath(flow, here);
      const own = 'if' in step ? unguarded(step.if, { source, place: [...place, 'if'], asked }) : [];
      const inside = 'if' in step ? `${asked} ${step.if}` : asked;
      return [
        ...own,
        ...branchesOf(step).flatMap((branch) => walk(branch.steps, [...here, branch.name], inside)),
      ];
    });
  return [...ofSlots, ...walk(flow.steps, [], '')];
}

function ofAction(
  { let: named, require: conditions, approve, amount_cents }: ActionDocument,
  source: Source,
): Problem[] {
  const all: [Place, string][] = [
    ...Object.entries(named).map(([name, text]): [Place, string] => [['let', name], text]),
    ...conditions.map(({ that }, at): [Place, string] => [['require', at, 'that'], that]),
    ...(approve ? [[['approve', 'when'], approve.when] as [Place, string]] : []),
    [['amount_cents'], amount_cents],
  ];
  return all.flatMap(([place, text]) => unguarded(text, { source, place, asked: '' }));
}

function unguarded(text: string, { source, place, asked }: At): Problem[] {
  const syntax = readSyntax(text);
  if ('code' in syntax) return [];
  const told = new Set<string>();
  const problems: Problem[] = [];
  eachNode(syntax.root, (node) => {
    const path = pathOf(node);
    const field = path?.split('.').at(-1);
    if (path === null || !path.includes('.') || told.has(path)) return;
    if (!MAY_BE_MISSING.some((one) => one === field)) return;
    if (`${asked} ${text}`.replaceAll(' ', '').includes(`has(${path})`)) return;
    told.add(path);
    const message = `\`${path}\` may be missing, and nothing asks for that: where it is, this cannot be reckoned.`;
    const mend = `Ask first: \`has(${path}) && …\`, or \`!has(${path}) || …\` where it should hold without it.`;
    const offset = syntax.offsets[String(node.id)] ?? 0;
    problems.push(problemAt(source, place, { code: 'value.missing', message, mend, offset }));
  });
  return problems;
}
