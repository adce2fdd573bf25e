import { readFileSync } from 'node:fs';
import { InputError, issueInWords, systemReason } from '@hark/server';
import { z } from 'zod';

const Id = z.union([z.string(), z.number()]).transform(String);

const TaskShape = z.object({
  task_id: Id,
  user_id: z.string(),
  instruction: z.string().default(''),
  opening: z.string().nullish(),
  actions: z
    .array(z.object({ name: z.string(), arguments: z.record(z.string(), z.json()).default({}) }))
    .default([]),
  outputs: z.array(Id).default([]),
});

/** One errand of a buyer: what is told to whoever plays it, the calls that would be right, and what must be said. */
export type Task = z.output<typeof TaskShape>;

/** The tasks in a file of JSON (a list). Throws {@link InputError} with file and place. */
export function readTasks(file: string): Task[] {
  const fitted = z.array(TaskShape).safeParse(jsonIn(file), { error: issueInWords });
  if (fitted.success) return fitted.data;
  const [issue] = fitted.error.issues;
  throw new InputError(`${file}: ${issue?.path.join('.') || 'what stands there'} ${issue?.message}`);
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const what = error instanceof SyntaxError ? 'is not JSON, or cut off' : 'cannot be read';
    throw new InputError(`${file}: ${what}: ${systemReason(error)}`);
  }
}
