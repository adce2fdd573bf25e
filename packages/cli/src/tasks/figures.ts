import type { Verdict } from './verdict.ts';

/** What is counted of one task. */
export type Counted = {
  task_id: string;
  verdict: Verdict;
  turns: number;
  handed_over: boolean;
  /** Of each wish that was read back: whether the first time was right, and how often it was corrected. */
  read_backs: { first_right: boolean; corrections: number }[];
};

/** What `hark tasks` prints as its last line. */
export type TaskFigures = {
  tasks: number;
  success: number;
  unauthorised_writes: number;
  wrong_writes: number;
  handed_over: number;
  first_readback_right: number;
  corrections_p90: number;
  turns_p50: number;
  turns_p90: number;
  seconds: number;
  failures: { task_id: string; why: string }[];
};

/** The figures over all tasks; `seconds` is how long playing them took. */
export function figuresOf(counted: readonly Counted[], seconds: number): TaskFigures {
  const read_backs = counted.flatMap((one) => one.read_backs);
  const turns = counted.map((one) => one.turns);
  const sum = (of: (one: Counted) => number) => counted.reduce((total, one) => total + of(one), 0);
  return {
    tasks: counted.length,
    success: sum(({ verdict }) => Number(verdict.success)),
    unauthorised_writes: sum(({ verdict }) => verdict.unauthorised.length),
    wrong_writes: sum(({ verdict }) => verdict.wrong.length),
    handed_over: sum((one) => Number(one.handed_over)),
    first_readback_right: share(read_backs.map(({ first_right }) => first_right)),
    corrections_p90: quantile(
      read_backs.map(({ corrections }) => corrections),
      0.9,
    ),
    turns_p50: quantile(turns, 0.5),
    turns_p90: quantile(turns, 0.9),
    seconds: Math.round(seconds * 100) / 100,
    failures: counted.flatMap(({ task_id, verdict }) =>
      verdict.why === null ? [] : [{ task_id, why: verdict.why }],
    ),
  };
}

/** The share that holds; of nothing, all of it does. */
function share(of: readonly boolean[]): number {
  return of.length === 0 ? 1 : Math.round((of.filter(Boolean).length / of.length) * 10_000) / 10_000;
}

/** The smallest value that so large a part of the values does not exceed; 0 of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
}

/** The figures as a table for people. */
export function tableOf(figures: TaskFigures): string {
  const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
  const rows: [string, string][] = [
    ['tasks', String(figures.tasks)],
    ['success', `${figures.success} (${percent(figures.tasks === 0 ? 0 : figures.success / figures.tasks)})`],
    ['unauthorised writes', String(figures.unauthorised_writes)],
    ['wrong writes', String(figures.wrong_writes)],
    ['handed over', String(figures.handed_over)],
    ['first read-back right', percent(figures.first_readback_right)],
    ['corrections a wish, p90', String(figures.corrections_p90)],
    ['messages a task, p50 / p90', `${figures.turns_p50} / ${figures.turns_p90}`],
    ['seconds', figures.seconds.toFixed(1)],
  ];
  const failures = figures.failures.map(({ task_id, why }) => `  ${task_id}: ${why}`);
  return [
    ...rows.map(([name, value]) => `${name.padEnd(28)}${value.padStart(16)}`),
    ...(failures.length > 0 ? ['', 'failures:', ...failures] : []),
  ].join('\n');
}
