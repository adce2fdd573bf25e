import type { ServerResponse } from 'node:http';
import type { Event, State } from '@hark/core';
import type { Standing } from '@hark/wire';
import type { Store } from '../conversations/store.ts';
import { readStanding, type View } from '../conversations/view.ts';
import type { Bus } from './bus.ts';
import { follow } from './follow.ts';

/** How often a silent stream says that it lives, and looks into the log for what another process wrote. */
export const HEARTBEAT_MS = 15_000;
/** A reader that has let so much pile up is gone or too slow: it is cut off and resumes from where it was. */
const PILE_BYTES = 1_000_000;

/** The open streams of this process. */
export type Streams = {
  /** Writes the conversation's messages and standings to `to` until either side ends. */
  open(reader: { conversation_id: string; after: number }, to: ServerResponse): void;
  /** How many streams of this conversation are open. */
  count(conversation_id: string): number;
  /** The buyer is writing: told to people who look at the conversation, stored nowhere. */
  typing(conversation_id: string): void;
  /** Ends all; readers come back by themselves. */
  close(): void;
};

/** Server-sent events over one log and one bus. */
export function makeStreams(source: { bus: Bus; store: Store; view: View }): Streams {
  const open = new Map<ServerResponse, { conversation_id: string; end: () => void }>();
  return {
    open({ conversation_id, after }, to) {
      const failed = (): void => end();
      const next = async (events: Event[], state: State): Promise<void> => {
        const text = await frames(source, events, state);
        if (!open.has(to)) return;
        to.write(text);
        if (to.writableLength > PILE_BYTES) to.destroy();
      };
      const following = follow(source, { conversation_id, after, next, failed });
      const deaf = source.bus.overhear(conversation_id, (from) => {
        if (from === 'person') to.write('event: typing\ndata: {}\n\n');
      });
      const heart = setInterval(() => {
        to.write(': still here\n\n');
        following.look();
      }, HEARTBEAT_MS);
      const end = (): void => {
        if (!open.delete(to)) return;
        clearInterval(heart);
        deaf();
        void following.stop();
        to.end();
      };
      open.set(to, { conversation_id, end });
      to.on('close', end);
      to.on('error', end);
    },
    typing: (conversation_id) => source.bus.typing(conversation_id, 'buyer'),
    count: (conversation_id) =>
      [...open.values()].filter((stream) => stream.conversation_id === conversation_id).length,
    close() {
      for (const stream of [...open.values()]) stream.end();
    },
  };
}

async function frames(source: { store: Store; view: View }, events: Event[], state: State): Promise<string> {
  const messages = source.view.messages(events).map((message) => frame('message', message.seq, message));
  const standing: Standing = await readStanding(source, state, events);
  return [...messages, frame('standing', standing.seq, standing)].join('');
}

/** JSON has no raw line break, so one `data` line is always enough. */
function frame(event: 'message' | 'standing', id: number, data: unknown): string {
  return `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}
