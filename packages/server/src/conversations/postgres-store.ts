import { type Event, fold, type LookupAnswer, must, PLATFORM, type State } from '@hark/core';
import { appendAudit } from '../audit/audit.ts';
import { type Context, enter, forPerson, type Transaction, WrittenJson } from '../db/as.ts';
import { encodeJson } from '../db/column-text.ts';
import type { Database } from '../db/database.ts';
import { isCollision } from '../db/unavailable.ts';
import {
  type Consequences,
  canonical,
  consequencesOf,
  scopeKey,
  shortKey,
  subjectOf,
} from './consequences.ts';
import { FOLD_VERSION } from './fold-version.ts';
import { eventOf, type LogRow, writtenEvents } from './log-row.ts';
import type { Commit, Due, Listed, Loaded, Place, Store, UsageLookup, UsageSeen } from './store.ts';

type DueRow = LogRow & {
  shop_id: string;
  conversation_id: string;
  kind: Due['kind'];
  due_ms: number;
  attempts: number;
};
/** A state as it is stored, with the fold that made it; the snapshots of the first versions do not say. */
type Snapshot = State & { folded_by?: string };
type UsageRow = { scope: string; version: number; used_ms: number | null; amount_cents: number | null };
type ListedRow = {
  of_shop: string;
  conversation_id: string;
  updated_ms: number;
  status: State['status'];
  topic: string | null;
};

const EVERY_SHOP: Context = { role: 'worker', shop_id: null, person: null };
const SHOPS_KNOWN = 50_000;

/** Conversations in PostgreSQL. Each method is one transaction and, once the conversation's shop is known, one round trip. */
export function postgresStore(database: Database): Store {
  const shops = shopsOf(database);
  return {
    load: shops.load,
    async events(conversation_id, after) {
      const context = await shops.context(conversation_id);
      return context ? readEvents(database, context, { conversation_id, after }) : [];
    },
    grown: (places) =>
      database.call<Place>(EVERY_SHOP, { function: 'grown_conversations', parameters: columnsOf(places) }),
    async seen(conversation_id, source, id) {
      const context = await shops.context(conversation_id);
      if (!context) return null;
      const rows = await database.call<{ seen_inbound: number | null }>(context, {
        function: 'seen_inbound',
        parameters: [conversation_id, source, shortKey(id)],
      });
      return rows[0]?.seen_inbound ?? null;
    },
    async commit(commit) {
      const outcome = await commitTurn(database, commit);
      if (outcome > 0) return { kind: 'duplicate', seq: outcome };
      if (outcome < 0) return { kind: 'race' };
      shops.remember(commit.conversation_id, commit.shop_id);
      return { kind: 'committed' };
    },
    usage: (lookup) => readUsage(database, lookup),
    async take(now, limit, lease_ms) {
      const parameters = [canonical(now), Math.max(limit, 0), lease_ms];
      const rows = await database.call<DueRow>(EVERY_SHOP, { function: 'take_work', parameters });
      return rows.flatMap(dueOf);
    },
    async finish(conversation_id, seq) {
      const context = await shops.context(conversation_id);
      if (context)
        await database.call(context, { function: 'finish_work', parameters: [conversation_id, seq] });
    },
    async postpone(conversation_id, seq, due_at) {
      const context = await shops.context(conversation_id);
      const parameters = [conversation_id, seq, canonical(due_at)];
      if (context) await database.call(context, { function: 'postpone_work', parameters });
    },
    async latest(viewer, limit) {
      const what = { function: 'latest_conversations', parameters: [Math.max(limit, 0)] };
      return (await database.call<ListedRow>(forPerson(viewer), what)).map(listed);
    },
    async ofBuyer(buyer_id, limit) {
      const context: Context = { role: 'app', shop_id: null, person: subjectOf(buyer_id) };
      const what = { function: 'buyer_conversations', parameters: [limit] };
      return (await database.call<ListedRow>(context, what)).map(listed);
    },
    // The database is closed by whoever opened it.
    async close() {},
  };
}

/** A conversation belongs to one shop for ever, so what was learned once can be kept; everything else is asked within that shop. */
function shopsOf(database: Database) {
  const known = new Map<string, string>();
  const remember = (conversation_id: string, shop_id: string): void => {
    if (known.size >= SHOPS_KNOWN) known.clear();
    known.set(conversation_id, shop_id);
  };
  const load = async (conversation_id: string): Promise<Loaded | null> => {
    const shop_id = known.get(conversation_id);
    const context = shop_id === undefined ? EVERY_SHOP : ofShop(shop_id);
    const what = { function: 'load_conversation', parameters: [conversation_id] };
    const rows = await database.call<{ of_shop: string; state: Snapshot }>(context, what);
    const row = rows[0];
    if (!row) return null;
    remember(conversation_id, row.of_shop);
    const { folded_by, ...state } = row.state;
    if (folded_by === FOLD_VERSION) return { state, shop_id: row.of_shop };
    return { state: await foldedAnew(database, row.of_shop, conversation_id), shop_id: row.of_shop };
  };
  const context = async (conversation_id: string): Promise<Context | null> => {
    const shop_id = known.get(conversation_id) ?? (await load(conversation_id))?.shop_id;
    return shop_id === undefined ? null : ofShop(shop_id);
  };
  return { remember, load, context };
}

