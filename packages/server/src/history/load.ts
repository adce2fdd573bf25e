import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import type { Playbook } from '@hark/core';
import type { Store } from '../conversations/store.ts';
import type { DemoBegun } from '../marketplace/chosen-marketplace.ts';
import { playPlot, type Stage } from './play.ts';
import { countPlots, historyId, lastLoaded, type Staged, stagedPlots } from './plots.ts';

/** How far the demo's history is loaded. */
export type HistoryProgress = { loaded: number; total: number };

/** A history that is being loaded. */
export type HistoryLoad = {
  progress(): HistoryProgress;
  /** Resolves when all is loaded, or after `stop`. */
  done: Promise<void>;
  /** Ends after the conversation under way; the next start goes on from there. */
  stop(): Promise<void>;
};

/** What the history is loaded from and into. */
export type HistoryParts = {
  begun: DemoBegun;
  playbook: Playbook;
  store: Store;
  now: () => string;
  staff: () => Promise<Stage['staff']>;
  log: (line: string) => void;
  failed: (error: unknown) => void;
  /** Whether what failed comes right by itself. */
  passes: (error: unknown) => boolean;
};

/** Of the time, so much at most is the history's: the rest is left to those who are there. */
const SHARE = 0.35;
const SHORTEST_REST_MS = 10;
const AGAIN_MS = 2_000;
/** How often the terminal hears of it. */
const TOLD_EVERY = 0.25;

/** Loads the demo's history in the background, conversation by conversation; what was loaded before is passed over. */
export function loadHistory(parts: HistoryParts): HistoryLoad {
  const stopped = new AbortController();
  const progress = { loaded: 0, total: countPlots(parts.begun) };
  const done = loadPatiently(parts, progress, stopped.signal);
  return {
    progress: () => ({ ...progress }),
    done,
    stop() {
      stopped.abort();
      return done;
    },
  };
}

/** A database that goes away in between is waited for; what was loaded is passed over then. */
async function loadPatiently(
  parts: HistoryParts,
  progress: HistoryProgress,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      return await load(parts, progress, signal);
    } catch (error) {
      if (!signal.aborted) parts.failed(error);
      if (!parts.passes(error)) return;
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** What came in a moment ago goes first; the story is gone through twice for it. */
export function* freshFirst(begun: DemoBegun): Generator<Staged> {
  for (const fresh of [true, false])
    for (const staged of stagedPlots(begun)) if (staged.plot.fresh === fresh) yield staged;
}

async function load(parts: HistoryParts, progress: HistoryProgress, signal: AbortSignal): Promise<void> {
  const { begun, store, playbook, now, log, staff } = parts;
  progress.loaded = 0;
  if (await store.load(historyId(begun, lastLoaded(begun)))) {
    progress.loaded = progress.total;
    return;
  }
  const began = performance.now();
  let told = 0;
  const people = await staff();
  for (const staged of freshFirst(begun)) {
    if (signal.aborted) return;
    const from = performance.now();
    const known = await store.load(staged.plot.conversation_id);
    if (!known)
      await store.commit(await playPlot({ playbook, until: now(), rest: breathe, staff: people }, staged));
    progress.loaded += 1;
    if (progress.loaded / progress.total >= told + TOLD_EVERY) {
      told += TOLD_EVERY;
      log(`demo history: ${progress.loaded} of ${progress.total} conversations`);
    }
    const spent_ms = performance.now() - from;
    await sleep(known ? 0 : Math.max(SHORTEST_REST_MS, spent_ms * (1 / SHARE - 1)), undefined, {
      signal,
    }).catch(() => undefined);
  }
  log(`demo history: complete after ${Math.round((performance.now() - began) / 1000)} s`);
}
