import type { Draft } from '../conversation/event.ts';
import type { State } from '../conversation/state.ts';
import type { Lookup, Order, Usage } from '../conversation/world.ts';
import { evaluate, explain, type Program } from '../expression/expression.ts';
import { type Programs, programOf } from '../expression/programs.ts';
import { assert, must } from '../lib/assert.ts';
import { digest } from '../lib/hash.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { type Rates, UNKNOWN_WORTH, worthIn } from '../lib/money.ts';
import { addDuration, addMs, durationMs } from '../lib/time.ts';
import { type ActionDocument, placeOf, type ReplyUse, replyName } from './action.ts';
import { readArguments } from './arguments.ts';
import type { Constant } from './declarations.ts';
import { fileValues } from './files.ts';
import { type Constants, policyOf } from './policy.ts';

/** What the gate needs of a playbook. */
export type GateRules = {
  version: string;
  settings: { currency: string; rates: Rates; constants: { [name: string]: Constant } };
  segments: Constants['segments'];
  actions: { [id: string]: ActionDocument };
  reads: { [reply: string]: string[] };
  programs: Programs;
};

/** Somebody wants something done: flow (for the buyer), agent, rule and model all ask in this form. */
export type Asking = {
  action: string;
  args: JsonObject;
  /** `agent`: a person of the shop; `platform`: one of the marketplace, who may do what an agent may. */
  by: 'buyer' | 'agent' | 'platform' | 'rule' | 'model';
  /** What the buyer said yes to, if anything. */
  confirmed: { action: string; digest: string } | null;
};

/** The gate's answer. A refusal names a reply that is fit for the buyer's eyes; `allowed` alone carries `action_requested`. */
export type Verdict =
  | { kind: 'needs'; lookups: Lookup[] }
  | { kind: 'unavailable' }
  | {
      kind: 'refused';
      code: string;
      use: ReplyUse;
      place: (string | number)[];
      values: JsonObject;
      because: JsonObject;
    }
  | { kind: 'unconfirmed'; digest: string; values: JsonObject }
  | { kind: 'unapproved'; use: ReplyUse; place: (string | number)[]; values: JsonObject }
  | { kind: 'allowed'; draft: Draft<'action_requested'>; values: JsonObject };

type Judged = {
  rules: GateRules;
  state: State;
  asking: Asking;
  action: ActionDocument;
  values: JsonObject;
  /** What it is about, in minor units of the order's currency; and what that is worth in the playbook's, which limits count. */
  amount: { cents: number; worth_cents: number };
};

/**
 * The one gate. Whoever asks: the arguments must fit their schema and belong to this buyer, the action must be open to the
 * asker, every condition hold, no limit be passed, what needs a yes have it for exactly these arguments.
 */
export function gate(rules: GateRules, state: State, asking: Asking): Verdict {
  const action = must(rules.actions[asking.action], `the action ${asking.action}`);
  const lookups = stale(state, action, asking);
  if (lookups.some((one) => state.facts.unavailable[one.read] === state.turn)) return { kind: 'unavailable' };
  if (lookups.length > 0) return { kind: 'needs', lookups };
  if (!action.who.includes(asking.by === 'platform' ? 'agent' : asking.by))
    return refusal('not_allowed', 'not_allowed', {});
  if (!state.identity) return refusal('unknown_buyer', 'not_allowed', {});
  const read = readArguments(state, action, asking.args);
  // A buyer buys of many shops; the people of one do nothing to the orders of another.
  const order = orderOfArguments(state, action, asking.args);
  if (asking.by === 'agent' && order && order.shop_id !== state.shop_id)
    return refusal('other_shop', 'not_yours', {});
  if ('refused' in read) return refusal(read.refused, read.reply, {});
  const { settings } = rules;
  const currency = order?.currency ?? settings.currency;
  const judged: Judged = { rules, state, asking, action, values: {}, amount: { cents: 0, worth_cents: 0 } };
  judged.values = {
    args: read.objects,
    buyer: state.facts.buyer?.value as Json,
    currency,
    home_currency: settings.currency,
    policy: policyOf(rules, state),
    now: state.at,
    files: fileValues(state),
    reason: '',
  };
  for (const [name, source] of Object.entries(action.let)) judged.values[name] = reckon(judged, source);
  judged.amount = amountOf(judged, currency);
  judged.values.worth_cents = judged.amount.worth_cents;
  return conditions(judged) ?? limits(judged) ?? permission(judged);
}

