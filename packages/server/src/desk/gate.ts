import {
  type Acting,
  type ActionDocument,
  addMs,
  assert,
  describeAddress,
  describeMethod,
  fold,
  type Json,
  type JsonObject,
  type Lookup,
  must,
  type Order,
  type Playbook,
  preview,
  renderMessage,
  type State,
} from '@hark/core';
import type { DeskAction, DeskArgument } from '@hark/wire';
import { answerLookup } from '../conversations/lookup.ts';
import type { Store } from '../conversations/store.ts';
import type { Marketplace } from '../marketplace/marketplace.ts';
import { deskLanguage, forDesk, spelled } from './words.ts';

/** What the desk reads to say what may be done. */
export type GateSources = { playbook: Playbook; marketplace: Marketplace; store: Store; now: () => string };

const ROUNDS = 4;
const WHY = { document: 'desk', version: '', step: 'look', values: {} };

/** Reads into a copy of the state, as of now; nothing is recorded. */
async function readInto(sources: GateSources, state: State, lookups: Lookup[]): Promise<State> {
  const answers = await Promise.all(lookups.map((lookup) => answerLookup(sources, lookup)));
  let next = state;
  for (const [at, lookup] of lookups.entries()) {
    const seq = next.seq + 1;
    const place = { occurred_at: next.at, recorded_at: next.at, caused_by: null };
    const id = next.conversation_id;
    next = fold(next, { ...place, seq, type: 'lookup_requested', data: { lookup }, why: WHY }, id);
    const { answer } = must(answers[at], 'the answer of a lookup');
    next = fold(
      next,
      { ...place, seq: seq + 1, type: 'lookup_answered', data: { lookup_seq: seq, answer } },
      id,
    );
  }
  return next;
}

/** The state with the buyer and the orders as the shop system has them now; `unavailable` says why they are not. */
export async function readBuyer(
  sources: GateSources,
  state: State,
): Promise<{ state: State; unavailable: string | null }> {
  // A moment of its own: what an earlier turn read is old.
  const now = addMs(sources.now(), 0);
  const fresh: State = { ...state, at: now > state.at ? now : state.at, turn: state.seq + 1, lookups: [] };
  if (state.identity === null)
    return { state: fresh, unavailable: 'Nobody knows yet who the buyer is, so no order can be shown.' };
  const { buyer_id } = state.identity;
  const read = await readInto(sources, fresh, [
    { read: 'buyer', buyer_id },
    { read: 'orders', buyer_id },
  ]);
  const gone = read.facts.unavailable.orders === read.turn || read.facts.unavailable.buyer === read.turn;
  return {
    state: read,
    unavailable: gone
      ? 'The shop system cannot be reached. Nothing was changed; try again in a moment.'
      : null,
  };
}

/** The orders that whoever looks may see: a shop's people those of their shop. */
export function ordersFor(state: State, by: Acting): Order[] {
  const orders = state.facts.orders?.value ?? [];
  return by.side === 'platform' ? orders : orders.filter((order) => order.shop_id === state.shop_id);
}

type Asked = { sources: GateSources; state: State; by: Acting; action: ActionDocument; order: Order };

/** Every action that people may ask for on an order, with the gate's word on it. `args` are those that were chosen for one of them. */
export async function actionsOn(
  sources: GateSources,
  read: { state: State; by: Acting; order: Order },
  chosen: { action: string; args: JsonObject } | null = null,
): Promise<DeskAction[]> {
  const { actions } = sources.playbook;
  const fitting = Object.values(actions).filter(
    (action) => action.who.includes('agent') && (chosen === null || action.id === chosen.action),
  );
  const told: DeskAction[] = [];
  for (const action of fitting) told.push(await judged({ sources, action, ...read }, chosen?.args ?? null));
  return told.sort((a, b) => Number(b.allowed) - Number(a.allowed));
}

/** The arguments as they would be sent: those chosen, else what is given, and the order. */
export function argumentsOf(action: ActionDocument, order: Order, from: DeskArgument[]): JsonObject {
  const args: JsonObject = {};
  for (const [name, { kind }] of Object.entries(action.arguments)) {
    if (kind === 'order') args[name] = order.id;
    const argument = from.find((one) => one.name === name);
    // What is given was made here, of JSON.
    if (argument) args[name] = argument.given as Json;
  }
  return args;
}

