import type { OpenConversation } from '@hark/wire';

/** What was read in the help centre before the chat. */
export type Visited = NonNullable<OpenConversation['visited']>;

/** What an address or a script tag says was read and searched; null where it says nothing. */
export function visitedIn(read: string[], searched: string[]): Visited | null {
  return read.length + searched.length === 0
    ? null
    : { read: read.slice(-20), searched: searched.slice(-10) };
}
