import type { JsonObject } from '@hark/core';
import type { Message } from '@hark/wire';
import type { ReadBack } from './card-check.ts';

/** A change that the shop carried out, and the read-back to which the buyer had just said yes, if there was one. */
export type Write = { call: string; args: JsonObject; yes: ReadBack | null };

/** A conversation that has come to its end. */
export type Played = {
  conversation_id: string;
  writes: Write[];
  /** Everything that the assistant said and showed. */
  said: string;
  messages: Message[];
  /** How often the buyer wrote. */
  turns: number;
  handed_over: boolean;
  /** Where a replay of the log decides otherwise than was recorded; it never should. */
  parted_at: number | null;
  /** Why the buyer left before the end. */
  why: string | null;
};
