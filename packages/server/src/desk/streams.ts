import type { ServerResponse } from 'node:http';
import type { Event, State } from '@hark/core';
import type { DeskNews } from '@hark/wire';
import type { Store } from '../conversations/store.ts';
import type { Bus, News } from '../live/bus.ts';
import { type Following, follow } from '../live/follow.ts';
import { deskItems, deskStanding, type Looking } from './view.ts';

/** How often a silent stream says that it lives, and looks for what another process wrote. */
const HEARTBEAT_MS = 15_000;
/** After so many the stream ends and the page comes back with its session, which may have ended meanwhile. */
const BEATS = 40;
/** A reader that has let so much pile up is gone or too slow. */
const PILE_BYTES = 1_000_000;
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
  close(): void;
};

/** Where the bus tells of every conversation that people have to do with; null: those of all shops. */
export function deskChannel(shop_id: string | null): string {
  return `desk ${shop_id ?? '*'}`;
}

/** Tells the lists of a commit, where it may have changed them. */
export function tellDesk(bus: Bus, { events, state }: News): void {
  const concerns =
    state.handover !== null ||
    events.some(
      ({ type }) => type === 'speaker_changed' || type === 'conversation_resolved' || type === 'agent_noted',
    );
  if (!concerns) return;
  for (const shop_id of [state.shop_id, null]) bus.tell(deskChannel(shop_id), { events, state });
}

/** Server-sent events over the log and the bus. */
export function makeDeskStreams(source: { bus: Bus; store: Store }): DeskStreams {
  const open = new Map<ServerResponse, { person_id: string; end: () => void }>();

  /** Keeps a stream until either side ends it; returns how to write to it. */
  const keep = (to: ServerResponse, person_id: string, ways: { beat(): void; ended(): void }) => {
    let beats = 0;
    const heart = setInterval(() => {
      beats += 1;
      ways.beat();
      if (beats >= BEATS) end();
    }, HEARTBEAT_MS);
    const end = (): void => {
      if (!open.delete(to)) return;
      clearInterval(heart);
      ways.ended();
      to.end();
    };
    open.set(to, { person_id, end });
    to.on('close', end);
    to.on('error', end);
    const write = (text: string): void => {
      if (!open.has(to)) return;
      to.write(text);
      if (to.writableLength > PILE_BYTES) to.destroy();
    };
    return { write, end };
  };

  return {
    lists({ shop_id, person_id }, to) {
      const changed = new Set<string>();
      let timer: NodeJS.Timeout | null = null;
      const flush = (): void => {
        timer = null;
        stream.write(frame('changed', null, { conversations: [...changed] }));
        changed.clear();
      };
      const deaf = source.bus.listen(deskChannel(shop_id), ({ state }) => {
        changed.add(state.conversation_id);
        timer ??= setTimeout(flush, GATHER_MS);
      });
      const ended = (): void => {
        deaf();
        if (timer) clearTimeout(timer);
      };
      const look = (): void => stream.write(frame('look', null, {}));
      const stream = keep(to, person_id, { beat: look, ended });
      // Whoever comes back has missed something, perhaps.
      look();
    },
    thread({ looking, conversation_id, after }, to) {
      const next = (events: Event[], state: State): void => {
        const news: DeskNews = { items: deskItems(looking, events), standing: deskStanding(looking, state) };
        stream.write(frame('news', state.seq, news));
      };
      const following = follow(source, { conversation_id, after, next, failed: () => stream.end() });
      const beat = (): void => {
        stream.write(': still here\n\n');
        following.look();
      };
      const deaf = overhearBuyer(source.bus, conversation_id, (text) => stream.write(text));
      const stream = keep(to, looking.by.agent_id, { beat, ended: () => leave(deaf, following) });
    },
    typing: (conversation_id) => source.bus.typing(conversation_id, 'person'),
    count: (person_id) => [...open.values()].filter((stream) => stream.person_id === person_id).length,
    close() {
      for (const stream of [...open.values()]) stream.end();
    },
  };
}

function overhearBuyer(bus: Bus, conversation_id: string, write: (text: string) => void): () => void {
  return bus.overhear(conversation_id, (from) => {
    if (from === 'buyer') write(frame('typing', null, {}));
  });
}

function leave(deaf: () => void, following: Following): void {
  deaf();
  void following.stop();
}

/** JSON has no raw line break, so one `data` line is always enough. */
function frame(event: string, id: number | null, data: unknown): string {
  const place = id === null ? '' : `id: ${id}\n`;
  return `event: ${event}\n${place}data: ${JSON.stringify(data)}\n\n`;
}
