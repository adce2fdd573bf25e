import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { ApiError, Rerun, SendMessage, Session, WrittenReason } from '@hark/wire';
import { FakeLog } from './fake-log.ts';
import { answer, greet } from './fake-script.ts';

/** What can be told to go wrong; each may be changed at any moment. */
export type Faults = {
  /** So many next messages are answered with 503 before anything is kept. */
  refuse_sends: number;
  /** So many next messages are kept, and their acknowledgement is lost. */
  lose_acknowledgements: number;
  /** So many next answers to a survey are answered with 503 before anything is kept. */
  refuse_ratings: number;
  /** The assistant's answer comes so much later than the acknowledgement. */
  answer_after_ms: number;
};

/** A running fake: the API of a conversation with a small scripted shop behind it, and the built pages. */
export type FakeServer = {
  url: string;
  faults: Faults;
  /** What the server holds of the one conversation that was opened last. */
  lastLog(): FakeLog;
  lastId(): string;
  opened(): number;
  /** Says something without being asked, as a timer would. */
  speak(text: string): void;
  /** What comes of running a conversation again, one for each time that it is asked for; the last stays. */
  reruns: Rerun[];
  /** Where every reason is written. */
  reason: { written: WrittenReason };
  /** Breaks every open stream. */
  breakStreams(): void;
  close(): Promise<void>;
};

/** Where the built pages lie, by the first part of their address. */
export type Folders = { chat: string; trace: string };

/** Who is signed in at the fake. */
const STRATEGIST: Session = {
  person: {
    person_id: 'p1',
    name: 'Daniel Okafor',
    email: 'daniel@platform.example',
    role: 'strategist',
    shop_id: null,
  },
  second_factors: null,
  passkey_host: 'localhost',
  demo: [],
  shop_names: {},
  single_sign_on: null,
};
/** The one buyer token that the fake accepts. */
export const BUYER = 'head.eyJzdWIiOiJiLTMifQ.sign';

type Conversation = { id: string; token: string; log: FakeLog; streams: Map<ServerResponse, number> };

const LONGEST = 8_000;

function readSend(body: unknown): SendMessage | null {
  if (typeof body !== 'object' || body === null || !('client_id' in body) || !('text' in body)) return null;
  const { client_id, text } = body;
  if (typeof client_id !== 'string' || typeof text !== 'string' || text.length > LONGEST) return null;
  const button = 'button' in body && typeof body.button === 'string' ? { button: body.button } : {};
  return { client_id, text, ...button };
}

const TYPES: { [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, error: ApiError['error']): void {
  json(response, status, { error } satisfies ApiError);
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let body = '';
  for await (const piece of request) body += String(piece);
  return body === '' ? {} : JSON.parse(body);
}

/** The app for people is one page under its addresses, with a word in it that lets its styles in; the chat has files of its own. */
async function page(folders: Folders | null, path: string, response: ServerResponse): Promise<void> {
  const [prefix = '', file = prefix === 'chat' ? 'chat.html' : 'app.html'] = path.split('/');
  const folder = folders && (prefix === 'chat' ? folders.chat : folders.trace);
  const body = folder && /^[\w.-]+$/.test(file) ? await readFile(join(folder, file)).catch(() => null) : null;
  if (!body) return refuse(response, 404, { code: 'not_found', message: 'There is no such page.', next: '' });
  const styled =
    file === 'app.html' ? POLICY.replace("style-src 'self'", "style-src 'self' 'nonce-n'") : POLICY;
  response
    .writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'text/plain',
      'content-security-policy': styled,
    })
    .end(file === 'app.html' ? body.toString().replaceAll('__NONCE__', 'n') : body);
}

class Fake {
  readonly faults: Faults = {
    refuse_sends: 0,
    lose_acknowledgements: 0,
    refuse_ratings: 0,
    answer_after_ms: 0,
  };
  readonly conversations: Conversation[] = [];
  readonly reruns: Rerun[] = [];
  readonly reason: { written: WrittenReason } = { written: { kind: 'nowhere' } };
  private clock = 0;
  private readonly folders: Folders | null;

  constructor(folders: Folders | null) {
    this.folders = folders;
  }

  private readonly now = (): string => {
    this.clock = Math.max(this.clock + 1, Date.now());
    return new Date(this.clock).toISOString();
  };

  open(): Conversation {
    const log = new FakeLog(this.now);
    greet(log);
    const opened = {
      id: randomBytes(8).toString('hex'),
      token: randomBytes(16).toString('hex'),
      log,
      streams: new Map(),
    };
    this.conversations.push(opened);
    return opened;
  }

  /** Everything after what each stream has told. */
  push(conversation: Conversation): void {
    const { messages, standing } = conversation.log;
    for (const [stream, after] of conversation.streams) {
      for (const message of messages.filter((each) => each.seq > after)) {
        stream.write(`id: ${message.seq}\nevent: message\ndata: ${JSON.stringify(message)}\n\n`);
      }
      if (standing.seq > after)
        stream.write(`id: ${standing.seq}\nevent: standing\ndata: ${JSON.stringify(standing)}\n\n`);
      conversation.streams.set(stream, Math.max(after, standing.seq));
    }
  }

