import type { NotedFile, State } from '../conversation/state.ts';
import type { VarType } from '../expression/expression.ts';
import type { JsonObject } from '../lib/json.ts';

/** How the files are declared that the buyer has sent for the matter under way; `id` is what an action hands on. */
export const FILES: VarType = { list: { fields: { id: 'string', name: 'string', kind: 'string' } } };

/** The files that the buyer has sent since the last matter came to an end. */
export function filesOf(state: State): NotedFile[] {
  const since = state.ended.at(-1)?.seq ?? 0;
  return (state.files ?? []).filter(({ seq }) => seq > since);
}

/** {@link filesOf} as expressions and texts read them. */
export function fileValues(state: State): JsonObject[] {
  return filesOf(state).map(({ id, name, kind }) => ({ id, name, kind }));
}

/** How many pictures and how many documents: what a text needs to speak of them. */
export function countFiles(files: readonly { kind: string }[]): { pictures: number; documents: number } {
  const documents = files.filter(({ kind }) => kind === 'pdf').length;
  return { pictures: files.length - documents, documents };
}