function refusal(code: string, reply: string, values: JsonObject): Verdict {
  return { kind: 'refused', code, use: reply, place: [], values, because: {} };
}

/** What must be read in this very turn before anything is judged: nothing is done on old knowledge. */
function stale(state: State, action: ActionDocument, asking: Asking): Lookup[] {
  if (!state.identity) return [];
  const { buyer_id } = state.identity;
  const { facts, turn } = state;
  const lookups: Lookup[] = [];
  if (facts.buyer?.turn !== turn) lookups.push({ read: 'buyer', buyer_id });
  if (facts.orders?.turn !== turn) lookups.push({ read: 'orders', buyer_id });
  if (action.limits.length > 0 && facts.usage[action.id]?.turn !== turn) {
    lookups.push(usageOf(state, action, asking));
  }
  return [...lookups, ...staleProducts(state, action, asking.args)];
}

// Only what a limit counts is read, and no further back than the longest window.
function usageOf(state: State, action: ActionDocument, asking: Asking): Lookup {
  const scopes = counted(state, action, asking.args);
  const longest_ms = Math.max(...action.limits.map((limit) => durationMs(limit.window)));
  return { read: 'usage', action: action.id, scopes, since: addMs(state.at, -longest_ms) };
}

function staleProducts(state: State, action: ActionDocument, args: JsonObject): Lookup[] {
  if (!Object.values(action.arguments).some((one) => one.kind === 'swaps')) return [];
  const order = state.facts.orders?.value.find((one) => one.id === orderArgument(action, args));
  const ids = new Set(order?.lines.map((line) => line.product_id));
  return [...ids]
    .filter((id) => state.facts.products[id]?.turn !== state.turn)
    .map((product_id) => ({ read: 'product', product_id }));
}

function orderArgument(action: ActionDocument, args: JsonObject): Json | undefined {
  const name = Object.entries(action.arguments).find(([, one]) => one.kind === 'order')?.[0];
  return name === undefined ? undefined : args[name];
}

function orderOfArguments(state: State, action: ActionDocument, args: JsonObject): Order | undefined {
  const order_id = orderArgument(action, args);
  return state.facts.orders?.value.find((one) => one.id === order_id);
}

/** The scopes that some limit of the action counts. */
function counted(state: State, action: ActionDocument, args: JsonObject): string[] {
  const scopes = scopesOf(state, action, args);
  return scopes.filter((scope) => action.limits.some((limit) => scope.startsWith(`${limit.per}:`)));
}

/** Whose use may be counted: this order's, this buyer's, that of the shop whose order it is. */
function scopesOf(state: State, action: ActionDocument, args: JsonObject): string[] {
  const order = orderArgument(action, args);
  const found = orderOfArguments(state, action, args);
  const mine = state.identity ? [`buyer:${state.identity.buyer_id}`] : [];
  const shop = `shop:${found?.shop_id ?? state.shop_id}`;
  return [...(typeof order === 'string' ? [`order:${order}`] : []), ...mine, shop];
}

function reckon(judged: Judged, source: string): Json {
  const result = evaluate(programIn(judged, source), judged.values);
  assert(result.ok, `${judged.action.id}: ${source}: ${result.ok ? '' : result.error}`);
  return result.value;
}

function because(judged: Judged, source: string): JsonObject {
  return explain(programIn(judged, source), judged.values);
}

function programIn({ rules, action }: Judged, source: string): Program {
  return programOf(rules.programs, { document: action.id, source });
}

function conditions(judged: Judged): Verdict | null {
  for (const [at, one] of judged.action.require.entries()) {
    if (reckon(judged, one.that) === true) continue;
    const { code, otherwise: use } = one;
    const place = ['require', at, 'otherwise'];
    return { kind: 'refused', code, use, place, values: judged.values, because: because(judged, one.that) };
  }
  return null;
}

function limits(judged: Judged): Verdict | null {
  const { state, action, asking } = judged;
  const amount = judged.amount.worth_cents;
  for (const [at, limit] of action.limits.entries()) {
    const scope = scopesOf(state, action, asking.args).find((one) => one.startsWith(`${limit.per}:`));
    const since = addDuration(state.at, `-${limit.window}`);
    const used = (state.facts.usage[action.id]?.value ?? []).filter(
      (one) => one.scope === scope && one.used_at > since,
    );
    if (!passes(judged, { limit, used, amount })) continue;
    const place = ['limits', at, 'otherwise'];
    const counted = { used: used.length, amount_cents: total(used) };
    return {
      kind: 'refused',
      code: limit.code,
      use: limit.otherwise,
      place,
      values: judged.values,
      because: counted,
    };
  }
  return null;
}