  stream(conversation: Conversation, after: number, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': here\n\n');
    conversation.streams.set(response, after);
    response.on('close', () => conversation.streams.delete(response));
    this.push(conversation);
  }

  async send(conversation: Conversation, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = readSend(await readBody(request));
    if (!body)
      return refuse(response, 422, {
        code: 'too_long',
        message: 'That is not a message.',
        next: 'Write less.',
      });
    if (this.faults.refuse_sends > 0) {
      this.faults.refuse_sends -= 1;
      return refuse(response, 503, { code: 'down', message: 'Nothing was accepted.', next: 'Try again.' });
    }
    const { client_id, text, button = null } = body;
    const known = conversation.log.accepted.get(client_id);
    if (known !== undefined) return json(response, 202, { seq: known, duplicate: true });
    const seq = conversation.log.buyer(client_id, { text, button });
    setTimeout(() => {
      answer(conversation.log, { text, button });
      this.push(conversation);
    }, this.faults.answer_after_ms);
    if (this.faults.lose_acknowledgements > 0) {
      this.faults.lose_acknowledgements -= 1;
      response.destroy();
      return;
    }
    json(response, 202, { seq, duplicate: false });
  }

  async rate(conversation: Conversation, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (this.faults.refuse_ratings > 0) {
      this.faults.refuse_ratings -= 1;
      return refuse(response, 503, { code: 'down', message: 'Nothing was accepted.', next: 'Try again.' });
    }
    conversation.log.observe('survey_answered', Object(body));
    conversation.log.stand({ survey: null });
    json(response, 200, { duplicate: false });
    this.push(conversation);
  }

  list(response: ServerResponse): void {
    const conversations = this.conversations.toReversed().map(({ id, log }) => ({
      conversation_id: id,
      shop_id: 'north',
      at: log.entries.at(-1)?.recorded_at ?? '',
      status: log.standing.status,
      topic: log.entries.some((entry) => entry.type === 'lookup_requested') ? 'cancel_order' : null,
    }));
    json(response, 200, { conversations });
  }

  trace(conversation_id: string, response: ServerResponse): void {
    const conversation = this.conversations.find((each) => each.id === conversation_id);
    if (conversation) {
      const { entries } = conversation.log;
      json(response, 200, {
        conversation_id,
        playbook: { id: 'north', version: 'a1b2c3d4e5f60718' },
        entries,
      });
    } else {
      refuse(response, 404, {
        code: 'not_found',
        message: 'There is no such conversation.',
        next: 'Choose one from the list.',
      });
    }
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const [api, noun, id, what] = url.pathname.slice(1).split('/');
    if (url.pathname === '/api/session') return json(response, 200, STRATEGIST);
    if (url.pathname === '/api/playbook/reason') return json(response, 200, this.reason.written);
    if (what === 'rerun') {
      await readBody(request);
      return json(response, 200, this.reruns.length > 1 ? this.reruns.shift() : this.reruns[0]);
    }
    if (api !== 'api' || noun !== 'conversations') return page(this.folders, url.pathname.slice(1), response);
    const bearer = request.headers.authorization?.replace('Bearer ', '');
    if (request.method === 'POST' && id === undefined) {
      if (bearer !== undefined && bearer !== BUYER)
        return refuse(response, 401, {
          code: 'token',
          message: 'The token is not valid.',
          next: 'Open the chat from the shop again.',
        });
      const { id: conversation_id, token, log } = this.open();
      return json(response, 201, { conversation_id, token, messages: log.messages, standing: log.standing });
    }
    if (id === undefined || what === 'trace')
      return id === undefined ? this.list(response) : this.trace(id, response);
    const conversation = this.conversations.find((each) => each.id === id && each.token === bearer);
    if (!conversation)
      return refuse(response, 404, {
        code: 'not_found',
        message: 'There is no such conversation.',
        next: 'Begin a new one.',
      });
    const after = Number(url.searchParams.get('after') ?? 0);
    if (what === 'stream') return this.stream(conversation, after, response);
    if (what === 'survey') return this.rate(conversation, request, response);
    if (request.method === 'POST') return this.send(conversation, request, response);
    const { messages, standing } = conversation.log;
    json(response, 200, { messages: messages.filter((message) => message.seq > after), standing });
  }

  last(): Conversation {
    const last = this.conversations.at(-1);
    if (!last) throw new Error('no conversation was opened');
    return last;
  }

  breakStreams(): void {
    for (const { streams } of this.conversations) for (const stream of streams.keys()) stream.destroy();
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake server has no port');
  return `http://127.0.0.1:${address.port}`;
}

/** Starts a fake on a free port; without folders it has no pages. */
export async function startFake(folders: Folders | null = null): Promise<FakeServer> {
  const fake = new Fake(folders);
  const server = createServer((request, response) => {
    fake.handle(request, response).catch((error: unknown) => {
      refuse(response, 500, { code: 'bug', message: String(error), next: '' });
    });
  });
  const url = await listen(server);
  return {
    url,
    faults: fake.faults,
    reruns: fake.reruns,
    reason: fake.reason,
    lastLog: () => fake.last().log,
    lastId: () => fake.last().id,
    opened: () => fake.conversations.length,
    speak(text) {
      const { log } = fake.last();
      log.observe('timer_fired', { timer_seq: 1 });
      log.say({ text }, 'silence#steps/0');
      log.stand({});
      fake.push(fake.last());
    },
    breakStreams: () => fake.breakStreams(),
    async close() {
      fake.breakStreams();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
