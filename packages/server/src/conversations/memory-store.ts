import { type Event, erasedEvent, type State } from '@hark/core';
import {
  type Consequences,
  canonical,
  consequencesOf,
  later,
  type NewWork,
  shortKey,
} from './consequences.ts';
import type { Commit, Due, Listed, Store, UsageReserved, UsageSeen } from './store.ts';

type Log = {
  shop_id: string;
  state: State;
  events: Event[];
  /** Inbound key → `seq`. */
  inbound: Map<string, number>;
  topic: string | null;
  opened: number;
};

type Work = NewWork & { conversation_id: string; shop_id: string; attempts: number };

type Used = { scope: string; used_at: string; amount_cents: number; owner: string };

type Kept = {
  logs: Map<string, Log>;
  /** Conversation and `seq` → work. */
  outbox: Map<string, Work>;
  /** Action and scope → rows and a count that only grows. */
  usage: Map<string, { rows: Used[]; version: number }>;
};

/** Conversations in this process only: for tools and tests that need no durability. Hands out what it was given, uncopied. */
export function memoryStore(): Store {
  const kept: Kept = { logs: new Map(), outbox: new Map(), usage: new Map() };
  return {
    async load(conversation_id) {
      const log = kept.logs.get(conversation_id);
      return log ? { state: log.state, shop_id: log.shop_id } : null;
    },
    async events(conversation_id, after) {
      return kept.logs.get(conversation_id)?.events.slice(Math.max(after, 0)) ?? [];
    },
    async grown(places) {
      return places.flatMap(({ conversation_id, seq }) => {
        const end = kept.logs.get(conversation_id)?.state.seq ?? 0;
        return end > seq ? [{ conversation_id, seq: end }] : [];
      });
    },
    async seen(conversation_id, source, id) {
      return kept.logs.get(conversation_id)?.inbound.get(key(source, shortKey(id))) ?? null;
    },
    commit: async (commit) => commitInto(kept, commit),
    async usage({ action, scopes, since }) {
      const seen: UsageSeen = {};
      const found: Used[] = [];
      for (const scope of new Set(scopes)) {
        const book = kept.usage.get(key(action, scope));
        seen[scope] = book?.version ?? 0;
        found.push(...(book?.rows ?? []));
      }
      const usage = found
        .filter(({ used_at }) => compare(used_at, canonical(since)) >= 0)
        .map(({ scope, used_at, amount_cents }) => ({ scope, used_at, amount_cents }))
        .sort((a, b) => compare(a.used_at, b.used_at) || compare(a.scope, b.scope));
      return { usage, seen };
    },
    take: async (now, limit, lease_ms) => takeFrom(kept, { now: canonical(now), limit, lease_ms }),
    async finish(conversation_id, seq) {
      kept.outbox.delete(key(conversation_id, seq));
    },
    async postpone(conversation_id, seq, due_at) {
      const work = kept.outbox.get(key(conversation_id, seq));
      if (!work) return;
      work.due_at = canonical(due_at);
      work.visible_at = work.due_at;
    },
    async latest({ shop_id }, limit) {
      return [...kept.logs.values()]
        .filter((log) => shop_id === null || log.shop_id === shop_id)
        .sort((a, b) => b.opened - a.opened)
        .slice(0, Math.max(limit, 0))
        .map(listed);
    },
    async ofBuyer(buyer_id, limit) {
      return [...kept.logs.values()]
        .filter((log) => log.state.identity?.buyer_id === buyer_id)
        .sort((a, b) => b.opened - a.opened)
        .slice(0, limit)
        .map(listed);
    },
    async close() {},
  };
}

function listed({ shop_id, state, topic }: Log): Listed {
  const { conversation_id, at, status } = state;
  return { conversation_id, shop_id, at: canonical(at), status, topic };
}

function commitInto(kept: Kept, commit: Commit): Awaited<ReturnType<Store['commit']>> {
  const before = kept.logs.get(commit.conversation_id);
  const follows = consequencesOf(commit);
  for (const { source, id } of follows.inbound) {
    const seq = before?.inbound.get(key(source, id));
    if (seq !== undefined) return { kind: 'duplicate', seq };
  }
  if ((before?.state.seq ?? 0) !== commit.expected_seq) return { kind: 'race' };
  if (commit.usage.some((reserved) => isStale(kept, reserved))) return { kind: 'race' };

  const log = before ?? newLog(kept, commit);
  if (commit.erases) eraseIn(kept, log);
  log.state = commit.state;
  log.events.push(...commit.events);
  log.topic = follows.topic ?? log.topic;
  for (const { source, id, seq } of follows.inbound) log.inbound.set(key(source, id), seq);
  apply(kept, commit, follows);
  reserve(kept, commit);
  return { kind: 'committed' };
}

function eraseIn(kept: Kept, log: Log): void {
  log.events = log.events.map(erasedEvent);
  log.inbound.clear();
  for (const [at, { conversation_id }] of kept.outbox)
    if (conversation_id === log.state.conversation_id) kept.outbox.delete(at);
}

function newLog(kept: Kept, commit: Commit): Log {
  const { conversation_id, shop_id, state } = commit;
  const log = { shop_id, state, events: [], inbound: new Map(), topic: null, opened: kept.logs.size };
  kept.logs.set(conversation_id, log);
  return log;
}

function isStale(kept: Kept, { action, seen }: UsageReserved): boolean {
  return Object.entries(seen).some(
    ([scope, version]) => (kept.usage.get(key(action, scope))?.version ?? 0) !== version,
  );
}

function reserve(kept: Kept, { conversation_id, usage }: Commit): void {
  for (const { action, scopes, amount_cents, request_seq, at } of usage) {
    for (const scope of new Set(scopes)) {
      const at_key = key(action, scope);
      const book = kept.usage.get(at_key) ?? { rows: [], version: 0 };
      kept.usage.set(at_key, book);
      book.rows.push({
        scope,
        used_at: canonical(at),
        amount_cents,
        owner: key(conversation_id, request_seq),
      });
      book.version += 1;
    }
  }
}

function apply(kept: Kept, { conversation_id, shop_id }: Commit, follows: Consequences): void {
  for (const work of follows.work) {
    kept.outbox.set(key(conversation_id, work.seq), { ...work, conversation_id, shop_id, attempts: 0 });
  }
  for (const seq of follows.finished) kept.outbox.delete(key(conversation_id, seq));
  for (const seq of follows.released) {
    const owner = key(conversation_id, seq);
    for (const book of kept.usage.values()) book.rows = book.rows.filter((row) => row.owner !== owner);
  }
}

function takeFrom(kept: Kept, wanted: { now: string; limit: number; lease_ms: number }): Due[] {
  const due = [...kept.outbox.values()]
    .filter((work) => work.visible_at <= wanted.now)
    .sort((a, b) => compare(a.visible_at, b.visible_at))
    .slice(0, Math.max(wanted.limit, 0));
  return due.flatMap((work) => {
    work.visible_at = later(wanted.now, wanted.lease_ms);
    work.attempts += 1;
    const event = kept.logs.get(work.conversation_id)?.events[work.seq - 1];
    if (!event || !('why' in event)) return [];
    const { conversation_id, shop_id, seq, kind, due_at, attempts } = work;
    return [{ conversation_id, shop_id, seq, kind, event, due_at, attempts }];
  });
}

function key(...parts: (string | number)[]): string {
  return JSON.stringify(parts);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
