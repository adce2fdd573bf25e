import type { FlowDocument } from '../flows/flow.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Source } from './place.ts';
import { problemAt } from './source.ts';
import { stepsOf } from './steps.ts';
import type { Words } from './written-text.ts';

/** Who somebody is must be found out, in a way that proves something, before anything of theirs is shown or changed. */
export function identityProblems(documents: Documents): Problem[] {
  const flows = [...documents.flows.values()];
  return [
    ...ofWays(documents),
    ...ofFlow(documents),
    ...flows.flatMap(({ document, source }) => needsSomebody(document, source)),
  ];
}

function ofWays({ playbook }: Documents): Problem[] {
  if (!playbook) return [];
  const { ways } = playbook.document.identify;
  return ways.flatMap((way, at) => {
    const place = ['identify', 'ways', at];
    const tell = (message: string, mend: string): Problem[] => [
      problemAt(playbook.source, place, { code: 'identify.weak', message, mend }),
    ];
    const only = new Set(way);
    if (!only.has('email') && !(only.has('name') && only.has('postcode'))) {
      const shown = way.length === 0 ? 'Nothing' : `The ${way.join(' and ')} alone`;
      return tell(
        `${shown} would be enough to be taken for a buyer.`,
        'Ask for the e-mail address, or for name and postcode together: `[[email], [name, postcode]]`.',
      );
    }
    const wider = ways.findIndex(
      (other, index) =>
        index !== at &&
        other.length > 0 &&
        other.every((one) => only.has(one)) &&
        (other.length < only.size || index < at),
    );
    if (wider === -1) return [];
    const message = `Whoever can say this can say [${ways[wider]?.join(', ')}], which is enough.`;
    return [problemAt(playbook.source, place, { code: 'list.twice', message, mend: 'Remove it.' })];
  });
}

function ofFlow({ playbook, flows }: Documents): Problem[] {
  const name = playbook?.document.identify.flow;
  const found = name === undefined ? undefined : flows.get(name);
  if (!playbook || !found) return [];
  const asks = stepsOf(found.document).some(
    ({ step }) => 'ask' in step && found.document.slots[step.ask]?.kind === 'identity',
  );
  if (!asks) {
    const message = `The flow "${name}" does not ask who somebody is.`;
    const mend = 'Name a flow that asks for a slot of kind identity.';
    return [problemAt(playbook.source, ['identify', 'flow'], { code: 'identify.flow', message, mend })];
  }
  if (found.document.identity === 'none') return [];
  const message = `The flow "${name}" finds out who somebody is, and needs to know it before it begins.`;
  return [
    problemAt(found.source, ['id'], { code: 'identify.flow', message, mend: 'Add `identity: none` to it.' }),
  ];
}

const BUYER_TOLD = /\{\{-?\s{0,9}(buyer\.[\w.]{1,80})|\{%-?[^%]{0,200}\b(buyer\.[\w.]{1,80})/;

/** Texts of a flow that anybody may walk through, and that tell something of the buyer, who may be nobody. */
export function nobodyTold({ flows }: Documents, words: readonly Words[]): Problem[] {
  const open = new Set(
    [...flows.values()].filter(({ document }) => document.identity === 'none').map(({ source }) => source),
  );
  return words.flatMap(({ source, place, words: text }) => {
    const found =
      open.has(source) && !/\{%-?\s{0,9}if\s{1,9}buyer\b/.test(text) ? BUYER_TOLD.exec(text) : null;
    if (!found) return [];
    const path = found[1] ?? found[2] ?? 'buyer';
    const message = `Nobody need say who they are in this flow, so \`${path}\` may be nothing.`;
    const mend = 'Remove `identity: none`, or write `{% if buyer %} … {% endif %}` around it.';
    const offset = found.index + found[0].indexOf(path);
    return [problemAt(source, place, { code: 'flow.identity', message, mend, offset })];
  });
}

const OF_SOMEBODY = ['order', 'lines', 'swaps', 'payment_method'];

/** A flow that anybody may walk through, and that speaks of the orders of one buyer or changes something of theirs. */
function needsSomebody(flow: FlowDocument, source: Source): Problem[] {
  if (flow.identity !== 'none') return [];
  const slot = Object.entries(flow.slots).find(([, { kind }]) => OF_SOMEBODY.includes(kind));
  const act = stepsOf(flow).flatMap(({ step }) => ('do' in step ? [step.do] : []))[0];
  if (!slot && act === undefined) return [];
  const what = slot
    ? `asks for "${slot[0]}", which belongs to one buyer`
    : `does "${act}" for somebody who may be anybody`;
  const message = `Nobody need say who they are in the flow "${flow.id}", and it ${what}.`;
  return [
    problemAt(source, ['identity'], {
      code: 'flow.identity',
      message,
      mend: 'Remove `identity: none`.',
    }),
  ];
}
