import { Agent, type IncomingMessage, request } from 'node:http';
import {
  isMessage,
  isOpenedConversation,
  isSentMessage,
  isStanding,
  type Message,
  makeStreamReader,
  type OpenedConversation,
  type SendMessage,
  type SentMessage,
} from '@hark/wire';

/** The server could not be reached or did not answer as it should: the same may be tried again. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/** A reader of a conversation's stream. */
export type Reader = {
  onMessage(message: Message): void;
  /** A person has the conversation now: the assistant may say nothing more. `seq`: as of that place in the log. */
  onPerson?(seq: number): void;
  /** The stream is open: what comes from now on is heard. */
  onOpen(): void;
  /** The stream has ended, for whatever reason. */
  onEnd(): void;
};

/** A small client of the interface that costs little processor time. */
export type ChatClient = {
  open(): Promise<OpenedConversation>;
  send(conversation: OpenedConversation, message: SendMessage): Promise<SentMessage>;
  /** Returns how to stop. */
  follow(conversation: OpenedConversation, after: number, reader: Reader): () => void;
  close(): void;
};

const ANSWER_WITHIN_MS = 20_000;

/** A client of the Hark at `url`; requests share kept connections, each stream has one of its own. */
export function chatClient(url: string): ChatClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const streams = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  const post = (path: string, body: unknown, token: string | null): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const sent = request(`${url}${path}`, {
        agent,
        method: 'POST',
        timeout: ANSWER_WITHIN_MS,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
      });
      const failed = (why: string): void => reject(new NoAnswer(`POST ${path}: ${why}`));
      sent.on('error', (error) => failed(error.message));
      sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
      sent.on('response', (response) => {
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => (answer += piece));
        response.on('error', (error) => failed(error.message));
        response.on('end', () => {
          const status = response.statusCode ?? 0;
          if (status < 200 || status > 299) failed(`${status} ${answer}`);
          else resolve(JSON.parse(answer));
        });
      });
      sent.end(text);
    });
  return {
    async open() {
      const answer = await post('/api/conversations', { language: 'en' }, null);
      if (!isOpenedConversation(answer)) throw new Error('not an opened conversation');
      return answer;
    },
    async send({ conversation_id, token }, message) {
      const answer = await post(`/api/conversations/${conversation_id}/messages`, message, token);
      if (!isSentMessage(answer)) throw new Error('not an acknowledgement');
      return answer;
    },
    follow({ conversation_id, token }, after, reader) {
      const address = `${url}/api/conversations/${conversation_id}/stream?after=${after}`;
      const asked = request(address, { agent: streams, headers: { authorization: `Bearer ${token}` } });
      asked.on('error', () => reader.onEnd());
      asked.on('response', (response) => listen(response, reader));
      asked.end();
      return () => asked.destroy();
    },
    close() {
      agent.destroy();
      streams.destroy();
    },
  };
}

function listen(response: IncomingMessage, reader: Reader): void {
  if (response.statusCode !== 200) {
    response.resume();
    return reader.onEnd();
  }
  reader.onOpen();
  const read = makeStreamReader();
  response.setEncoding('utf8');
  response.on('data', (piece: string) => {
    for (const { event, data } of read(piece)) {
      const told: unknown = JSON.parse(data);
      if (event === 'message' && isMessage(told)) reader.onMessage(told);
      if (event === 'standing' && isStanding(told) && told.speaker === 'person') reader.onPerson?.(told.seq);
    }
  });
  response.on('error', () => reader.onEnd());
  response.on('end', () => reader.onEnd());
}
