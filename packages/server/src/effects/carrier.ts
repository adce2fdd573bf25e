import { assert, type Decided, type Event, isObserved, type State } from '@hark/core';
import type { Happened } from '../conversations/decide-turn.ts';
import type { Store } from '../conversations/store.ts';
import type { Marketplace } from '../marketplace/marketplace.ts';
import type { Around } from '../telemetry/around.ts';
import type { Hands, Notice, Work } from './effect.ts';
import { effectOf } from './effects.ts';

/** What the carrier needs; `record` is a turn of its own that does nothing when `moot` says so. */
export type CarrierParts = {
  marketplace: Marketplace;
  store: Store;
  now: () => string;
  around: Around;
  notify(notice: Notice): void;
  slow_after_ms: number;
  failed(error: unknown, what: { conversation_id: string; seq: number; kind: string }): void;
  record(conversation_id: string, happened: Happened, moot: (state: State) => boolean): Promise<boolean>;
};

/** Carries out decided events after their commit, at least once each, with results recorded once. */
export type Carrier = {
  /** Begins what the commit asks for now, without waiting for it. */
  begin(committed: { conversation_id: string; shop_id: string; events: Event[] }): void;
  runDue(): Promise<number>;
  settle(conversation_id: string): Promise<void>;
  idle(): Promise<void>;
};

const DUE_AT_ONCE = 50;
/** How long work belongs to whoever took it. Longer than any effect's deadline, so that nothing is given out while it is being carried out. */
export const LEASE_MS = 30_000;
/** A conversation that still has work after so many rounds makes its own work. */
const SETTLE_ROUNDS = 200;

/** The carrier over one store and one marketplace. */
export function makeCarrier(parts: CarrierParts): Carrier {
  const running = new Map<string, Promise<void>>();
  const hands: Hands = {
    marketplace: parts.marketplace,
    state: async (conversation_id) => (await parts.store.load(conversation_id))?.state ?? null,
    observe: (conversation_id, happened, moot) => parts.record(conversation_id, happened, moot),
    finish: (conversation_id, seq) => parts.store.finish(conversation_id, seq),
    notify: (notice) => parts.notify(notice),
    slow_after_ms: parts.slow_after_ms,
    failed: (error, work) => tellFailed(parts, error, work),
  };

  /** The same piece of work is never carried out twice at the same time in one process. */
  const carry = (work: Work): Promise<void> => {
    const key = `${work.conversation_id} ${work.event.seq}`;
    const already = running.get(key);
    if (already) return already;
    const effect = effectOf(work.event);
    const about = { conversation_id: work.conversation_id, seq: work.event.seq, kind: work.event.type };
    const mine = parts
      .around({ name: 'effect', about }, async () => effect?.carryOut(work, hands))
      .finally(() => running.delete(key));
    running.set(key, mine);
    return mine;
  };
  const carryOrTell = (work: Work): Promise<void> =>
    carry(work).catch((error: unknown) => tellFailed(parts, error, work));

  return {
    begin({ conversation_id, shop_id, events }) {
      for (const event of events) {
        if (isObserved(event) || effectOf(event)?.when !== 'now') continue;
        void carryOrTell({ conversation_id, shop_id, event, again: false });
      }
    },
    async runDue() {
      const due = await parts.store.take(parts.now(), DUE_AT_ONCE, LEASE_MS);
      await Promise.all(due.map((work) => carryOrTell({ ...work, again: true })));
      return due.length;
    },
    async settle(conversation_id) {
      for (let round = 0; round < SETTLE_ROUNDS; round += 1) {
        const work = await waiting(parts, conversation_id);
        if (work.length === 0) return;
        for (const piece of work) await carry(piece);
      }
      assert(false, `conversation ${conversation_id} does not settle`);
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running.values());
    },
  };
}

function tellFailed({ failed }: CarrierParts, error: unknown, { conversation_id, event }: Work): void {
  failed(error, { conversation_id, seq: event.seq, kind: event.type });
}

/** What the conversation waits for now: requests without an outcome, timers whose time has come. */
async function waiting(parts: CarrierParts, conversation_id: string): Promise<Work[]> {
  const loaded = await parts.store.load(conversation_id);
  if (!loaded) return [];
  const { state, shop_id } = loaded;
  const now = Date.parse(parts.now());
  const seqs = [
    ...state.actions.filter((action) => action.outcome === null).map((action) => action.seq),
    ...state.timers.filter((timer) => Date.parse(timer.due_at) <= now).map((timer) => timer.seq),
  ];
  if (seqs.length === 0) return [];
  const events = await parts.store.events(conversation_id, Math.min(...seqs) - 1);
  const wanted = (event: Event): event is Decided => !isObserved(event) && seqs.includes(event.seq);
  return events.filter(wanted).map((event) => ({ conversation_id, shop_id, event, again: false }));
}
