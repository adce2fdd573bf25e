import { Agent, type ClientRequest, request } from 'node:http';
import { makeStreamReader, type OpenedConversation } from '@hark/wire';

/** What a crowd of streams saw. */
export type Seen = {
  /** From when a message was due until a stream brought it, in ms. */
  latencies: number[];
  /** From when a stream broke until it was open again, in ms. */
  resumed: number[];
  /** Answers that were no stream. */
  refused: number;
};

/** Where a stream is read: a conversation's own, or as the desk sees it. */
export type Source = { path: string; authorization: string };

/** The stream of a conversation for its buyer. */
export function buyerSource({ conversation_id, token }: OpenedConversation): Source {
  return { path: `/api/conversations/${conversation_id}/stream`, authorization: `Bearer ${token}` };
}

/** When each message that was said was due, by its text. */
export type Due = ReadonlyMap<string, number>;

const AGAIN_MS = 1_000;

/** A page that follows a conversation, and comes back by itself to where it was, as browsers do. */
export class StreamClient {
  /** Places in the log, in the order in which they came. */
  readonly seqs: number[] = [];
  readonly #agent: Agent;
  readonly #url: string;
  readonly #source: Source;
  readonly #due: Due;
  readonly #seen: Seen;
  #last: number;
  #request: ClientRequest | null = null;
  #broke_at: number | null = null;
  #left = false;
  #opened: () => void = () => undefined;

  constructor(at: { agent: Agent; url: string; source: Source; after: number }, due: Due, seen: Seen) {
    this.#agent = at.agent;
    this.#url = at.url;
    this.#source = at.source;
    this.#last = at.after;
    this.#due = due;
    this.#seen = seen;
  }

  get isOpen(): boolean {
    return this.#request !== null && this.#broke_at === null;
  }

  /** Resolves when the stream is open for the first time. */
  open(): Promise<void> {
    return new Promise((resolve) => {
      this.#opened = resolve;
      this.#ask();
    });
  }

  leave(): void {
    this.#left = true;
    this.#request?.destroy();
  }

  #ask(): void {
    const { path, authorization } = this.#source;
    const asked = request(`${this.#url}${path}?after=0`, {
      agent: this.#agent,
      headers: { authorization, 'last-event-id': String(this.#last) },
    });
    this.#request = asked;
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      asked.destroy();
      this.#again();
    };
    asked.on('error', end);
    asked.on('response', (response) => {
      if (response.statusCode !== 200) {
        this.#seen.refused += 1;
        return end();
      }
      if (this.#broke_at !== null) this.#seen.resumed.push(performance.now() - this.#broke_at);
      this.#broke_at = null;
      this.#opened();
      const read = makeStreamReader();
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        for (const { event, id, data } of read(piece)) this.#take(event, Number(id), data);
      });
      response.on('error', end);
      response.on('end', end);
    });
    asked.end();
  }

  #again(): void {
    if (this.#left) return;
    this.#broke_at ??= performance.now();
    setTimeout(() => !this.#left && this.#ask(), AGAIN_MS * (1 + Math.random() / 2));
  }

  #take(event: string, seq: number, data: string): void {
    this.#last = seq;
    if (event === 'message') this.#keep(JSON.parse(data));
    if (event === 'news') for (const item of JSON.parse(data).items) this.#keep(item);
  }

  #keep({ seq, text }: { seq: number; text?: string }): void {
    this.seqs.push(seq);
    const due = text === undefined ? undefined : this.#due.get(text);
    if (due !== undefined) this.#seen.latencies.push(performance.now() - due);
  }
}

/** An agent for streams: each has a connection of its own. */
export function streamAgent(): Agent {
  return new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
}
