/** Kinds of mistakes in an expression. */
export const FAULT_CODES = [
  'expression.syntax',
  'expression.too_long',
  'expression.too_deep',
  'expression.too_many_loops',
  'expression.long_list',
  'expression.unknown_variable',
  'expression.unknown_field',
  'expression.unknown_function',
  'expression.arguments',
  'expression.types',
  'expression.result',
  'expression.literal',
] as const;

/** One of {@link FAULT_CODES}. */
export type FaultCode = (typeof FAULT_CODES)[number];

/** A mistake in an expression, and the way out. `offset` is its place in the source, in UTF-16 units. */
export type Fault = { code: FaultCode; message: string; mend: string; offset: number };
