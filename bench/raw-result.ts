/** What the raw database did. */
export const RAW_FIGURES = ['inserts', 'per_second', 'p50_ms', 'p99_ms'] as const;

/** The figures of the raw database by name. */
export type RawResult = { [name in (typeof RAW_FIGURES)[number]]: number };
