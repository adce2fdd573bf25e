import type { ServerResponse } from 'node:http';

/** How often a silent stream says that it lives. */
export const HEARTBEAT_MS = 15_000;
/** Beats come in as many portions, so that ten thousand streams are no burst. */
const PORTIONS = 60;
const STILL_HERE = ': still here\n\n';

/** What streams are of: one conversation for a buyer, the lists of the desk, one conversation at the desk. */
export type StreamKind = 'chat' | 'desk_list' | 'desk_thread';

/** A stream as its owner keeps it. */
export type Kept = {
  /** What is read: a figure for those who operate Hark. */
  kind: StreamKind;
  /** Of whom or what it is, for {@link OpenStreams.count}. */
  key: string;
  /** Says that the stream lives; without it a comment does. */
  beat?: () => void;
  /** After so many beats it ends and the reader comes back; without it never. */
  beats?: number;
  ended(): void;
};

/** The open streams of one kind, and the one timer by which they live. */
export type OpenStreams = {
  /** Keeps a stream until either side ends it. */
  keep(to: ServerResponse, kept: Kept): OpenStream;
  /** How many streams with this key are open. */
  count(key: string): number;
  /** How many are open, by kind. */
  opened(): ReadonlyMap<StreamKind, number>;
  /** Ends all; readers come back by themselves. */
  close(): void;
};

/** A stream that is kept. */
export type OpenStream = {
  /**
   * Resolves when the reader may be written to again, at once unless it is slow. What is written after the end goes nowhere.
   */
  write(text: string): Promise<void> | void;
  end(): void;
};

/** No streams yet. */
export function makeOpenStreams(): OpenStreams {
  const portions = Array.from({ length: PORTIONS }, () => new Set<Stream>());
  const counts = new Map<string, number>();
  const kinds = new Map<StreamKind, number>();
  let [turn, next] = [0, 0];
  const beat = (): void => {
    turn = (turn + 1) % PORTIONS;
    for (const stream of portions[turn] ?? []) stream.beat();
  };
  let timer: NodeJS.Timeout | null = null;
  let open = 0;
  return {
    keep(to, kept) {
      next = (next + 1) % PORTIONS;
      const portion = portions[next] ?? new Set();
      const stream = new Stream(to, kept, () => {
        portion.delete(stream);
        const left = (counts.get(kept.key) ?? 1) - 1;
        if (left === 0) counts.delete(kept.key);
        else counts.set(kept.key, left);
        kinds.set(kept.kind, (kinds.get(kept.kind) ?? 1) - 1);
        open -= 1;
        if (open === 0 && timer) clearInterval(timer);
        if (open === 0) timer = null;
      });
      portion.add(stream);
      counts.set(kept.key, (counts.get(kept.key) ?? 0) + 1);
      kinds.set(kept.kind, (kinds.get(kept.kind) ?? 0) + 1);
      open += 1;
      timer ??= setInterval(beat, HEARTBEAT_MS / PORTIONS);
      return stream;
    },
    count: (key) => counts.get(key) ?? 0,
    opened: () => kinds,
    close() {
      for (const portion of portions) for (const stream of [...portion]) stream.end();
    },
  };
}

/** A class, because there may be tens of thousands. */
class Stream implements OpenStream {
  readonly #to: ServerResponse;
  readonly #kept: Kept;
  readonly #left: () => void;
  #open = true;
  #drained: Promise<void> | null = null;
  #beats = 0;
  /** Bytes that had gone out when the last beat found the reader slow; -1 when it was not. */
  #stuck_at = -1;

  constructor(to: ServerResponse, kept: Kept, left: () => void) {
    this.#to = to;
    this.#kept = kept;
    this.#left = left;
    const end = (): void => this.end();
    to.on('close', end);
    to.on('error', end);
  }

  write(text: string): Promise<void> | void {
    if (!this.#open || this.#to.write(text)) return;
    // One waits for all that is written meanwhile.
    this.#drained ??= new Promise((resolve) => {
      const go = (): void => {
        this.#to.off('drain', go);
        this.#to.off('close', go);
        this.#drained = null;
        resolve();
      };
      this.#to.on('drain', go);
      this.#to.on('close', go);
    });
    return this.#drained;
  }

  beat(): void {
    this.#beats += 1;
    if (this.#isGone()) return void this.#to.destroy();
    if (this.#beats === this.#kept.beats) return this.end();
    if (this.#to.writableNeedDrain) return;
    if (this.#kept.beat) this.#kept.beat();
    else this.#to.write(STILL_HERE);
  }

  end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#left();
    this.#kept.ended();
    this.#to.end();
  }

  /** A reader that has taken nothing from one beat to the next is gone, or as good as: it comes back to where it was. */
  #isGone(): boolean {
    const left = this.#to.writableNeedDrain ? this.#to.writableLength : -1;
    const gone = left >= 0 && left === this.#stuck_at;
    this.#stuck_at = left;
    return gone;
  }
}
