import type { Playbook, State } from '@hark/core';
import type { Attachments } from '../attachments/attachments.ts';
import type { Spoken } from '../conversations/spoken.ts';
import type { Store } from '../conversations/store.ts';
import type { Marketplace } from '../marketplace/marketplace.ts';
import { type Turns, UnknownConversation } from '../turn.ts';
import type { DeskLists } from './lists.ts';
import type { DeskStreams } from './streams.ts';

/** What the desk stands on. */
export type DeskParts = {
  turns: Turns;
  store: Store;
  marketplace: Marketplace;
  attachments: Attachments | null;
  now: () => string;
  /** The playbook by whose words the desk tells titles and reasons. */
  playbook: Playbook;
  /** What the assistant said, by the version that said it. */
  spoken: Spoken;
  desk: { lists: DeskLists; streams: DeskStreams };
};

/** Who works at the desk. */
export const AT_DESK = ['agent', 'shop_admin', 'specialist', 'admin'] as const;

/** The state of a conversation that the guard has let in. */
export async function stateOf(store: Store, conversation_id: string): Promise<State> {
  const found = await store.load(conversation_id);
  if (!found) throw new UnknownConversation(`no conversation ${conversation_id}`);
  return found.state;
}
