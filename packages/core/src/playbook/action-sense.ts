import type { ActionDocument } from '../actions/action.ts';
import { durationMs, isDuration } from '../lib/time.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Source } from './place.ts';
import { numbersIn, quantitiesIn } from './quantities.ts';
import { templateOf } from './sites.ts';
import { problemAt, problemAtKey } from './source.ts';
import { stepsOf } from './steps.ts';

/** Actions whose parts contradict each other: nobody may do them, an approval that is never asked for, a text that tells another limit. */
export function actionSense(documents: Documents): Problem[] {
  const currency = documents.settings?.currency ?? '';
  return [...documents.actions.values()].flatMap(({ document, source }) => [
    ...notForBuyers(documents, document, source),
    ...unread(document, source),
    ...approvedByNobody(document, source),
    ...neverApproved(documents, document, source),
    ...approvedBelow(document, source),
    ...behindAnother(documents, document, source),
    ...unfitArguments(document, source),
    ...otherCount(document, source, currency),
  ]);
}

/** What a flow does is done for the buyer, who must be among those who may. */
function notForBuyers({ flows }: Documents, { id, who }: ActionDocument, source: Source): Problem[] {
  if (who.includes('buyer')) return [];
  const flow = [...flows.values()].find(({ document }) =>
    stepsOf(document).some(({ step }) => 'do' in step && step.do === id),
  );
  if (!flow) return [];
  const message = `The flow "${flow.document.id}" does this for buyers, and buyers may not: it is always refused.`;
  const mend = 'Add `buyer` to `who`, or take the step out of the flow.';
  return [problemAt(source, ['who'], { code: 'action.who', message, mend })];
}

/** Arguments and named values that no part of the action looks at. */
function unread({ arguments: args, let: named }: ActionDocument, source: Source): Problem[] {
  const problems = Object.entries(args).flatMap(([name, { kind }]) => {
    // What the lines are of is needed, named or not.
    if (kind === 'order' || new RegExp(`\\bargs\\.${name}\\b`).test(source.text)) return [];
    const message = `The argument "${name}" is asked for and never used: it is not sent, and no condition and no text reads it.`;
    const mend = `Write \`${name}: args.${name}\` under \`send:\`, or remove the argument.`;
    return [problemAtKey(source, [['arguments'], name], { code: 'argument.unused', message, mend })];
  });
  const lets = Object.keys(named).flatMap((name) => {
    const uses = source.text.match(new RegExp(`(?<![\\w.])${name}\\b`, 'g')) ?? [];
    if (uses.length > 1) return [];
    const message = `Nothing reads the value "${name}".`;
    const mend = 'Use it in a condition or a text, or remove it.';
    return [problemAtKey(source, [['let'], name], { code: 'argument.unused', message, mend })];
  });
  return [...problems, ...lets];
}

/** A limit that another one of the same buyer, order or shop always reaches first. */
function behindAnother({ playbook }: Documents, { limits }: ActionDocument, source: Source): Problem[] {
  const numberOf = (written: number | string | undefined): number | null => {
    const name = /^policy\.(\w+)$/.exec(String(written ?? '').trim())?.[1];
    const value = name === undefined ? written : playbook?.document.constants[name];
    const number =
      typeof value === 'number' || /^\d+$/.test(String(value ?? '')) ? Number(value) : Number.NaN;
    return Number.isFinite(number) ? number : null;
  };
  const windowOf = (window: string): number => (isDuration(window) ? durationMs(window) : 0);
  return (['count', 'amount_cents'] as const).flatMap((key) =>
    limits.flatMap((limit, at) => {
      const own = numberOf(limit[key]);
      if (own === null || windowOf(limit.window) <= 0) return [];
      const first = limits.find((other, index) => {
        const theirs = numberOf(other[key]);
        if (index === at || other.per !== limit.per || theirs === null) return false;
        const [longer, same] = [windowOf(other.window) - windowOf(limit.window), theirs === own];
        return theirs <= own && longer >= 0 && (!same || longer > 0 || index < at);
      });
      if (!first) return [];
      const message = `This limit is never reached: "${first.code}" stops after ${numberOf(first[key])} within ${first.window}, before ${own} within ${limit.window}.`;
      const mend = 'Remove one of the two, or count less here.';
      return [problemAt(source, ['limits', at, key], { code: 'action.limit_idle', message, mend })];
    }),
  );
}

/** A person is asked, and no person may do it. */
function approvedByNobody({ approve, who }: ActionDocument, source: Source): Problem[] {
  if (!approve || who.includes('agent')) return [];
  const message =
    'A person is asked for this at times, and no person may do it: whoever waits for that waits for ever.';
  const mend = 'Add `agent` to `who`, or remove `approve`.';
  return [problemAt(source, ['who'], { code: 'action.approval', message, mend })];
}

