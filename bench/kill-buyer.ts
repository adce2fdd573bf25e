import type { Message, OpenedConversation } from '@hark/wire';
import { scriptOf } from './buyer-script.ts';
import { type ChatClient, NoAnswer } from './chat-client.ts';

/** A message that the server said it had accepted. */
export type Acknowledged = { client_id: string; seq: number; text: string };

/** What a buyer saw of a conversation while the server was killed again and again. */
export type Account = {
  conversation: OpenedConversation;
  acknowledged: Acknowledged[];
  /** `seq` of every message that the stream brought, in order. */
  seen: number[];
  /** Sendings for which no acknowledgement came. */
  unanswered: number;
};

const AGAIN_MS = 60;

/** Holds one conversation to its end over a server that comes and goes: what is not acknowledged is sent again under its own name. */
export async function holdConversation(client: ChatClient, buyer: number): Promise<Account> {
  const conversation = await opened(client);
  const account: Account = { conversation, acknowledged: [], seen: [], unanswered: 0 };
  const stream = new Stream(client, account);
  for (const [place, text] of scriptOf(buyer).lines.entries()) {
    const message = { client_id: `b${buyer}-${place}`, text };
    const seq = await acknowledged(client, account, message);
    account.acknowledged.push({ ...message, seq });
    await stream.answerAfter(seq);
  }
  stream.leave();
  return account;
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

/** A reader that comes back after each cut, from where it was. */
class Stream {
  readonly #client: ChatClient;
  readonly #account: Account;
  #answered: { after: number; resolve: () => void } | null = null;
  #last_answer = 0;
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
      onEnd: () => {
        if (!ended) setTimeout(() => this.#follow(), AGAIN_MS);
        ended = true;
      },
    });
  }

  #hear(message: Message): void {
    this.#account.seen.push(message.seq);
    if (message.from === 'assistant') this.#last_answer = message.seq;
    if (this.#answered && this.#last_answer > this.#answered.after) this.#answered.resolve();
  }

  /** Resolves when the assistant has said something after that place in the log. */
  answerAfter(after: number): Promise<void> {
    if (this.#last_answer > after) return Promise.resolve();
    return new Promise((resolve) => {
      this.#answered = { after, resolve };
    });
  }

  leave(): void {
    this.#left = true;
    this.#stop();
  }
}
