import { assume, truthOf, type World } from '../expression/truth.ts';
import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { PlaybookDocument } from './documents.ts';
import { problemAt } from './source.ts';

/** Segments and surveys that never have their turn: whenever they fit, one that is listed before them fits too. */
export function shadowed(documents: Documents, settings: PlaybookDocument, world: World): Problem[] {
  const { playbook, segments, surveys } = documents;
  if (!playbook) return [];
  const listed = <T>(names: readonly string[], among: ReadonlyMap<string, { document: T }>): (T | null)[] =>
    names.map((name) => among.get(name)?.document ?? null);
  const conditions = {
    segments: listed(settings.segments, segments).map(
      (one) => one && { when: one.when, of: JSON.stringify(one.orders) },
    ),
    surveys: listed(settings.surveys, surveys).map((one) => one && { when: one.when, of: '' }),
  };
  return (['segments', 'surveys'] as const).flatMap((key) => {
    const what = key.slice(0, -1);
    return conditions[key].flatMap((later, at) => {
      if (!later) return [];
      const known = assume(later.when, { holds: true, known: [], world });
      const before = conditions[key]
        .slice(0, at)
        .findIndex(
          (earlier) =>
            earlier !== null && earlier.of === later.of && truthOf(earlier.when, known, world) === true,
        );
      // One that is listed twice is told as that.
      const [name, first] = [settings[key][at], settings[key][before]];
      if (before === -1 || name === first) return [];
      const message = `The ${what} "${name}" never has its turn: whoever fits it fits "${first}", which is listed before it.`;
      const mend = `List "${name}" before "${first}": of several that fit, the first one counts.`;
      return [problemAt(playbook.source, [key, at], { code: 'list.shadowed', message, mend })];
    });
  });
}
