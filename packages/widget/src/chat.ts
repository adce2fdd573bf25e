import type { AnswerSurvey, AttachedFile, BuyerConversations, OpenConversation } from '@hark/wire';
import { type Access, type Client, isPassing, Refusal } from './client.ts';
import type { Drawer, Key } from './drawer.ts';
import { isGone, keepLinked, type Link } from './link.ts';
import { acknowledge, catchUp, drop, EMPTY, hear, mark, put, stand, type Thread } from './thread.ts';

/** Everything that the screen shows. */
export type View = {
  /** The conversation on the screen, once it is known. */
  conversation_id: string | null;
  phase: 'starting' | 'ready' | 'failed' | 'token_refused' | 'gone';
  /** The server's words when the conversation could not be opened. */
  reason: string | null;
  connection: 'live' | 'offline';
  typing: boolean;
  thread: Thread;
};

/** What a chat is made of. */
export type ChatParts = {
  client: Client;
  drawer: Drawer;
  opening: OpenConversation;
  buyerToken: string | null;
  now(): string;
  id(): string;
};

/** One conversation as a screen drives it; it keeps what is not sent and what was heard through reloads and lost networks. */
export type Chat = {
  view(): View;
  subscribe(listener: () => void): () => void;
  start(): void;
  say(text: string, button?: string, attachments?: AttachedFile[]): void;
  /** Where the files of the conversation are; null while there is none. */
  readonly door: () => { address: string; token: string } | null;
  /** The buyer is writing: a person who is there is told. */
  write(): void;
  /** Tries what was not sent, now. */
  retry(): void;
  /** Takes a message back that was not accepted; its text. */
  takeBack(client_id: string): string;
  /** Leaves this conversation and opens another. */
  renew(): void;
  /** Answers the survey that the standing names; throws when it was not accepted. */
  rate(answer: AnswerSurvey): Promise<unknown>;
  /** Where the server's pages are. */
  readonly base: string;
  /** Whether there is a buyer who may look at earlier conversations. */
  readonly signedIn: boolean;
  /** The earlier conversations of the buyer who is signed in; throws when they cannot be had. */
  earlier(): Promise<BuyerConversations['conversations']>;
  /** Leaves this conversation and goes back to an earlier one. */
  goBackTo(conversation_id: string): void;
  /** The network or the reader is back: try now; `stale` when the stream may be dead without saying so. */
  wake(stale: boolean): void;
  /** The network is away. */
  cut(): void;
  stop(): void;
};

const RETRY_FIRST_MS = 2_000;
const RETRY_LONGEST_MS = 30_000;
const TYPING_FOR_MS = 6_000;
const TYPING_EVERY_MS = 3_000;

const BLANK: View = {
  conversation_id: null,
  phase: 'starting',
  reason: null,
  connection: 'live',
  typing: false,
  thread: EMPTY,
};

class ChatInPage implements Chat {
  private readonly parts: ChatParts;
  private readonly listeners = new Set<() => void>();
  private shown: View = BLANK;
  private key: Key | null = null;
  private link: Link | null = null;
  private flushing = false;
  private retries = 0;
  private quietUntil = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  /** Grows with each new conversation: an answer that belongs to an older one is dropped. */
  private generation = 0;

  constructor(parts: ChatParts) {
    this.parts = parts;
  }