const BELOW = /^\s*(\w*_cents)\s*<=?\s*(?:policy\.\w+|\d+)\s*$/;

/** A person is asked for the small amounts, and the large ones go through. */
function approvedBelow({ approve }: ActionDocument, source: Source): Problem[] {
  const amount = BELOW.exec(approve?.when ?? '')?.[1];
  if (amount === undefined) return [];
  const message = `A person is asked where \`${amount}\` is small, and nobody where it is large.`;
  const mend = `Turn the sign round: \`${amount} > …\`.`;
  return [problemAt(source, ['approve', 'when'], { code: 'action.approval', message, mend })];
}

/** What an argument may be is told for choices alone, and how long for texts. */
function unfitArguments({ arguments: args }: ActionDocument, source: Source): Problem[] {
  return Object.entries(args).flatMap(([name, { kind, one_of, max_length }]) => {
    const key =
      one_of && kind !== 'choice'
        ? 'one_of'
        : max_length !== undefined && kind !== 'text'
          ? 'max_length'
          : null;
    if (key === null) return [];
    const message = `\`${key}\` does nothing for an argument of kind ${kind}.`;
    const mend = `Remove it, or write \`kind: ${key === 'one_of' ? 'choice' : 'text'}\`.`;
    return [problemAtKey(source, [['arguments', name], key], { code: 'slot.unfit', message, mend })];
  });
}

const ABOVE = /^\s*\w+\s*>=?\s*(?:policy\.(\w+)|(\d+))\s*$/;

/** An approval above an amount that a limit has refused before. */
function neverApproved({ playbook, segments }: Documents, action: ActionDocument, source: Source): Problem[] {
  const [, name, literal] = ABOVE.exec(action.approve?.when ?? '') ?? [];
  const constants = playbook?.document.constants ?? {};
  if (!playbook || (name === undefined && literal === undefined)) return [];
  const limits = action.limits.flatMap(({ amount_cents, code }) => {
    const limit = /^policy\.(\w+)$/.exec(amount_cents?.trim() ?? '')?.[1];
    return limit === undefined && !/^\d+$/.test(amount_cents?.trim() ?? '')
      ? []
      : [{ code, limit, written: Number(amount_cents) }];
  });
  const buyers = [
    { source: playbook.source, own: constants },
    ...[...segments.values()].map((one) => ({ source: one.source, own: one.document.constants })),
  ];
  return buyers.flatMap(({ source: where, own }) => {
    const amountOf = (of: string | undefined, written: number): unknown =>
      of === undefined ? written : (own[of] ?? constants[of]);
    const above = amountOf(name, Number(literal));
    return limits.flatMap(({ code, limit, written }) => {
      const most = amountOf(limit, written);
      const here = [name, limit].some((one) => one !== undefined && Object.hasOwn(own, one));
      if (typeof above !== 'number' || typeof most !== 'number' || most > above) return [];
      if (where !== playbook.source && !here) return [];
      const message = `A person is asked above ${above} cents, but the limit "${code}" of the action "${action.id}" lets no more than ${most} cents through: nobody is ever asked.`;
      const mend = 'Ask for less, or let more through.';
      const what = { code: 'action.approval' as const, message, mend };
      const constant = [name, limit].find((one) => one !== undefined && Object.hasOwn(own, one));
      return [
        constant === undefined
          ? problemAt(source, ['approve', 'when'], what)
          : problemAt(where, ['constants', constant], what),
      ];
    });
  });
}

/** "You have cancelled five orders today", where the limit lets fifty through. */
function otherCount(action: ActionDocument, source: Source, currency: string): Problem[] {
  return action.limits.flatMap(({ count, otherwise }, at) => {
    if (typeof count !== 'number' || typeof otherwise === 'string') return [];
    const told = Object.values(templateOf(otherwise).text).map((words) => {
      const measured = quantitiesIn(words, currency).map(({ offset, written }) => [offset, written.length]);
      return numbersIn(words).filter(
        ({ offset }) => !measured.some(([from = 0, length = 0]) => offset >= from && offset < from + length),
      );
    });
    // One number in each language, the same in all of them, and another than the limit's.
    const [first] = told.flat();
    if (!first || first.number === count) return [];
    if (!told.every((list) => list.length === 1 && list[0]?.number === first.number)) return [];
    const message = `The limit lets ${count} through; what is said to buyers speaks of ${first.number}.`;
    const mend = 'Correct one of the two.';
    return [problemAt(source, ['limits', at, 'count'], { code: 'action.count', message, mend })];
  });
}
