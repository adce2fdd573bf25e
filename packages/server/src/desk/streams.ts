import type { ServerResponse } from 'node:http';
import type { Event, State } from '@hark/core';
import type { DeskNews } from '@hark/wire';
import type { Bus } from '../live/bus.ts';
import type { Follows } from '../live/follow.ts';
import { makeOpenStreams, type OpenStreams } from '../live/open-streams.ts';
import { deskItems, deskStanding, type Looking } from './view.ts';

/** After so many the stream ends and the page comes back with its session, which may have ended meanwhile. */
const BEATS = 40;
/** While nobody tells what other processes commit, lists are read again no more often than this. */
const LOOK_AGAIN_MS = 5_000;
/** What changes at once is told at once. */
const GATHER_MS = 150;

/** The open streams of people at the desk. */
export type DeskStreams = {
  /** Tells that conversations in reach of the reader changed: `changed` with their ids; `look` where nobody can say. */
  lists(reader: { shop_id: string | null; person_id: string }, to: ServerResponse): void;
  /** Tells what changes in one conversation: `news`, whose id is the place in the log. */
  thread(reader: { looking: Looking; conversation_id: string; after: number }, to: ServerResponse): void;
  /** A person is writing: told to the buyer, stored nowhere. */
  typing(conversation_id: string): void;
  count(person_id: string): number;
  opened: OpenStreams['opened'];
  close(): void;
};

/** Whether lists of the desk may show the conversation differently after these events. */
export function isAtDesk(events: Event[], state: State): boolean {
  return (
    state.handover !== null ||
    events.some(
      ({ type }) => type === 'speaker_changed' || type === 'conversation_resolved' || type === 'agent_noted',
    )
  );
}

/** Server-sent events of what is followed and told. */
export function makeDeskStreams({ bus, follows }: { bus: Bus; follows: Follows }): DeskStreams {
  const streams = makeOpenStreams();
  const readers = new Map<string | null, Set<ListReader>>();
  let looked_at = Number.NEGATIVE_INFINITY;
  bus.listen({
    hear({ conversation_id, shop_id, at_desk }) {
      if (!at_desk) return;
      // Null: those who see every shop.
      for (const shop of [shop_id, null])
        for (const reader of readers.get(shop) ?? []) reader.changed(conversation_id);
    },
    // Lists do not show it.
    typing: () => undefined,
    look() {
      if (performance.now() - looked_at < LOOK_AGAIN_MS) return;
      looked_at = performance.now();
      for (const here of readers.values()) for (const reader of here) reader.look();
    },
  });
  return {
    lists({ shop_id, person_id }, to) {
      const here = readers.get(shop_id) ?? new Set();
      const reader: ListReader = new ListReader((event, data) => stream.write(frame(event, null, data)));
      const ended = (): void => {
        reader.stop();
        if (here.delete(reader) && here.size === 0) readers.delete(shop_id);
      };
      const stream = streams.keep(to, {
        kind: 'desk_list',
        key: person_id,
        beats: BEATS,
        ended,
        beat: () => reader.look(),
      });
      readers.set(shop_id, here.add(reader));
      // Whoever comes back has missed something, perhaps.
      reader.look();
    },
    thread({ looking, conversation_id, after }, to) {
      const key = looking.by.agent_id;
      const stream = streams.keep(to, { kind: 'desk_thread', key, beats: BEATS, ended: () => stop() });
      const stop = follows.follow({
        conversation_id,
        after,
        next(events, state) {
          const news: DeskNews = {
            items: deskItems(looking, events),
            standing: deskStanding(looking, state),
          };
          return stream.write(frame('news', state.seq, news));
        },
        typing(from) {
          if (from === 'buyer') void stream.write(frame('typing', null, {}));
        },
        failed: () => stream.end(),
      });
    },
    typing: (conversation_id) => bus.typing({ conversation_id, from: 'person', here: true }),
    count: streams.count,
    opened: streams.opened,
    close: streams.close,
  };
}

/** Whoever has lists open: gathers what changes at once. */
class ListReader {
  readonly #write: (event: 'changed' | 'look', data: unknown) => void;
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(write: (event: 'changed' | 'look', data: unknown) => void) {
    this.#write = write;
  }

  changed(conversation_id: string): void {
    this.#changed.add(conversation_id);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#write('changed', { conversations: [...this.#changed] });
      this.#changed.clear();
    }, GATHER_MS);
  }

  look(): void {
    this.#write('look', {});
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }
}

/** JSON has no raw line break, so one `data` line is always enough. */
function frame(event: string, id: number | null, data: unknown): string {
  const place = id === null ? '' : `id: ${id}\n`;
  return `event: ${event}\n${place}data: ${JSON.stringify(data)}\n\n`;
}
