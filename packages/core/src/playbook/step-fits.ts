import type { ActionDocument } from '../actions/action.ts';
import type { FlowDocument, StepDocument } from '../flows/flow.ts';
import { nearest } from '../lib/nearest.ts';
import type { Problem } from '../problems.ts';
import type { Place, Source } from './place.ts';
import { problemAt, problemAtKey } from './source.ts';

/** A step, and where it stands. */
export type StepAt = { flow: FlowDocument; step: StepDocument; source: Source; place: Place };

type Of<Key extends string> = Extract<StepDocument, { [key in Key]: unknown }>;

/** What a step gives to its action: all that the action needs, nothing else, and each of the right kind. */
export function ofArguments(
  action: ActionDocument,
  { flow, step, source, place }: StepAt & { step: Of<'do'> },
): Problem[] {
  const wanted = Object.keys(action.arguments);
  const given = Object.keys(step.with);
  const problems: Problem[] = [];
  const missing = wanted.filter((one) => !given.includes(one));
  const what = (message: string, mend: string) => ({ code: 'reference.argument' as const, message, mend });
  for (const name of given.filter((one) => !wanted.includes(one))) {
    const close = nearest(name, missing);
    if (close) missing.splice(missing.indexOf(close), 1);
    const message = `The action "${action.id}" has no argument "${name}".`;
    const mend = close ? `Did you mean "${close}"?` : `Its arguments are: ${wanted.join(', ')}.`;
    problems.push(problemAtKey(source, [[...place, 'with'], name], what(message, mend)));
  }
  for (const name of missing) {
    const message = `The action "${action.id}" also needs the argument "${name}".`;
    const mend = `Add \`${name}\` to \`with\`; its arguments are: ${wanted.join(', ')}.`;
    problems.push(problemAtKey(source, [place, 'with'], what(message, mend)));
  }
  for (const [name, from] of Object.entries(step.with))
    problems.push(
      ...ofArgument(action, { flow, name, from, guessed: source.guessed }).map((what) =>
        problemAt(source, [...place, 'with', name], what),
      ),
    );
  return problems;
}

/** Kinds of arguments that are given as a whole. */
const WHOLE = ['order', 'lines', 'swaps', 'payment_method', 'address'];

type Argument = { flow: FlowDocument; name: string; from: string; guessed: Set<string> };

function ofArgument(action: ActionDocument, { flow, name, from, guessed }: Argument) {
  const argument = action.arguments[name];
  const slot = flow.slots[from];
  const code = 'argument.kind' as const;
  if (argument && !slot && WHOLE.includes(argument.kind)) {
    const [root] = from.split('.');
    const whole = Object.keys(flow.slots).find((one) => one === root);
    if (whole === undefined || guessed.has(whole) || !/^\w+(?:\.\w+)+$/.test(from)) return [];
    if (flow.slots[whole]?.kind !== argument.kind) return [];
    const message = `The argument "${name}" is of kind ${argument.kind}, and is given only a part of it.`;
    return [{ code, message, mend: `Write \`${name}: ${whole}\`.` }];
  }
  if (!argument || !slot || guessed.has(from)) return [];
  const text = argument.kind === 'text' && slot.kind === 'choice';
  if (argument.kind !== slot.kind && !text) {
    const message = `The argument "${name}" is of kind ${argument.kind}, the slot "${from}" of kind ${slot.kind}.`;
    return [{ code, message, mend: `Give it a slot of kind ${argument.kind}.` }];
  }
  const { one_of } = argument;
  const foreign = Object.keys(slot.options ?? {}).filter((one) => one_of && !one_of.includes(one));
  if (!one_of || foreign.length === 0) return [];
  const message = `The slot "${from}" has the option "${foreign[0]}", which the action "${action.id}" does not allow.`;
  return [{ code, message, mend: `It allows: ${one_of.join(', ')}.` }];
}

/** An option that is taken otherwise and is not there; two answers of one choice that cannot be told apart. */
export function choiceProblems(
  { options, otherwise }: Of<'choose'>,
  source: Source,
  place: Place,
): Problem[] {
  const ids = options.map(({ id }) => id);
  const problems: Problem[] = [];
  if (otherwise !== undefined && !ids.includes(otherwise)) {
    const close = nearest(otherwise, ids);
    const message = `This choice has no option "${otherwise}".`;
    const mend = close ? `Did you mean "${close}"?` : `There are: ${ids.join(', ')}.`;
    problems.push(problemAt(source, [...place, 'otherwise'], { code: 'reference.option', message, mend }));
  }
  return [...problems, ...sameOption(options, source, place)];
}

function sameOption(options: Of<'choose'>['options'], source: Source, place: Place): Problem[] {
  return options.flatMap(({ id }, at) => {
    if (options.findIndex((one) => one.id === id) === at) return [];
    const message = `There is an option "${id}" in this choice already.`;
    const what = { code: 'option.duplicate' as const, message, mend: 'Give one of the two another id.' };
    return [problemAt(source, [...place, 'options', at, 'id'], what)];
  });
}
