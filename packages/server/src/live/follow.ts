import type { Event, State } from '@hark/core';
import type { Place, Store } from '../conversations/store.ts';
import type { Bus, News, Side } from './bus.ts';

/** Where followers hear of commits and read what they missed; `failed` hears of a look into the log that could not be had. */
export type FollowSource = {
  bus: Bus;
  store: Pick<Store, 'load' | 'events' | 'grown'>;
  failed?: (error: unknown) => void;
};

/** A reader of one conversation from `after` on. */
export type Reader = {
  conversation_id: string;
  after: number;
  /**
   * Events in order, without gap or double, and the state they lead to; readers at the same place are given the same ones. What it
   * returns is waited for before the next.
   */
  next(events: Event[], state: State): Promise<void> | void;
  /** The side is writing just now. */
  typing?(from: Side): void;
  /** Nothing more comes: the log could not be read. */
  failed(error: unknown): void;
};

/** All that is followed in this process. */
export type Follows = {
  /**
   * Follows a conversation: what the log holds already, then what is committed, each event once and in order. Returns how to stop.
   */
  follow(reader: Reader): () => void;
  /** How many follow this conversation. */
  count(conversation_id: string): number;
  /** Resolves when all looks that were asked for are done and what was found is handed on. */
  settled(): Promise<void>;
};

/** Of how many conversations one query asks whether they have grown. */
const ASKED_AT_ONCE = 1_000;
/** Who is so far behind reads the log instead of keeping what was told. */
const KEPT = 8;
/** How often a reader looks for what was told and is not in the log, as after a database was put back. */
const VAIN_READS = 3;

/** Followers over one log and one bus. However many there are, one query at a time looks for all of them. */
export function makeFollows(source: FollowSource): Follows {
  const followers = new Map<string, Set<Follower>>();
  const log = sharedReads(source.store);
  const looks = new Looks(source, followers);
  source.bus.listen({
    hear(news) {
      for (const follower of followers.get(news.conversation_id) ?? []) follower.hear(news);
    },
    typing({ conversation_id, from }) {
      for (const { reader } of followers.get(conversation_id) ?? []) reader.typing?.(from);
    },
    look: () => looks.at(followers.values()),
  });
  return {
    follow(reader) {
      const follower = new Follower(reader, log);
      const here = followers.get(reader.conversation_id) ?? new Set();
      // Listening begins before looking, so that nothing is committed unheard in between.
      followers.set(reader.conversation_id, here.add(follower));
      looks.first(follower);
      return () => {
        follower.stop();
        if (here.delete(follower) && here.size === 0) followers.delete(reader.conversation_id);
      };
    },
    count: (conversation_id) => followers.get(conversation_id)?.size ?? 0,
    async settled() {
      await looks.done;
      await Promise.all([...followers.values()].flatMap((here) => [...here].map(({ handing }) => handing)));
    },
  };
}

type ReadLog = (conversation_id: string, after: number) => Promise<{ events: Event[]; state: State } | null>;

/** Reads of the same at the same time are one. */
function sharedReads(store: FollowSource['store']): ReadLog {
  const under_way = new Map<string, ReturnType<ReadLog>>();
  const read: ReadLog = async (conversation_id, after) => {
    const loaded = await store.load(conversation_id);
    if (!loaded || loaded.state.seq <= after) return null;
    const events = await store.events(conversation_id, after);
    // The log may have grown between the two reads: what is newer than the state comes with its own news.
    return { events: events.filter(({ seq }) => seq <= loaded.state.seq), state: loaded.state };
  };
  return (conversation_id, after) => {
    const key = `${after} ${conversation_id}`;
    const reading = under_way.get(key) ?? read(conversation_id, after).finally(() => under_way.delete(key));
    under_way.set(key, reading);
    return reading;
  };
}

/** One reader's place in the log. A class, because there may be tens of thousands. */
class Follower {
  readonly reader: Reader;
  readonly #read: ReadLog;
  last: number;
  #heard: News[] = [];
  /** Something was told that is not among `#heard`. */
  #told = 0;
  handing: Promise<void> | null = null;
  #stopped = false;

