import type { ServerResponse } from 'node:http';
import type { Event, State } from '@hark/core';
import type { Standing } from '@hark/wire';
import type { Store } from '../conversations/store.ts';
import { readStanding, type View } from '../conversations/view.ts';
import type { Bus } from './bus.ts';
import type { Follows } from './follow.ts';
import { makeOpenStreams, type OpenStreams } from './open-streams.ts';

const TYPING = 'event: typing\ndata: {}\n\n';

/** The open streams of this process. */
export type Streams = {
  /** Writes the conversation's messages and standings to `to` until either side ends. */
  open(reader: { conversation_id: string; after: number }, to: ServerResponse): void;
  /** How many streams of this conversation are open. */
  count(conversation_id: string): number;
  opened: OpenStreams['opened'];
  /** The buyer is writing: told to people who look at the conversation, stored nowhere. */
  typing(conversation_id: string): void;
  /** Ends all; readers come back by themselves. */
  close(): void;
};

/** Server-sent events of what is followed. */
export function makeStreams(source: { bus: Bus; follows: Follows; store: Store; view: View }): Streams {
  const streams = makeOpenStreams();
  // Readers at the same place read the same: it is written once.
  const written = new WeakMap<Event[], Promise<string>>();
  const framesOnce = (events: Event[], state: State): Promise<string> => {
    const text = written.get(events) ?? frames(source, events, state);
    written.set(events, text);
    return text;
  };
  return {
    open({ conversation_id, after }, to) {
      const stream = streams.keep(to, { kind: 'chat', key: conversation_id, ended: () => stop() });
      const stop = source.follows.follow({
        conversation_id,
        after,
        next: async (events, state) => stream.write(await framesOnce(events, state)),
        typing(from) {
          if (from === 'person') void stream.write(TYPING);
        },
        failed: () => stream.end(),
      });
    },
    typing: (conversation_id) => source.bus.typing({ conversation_id, from: 'buyer', here: true }),
    count: streams.count,
    opened: streams.opened,
    close: streams.close,
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
