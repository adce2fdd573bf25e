import { type ChildProcess, fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { RerunResult, RerunWork, Stage } from './rerun-work.ts';

/** What the process that runs conversations again tells. */
export type FromWorkshop =
  | { id: number; stage: Stage }
  | { id: number; result: RerunResult }
  | { id: number; failed: string };

/** A run that was asked for: how far it is, and what comes of it. */
export type Job = { stage: Stage; done: Promise<RerunResult> };

/** Runs conversations again in a process of its own, so that nothing else waits while a playbook is checked and learned. */
export type Workshop = { begin(work: RerunWork): Job; close(): Promise<void> };

/** The run came to no end, or its process died. */
export class WorkshopFailed extends Error {
  override name = 'WorkshopFailed';
}

/** Memory is given back when nobody has run anything for so long. */
const IDLE_MS = 5 * 60_000;
/** A playbook of ordinary size takes seconds. */
const LONGEST_MS = 120_000;

type Waiting = { job: Job; resolve(result: RerunResult): void; reject(error: Error): void };

/** The process starts with the first run. */
export function makeWorkshop({ longest_ms = LONGEST_MS, idle_ms = IDLE_MS } = {}): Workshop {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let last = 0;

  const end = (because: string): void => {
    child?.removeAllListeners();
    child?.kill('SIGKILL');
    child = null;
    for (const { reject } of waiting.values()) reject(new WorkshopFailed(because));
    waiting.clear();
  };
  const watch = (): void => {
    if (timer) clearTimeout(timer);
    const [ms, because] = waiting.size > 0 ? [longest_ms, 'it took too long'] : [idle_ms, 'nobody asked'];
    timer = setTimeout(() => end(because), ms).unref();
  };
  const hear = (said: FromWorkshop): void => {
    const one = waiting.get(said.id);
    if (one === undefined) return;
    if ('stage' in said) {
      one.job.stage = said.stage;
      return;
    }
    waiting.delete(said.id);
    if ('result' in said) one.resolve(said.result);
    else one.reject(new WorkshopFailed(said.failed));
    watch();
  };
  const started = (): ChildProcess => {
    if (child) return child;
    child = startProcess();
    child.on('message', hear);
    child.once('exit', (code, signal) => end(`its process ended with ${signal ?? code}`));
    child.once('error', (error) => end(error.message));
    return child;
  };
  return {
    begin(work) {
      const id = ++last;
      const { promise: done, resolve, reject } = deferred<RerunResult>();
      const job: Job = { stage: 'checking', done };
      waiting.set(id, { job, resolve, reject });
      // Whoever asked may have gone: then nobody hears of it.
      done.catch(() => undefined);
      started().send({ id, work });
      watch();
      return job;
    },
    async close() {
      if (timer) clearTimeout(timer);
      end('Hark stops');
    },
  };
}

function deferred<T>() {
  let [resolve, reject]: [(value: T) => void, (error: Error) => void] = [() => undefined, () => undefined];
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** From the sources where Hark runs from them, and from beside the bundle where it is one. It is given no secrets. */
function startProcess(): ChildProcess {
  const here = import.meta.filename;
  const { PATH, HOME, TMPDIR } = process.env;
  const env = Object.fromEntries(
    Object.entries({ PATH, HOME, TMPDIR }).filter(([, value]) => value !== undefined),
  );
  const options = { serialization: 'advanced', env } as const;
  return here.endsWith('.ts')
    ? fork(join(dirname(here), 'rerun-program.ts'), [], { ...options, execArgv: ['--import', 'tsx'] })
    : fork(join(dirname(here), 'rerun-program.js'), [], { ...options, execArgv: [] });
}
