import {
  type Acting,
  type Decided,
  type Event,
  isObserved,
  type JsonObject,
  type Playbook,
  refusalWords,
  renderMessage,
  type Taking,
} from '@hark/core';
import type { DeskDone } from '@hark/wire';
import type { AuditEntry, AuditedAction } from '../audit/audit.ts';
import type { Store } from '../conversations/store.ts';
import { Refusal } from '../http/refusal.ts';
import type { Person, Role } from '../identity/role.ts';
import type { Observation, Turns } from '../turn.ts';
import { sideOf } from './lists.ts';
import { deskLanguage } from './words.ts';

/** What is needed to do something in a conversation as a person. */
export type DoingParts = { turns: Turns; store: Store; playbook: Playbook };

/** What a person does: the event it becomes, and how it stands in the audit log. */
export type Doing = {
  conversation_id: string;
  client_id: string;
  observation: Omit<Observation, 'inbound'>;
  audited: AuditedAction;
  detail?: JsonObject;
};

/** The person as conversations name them. */
export function actingOf(person: Person): Acting {
  return { agent_id: person.person_id, name: person.name, side: sideOf(person) };
}

/** The same with their standing in their house: who leads it may take what a colleague holds. */
export function takingOf(person: Person): Taking {
  const leads = LEADERS.includes(person.role);
  return leads ? { ...actingOf(person), leads } : actingOf(person);
}

const LEADERS: readonly Role[] = ['shop_admin', 'admin'];

/** Does it once, however often it is sent. A refusal is thrown with the reason, and nothing reached the buyer then. */
export async function doAs(parts: DoingParts, person: Person, doing: Doing): Promise<DeskDone> {
  const { conversation_id, client_id } = doing;
  const audited = (turn: readonly Event[]): AuditEntry => entryOf(person, doing, turn);
  const inbound = { source: 'desk', id: `${person.person_id} ${client_id}` };
  // One cast: the pair of type and data was made by whoever made the observation.
  const observation = { ...doing.observation, inbound, audited } as Observation;
  const events = await parts.turns.observe(conversation_id, observation);
  const duplicate = events.length === 0;
  const turn = duplicate ? await earlier(parts.store, conversation_id, inbound) : events;
  refuseIf(parts.playbook, turn);
  const seq = seqOf(turn);
  return { seq, duplicate, requested: turn.some((event) => event.type === 'action_requested') };
}

function seqOf(turn: readonly Event[]): number {
  return turn[0]?.seq ?? 0;
}

/** How a turn stands in the audit log: what came of nothing too, and why. */
function entryOf({ shop_id, person_id }: Person, doing: Doing, turn: readonly Event[]): AuditEntry {
  const { audited: action, conversation_id: target, detail = {} } = doing;
  const said = { seq: seqOf(turn), ...detail, ...refusedIn(turn) };
  return { shop_id, person: person_id, action, target, detail: said };
}

/** The turn that the same thing became when it was sent first. */
async function earlier(
  store: Store,
  conversation_id: string,
  { source, id }: { source: string; id: string },
): Promise<Event[]> {
  const seq = await store.seen(conversation_id, source, id);
  if (seq === null) return [];
  const since = await store.events(conversation_id, seq - 1);
  const end = since.findIndex((event, at) => at > 0 && isObserved(event) && event.type !== 'lookup_answered');
  return end < 0 ? since : since.slice(0, end);
}

function refusedIn(turn: readonly Event[]): { refused?: string } {
  const refused = find(turn, 'agent_refused');
  if (refused) return { refused: refused.data.code };
  return find(turn, 'action_withheld') ? { refused: 'by the gate' } : {};
}

function refuseIf(playbook: Playbook, turn: readonly Event[]): void {
  const refused = find(turn, 'agent_refused');
  if (refused) {
    const { code, holder } = refused.data;
    throw new Refusal('desk_refused', refusalWords(code, holder));
  }
  const told = find(turn, 'action_withheld')?.data.told;
  if (told)
    throw new Refusal(
      'action_withheld',
      renderMessage(playbook, { ...told, language: deskLanguage(playbook) }).text,
    );
}

function find<T extends Decided['type']>(turn: readonly Event[], type: T): Decided<T> | undefined {
  // The type picks the member of the union; the compiler cannot follow it through `find`.
  return turn.find((event) => event.type === type) as Decided<T> | undefined;
}
