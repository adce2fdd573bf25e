import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { Event } from '@hark/core';
import { isStanding, makeStreamReader, type StreamEvent } from '@hark/wire';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryStore } from '../conversations/memory-store.ts';
import { type SmallServer, smallServer } from '../testing/small-server.ts';
import { smallShop } from '../testing/small-shop.ts';
import { byWords, UNDERSTOOD_NOTHING } from '../testing/word-strategy.ts';
import { makeTurnsOf } from '../turn.ts';
import { makeBus } from './bus.ts';
import { makeFollows } from './follow.ts';

let server: SmallServer;
let address: string;
beforeAll(async () => {
  server = await smallServer();
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => server.app.close());

type Opened = { conversation_id: string; token: string };

async function open(): Promise<Opened> {
  return (await server.app.inject({ method: 'POST', url: '/api/conversations', payload: {} })).json();
}

const say = ({ conversation_id }: Opened, text = 'hello') =>
  server.turns.receive(conversation_id, { client_id: randomUUID(), text, button: null });

/** A reader over a real connection; `until` resolves with all events so far once `enough` holds. */
function listen(opened: Opened, from: { after?: number; last_event_id?: number }, at = address) {
  const read = makeStreamReader();
  const events: StreamEvent[] = [];
  const waiting = new Set<() => void>();
  const url = `${at}/api/conversations/${opened.conversation_id}/stream?after=${from.after ?? 0}`;
  const last = from.last_event_id === undefined ? {} : { 'last-event-id': String(from.last_event_id) };
  const request = httpRequest(url, { headers: { authorization: `Bearer ${opened.token}`, ...last } });
  let ended = false;
  const look = (): void => {
    for (const wake of [...waiting]) wake();
  };
  request.on('response', (response) => {
    response.setEncoding('utf8');
    response.on('data', (piece: string) => {
      events.push(...read(piece));
      look();
    });
    response.on('end', () => {
      ended = true;
      look();
    });
  });
  request.on('error', () => undefined);
  request.end();
  const until = (enough: (events: StreamEvent[], ended: boolean) => boolean): Promise<StreamEvent[]> =>
    new Promise((resolve) => {
      const wake = (): void => {
        if (!enough(events, ended)) return;
        waiting.delete(wake);
        resolve(events);
      };
      waiting.add(wake);
      wake();
    });
  return { until, leave: () => request.destroy() };
}

const messages = (events: StreamEvent[]) =>
  events.filter((event) => event.event === 'message').map((event) => JSON.parse(event.data));
const texts = (events: StreamEvent[]) => messages(events).map((message) => message.text);
const standsAt = (seq: number) => (events: StreamEvent[]) =>
  events.some((event) => event.event === 'standing' && Number(event.id) >= seq);

describe('a stream', () => {
  test('tells what was said before, then what is said, each once and in order', async () => {
    const opened = await open();
    await say(opened, 'before');
    const stream = listen(opened, {});
    await stream.until(standsAt(4));
    await say(opened, 'after');
    const events = await stream.until(standsAt(6));
    expect(texts(events)).toEqual(['welcome', 'before', 'heard', 'after', 'heard']);
    expect(messages(events).map((message) => message.seq)).toEqual([2, 3, 4, 5, 6]);
    const standings = events
      .filter((event) => event.event === 'standing')
      .map((event) => JSON.parse(event.data));
    expect(standings.every(isStanding)).toBe(true);
    stream.leave();
  });

  test('resumes after the last event that was read, by header or by parameter', async () => {
    const opened = await open();
    await say(opened, 'one');
    await say(opened, 'two');
    const [by_header, by_parameter] = [listen(opened, { last_event_id: 4 }), listen(opened, { after: 4 })];
    expect(texts(await by_header.until(standsAt(6)))).toEqual(['two', 'heard']);
    expect(texts(await by_parameter.until(standsAt(6)))).toEqual(['two', 'heard']);
    by_header.leave();
    by_parameter.leave();
  });

  test('loses and doubles nothing for readers that come and go while much is said', async () => {
    const opened = await open();
    const rounds = 15;
    const talking = (async () => {
      for (let index = 0; index < rounds; index += 1) await say(opened, `hello ${index}`);
    })();
    const final = 2 + rounds * 2;
    const got: { seq: number }[] = [];
    while ((got.at(-1)?.seq ?? 0) < final) {
      const after = got.at(-1)?.seq ?? 0;
      const stream = listen(opened, { last_event_id: after });
      got.push(...messages(await stream.until((events) => messages(events).length > 0)));
      stream.leave();
    }
    await talking;
    expect(got.map((message) => message.seq)).toEqual(
      Array.from({ length: final - 1 }, (_, index) => index + 2),
    );
  });

  test('ends when the server stops', async () => {
    const stopping = await smallServer();
    const at = await stopping.app.listen({ host: '127.0.0.1', port: 0 });
    const opened: Opened = (
      await stopping.app.inject({ method: 'POST', url: '/api/conversations', payload: {} })
    ).json();
    const stream = listen(opened, {}, at);
    await stream.until(standsAt(2));
    await stopping.app.close();
    await stream.until((_events, ended) => ended);
  });
});

test('a follower hears every event once and in order, whether this process committed it, another, or another that tells nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('here', 'elsewhere', 'untold', 'look'), { maxLength: 20 }),
      fc.nat(4),
      async (walk, after) => {
        const store = memoryStore();
        const bus = makeBus();
        const parts = {
          playbook: { id: 'words', version: '1' },
          decide: byWords,
          understand: () => UNDERSTOOD_NOTHING,
          marketplace: smallShop(),
          store,
          now: () => new Date().toISOString(),
          id: randomUUID,
        };
        const here = makeTurnsOf(parts, {
          committed: ({ conversation_id, shop_id, events, state }) =>
            bus.tell({ conversation_id, shop_id, seq: state.seq, at_desk: false, turn: { events, state } }),
        });
        const elsewhere = makeTurnsOf(parts, {
          committed: ({ conversation_id, shop_id, state }) =>
            bus.tell({ conversation_id, shop_id, seq: state.seq, at_desk: false, turn: null }),
        });
        const untold = makeTurnsOf(parts);
        const { conversation_id } = await here.open({
          shop_id: 'lamps',
          channel: 'chat',
          language: 'en',
          buyer_id: null,
          order_id: null,
        });
        const heard: Event[] = [];
        const errors: unknown[] = [];
        const next = (events: Event[]): void => void heard.push(...events);
        const follows = makeFollows({ bus, store });
        const stop = follows.follow({
          conversation_id,
          after,
          next,
          failed: (error) => errors.push(error),
        });
        await Promise.all(
          walk.map(async (step) => {
            if (step === 'look') return bus.look();
            const turns = { here, elsewhere, untold }[step];
            await turns.receive(conversation_id, { client_id: randomUUID(), text: 'hello', button: null });
          }),
        );
        bus.look();
        await follows.settled();
        stop();
        const log = await store.events(conversation_id, after);
        expect(errors).toEqual([]);
        expect(heard.map((event) => event.seq)).toEqual(log.map((event) => event.seq));
        expect(follows.count(conversation_id)).toBe(0);
      },
    ),
    { numRuns: 100 },
  );
});
