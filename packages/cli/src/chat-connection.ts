import { randomUUID } from 'node:crypto';
import {
  isApiError,
  isMessage,
  isMessages,
  isOpenedConversation,
  isSentMessage,
  isStanding,
  type Message,
  type Messages,
  makeStreamReader,
  type OpenConversation,
  type SentMessage,
  type Standing,
} from '@hark/wire';

/** What went wrong between the terminal and the server, in words for the person who sits there. */
export class ChatError extends Error {
  override name = 'ChatError';
  /** Whether the same may succeed in a moment. */
  readonly passing: boolean;
  constructor(message: string, passing: boolean) {
    super(message);
    this.passing = passing;
  }
}

/** The one conversation that its bearer may read and write. */
export type Access = { conversation_id: string; token: string };

/** What a stream tells as it goes. */
export type Heard = { onMessage(message: Message): void; onStanding(standing: Standing): void };

/** A message of the buyer with the name under which it is sent again when it is not acknowledged. */
export type Outgoing = { text: string; button?: string };

const SEND_TRIES = 5;
const ANSWER_WITHIN_MS = 20_000;
/** Three heartbeats of the server: a stream silent for longer is dead. */
const SILENT_FOR_MS = 45_000;

async function ask(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch {
    throw new ChatError(`Nothing answers at ${new URL(url).origin}. Is Hark running there?`, true);
  }
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  const says = isApiError(body)
    ? `${body.error.message} ${body.error.next}`.trim()
    : `The server answered ${response.status}.`;
  throw new ChatError(says, response.status >= 500 || response.status === 429);
}

async function read<T>(response: Response, is: (value: unknown) => value is T): Promise<T> {
  const body: unknown = await response.json().catch(() => null);
  if (is(body)) return body;
  throw new ChatError('The server answered something that this version of hark does not understand.', false);
}

function post(body: unknown, token: string | null): RequestInit {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  };
}

/** Opens a conversation, as the buyer whom the token names or as nobody known. */
export async function openConversation(
  url: string,
  wish: { body: OpenConversation; buyer: string | null },
): Promise<{ access: Access; read: Messages }> {
  const opened = await read(
    await ask(`${url}/api/conversations`, post(wish.body, wish.buyer)),
    isOpenedConversation,
  );
  const { conversation_id, token, messages, standing } = opened;
  return { access: { conversation_id, token }, read: { messages, standing } };
}

/** One conversation over the API of a running server. */
export type Connection = {
  messages(after: number): Promise<Messages>;
  /** Tries a few times under one name, so that it arrives once. */
  send(outgoing: Outgoing): Promise<SentMessage>;
  /** Tells what comes until the stream ends, breaks or is stopped. */
  follow(after: number, heard: Heard & { signal: AbortSignal }): Promise<void>;
};

/** The way to a conversation that is open. */
export function connect(url: string, access: Access): Connection {
  const place = `${url}/api/conversations/${encodeURIComponent(access.conversation_id)}`;
  const headers = { authorization: `Bearer ${access.token}` };
  return {
    async messages(after) {
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      return read(await ask(`${place}/messages?after=${after}`, { headers, signal }), isMessages);
    },
    async send(outgoing) {
      const body = { client_id: randomUUID(), ...outgoing };
      for (let tried = 1; ; tried++) {
        try {
          return await read(await ask(`${place}/messages`, post(body, access.token)), isSentMessage);
        } catch (error) {
          if (!(error instanceof ChatError) || !error.passing || tried === SEND_TRIES) throw error;
          await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** tried));
        }
      }
    },
    async follow(after, heard) {
      const quiet = new AbortController();
      const response = await ask(`${place}/stream?after=${after}`, {
        headers: { accept: 'text/event-stream', ...headers },
        signal: AbortSignal.any([heard.signal, quiet.signal]),
      });
      if (response.body) await listen(response.body, { ...heard, quiet });
    },
  };
}

async function listen(
  body: ReadableStream<Uint8Array>,
  heard: Heard & { quiet: AbortController },
): Promise<void> {
  const decoder = new TextDecoder();
  const events = makeStreamReader();
  let timer = setTimeout(() => heard.quiet.abort(), SILENT_FOR_MS);
  try {
    for await (const piece of body) {
      clearTimeout(timer);
      timer = setTimeout(() => heard.quiet.abort(), SILENT_FOR_MS);
      for (const { event, data } of events(decoder.decode(piece, { stream: true }))) {
        const value: unknown = event === 'typing' ? null : JSON.parse(data);
        if (event === 'message' && isMessage(value)) heard.onMessage(value);
        if (event === 'standing' && isStanding(value)) heard.onStanding(value);
      }
    }
  } finally {
    clearTimeout(timer);
  }
}
