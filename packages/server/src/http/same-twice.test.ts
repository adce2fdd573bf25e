import { request } from 'node:http';
import { makeStreamReader } from '@hark/wire';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { postgresStore } from '../conversations/postgres-store.ts';
import { withDatabase } from '../db/test-database.ts';
import { makeConversationTokens, memoryTokenStore } from '../identity/conversation-tokens.ts';
import { type SmallServer, smallServer } from '../testing/small-server.ts';

const db = withDatabase();
let servers: SmallServer[];
let urls: string[];
beforeAll(async () => {
  const tokens = makeConversationTokens(memoryTokenStore());
  const start = () => smallServer({ store: postgresStore(db.database), tokens });
  servers = [await start(), await start()];
  urls = await Promise.all(servers.map(({ app }) => app.listen({ host: '127.0.0.1', port: 0 })));
});
afterAll(async () => {
  for (const { app } of servers) await app.close();
});

type Opened = { conversation_id: string; token: string };
type Sent = { name: string; seq: number; duplicate: boolean };

const at = (server: number): string => urls[server] ?? '';

async function open(): Promise<Opened> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${at(0)}/api/conversations`, { method: 'POST', headers, body: '{}' })).json();
}

/** Sends until it is taken: only that too many write at once is a reason to come again. */
async function send(server: number, { conversation_id, token }: Opened, name: string): Promise<Sent> {
  for (;;) {
    const answer = await fetch(`${at(server)}/api/conversations/${conversation_id}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ client_id: name, text: `say ${name}` }),
    });
    const body = await answer.json();
    if (answer.status !== 503) return { name, ...body };
    expect(body).toMatchObject({ error: { code: 'too_busy' } });
  }
}

/** A reader that leaves after so many bytes of a stream and comes back to the next server from where it was. */
class Reader {
  readonly seqs: number[] = [];
  readonly #opened: Opened;
  readonly #patience: readonly number[];
  #visits = 0;
  #left = false;
  #leave: () => void = () => undefined;

  constructor(opened: Opened, patience: readonly number[]) {
    this.#opened = opened;
    this.#patience = patience;
    this.#visit();
  }

  leave(): void {
    this.#left = true;
    this.#leave();
  }

  #visit(): void {
    if (this.#left) return;
    const { conversation_id, token } = this.#opened;
    const visit = this.#visits++;
    // After its last break it stays for as long as something is missing; whoever writes elsewhere is heard of when it comes.
    const bytes = this.#patience[visit] ?? 2_000;
    const url = `${at(visit % 2)}/api/conversations/${conversation_id}/stream?after=${this.seqs.at(-1) ?? 0}`;
    const read = makeStreamReader();
    let taken = 0;
    const asked = request(url, { agent: false, headers: { authorization: `Bearer ${token}` } });
    // It waits longer each time, so that a busy machine has its turn.
    const timer = setTimeout(() => asked.destroy(), 300 * (visit + 1));
    this.#leave = () => asked.destroy();
    asked.on('error', () => undefined);
    asked.on('close', () => {
      clearTimeout(timer);
      this.#visit();
    });
    asked.on('response', (response) => {
      response.on('error', () => undefined);
      response.on('data', (piece: Buffer) => {
        // The break may come in the middle of a message: what has not come whole was not read.
        const whole = piece.subarray(0, Math.max(0, bytes - taken));
        taken += piece.length;
        for (const { event, data } of read(whole.toString('latin1')))
          if (event === 'message') this.seqs.push(JSON.parse(data).seq);
        if (taken >= bytes) asked.destroy();
      });
    });
    asked.end();
  }
}

const anySending = fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd', 'e'), server: fc.nat({ max: 1 }) });

test('whoever sends the same twice, at once, at two servers, is told the same, and readers that break off miss and double nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anySending, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 6 }),
      async (bursts, patience) => {
        const opened = await open();
        const reader = new Reader(opened, patience);
        const sent: Sent[] = [];
        for (const burst of bursts)
          sent.push(...(await Promise.all(burst.map(({ name, server }) => send(server, opened, name)))));
        for (const name of new Set(sent.map((one) => one.name))) {
          const same = sent.filter((one) => one.name === name);
          expect(new Set(same.map(({ seq }) => seq)).size).toBe(1);
          expect(same.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
        }
        const log = await postgresStore(db.database).events(opened.conversation_id, 0);
        const said = log.flatMap((event) =>
          event.type === 'message_received' ? [[event.data.client_id, event.seq] as const] : [],
        );
        expect(new Map(sent.map(({ name, seq }) => [name, seq]))).toEqual(new Map(said));
        expect(said).toHaveLength(new Set(sent.map(({ name }) => name)).size);
        const messages = log.flatMap(({ type, seq }) =>
          type === 'message_received' || type === 'message_sent' ? [seq] : [],
        );
        await vi.waitUntil(() => reader.seqs.length >= messages.length, { timeout: 60_000 });
        reader.leave();
        expect(reader.seqs).toEqual(messages);
      },
    ),
    { numRuns: 25 },
  );
}, 300_000);
