/**
 * What a load saw. Latencies are those of every message, from when it was due until its answer was seen on the stream;
 * `missed` are messages that were due while no talker was free; `disappointed` are conversations in which something was
 * asked of the shop and not done; `load_cpu` is the processor time of the load's own process, as a share of one core.
 */
export const LOAD_FIGURES = [
  'messages',
  'seconds',
  'per_second',
  'p50_ms',
  'p99_ms',
  'most_ms',
  'missed',
  'conversations',
  'disappointed',
  'load_cpu',
] as const;

/** A load's figures by name. */
export type LoadResult = { [name in (typeof LOAD_FIGURES)[number]]: number };
