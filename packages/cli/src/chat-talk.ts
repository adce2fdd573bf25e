import type { Message, Messages, Standing } from '@hark/wire';
import { ChatError, type Connection, type Outgoing } from './chat-connection.ts';
import { type Layout, layoutMessage, layoutStanding } from './chat-layout.ts';

const PAUSE_MS = 1_000;
/** An answer is complete when the turn has ended and nothing more came for this long. */
const QUIET_MS = 700;
/** Nobody waits longer for an answer than this; what comes later is still shown. */
const LONGEST_MS = 20_000;

/** A conversation as a terminal holds it: shows what is new, once and in order. */
export class Talk {
  private readonly connection: Connection;
  private readonly show: (text: string) => void;
  private readonly layout: Layout;
  private readonly messages = new Map<number, Message>();
  private standing: Standing | null = null;
  /** Heard, and not shown before the standing that follows. */
  private waiting: Message[] = [];
  private heard = 0;
  /** Who spoke last, as long as nobody else did. */
  private speaker: string | null = null;
  private lastNews = 0;
  private readonly stopped = new AbortController();

  constructor(parts: { connection: Connection; show(text: string): void; layout: Layout }) {
    this.connection = parts.connection;
    this.show = parts.show;
    this.layout = parts.layout;
  }

  /** Shows everything said so far, the buyer's words too. */
  begin(read: Messages): void {
    for (const message of read.messages) this.hear(message, read.standing, true);
    this.stand(read.standing);
  }

  /** Follows the conversation until it is stopped, through broken streams. */
  async follow(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      try {
        const read = await this.connection.messages(this.heard);
        for (const message of read.messages) this.hear(message, read.standing, false);
        this.stand(read.standing);
        await this.connection.follow(this.heard, {
          // Buttons wait for the standing that follows: only it says whether they are alive.
          onMessage: (message) => this.keep(message),
          onStanding: (standing) => {
            this.tell(standing);
            this.stand(standing);
          },
          signal: this.stopped.signal,
        });
      } catch (error) {
        // A stream that breaks is followed again; what the server refuses for good is told.
        if (error instanceof ChatError && !error.passing) throw error;
      }
      if (!this.stopped.signal.aborted) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  stop(): void {
    this.stopped.abort();
  }

  /** Sends a line: a number presses the button of that number while a question is open. */
  async say(line: string): Promise<number> {
    this.speaker = null;
    const { seq } = await this.connection.send(this.meant(line));
    return seq;
  }

  /** Resolves when the answer to the message `seq` has been shown. */
  async answered(seq: number): Promise<void> {
    const since = Date.now();
    while (Date.now() - since < LONGEST_MS) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const told = this.standing !== null && this.standing.seq > seq;
      if (told && Date.now() - this.lastNews > QUIET_MS) return;
    }
  }

  private meant(line: string): Outgoing {
    const question = this.standing?.question_seq ?? null;
    const options = question === null ? [] : (this.messages.get(question)?.options ?? []);
    const option = /^\d{1,2}$/.test(line) ? options[Number(line) - 1] : undefined;
    return option ? { text: option.label, button: option.id } : { text: line };
  }

  private keep(message: Message): void {
    this.lastNews = Date.now();
    if (!this.messages.has(message.seq)) this.waiting.push(message);
  }

  private tell(standing: Standing): void {
    for (const message of this.waiting) this.hear(message, standing, false);
    this.waiting = [];
  }

  private hear(message: Message, standing: Standing, ownToo: boolean): void {
    this.lastNews = Date.now();
    this.heard = Math.max(this.heard, message.seq);
    if (this.messages.has(message.seq)) return;
    this.messages.set(message.seq, message);
    if (message.from === 'buyer' && !ownToo) return;
    const speaker = `${message.from} ${message.name}`;
    const alive = standing.question_seq === message.seq;
    this.show(`${layoutMessage(message, { ...this.layout, alive, led: speaker === this.speaker })}\n`);
    this.speaker = speaker;
  }

  private stand(standing: Standing): void {
    this.heard = Math.max(this.heard, standing.seq);
    this.lastNews = Date.now();
    const says = layoutStanding(this.standing, standing, this.layout);
    this.standing = standing;
    if (says !== null) this.show(`${says}\n`);
  }
}