  view(): View {
    return this.shown;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  start(): void {
    const kept = this.parts.drawer.load();
    if (!kept) {
      void this.open();
      return;
    }
    const pending = kept.unsent.map(
      (each) => ({ ...each, state: each.state === 'refused' ? each.state : 'unsent' }) as const,
    );
    this.show({ thread: { ...EMPTY, pending } });
    this.enter(kept.access);
  }

  say(text: string, button?: string, attachments: AttachedFile[] = []): void {
    const pending = {
      client_id: this.parts.id(),
      text,
      button: button ?? null,
      attachments,
      at: this.parts.now(),
      state: this.shown.connection === 'live' ? 'sending' : 'unsent',
      reason: null,
    } as const;
    this.change((thread) => put(thread, pending));
    void this.flush();
  }

  retry(): void {
    this.retries = 0;
    this.link?.wake();
    void this.flush();
  }

  takeBack(client_id: string): string {
    const text = this.shown.thread.pending.find((each) => each.client_id === client_id)?.text ?? '';
    this.change((thread) => drop(thread, client_id));
    return text;
  }

  async rate(answer: AnswerSurvey): Promise<unknown> {
    const { access } = this;
    return access && this.parts.client.rate(access, answer);
  }

  renew(): void {
    this.leave();
    this.parts.drawer.clear();
    this.show(BLANK);
    void this.open();
  }

  wake(stale: boolean): void {
    if (this.shown.phase === 'failed') this.renew();
    if (stale) this.link?.cut();
    this.link?.wake();
    void this.flush();
  }

  cut(): void {
    this.show({ connection: 'offline' });
    this.link?.cut();
  }

  get base(): string {
    return this.parts.client.base;
  }

  get signedIn(): boolean {
    return this.parts.buyerToken !== null;
  }

  async earlier(): Promise<BuyerConversations['conversations']> {
    const { client, buyerToken, opening } = this.parts;
    if (buyerToken === null) return [];
    return (await client.mine(buyerToken, opening.language ?? '')).conversations;
  }

  goBackTo(conversation_id: string): void {
    if (conversation_id === this.key?.conversation_id) return;
    this.leave();
    this.show(BLANK);
    const key = { conversation_id, token: null };
    this.parts.drawer.save({ access: key, unsent: [] });
    this.enter(key);
  }

  stop(): void {
    this.leave();
  }

  private get access(): Access | null {
    const token = this.key?.token ?? this.parts.buyerToken;
    return this.key && token !== null ? { conversation_id: this.key.conversation_id, token } : null;
  }

  readonly door = (): { address: string; token: string } | null =>
    this.access && { address: this.parts.client.place(this.access, 'attachments'), token: this.access.token };

  write(): void {
    const { access } = this;
    if (!access || this.shown.thread.standing?.speaker !== 'person' || Date.now() < this.quietUntil) return;
    this.quietUntil = Date.now() + TYPING_EVERY_MS;
    this.parts.client.typing(access);
  }

  private leave(): void {
    this.generation += 1;
    this.link?.stop();
    this.link = null;
    this.key = null;
    this.flushing = false;
    clearTimeout(this.retryTimer);
    clearTimeout(this.typingTimer);
  }

  private show(change: Partial<View>): void {
    this.shown = { ...this.shown, ...change };
    for (const listener of this.listeners) listener();
  }

  /** Every change of the thread is kept at once, so that a reload in the next moment loses nothing. */
  private change(step: (thread: Thread) => Thread): void {
    const thread = step(this.shown.thread);
    if (this.key) this.parts.drawer.save({ access: this.key, unsent: thread.pending });
    this.show({ thread });
  }

  private async open(): Promise<void> {
    const { generation } = this;
    try {
      const opened = await this.parts.client.open(this.parts.opening, this.parts.buyerToken);
      if (generation !== this.generation) return;
      this.key = { conversation_id: opened.conversation_id, token: opened.token };
      this.change((thread) => catchUp(thread, opened));
      this.show({ phase: 'ready' });
      this.enter(this.key);
    } catch (error) {
      if (generation !== this.generation) return;
      if (error instanceof Refusal && error.status === 401 && this.parts.buyerToken !== null) {
        this.show({ phase: 'token_refused' });
        return;
      }
      const reason = error instanceof Refusal && error.message ? `${error.message} ${error.next}` : null;
      this.show({ phase: 'failed', reason });
    }
  }

  private enter(key: Key): void {
    this.key = key;
    this.show({ conversation_id: key.conversation_id });
    const { access } = this;
    if (!access) return this.show({ phase: 'gone' });
    this.link = keepLinked({
      client: this.parts.client,
      access,
      after: () => this.shown.thread.heard,
      onRead: (read) => {
        this.change((thread) => catchUp(thread, read));
        this.show({ phase: 'ready' });
      },
      onMessage: (message) => {
        if (message.from !== 'buyer') this.show({ typing: false });
        this.change((thread) => hear(thread, message));
      },
      onStanding: (standing) => this.change((thread) => stand(thread, standing)),
      onTyping: () => this.type(),
      onConnection: (connection) => {
        this.show({ connection });
        if (connection === 'live') void this.flush();
      },
      onGone: () => this.show({ phase: 'gone' }),
    });
  }

  private type(): void {
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.show({ typing: false }), TYPING_FOR_MS);
    this.show({ typing: true });
  }

  /** Sends what waits, in order, one after the other; stops at the first that must wait longer. */
  private async flush(): Promise<void> {
    if (this.flushing) return;
    this.flushing = true;
    clearTimeout(this.retryTimer);
    const { generation } = this;
    for (;;) {
      const { access } = this;
      const next = this.shown.thread.pending.find((each) => each.state !== 'refused');
      if (!access || !next) break;
      try {
        const { client_id, text, button, attachments = [] } = next;
        const sent = await this.parts.client.send(access, {
          client_id,
          text,
          ...(button === null ? {} : { button }),
          ...(attachments.length === 0 ? {} : { attachments: attachments.map(({ id }) => id) }),
        });
        if (generation !== this.generation) return;
        this.retries = 0;
        this.change((thread) => acknowledge(thread, client_id, sent.seq));
      } catch (error) {
        if (generation !== this.generation) return;
        if (!this.survive(next.client_id, error)) break;
      }
    }
    this.flushing = false;
  }

  /** Whether the messages behind this one may go on. */
  private survive(client_id: string, error: unknown): boolean {
    if (isGone(error)) {
      this.show({ phase: 'gone' });
      return false;
    }
    if (isPassing(error)) {
      const waiting = this.shown.thread.pending.filter((each) => each.state === 'sending');
      for (const each of waiting) {
        this.change((thread) => mark(thread, each.client_id, { state: 'unsent', reason: null }));
      }
      const pause = Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** this.retries);
      this.retries += 1;
      this.retryTimer = setTimeout(() => void this.flush(), pause);
      return false;
    }
    const reason = error instanceof Refusal && error.message ? `${error.message} ${error.next}`.trim() : null;
    this.change((thread) => mark(thread, client_id, { state: 'refused', reason }));
    return true;
  }
}

/** A chat that has not started yet. */
export function makeChat(parts: ChatParts): Chat {
  return new ChatInPage(parts);
}