async function judged(asked: Asked, chosen: JsonObject | null): Promise<DeskAction> {
  const { sources, action, by, order } = asked;
  const { playbook } = sources;
  const head = {
    action: action.id,
    title: forDesk(playbook, action.title),
    changes: action.changes ? forDesk(playbook, action.changes) : null,
    arguments: deskArguments(asked),
    checked: [],
    readback: null,
  };
  if (Object.values(action.arguments).some(({ kind }) => kind === 'swaps')) {
    const says =
      'Which variant is wanted is asked in the chat: give the conversation back to the assistant for this.';
    return { ...head, allowed: false, says };
  }
  const args = chosen ?? argumentsOf(action, order, head.arguments);
  let { state } = asked;
  for (let round = 0; round < ROUNDS; round++) {
    const word = preview(playbook, state, { action: action.id, args, by });
    if (word.kind === 'needs') {
      state = await readInto(sources, state, word.lookups);
      continue;
    }
    const language = deskLanguage(playbook);
    if (word.kind === 'no') {
      const { text } = renderMessage(playbook, { ...word.told, language });
      const checked = Object.keys(word.because).length > 0 ? [{ that: word.code, values: word.because }] : [];
      return { ...head, allowed: false, says: said(word.code, text), checked };
    }
    const readback = word.readback && renderMessage(playbook, { ...word.readback, language });
    const checked = word.conditions.map(({ that, values }) => ({ that, values }));
    return { ...head, allowed: true, says: allowedBecause(checked.length, word.limits), checked, readback };
  }
  assert(false, `the gate still asks after ${ROUNDS} rounds for ${action.id}`);
}

/** What the gate itself stands for, where the playbook's words speak to the buyer. */
const OWN_WORDS: { [code: string]: string } = {
  unavailable: 'The shop system cannot be reached at the moment.',
  unknown_buyer: 'Nobody knows yet who the buyer is.',
  other_shop: 'The order is another shop’s.',
  malformed: 'Something that it needs is missing or wrong.',
  not_allowed: 'The playbook does not let people ask for this.',
};

function said(code: string, text: string): string {
  if (code === 'unapproved') return `${text} Pass it to the marketplace for that.`;
  return OWN_WORDS[code] ?? text;
}

function allowedBecause(conditions: number, limits: number): string {
  const counted = [
    ...(conditions > 0 ? [`${conditions} ${conditions === 1 ? 'condition holds' : 'conditions hold'}`] : []),
    ...(limits > 0 ? [`${limits} ${limits === 1 ? 'limit is' : 'limits are'} not reached`] : []),
  ];
  return counted.length === 0 ? 'Nothing stands against it.' : `${counted.join(', ')}.`;
}

function deskArguments({ sources: { playbook }, state, action, order }: Asked): DeskArgument[] {
  return Object.entries(action.arguments).flatMap(([name, argument]): DeskArgument[] => {
    const head = { name, label: spelled(name), choices: [] };
    switch (argument.kind) {
      case 'lines': {
        const choices = order.lines.map(({ line_id, name: label }) => ({ value: line_id, label }));
        return [{ ...head, kind: 'lines', choices, given: choices.map(({ value }) => value) }];
      }
      case 'choice': {
        const choices = (argument.one_of ?? []).map((value) => ({ value, label: spelled(value) }));
        return [{ ...head, kind: 'choice', choices, given: choices[0]?.value ?? '' }];
      }
      case 'payment_method': {
        const methods = state.facts.buyer?.value?.payment_methods ?? [];
        const choices = methods.map((method) => ({
          value: method.id,
          label: describeMethod(method, deskLanguage(playbook)),
        }));
        const paid = order.payments.find(({ kind }) => kind === 'payment')?.payment_method_id;
        const given = choices.find(({ value }) => value === paid)?.value ?? choices[0]?.value ?? '';
        return [{ ...head, kind: 'payment_method', choices, given }];
      }
      case 'text':
        return [{ ...head, kind: 'text', given: '' }];
      case 'integer':
        return [{ ...head, kind: 'integer', given: 1 }];
      case 'address': {
        const { address } = order;
        return [{ ...head, label: describeAddress(address), kind: 'address', given: address }];
      }
      case 'order':
      case 'swaps':
        return [];
      default:
        return argument.kind satisfies never;
    }
  });
}
