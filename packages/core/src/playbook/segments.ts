import { nearest } from '../lib/nearest.ts';
import type { Problem } from '../problems.ts';
import type { SegmentDocument } from '../segments/segment.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import { durationMistake } from './settings.ts';
import { type Mistake, problemAt, problemAtKey } from './source.ts';

/** What the schema of a segment cannot say: durations, constants that there are, that it promises something, and that it is listed. */
export function segmentProblems(documents: Documents): Problem[] {
  return [
    ...listedTwice(documents),
    ...[...documents.segments.values()].flatMap(({ document, source }) => [
      ...ofForm(document, source),
      ...ofConstants(documents, document, source),
      ...ofPromise(document, source),
      ...ofUse(documents, document, source),
    ]),
  ];
}

function ofForm({ orders, people }: SegmentDocument, source: Source): Problem[] {
  const durations: [Place, string | undefined][] = [
    [['orders', 'within'], orders.within],
    [['people', 'answer_within'], people.answer_within],
    [['people', 'reply_within'], people.reply_within],
  ];
  return durations.flatMap(([place, duration]) => {
    const wrong = duration === undefined ? null : durationMistake(duration);
    return wrong ? [problemAt(source, place, wrong)] : [];
  });
}

/** A constant of a segment takes the place of one of the playbook, so it must be there and of the same kind. */
function ofConstants(
  { settings, broken }: Documents,
  { constants }: SegmentDocument,
  source: Source,
): Problem[] {
  if (!settings || broken.settings) return [];
  const code = 'segment.constant';
  return Object.entries(constants).flatMap(([name, value]) => {
    const usual = settings.constants[name];
    if (usual === undefined) {
      const close = nearest(name, Object.keys(settings.constants));
      const mend = close ? `Did you mean "${close}"?` : 'Add it to the constants in playbook.yaml first.';
      const message = `The playbook has no constant "${name}".`;
      return [problemAtKey(source, [['constants'], name], { code, message, mend })];
    }
    if (JSON.stringify(usual) === JSON.stringify(value)) {
      const message = `The constant "${name}" is ${String(value)} for everybody: for these buyers nothing is otherwise.`;
      const mend = 'Write another value, or remove it.';
      return [problemAt(source, ['constants', name], { code: 'segment.idle', message, mend })];
    }
    if (kindOf(usual) === kindOf(value)) return [];
    const message = `The constant "${name}" is ${kindOf(usual)} in the playbook, and ${kindOf(value)} here.`;
    return [problemAt(source, ['constants', name], { code, message, mend: `Write ${kindOf(usual)}.` })];
  });
}

function kindOf(value: SegmentDocument['constants'][string]): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number with decimals';
  return typeof value === 'boolean' ? 'true or false' : 'a text';
}

function ofPromise({ id, priority, people, constants }: SegmentDocument, source: Source): Problem[] {
  if (priority > 0 || Object.keys(people).length > 0 || Object.keys(constants).length > 0) return [];
  const message = `The segment "${id}" promises nothing: its buyers are treated as everybody.`;
  const mend = 'Add `priority`, `people` or `constants`, or remove the segment.';
  return [problemAt(source, ['id'], { code: 'segment.idle', message, mend })];
}

function listedTwice({ playbook }: Documents): Problem[] {
  const listed = playbook?.document.segments ?? [];
  return listed.flatMap((name, at) => {
    if (!playbook || listed.indexOf(name) === at) return [];
    const message = `The segment "${name}" is listed already; the first place counts.`;
    const what: Mistake = { code: 'segment.twice', message, mend: 'Remove one.' };
    return [problemAt(playbook.source, ['segments', at], what)];
  });
}

// While a file cannot be read, nobody knows what it would have listed; a misspelt name is told where it stands.
function ofUse({ playbook, broken }: Documents, { id }: SegmentDocument, source: Source): Problem[] {
  if (!playbook || broken.names.size > 0) return [];
  const listed = playbook.document.segments;
  if (listed.includes(id) || nearest(id, listed) !== null) return [];
  const message = `The segment "${id}" is not listed: nobody belongs to it.`;
  const mend = 'Add it to `segments` in playbook.yaml; of several that fit, the first one listed counts.';
  return [problemAt(source, ['id'], { code: 'segment.unused', message, mend })];
}
