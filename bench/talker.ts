import type { Message, OpenedConversation } from '@hark/wire';
import { type Script, scriptOf } from './buyer-script.ts';
import type { ChatClient } from './chat-client.ts';

/** A buyer in one conversation, who says the next line when told to and waits until it is answered. */
export class Talker {
  readonly #client: ChatClient;
  readonly #conversation: OpenedConversation;
  readonly #script: Script;
  #said = 0;
  #answered: ((message: Message) => void) | null = null;
  #stop: () => void = () => undefined;
  /** Whether the shop did what was asked. */
  receipt = false;

  private constructor(client: ChatClient, conversation: OpenedConversation, script: Script) {
    this.#client = client;
    this.#conversation = conversation;
    this.#script = script;
  }

  /** Opens a conversation for the buyer of that number and follows it. */
  static async open(client: ChatClient, buyer: number): Promise<Talker> {
    const talker = new Talker(client, await client.open(), scriptOf(buyer));
    await new Promise<void>((resolve, reject) => {
      talker.#stop = client.follow(talker.#conversation, talker.#conversation.standing.seq, {
        onMessage: (message) => talker.#hear(message),
        onOpen: resolve,
        onEnd: () => reject(new Error('the stream ended')),
      });
    });
    return talker;
  }

  /** Whether everything was said. */
  get done(): boolean {
    return this.#said === this.#script.lines.length;
  }

  /** Whether something should have been done at the shop, and was not. */
  get disappointed(): boolean {
    return this.#script.receipt && !this.receipt;
  }

  /** Says the next line; resolves when the first words of the answer are seen on the stream. */
  async say(): Promise<void> {
    const text = this.#script.lines[this.#said];
    if (text === undefined) throw new Error('everything was said');
    this.#said += 1;
    const answered = new Promise<Message>((resolve) => {
      this.#answered = resolve;
    });
    await Promise.all([
      answered,
      this.#client.send(this.#conversation, { client_id: `line-${this.#said}`, text }),
    ]);
  }

  leave(): void {
    this.#stop();
  }

  #hear(message: Message): void {
    if (message.from !== 'assistant') return;
    if (message.card?.kind === 'receipt') this.receipt = true;
    // What is still to come of the answer before belongs to no line: the stream brings a turn as a whole.
    this.#answered?.(message);
    this.#answered = null;
  }
}
