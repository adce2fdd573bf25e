import { must } from '../lib/assert.ts';
import type { Program } from './expression.ts';

/** Where an expression stands: the document, or the place within it, that says which variables it may read, and its text. */
export type ExpressionAt = { document: string; source: string };

/** The compiled expressions of a playbook, by {@link programKey}. */
export type Programs = { [key: string]: Program };

/** The name of an expression among the compiled ones: the same text may read other variables elsewhere. */
export const programKey = ({ document, source }: ExpressionAt): string => `${document}\n${source}`;

/** The compiled expression of a place; that it is there was checked when the playbook was compiled. */
export function programOf(programs: Programs, at: ExpressionAt): Program {
  return must(programs[programKey(at)], `the expression ${at.source} of ${at.document}`);
}
