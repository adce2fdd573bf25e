import type { Message, OpenedConversation } from '@hark/wire';
import { scriptOf } from './buyer-script.ts';
import { type ChatClient, NoAnswer } from './chat-client.ts';

/** A message that the server said it had accepted. */
export type Acknowledged = { client_id: string; seq: number; text: string };

/** What a buyer saw of a conversation while the server was killed again and again. */
export type Account = {
  conversation: OpenedConversation;
  acknowledged: Acknowledged[];
  /** `seq` of the message to which an answer is awaited; null where none is. */
  waits_for: number | null;
  /** `seq` of every message that the stream brought, in order. */
  seen: number[];
  /** Sendings for which no acknowledgement came. */
  unanswered: number;
};

const AGAIN_MS = 60;

/**
 * Holds one conversation to its end over a server that comes and goes: what is not acknowledged is sent again under its own name, and
 * for an answer the buyer waits as long as it takes. `begun` is given the account as soon as there is one.
 */
export async function holdConversation(
  client: ChatClient,
  buyer: number,
  begun: (account: Account) => void,
): Promise<void> {
  const conversation = await opened(client);
  const account: Account = { conversation, acknowledged: [], waits_for: null, seen: [], unanswered: 0 };
  begun(account);
  const stream = new Stream(client, account);
  for (const [place, text] of scriptOf(buyer).lines.entries()) {
    const message = { client_id: `b${buyer}-${place}`, text };
    const seq = await acknowledged(client, account, message);
    account.acknowledged.push({ ...message, seq });
    account.waits_for = seq;
    const by = await stream.answerAfter(seq);
    account.waits_for = null;
    // Whoever was passed on to a person has nothing more to say to the assistant.
    if (by === 'person') break;
  }
  stream.leave();
}

async function opened(client: ChatClient): Promise<OpenedConversation> {
  for (;;) {
    try {
      return await client.open();
    } catch (error) {
      await rest(error);
    }
  }
}

async function acknowledged(
  client: ChatClient,
  account: Account,
  message: { client_id: string; text: string },
): Promise<number> {
  for (;;) {
    try {
      return (await client.send(account.conversation, message)).seq;
    } catch (error) {
      account.unanswered += 1;
      await rest(error);
    }
  }
}

async function rest(error: unknown): Promise<void> {
  if (!(error instanceof NoAnswer)) throw error;
  await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
}

type Answered = 'assistant' | 'person';

/** A reader that comes back after each cut, from where it was. */
class Stream {
  readonly #client: ChatClient;
  readonly #account: Account;
  #answered: { after: number; resolve: (by: Answered) => void } | null = null;
  #last_answer = 0;
  #person = 0;
  #left = false;
  #stop: () => void = () => undefined;

  constructor(client: ChatClient, account: Account) {
    this.#client = client;
    this.#account = account;
    this.#follow();
  }

  #follow(): void {
    if (this.#left) return;
    let ended = false;
    this.#stop = this.#client.follow(this.#account.conversation, this.#account.seen.at(-1) ?? 0, {
      onOpen: () => undefined,
      onMessage: (message) => this.#hear(message),
      onPerson: (seq) => {
        this.#person = seq;
        this.#tell();
      },
      onEnd: () => {
        if (!ended) setTimeout(() => this.#follow(), AGAIN_MS);
        ended = true;
      },
    });
  }

  #hear(message: Message): void {
    this.#account.seen.push(message.seq);
    if (message.from === 'assistant') this.#last_answer = message.seq;
    this.#tell();
  }

  #tell(): void {
    const by = this.#answered && this.#by(this.#answered.after);
    if (by) this.#answered?.resolve(by);
  }

  #by(after: number): Answered | null {
    if (this.#person > after) return 'person';
    return this.#last_answer > after ? 'assistant' : null;
  }

  /** Resolves when the assistant has said something after that place in the log, or has passed the buyer on. */
  answerAfter(after: number): Promise<Answered> {
    const by = this.#by(after);
    if (by) return Promise.resolve(by);
    return new Promise((resolve) => {
      this.#answered = { after, resolve };
    });
  }

  leave(): void {
    this.#left = true;
    this.#stop();
  }
}
