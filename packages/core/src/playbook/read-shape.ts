import type { z } from 'zod';
import type { Problem } from '../problems.ts';
import { type Place, type Position, positionOf } from './place.ts';
import type { SourceFile } from './playbook.ts';
import { shapeOf } from './shape.ts';
import { problemAt, readSource } from './source.ts';

/** A file that was read by a schema: its value, or its mistakes; `line` tells where a place of it stands, from 1, and `at` with its column. */
export type ShapeRead<T> = { line: (place: Place) => number; at: (place: Place) => Position } & (
  | { ok: true; value: T }
  | { ok: false; problems: Problem[] }
);

/** Reads a YAML file that lies beside the documents of a playbook, such as its scenarios; mistakes are told as those of documents are. */
export function readShape<S extends z.ZodType>(file: SourceFile, schema: S): ShapeRead<z.output<S>> {
  const { source, problems } = readSource(file);
  const at = (place: Place): Position => positionOf(source, place);
  const line = (place: Place): number => at(place).line;
  if (problems.length > 0) return { line, at, ok: false, problems };
  const value: unknown = source.document.toJS();
  const misshapen = shapeOf(source, schema, value).problems;
  if (misshapen.length > 0) return { line, at, ok: false, problems: misshapen };
  const parsed = schema.safeParse(value);
  if (parsed.success) return { line, at, ok: true, value: parsed.data };
  const told = parsed.error.issues.map(({ path, message }) =>
    problemAt(
      source,
      path.filter((part) => typeof part !== 'symbol'),
      {
        code: 'document.shape',
        message: `This does not fit: ${message}.`,
        mend: 'Correct the value.',
      },
    ),
  );
  return { line, at, ok: false, problems: told };
}
