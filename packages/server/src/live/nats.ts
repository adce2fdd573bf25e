import { setTimeout as rest } from 'node:timers/promises';
import {
  AuthorizationError,
  connect,
  type NatsConnection,
  PermissionViolationError,
} from '@nats-io/transport-node';
import { z } from 'zod';
import { withDeadline } from '../conversations/deadline.ts';
import type { Bus } from './bus.ts';
import type { Reach } from './looking.ts';

/** Where NATS answers, and the name under which the processes of one Hark speak there. */
export type NatsConfig = { servers: string[]; user: string | null; password: string | null; subject: string };

/** NATS does not let us in: whoever configured it has to look. Nothing was started. */
export class NatsRefused extends Error {
  override name = 'NatsRefused';
}

/** A bus that reaches other processes. */
export type Bridge = { reach(): Reach; stop(): Promise<void> };

/** What one process tells the others: never what was said, only that there is something to read, or that somebody writes; or that it may have kept silent. */
const Told = z.union([
  z.strictObject({
    conversation_id: z.string().min(1).max(100),
    shop_id: z.string().min(1),
    seq: z.int().min(1),
    at_desk: z.boolean(),
  }),
  z.strictObject({ conversation_id: z.string().min(1).max(100), typing: z.enum(['buyer', 'person']) }),
  z.strictObject({ look: z.literal(true) }),
]);
type Told = z.infer<typeof Told>;

const ANSWERS_WITHIN_MS = 2_000;
const LAST_WORDS_MS = 500;
const AGAIN_MS = { least: 250, most: 5_000 };
/** A connection over which nothing comes back is given up after twice this. */
const PING_MS = 5_000;

/**
 * Joins the bus with those of the other processes. Comes back when NATS answers, or does not: then it is tried again and again, and
 * the log is told of every loss and return. Throws {@link NatsRefused} when NATS answers and does not let us in.
 */
export async function joinNats(bus: Bus, config: NatsConfig, log: (line: string) => void): Promise<Bridge> {
  const joined = new Joined(bus, config, log);
  await joined.begin();
  return { reach: () => ({ through: 'nats', ok: joined.connected }), stop: () => joined.stop() };
}

class Joined {
  readonly #bus: Bus;
  readonly #config: NatsConfig;
  readonly #log: (line: string) => void;
  readonly #stopped = new AbortController();
  readonly #deaf: () => void;
  #connection: NatsConnection | null = null;
  #running: Promise<void> = Promise.resolve();
  #strange = 0;

  constructor(bus: Bus, config: NatsConfig, log: (line: string) => void) {
    this.#bus = bus;
    this.#config = config;
    this.#log = log;
    this.#deaf = bus.listen({
      hear: ({ turn, conversation_id, shop_id, seq, at_desk }) => {
        // What another process committed was told by that one.
        if (turn !== null) this.#tell({ conversation_id, shop_id, seq, at_desk });
      },
      typing: ({ conversation_id, from, here }) => {
        if (here) this.#tell({ conversation_id, typing: from });
      },
      look: () => undefined,
    });
  }

  get connected(): boolean {
    return this.#connection !== null && !this.#connection.isClosed();
  }

  async begin(): Promise<void> {
    try {
      this.#connection = await this.#connect();
    } catch (error) {
      if (error instanceof AuthorizationError || error instanceof PermissionViolationError) {
        this.#deaf();
        throw new NatsRefused(
          `NATS at ${this.#place} does not let Hark in (${error.message}). Nothing was started; put a user and password into HARK_NATS_URL that may speak and listen as ${this.#config.subject}, or unset it.`,
        );
      }
      this.#log(this.#lost(error));
    }
    this.#running = this.#keep();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#deaf();
    const connection = this.#connection;
    if (connection) {
      // What was told last is on its way before the connection ends; NATS may just be going too.
      await withDeadline(
        connection.flush().catch(() => undefined),
        LAST_WORDS_MS,
      );
      await connection.close();
    }
    await this.#running;
  }

  get #place(): string {
    return this.#config.servers.join(', ');
  }

  #lost(error: unknown): string {
    const why = error instanceof Error ? error.message : 'the connection has ended';
    return `NATS at ${this.#place} is not there (${why}): what other processes commit is looked for in the log every second.`;
  }

  async #connect(): Promise<NatsConnection> {
    const { servers, user, password, subject } = this.#config;
    const connection = await connect({
      servers,
      name: 'hark',
      ...(user === null ? {} : { user, pass: password ?? '' }),
      noEcho: true,
      reconnect: false,
      timeout: ANSWERS_WITHIN_MS,
      pingInterval: PING_MS,
      maxPingOut: 2,
    });
    let refused: Error | null = null;
    connection.subscribe(subject, {
      callback: (error, message) => {
        if (error) refused = error;
        else this.#hear(message.string());
      },
    });
    try {
      // When this comes back, everything told from here on is heard.
      await connection.flush();
      if (refused) throw refused;
    } catch (error) {
      await connection.close();
      throw error;
    }
    return connection;
  }

  /** One connection after the other until stopped; waits longer each time that there is none. */
  async #keep(): Promise<void> {
    let wait_ms = AGAIN_MS.least;
    while (!this.#stopped.signal.aborted) {
      if (this.#connection) {
        wait_ms = AGAIN_MS.least;
        // What came before is in the log, of ours and of theirs.
        this.#bus.look();
        this.#tell({ look: true });
        const error = await this.#connection.closed();
        this.#connection = null;
        if (this.#stopped.signal.aborted) return;
        this.#log(this.#lost(error));
      }
      const { signal } = this.#stopped;
      await rest(wait_ms * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      wait_ms = Math.min(AGAIN_MS.most, wait_ms * 2);
      if (!signal.aborted) await this.#tryAgain();
    }
  }

  async #tryAgain(): Promise<void> {
    try {
      this.#connection = await this.#connect();
      this.#log(`NATS at ${this.#place} is there again.`);
    } catch {
      // That it is not there was told when it went.
    }
  }

  #tell(told: Told): void {
    const connection = this.#connection;
    // Nothing is kept for later: whoever reads the log finds it there.
    if (connection === null || connection.isClosed()) return;
    connection.publish(this.#config.subject, JSON.stringify(told));
  }

  #hear(text: string): void {
    const told = readTold(text);
    if (told === null) {
      this.#strange += 1;
      if (this.#strange === 1)
        this.#log(`Something else speaks on NATS as ${this.#config.subject}: it is not listened to.`);
      return;
    }
    if ('look' in told) this.#bus.look();
    else if ('typing' in told)
      this.#bus.typing({ conversation_id: told.conversation_id, from: told.typing, here: false });
    else this.#bus.tell({ ...told, turn: null });
  }
}

function readTold(text: string): Told | null {
  try {
    return Told.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
