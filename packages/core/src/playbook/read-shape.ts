import type { z } from 'zod';
import type { Problem } from '../problems.ts';
import { type Place, positionOf } from './place.ts';
import type { SourceFile } from './playbook.ts';
import { shapeOf } from './shape.ts';
import { problemAt, readSource } from './source.ts';

/** A file that was read by a schema: its value, or its mistakes; `line` tells where a place of it stands, from 1. */
export type ShapeRead<T> = { line: (place: Place) => number } & (
  | { ok: true; value: T }
  | { ok: false; problems: Problem[] }
);

/** Reads a YAML file that lies beside the documents of a playbook, such as its scenarios; mistakes are told as those of documents are. */
export function readShape<S extends z.ZodType>(file: SourceFile, schema: S): ShapeRead<z.output<S>> {
  const { source, problems } = readSource(file);
  const line = (place: Place): number => positionOf(source, place).line;
  if (problems.length > 0) return { line, ok: false, problems };
  const value: unknown = source.document.toJS();
  const misshapen = shapeOf(source, schema, value).problems;
  if (misshapen.length > 0) return { line, ok: false, problems: misshapen };
  const parsed = schema.safeParse(value);
  if (parsed.success) return { line, ok: true, value: parsed.data };
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
  return { line, ok: false, problems: told };
}
