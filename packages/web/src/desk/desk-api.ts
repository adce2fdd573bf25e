import {
  type DeskListName,
  isDeskActions,
  isDeskDone,
  isDeskFacts,
  isDeskPage,
  isDeskTemplates,
  isDeskThread,
} from '@hark/wire';
import { ask } from '../api/ask.ts';

/** How many rows a page of a list has. */
export const PAGE_ROWS = 50;
/** More than that nobody goes through; a search finds the rest. */
export const MOST_ROWS = 200;

const of = (id: string): string => `/api/desk/conversations/${encodeURIComponent(id)}`;

/** Where a conversation tells what changes in it. */
export function streamOf(id: string, after: number): string {
  return `${of(id)}/stream?after=${after}`;
}

/** Where the files of people for a conversation are sent. */
export function filesOf(id: string): string {
  return `${of(id)}/attachments`;
}

/** Where a file of a conversation is. */
export function fileOf(id: string, attachment_id: string): string {
  return `${filesOf(id)}/${encodeURIComponent(attachment_id)}`;
}

/** Tells the buyer that an answer is being written; whether that arrives matters to nobody. */
export function tellTyping(id: string): void {
  void fetch(`${of(id)}/typing`, { method: 'POST' }).catch(() => undefined);
}

/** A list, or what is found, from its beginning to `rows`. */
export function readList(list: DeskListName, query: string, rows: number) {
  const asked = new URLSearchParams({ list, q: query, limit: String(rows) });
  return ask({ path: `/api/desk/conversations?${asked}`, is: isDeskPage });
}

/** A whole conversation. */
export function readThread(id: string) {
  return ask({ path: of(id), is: isDeskThread });
}

/** The buyer's orders. */
export function readOrders(id: string) {
  return ask({ path: `${of(id)}/orders`, is: isDeskFacts });
}

/** What may be done with an order. */
export function readActions(id: string, order_id: string) {
  return ask({ path: `${of(id)}/actions?order_id=${encodeURIComponent(order_id)}`, is: isDeskActions });
}

/** What the gate says with these arguments. */
export function checkAction(id: string, body: { action: string; order_id: string; args: object }) {
  return ask({ path: `${of(id)}/actions/check`, body, is: isDeskActions });
}

/** Texts to begin an answer with. */
export function readTemplates(id: string) {
  return ask({ path: `${of(id)}/templates`, is: isDeskTemplates });
}

/** What people do in a conversation. */
export type Way = 'take' | 'replace' | 'give-back' | 'pass' | 'resolve' | 'replies' | 'notes' | 'actions';

/** Does it; the same `client_id` again is the same thing. */
export function doIn(id: string, way: Way, body: { client_id: string } & object) {
  return ask({ path: `${of(id)}/${way}`, body, is: isDeskDone });
}

/** Does it although the page is going away, and hears nothing of it. */
export function doLeaving(id: string, way: Way, body: { client_id: string }): void {
  void fetch(`${of(id)}/${way}`, {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
}

/** Says that whoever is signed in knows that a conversation was taken from them; if it does not arrive, they are told again. */
export async function saySeen(id: string): Promise<void> {
  await fetch(`${of(id)}/seen`, { method: 'POST' }).catch(() => undefined);
}

/** A name for something that is sent, unlike any other. */
export function newId(): string {
  return crypto.randomUUID();
}
