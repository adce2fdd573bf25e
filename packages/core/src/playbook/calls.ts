import { compile, type Declarations } from '../expression/expression.ts';
import { readSyntax } from '../expression/syntax.ts';
import type { FlowDocument, Slot, StepDocument } from '../flows/flow.ts';
import type { Strategy } from '../flows/strategy.ts';
import { flowDeclarations } from '../flows/values.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import { problemAt } from './source.ts';
import { documentPath, stepsOf } from './steps.ts';

type Call = Extract<StepDocument, { call: unknown }>;

/** Calls that give a slot what it cannot hold, or that let the called flow ask again for what is known. */
export function callProblems({ flows, settings }: Documents): Problem[] {
  if (!settings) return [];
  return [...flows.values()].flatMap(({ document: flow, source }) => {
    const declarations = flowDeclarations(flow, settings as Strategy['settings']);
    return stepsOf(flow).flatMap(({ step, path }) => {
      const called = 'call' in step ? flows.get(step.call)?.document : undefined;
      // A flow that calls itself is told as that.
      if (!('call' in step) || !called || called.id === flow.id) return [];
      const at = { flow, called, source, place: documentPath(flow, path) };
      return [...askedAgain(step, at), ...wrongKinds(step, at, declarations)];
    });
  });
}

type At = { flow: FlowDocument; called: FlowDocument; source: Source; place: Place };

/** The order that the buyer has named is asked for once more by the called flow. */
function askedAgain(step: Call, { flow, called, source, place }: At): Problem[] {
  const asks = (of: FlowDocument, name: string): boolean =>
    stepsOf(of).some((one) => 'ask' in one.step && one.step.ask === name);
  const [first] = Object.entries(called.slots).filter(
    ([name, { kind }]) =>
      kind === 'order' &&
      flow.slots[name]?.kind === 'order' &&
      step.with?.[name] === undefined &&
      asks(flow, name) &&
      asks(called, name),
  );
  // A name that is misspelt is told as that.
  const misnamed = Object.keys(step.with ?? {}).some((name) => called.slots[name] === undefined);
  if (!first || misnamed) return [];
  const [name] = first;
  const message = `The flow "${called.id}" asks for "${name}" again, which is known here.`;
  const mend = `Add \`with: { ${name}: ${name}.id }\`.`;
  return [problemAt(source, [...place, 'call'], { code: 'slot.again', message, mend })];
}

/** Slots that hold an id or a text are given one. */
const TEXTS: readonly Slot['kind'][] = ['order', 'payment_method', 'choice', 'text', 'product'];

function wrongKinds(step: Call, { called, source, place }: At, declarations: Declarations): Problem[] {
  return Object.entries(step.with ?? {}).flatMap(([name, text]) => {
    const slot = called.slots[name];
    if (!slot || !TEXTS.includes(slot.kind)) return [];
    const here = [...place, 'with', name];
    const compiled = compile(text, declarations);
    if (!compiled.ok) return [];
    const { type } = compiled.program;
    if (type !== 'string' && type !== 'any') {
      const message = `The slot "${name}" of "${called.id}" holds ${slot.kind === 'choice' ? 'an option' : 'a text'}, and is given something else.`;
      const mend = slot.kind === 'order' ? `Give it the number: \`${text}.id\`.` : 'Give it a text.';
      return [problemAt(source, here, { code: 'argument.kind', message, mend })];
    }
    const syntax = readSyntax(text);
    const literal =
      !('code' in syntax) && syntax.root.exprKind.case === 'constExpr'
        ? syntax.root.exprKind.value.constantKind
        : null;
    const options = Object.keys(slot.options ?? {});
    if (slot.kind !== 'choice' || literal?.case !== 'stringValue' || options.includes(literal.value))
      return [];
    const message = `The choice "${name}" of "${called.id}" has no option "${literal.value}".`;
    return [
      problemAt(source, here, {
        code: 'reference.option',
        message,
        mend: `It can be: ${options.join(', ')}.`,
      }),
    ];
  });
}