  constructor(reader: Reader, read: ReadLog) {
    this.reader = reader;
    this.#read = read;
    this.last = reader.after;
  }

  hear(news: Pick<News, 'seq'> & Partial<News>): void {
    if (this.#stopped || news.seq <= this.last) return;
    this.#told = Math.max(this.#told, news.seq);
    if (isWhole(news) && this.#heard.length < KEPT) this.#heard.push(news);
    this.handing ??= this.#handAll();
  }

  stop(): void {
    this.#stopped = true;
  }

  async #handAll(): Promise<void> {
    try {
      for (let vain = 0; this.#told > this.last && vain < VAIN_READS && !this.#stopped; ) {
        const before = this.last;
        await this.#hand(this.#following() ?? (await this.#read(this.reader.conversation_id, before)));
        vain = this.last > before ? 0 : vain + 1;
      }
    } catch (error) {
      if (!this.#stopped) this.reader.failed(error);
    } finally {
      this.#heard = [];
      this.handing = null;
    }
  }

  /** Of what was told, the turn that comes next; older ones are forgotten. */
  #following(): News['turn'] {
    for (let news = this.#heard.shift(); news !== undefined; news = this.#heard.shift()) {
      if (news.seq > this.last) return news.turn?.events[0]?.seq === this.last + 1 ? news.turn : null;
    }
    return null;
  }

  async #hand(turn: News['turn']): Promise<void> {
    if (this.#stopped || turn === null || turn.events.length === 0) return;
    this.last = turn.events.at(-1)?.seq ?? this.last;
    await this.reader.next(turn.events, turn.state);
  }
}

function isWhole(news: Partial<News>): news is News {
  return news.turn !== null && news.turn !== undefined;
}

/** Looks into the log for many followers with few queries, one at a time; who comes meanwhile is in the next. */
class Looks {
  readonly #source: FollowSource;
  readonly #followers: Map<string, Set<Follower>>;
  /** Those who have not been looked for yet: they fail with their look, others have the next one. */
  #new = new Set<Follower>();
  #wanted = new Set<string>();
  /** Resolves when all that were asked for are done. */
  done: Promise<void> = Promise.resolve();
  #running = false;

  constructor(source: FollowSource, followers: Map<string, Set<Follower>>) {
    this.#source = source;
    this.#followers = followers;
  }

  first(follower: Follower): void {
    this.#new.add(follower);
    this.#wanted.add(follower.reader.conversation_id);
    this.#run();
  }

  at(all: Iterable<Set<Follower>>): void {
    for (const [follower] of all) if (follower) this.#wanted.add(follower.reader.conversation_id);
    this.#run();
  }

  #run(): void {
    if (this.#running || this.#wanted.size === 0) return;
    this.#running = true;
    this.done = this.#lookAll().finally(() => {
      this.#running = false;
    });
  }

  async #lookAll(): Promise<void> {
    while (this.#wanted.size > 0) {
      const ids = [...this.#wanted].slice(0, ASKED_AT_ONCE);
      for (const id of ids) this.#wanted.delete(id);
      const newcomers = [...this.#new].filter(({ reader }) => !this.#wanted.has(reader.conversation_id));
      for (const follower of newcomers) this.#new.delete(follower);
      try {
        await this.#look(ids);
      } catch (error) {
        this.#source.failed?.(error);
        for (const { reader } of newcomers) reader.failed(error);
      }
    }
  }

  async #look(ids: string[]): Promise<void> {
    const places = ids.flatMap((conversation_id): Place[] => {
      const here = this.#followers.get(conversation_id);
      if (here === undefined) return [];
      let seq = Number.POSITIVE_INFINITY;
      for (const { last } of here) seq = Math.min(seq, last);
      return [{ conversation_id, seq }];
    });
    if (places.length === 0) return;
    for (const { conversation_id, seq } of await this.#source.store.grown(places)) {
      for (const follower of this.#followers.get(conversation_id) ?? []) follower.hear({ seq });
    }
  }
}
