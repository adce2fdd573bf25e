/** A fault of ours: thrown, never caught to carry on. */
export class Bug extends Error {
  override name = 'Bug';
}

/** Throws a {@link Bug} unless `condition` holds. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Bug(message);
}

/** The value, or a {@link Bug} that names what is missing. */
export function must<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Bug(`missing: ${what}`);
  return value;
}

/** Closes an exhaustive switch: the compiler refuses a kind that was forgotten. */
export function never(value: never): never {
  throw new Bug(`not reachable: ${JSON.stringify(value)}`);
}