async function readEvents(
  database: Database,
  context: Context,
  { conversation_id, after }: { conversation_id: string; after: number },
): Promise<Event[]> {
  const what = { function: 'read_events', parameters: [conversation_id, after] };
  return (await database.call<LogRow>(context, what)).map(eventOf);
}

/** The log is what counts: another fold's snapshot of it is not looked at. The next commit stores the new one. */
async function foldedAnew(database: Database, shop_id: string, conversation_id: string): Promise<State> {
  const events = await readEvents(database, ofShop(shop_id), { conversation_id, after: 0 });
  const state = events.reduce<State | null>((before, event) => fold(before, event, conversation_id), null);
  return must(state, 'a conversation that is there has a log');
}

function columnsOf(places: Place[]): [string[], number[]] {
  return [places.map(({ conversation_id }) => conversation_id), places.map(({ seq }) => seq)];
}

function listed({ of_shop, updated_ms, ...row }: ListedRow): Listed {
  return { ...row, shop_id: of_shop, at: instant(updated_ms) };
}

function ofShop(shop_id: string): Context {
  return { role: 'app', shop_id, person: null };
}

/** What `commit_turn` answers: 0 committed, below a lost race, above the `seq` of what was accepted before. */
async function commitTurn(database: Database, commit: Commit): Promise<number> {
  const { state } = commit;
  const follows = consequencesOf(commit);
  const head = {
    seq: state.seq,
    playbook_id: state.playbook.id,
    playbook_version: state.playbook.version,
    status: state.status,
    topic: follows.topic,
    subject: follows.subject,
    opened_at: canonical(state.opened_at),
    updated_at: canonical(state.at),
  };
  const parameters = [
    commit.conversation_id,
    commit.expected_seq,
    { json: head },
    { json: { ...state, folded_by: FOLD_VERSION } satisfies Snapshot },
    new WrittenJson(writtenEvents(commit.events)),
    new WrittenJson(writtenFollows(commit, follows)),
  ];
  try {
    const name = commit.erases ? 'erase_conversation' : 'commit_turn';
    const outcome = (rows: { [name: string]: number }[]) => must(rows[0]?.[name], `the answer of ${name}`);
    const then = async (rows: { [name: string]: number }[], transaction: Transaction): Promise<void> => {
      if (outcome(rows) === 0) await noteIn(transaction, commit);
    };
    const what = { function: name, parameters, ...(commit.audited && { then }) };
    return outcome(await database.call(ofShop(commit.shop_id), what));
  } catch (error) {
    if (isCollision(error)) return -1;
    throw error;
  }
}

/** Last in its transaction, because a log of the house is locked from here to its end. */
async function noteIn(transaction: Transaction, { audited, state }: Commit): Promise<void> {
  if (!audited) return;
  await enter(transaction, { role: 'app', shop_id: audited.shop_id ?? PLATFORM, person: audited.person });
  await appendAudit(transaction, audited, canonical(state.at));
}

function writtenFollows(commit: Commit, follows: Consequences): string {
  const { inbound, work, finished, released, desk, told, words } = follows;
  const usage = commit.usage.flatMap(({ action, scopes, amount_cents, request_seq, at, seen }) =>
    [...new Set(scopes)].map((scope) => ({
      action,
      scope: scopeKey(scope),
      amount_cents,
      request_seq,
      used_at: canonical(at),
      seen: seen[scope] ?? null,
    })),
  );
  const lists = { inbound, work, finished, released, usage, told, words };
  const some = Object.entries(lists).filter(([, list]) => list.length > 0);
  return encodeJson({ ...Object.fromEntries(some), ...(desk && { desk }) });
}

async function readUsage(database: Database, { action, scopes, since }: UsageLookup) {
  const named = new Map(scopes.map((scope) => [scopeKey(scope), scope]));
  const what = { function: 'read_usage', parameters: [action, { json: [...named.keys()] }, since] };
  const rows = await database.call<UsageRow>(ofShop(PLATFORM), what);
  const seen: UsageSeen = Object.fromEntries(scopes.map((scope) => [scope, 0]));
  const usage: LookupAnswer['usage'] = [];
  for (const { scope: key, version, used_ms, amount_cents } of rows) {
    const scope = must(named.get(key), 'a scope that was asked for');
    seen[scope] = version;
    if (used_ms === null || amount_cents === null) continue;
    usage.push({ scope, used_at: instant(used_ms), amount_cents });
  }
  usage.sort((a, b) => order(a.used_at, b.used_at) || order(a.scope, b.scope));
  return { usage, seen };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function dueOf(row: DueRow): Due[] {
  const event = eventOf(row);
  if (!('why' in event)) return [];
  const { conversation_id, shop_id, seq, kind, attempts } = row;
  return [{ conversation_id, shop_id, seq, kind, event, due_at: instant(row.due_ms), attempts }];
}

function instant(ms: number): string {
  return new Date(Math.round(ms)).toISOString();
}