function passes(
  judged: Judged,
  of: { limit: ActionDocument['limits'][number]; used: Usage[]; amount: number },
): boolean {
  const { limit, used, amount } = of;
  const { code, count, amount_cents } = limit;
  const most = (what: string | number): number => {
    const value = typeof what === 'number' ? what : reckon(judged, what);
    assert(typeof value === 'number', `${code}: a limit is a number`);
    return value;
  };
  if (count !== undefined && used.length >= most(count)) return true;
  return amount_cents !== undefined && total(used) + amount > most(amount_cents);
}

function total(used: Usage[]): number {
  return used.reduce((sum, one) => sum + one.amount_cents, 0);
}

function amountOf(judged: Judged, currency: string): Judged['amount'] {
  const cents = reckon(judged, judged.action.amount_cents);
  assert(
    typeof cents === 'number' && Number.isInteger(cents),
    `${judged.action.id}: amount_cents is whole cents`,
  );
  const { settings } = judged.rules;
  return {
    cents,
    worth_cents: worthIn({ amount_cents: cents, currency }, settings.currency, settings.rates),
  };
}

/** What a yes is for: this action with exactly these arguments. */
export function digestOf(asking: Pick<Asking, 'action' | 'args'>): string {
  return digest({ action: asking.action, args: asking.args });
}

function isPerson(by: Asking['by']): boolean {
  return by === 'agent' || by === 'platform';
}

function mayApprove(by: Asking['by'], { approve }: ActionDocument): boolean {
  return by === 'platform' || (by === 'agent' && approve?.by !== 'platform');
}

function permission(judged: Judged): Verdict {
  const { rules, state, asking, action, values, amount } = judged;
  if (action.approve && !mayApprove(asking.by, action) && reckon(judged, action.approve.when) === true) {
    return { kind: 'unapproved', use: action.approve.otherwise, place: ['approve', 'otherwise'], values };
  }
  const wanted = digestOf(asking);
  const yes = asking.confirmed?.action === action.id && asking.confirmed.digest === wanted;
  if (action.confirm === 'buyer' && !isPerson(asking.by) && !yes)
    return { kind: 'unconfirmed', digest: wanted, values };
  const send = Object.entries(action.send).map(([name, source]) => [name, reckon(judged, source)] as const);
  const order = orderArgument(action, asking.args);
  const draft: Draft<'action_requested'> = {
    type: 'action_requested',
    data: {
      action: action.id,
      call: action.call,
      arguments: Object.fromEntries(send),
      key: `${state.conversation_id}:${state.seq + 1}`,
      // Limits add it up over orders in all currencies.
      amount_cents: amount.worth_cents === UNKNOWN_WORTH ? amount.cents : amount.worth_cents,
      order_id: typeof order === 'string' ? order : null,
      scopes: counted(state, action, asking.args),
      told: toldBy(judged),
      attempt: 1,
    },
    why: {
      document: action.id,
      version: rules.version,
      step: 'allowed',
      values: { by: asking.by, confirmed: yes, conditions: action.require.map((one) => one.code) },
    },
  };
  return { kind: 'allowed', draft, values };
}

// After the act the shop system has changed: what the receipt tells is kept from before.
function toldBy({ rules, action, values }: Judged): JsonObject {
  const reads = rules.reads[replyName(action.receipt, placeOf(action.id, ['receipt']))] ?? [];
  return Object.fromEntries(Object.entries(values).filter(([name]) => reads.includes(name)));
}

/** The same request once more, with the same key: for a shop system that did not say what became of it. */
export function askAgain(rules: GateRules, state: State, request_seq: number): Draft<'action_requested'> {
  const before = must(
    state.actions.find((one) => one.seq === request_seq),
    `the request ${request_seq}`,
  );
  const { action, call, key, order_id, amount_cents, told, attempt } = before;
  // What it uses was counted when it was first asked.
  const data = {
    action,
    call,
    arguments: before.arguments,
    key,
    order_id,
    amount_cents,
    scopes: [],
    told,
    attempt: attempt + 1,
  };
  const why = { document: action, version: rules.version, step: 'ask_again', values: { request_seq, key } };
  return { type: 'action_requested', data, why };
}
