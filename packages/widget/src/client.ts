import {
  type AnswerSurvey,
  type BuyerConversations,
  isApiError,
  isBuyerConversations,
  isMessage,
  isMessages,
  isOpenedConversation,
  isSentMessage,
  isStanding,
  type Message,
  type Messages,
  makeStreamReader,
  type OpenConversation,
  type OpenedConversation,
  type SendMessage,
  type SentMessage,
  type Standing,
  type StreamEvent,
} from '@hark/wire';

/** The server said no: `status` 0 when it said something that is not understood. `next` is what the reader can do. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  readonly next: string;
  constructor(status: number, message: string, next: string) {
    super(message);
    this.status = status;
    this.next = next;
  }
}

/** Nothing was heard from the server: no network, or it is down. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

/** Whether the same request may succeed later without a change. */
export function isPassing(error: unknown): boolean {
  if (error instanceof Unreachable) return true;
  return error instanceof Refusal && (error.status >= 500 || error.status === 429 || error.status === 408);
}

/** The one conversation that its bearer may read and write. */
export type Access = { conversation_id: string; token: string };

/** What a stream tells as it goes. */
export type Heard = {
  onMessage(message: Message): void;
  onStanding(standing: Standing): void;
  onTyping(): void;
};

/** The API as the chat uses it. */
export type Client = {
  /** Where the server is, for links to its pages; empty for the page's own. */
  readonly base: string;
  /** The address of something of a conversation. */
  place(access: Access, rest: string): string;
  open(body: OpenConversation, buyerToken: string | null): Promise<OpenedConversation>;
  /** The latest conversations of the buyer; titles in `language`. */
  mine(buyerToken: string, language: string): Promise<BuyerConversations>;
  messages(access: Access, after: number): Promise<Messages>;
  send(access: Access, body: SendMessage): Promise<SentMessage>;
  /** Nobody waits for what becomes of it. */
  typing(access: Access): void;
  rate(access: Access, body: AnswerSurvey): Promise<unknown>;
  /** Ends when the server ends it; throws when the connection breaks or stays silent for too long. */
  follow(access: Access, after: number, heard: Heard & { signal: AbortSignal }): Promise<void>;
};

const ANSWER_WITHIN_MS = 20_000;
/** The server sends a heartbeat every 15 s; a stream silent for this long is dead, as after the machine slept. */
const SILENT_FOR_MS = 40_000;

async function ask(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    throw new Unreachable('no answer from the server', { cause: error });
  }
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  if (isApiError(body)) throw new Refusal(response.status, body.error.message, body.error.next);
  throw new Refusal(response.status, '', '');
}

async function read<T>(response: Response, is: (value: unknown) => value is T): Promise<T> {
  const body: unknown = await response.json().catch(() => null);
  if (is(body)) return body;
  throw new Refusal(0, '', '');
}

function tell(event: StreamEvent, heard: Heard): void {
  const data: unknown = event.event === 'typing' ? null : JSON.parse(event.data);
  if (event.event === 'typing') heard.onTyping();
  if (event.event === 'message' && isMessage(data)) heard.onMessage(data);
  if (event.event === 'standing' && isStanding(data)) heard.onStanding(data);
}

async function listen(response: Response, heard: Heard, alive: () => void): Promise<void> {
  const reader = response.body?.getReader();
  if (!reader) return;
  const decoder = new TextDecoder();
  const events = makeStreamReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    alive();
    for (const event of events(decoder.decode(value, { stream: true }))) tell(event, heard);
  }
}

/** The API under `base` (an origin; empty for the page's own). Tokens travel in headers, never in an address. */
export function makeClient(base: string): Client {
  const place = (access: Access, rest: string): string =>
    `${base}/api/conversations/${encodeURIComponent(access.conversation_id)}/${rest}`;
  const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
  const soon = (): AbortSignal => AbortSignal.timeout(ANSWER_WITHIN_MS);
  const post = (body: unknown, headers: Record<string, string>): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: soon(),
  });

  return {
    base,
    place,
    async open(body, buyerToken) {
      const response = await ask(
        `${base}/api/conversations`,
        post(body, buyerToken === null ? {} : bearer(buyerToken)),
      );
      return read(response, isOpenedConversation);
    },
    async mine(buyerToken, language) {
      const init = { headers: bearer(buyerToken), signal: soon() };
      const url = `${base}/api/conversations/mine?language=${encodeURIComponent(language)}`;
      return read(await ask(url, init), isBuyerConversations);
    },
    async messages(access, after) {
      const init = { headers: bearer(access.token), signal: soon() };
      return read(await ask(place(access, `messages?after=${after}`), init), isMessages);
    },
    typing(access) {
      fetch(place(access, 'typing'), { method: 'POST', headers: bearer(access.token) }).catch(() => {});
    },
    async send(access, body) {
      return read(await ask(place(access, 'messages'), post(body, bearer(access.token))), isSentMessage);
    },
    rate: (access, body) => ask(place(access, 'survey'), post(body, bearer(access.token))),
    async follow(access, after, heard) {
      const silence = new AbortController();
      let timer = setTimeout(() => silence.abort(), SILENT_FOR_MS);
      const alive = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENT_FOR_MS);
      };
      try {
        const response = await ask(place(access, `stream?after=${after}`), {
          headers: { accept: 'text/event-stream', ...bearer(access.token) },
          signal: AbortSignal.any([heard.signal, silence.signal]),
        });
        await listen(response, heard, alive);
      } catch (error) {
        if (error instanceof Refusal) throw error;
        throw new Unreachable('the stream broke', { cause: error });
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
