import { z } from 'zod';
import { issueInWords } from '../issue-words.ts';

/** Names in addresses stand for what a column holds, and none holds these. */
const Names = z.record(
  z.string(),
  z.string().regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be without control characters'),
);

/** Holds what came in against the schema of a route; what is wrong is told in words and with its place. */
export function validatorCompiler({ schema, httpPart }: { schema: z.ZodType; httpPart?: string }) {
  return (value: unknown) => {
    const first = httpPart === 'params' ? z.safeParse(Names, value) : null;
    const parsed = first?.success === false ? first : z.safeParse(schema, value, { error: issueInWords });
    if (parsed.success) return { value: parsed.data };
    const validation = parsed.error.issues.map(({ path, message }) => ({
      instancePath: path.map((step) => `/${String(step)}`).join(''),
      message,
    }));
    return { error: Object.assign(new Error('not as the schema has it'), { validation }) };
  };
}
