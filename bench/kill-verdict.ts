import { isDeepStrictEqual } from 'node:util';
import { type Event, fold, isObserved, type Playbook, replay, type State } from '@hark/core';
import type { Store } from '@hark/server';
import type { Entry } from '../packages/server/src/marketplace/journal.ts';
import type { Account } from './kill-buyer.ts';

/** What was counted after the last round. Everything under `wrong` must be zero. */
export type Verdict = {
  conversations: number;
  events: number;
  acknowledged: number;
  /** Sendings to which the server, killed, gave no answer. */
  unanswered: number;
  requested: number;
  done_at_shop: number;
  /** Requests whose outcome was asked for often and never learned: a person has them, and the buyer was told so. */
  left_unknown: number;
  wrong: { [fault in Fault]: number };
};

const FAULTS = [
  'acknowledged_lost',
  'messages_doubled',
  'requests_without_one_result',
  'effects_twice',
  'effects_not_requested',
  'effects_not_recorded',
  'gaps',
  'fold_is_not_snapshot',
  'replay_differs',
  'stream_lost_or_doubled',
] as const;
type Fault = (typeof FAULTS)[number];

/** What there is to judge: every conversation of the store, what buyers were told, and what the shop did. */
export type Evidence = {
  store: Store;
  playbook: Playbook;
  accounts: Account[];
  entries: Entry[];
};

type Told = { id: string; events: Event[]; snapshot: State };
type Wrong = Verdict['wrong'];

/** Holds logs, snapshots, acknowledgements, streams and the shop's journal against each other. */
export async function judge(evidence: Evidence): Promise<Verdict> {
  const wrong: Wrong = {
    acknowledged_lost: 0,
    messages_doubled: 0,
    requests_without_one_result: 0,
    effects_twice: 0,
    effects_not_requested: 0,
    effects_not_recorded: 0,
    gaps: 0,
    fold_is_not_snapshot: 0,
    replay_differs: 0,
    stream_lost_or_doubled: 0,
  };
  const logs = await allLogs(evidence);
  for (const log of logs) judgeLog(evidence.playbook, log, wrong);
  for (const account of evidence.accounts) judgeAccount(account, logs, wrong);
  const requests = logs.flatMap(requestsOf);
  const left_unknown = leftUnknown(requests);
  judgeEffects(requests, { entries: evidence.entries, left_unknown }, wrong);
  return {
    conversations: logs.length,
    events: logs.reduce((sum, log) => sum + log.events.length, 0),
    acknowledged: evidence.accounts.reduce((sum, account) => sum + account.acknowledged.length, 0),
    unanswered: evidence.accounts.reduce((sum, account) => sum + account.unanswered, 0),
    requested: requests.length,
    done_at_shop: evidence.entries.filter((entry) => entry.outcome.outcome === 'done').length,
    left_unknown: left_unknown.size,
    wrong,
  };
}

/** Whether nothing was lost, doubled or out of step. */
export function isClean(verdict: Verdict): boolean {
  return FAULTS.every((fault) => verdict.wrong[fault] === 0);
}

async function allLogs({ store }: Evidence): Promise<Told[]> {
  const logs: Told[] = [];
  for (const { conversation_id: id } of await store.latest(
    { person_id: 'bench', shop_id: null },
    1_000_000,
  )) {
    const loaded = await store.load(id);
    if (!loaded) throw new Error(`${id} is listed and not there`);
    logs.push({ id, events: await store.events(id, 0), snapshot: loaded.state });
  }
  return logs;
}

function judgeLog(playbook: Playbook, { id, events, snapshot }: Told, wrong: Wrong): void {
  if (events.some((event, index) => event.seq !== index + 1) || events.length !== snapshot.seq) {
    wrong.gaps += 1;
    return;
  }
  const folded = events.reduce<State | null>((state, event) => fold(state, event, id), null);
  if (!isDeepStrictEqual(folded, snapshot)) wrong.fold_is_not_snapshot += 1;
  if (replay(playbook, id, events).difference) wrong.replay_differs += 1;
  const said = events.flatMap((event) => (event.type === 'message_received' ? [event.data.client_id] : []));
  wrong.messages_doubled += said.length - new Set(said).size;
}

function judgeAccount(account: Account, logs: Told[], wrong: Wrong): void {
  const log = logs.find(({ id }) => id === account.conversation.conversation_id);
  for (const { client_id, seq, text } of account.acknowledged) {
    const kept = log?.events[seq - 1];
    const same =
      kept?.type === 'message_received' && kept.data.client_id === client_id && kept.data.text === text;
    if (!same) wrong.acknowledged_lost += 1;
  }
  // What a stream that was cut many times has brought is the log's messages, each once and in order.
  const messages = (log?.events ?? []).flatMap((event) =>
    event.type === 'message_received' || event.type === 'message_sent' ? [event.seq] : [],
  );
  if (!isDeepStrictEqual(account.seen, messages.slice(0, account.seen.length)))
    wrong.stream_lost_or_doubled += 1;
}

type Requested = { key: string; call: string; results: Event[] };

function requestsOf({ events }: Told): Requested[] {
  return events.flatMap((event) => {
    if (isObserved(event) || event.type !== 'action_requested') return [];
    const { key, call } = event.data;
    return [{ key, call, results: events.filter((one) => answers(one) === event.seq) }];
  });
}

function answers(event: Event): number | null {
  switch (event.type) {
    case 'action_succeeded':
    case 'action_refused':
    case 'action_failed':
    case 'action_unknown':
      return event.data.request_seq;
    default:
      return null;
  }
}

/** Keys of which nobody learned what became of them, however often the shop was asked. */
function leftUnknown(requests: Requested[]): Set<string> {
  const last = new Map(requests.map(({ key, results }) => [key, results.at(-1)?.type]));
  return new Set([...last].flatMap(([key, type]) => (type === 'action_unknown' ? [key] : [])));
}

type AtShop = { entries: Entry[]; left_unknown: Set<string> };

function judgeEffects(requests: Requested[], { entries, left_unknown }: AtShop, wrong: Wrong): void {
  const keys = new Map(requests.map((request) => [request.key, request]));
  const done = entries.filter((entry) => entry.outcome.outcome === 'done');
  wrong.requests_without_one_result += requests.filter((request) => request.results.length !== 1).length;
  wrong.effects_not_requested += entries.filter((entry) => keys.get(entry.key)?.call !== entry.call).length;
  // Each order of these buyers is changed by one wish only: a second change under any key is one too many.
  const changed = done.map((entry) => `${entry.call} ${String(entry.args.order_id)}`);
  wrong.effects_twice += changed.length - new Set(changed).size;
  wrong.effects_twice += done.length - new Set(done.map((entry) => entry.key)).size;
  const told = new Set(
    requests
      .filter(({ results }) => results.some((one) => one.type === 'action_succeeded'))
      .map(({ key }) => key),
  );
  const carried_out = new Set(done.map((entry) => entry.key));
  wrong.effects_not_recorded += [...told, ...carried_out].filter(
    (key) => !left_unknown.has(key) && (!told.has(key) || !carried_out.has(key)),
  ).length;
}
