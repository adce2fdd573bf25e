import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type SmallNats, smallNats } from '../testing/small-nats.ts';
import { type Bus, makeBus, type News, type Typing } from './bus.ts';
import { type Bridge, joinNats, NatsRefused } from './nats.ts';

const REAL = 'nats://127.0.0.1:4222';
const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of undo.splice(0).reverse()) await stop();
});

async function small(settings: Parameters<typeof smallNats>[0] = {}): Promise<SmallNats> {
  const nats = await smallNats(settings);
  let running = true;
  const stop = async (): Promise<void> => {
    if (running) await nats.stop();
    running = false;
  };
  undo.push(stop);
  return { ...nats, stop };
}

type Joined = {
  bus: Bus;
  bridge: Bridge;
  heard: News[];
  writing: Typing[];
  looks: () => number;
  said: string[];
  until: Until;
};
type Until = (enough: () => boolean) => Promise<void>;

/** A process's bus that is joined, and all that is heard and said there. */
async function join(
  url: string,
  subject: string,
  { user = null, password = null }: { user?: string | null; password?: string | null } = {},
): Promise<Joined> {
  const bus = makeBus();
  const [heard, writing, said]: [News[], Typing[], string[]] = [[], [], []];
  let looks = 0;
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of [...waiting]) look();
  };
  bus.listen({
    hear(news) {
      heard.push(news);
      wake();
    },
    typing(typing) {
      writing.push(typing);
      wake();
    },
    look() {
      looks += 1;
      wake();
    },
  });
  const bridge = await joinNats(bus, { servers: [url], user, password, subject }, (line) => {
    said.push(line);
    wake();
  });
  undo.push(() => bridge.stop());
  const until: Until = (enough) =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!enough()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return { bus, bridge, heard, writing, looks: () => looks, said, until };
}

/** Of a commit with something in it that nobody else may read. */
function news(conversation_id: string, seq: number): News {
  const turn = JSON.parse('{"events":[{"seq":1,"data":{"text":"my secret"}}],"state":{"seq":1}}');
  return { conversation_id, shop_id: 'lamps', seq, at_desk: true, turn };
}

async function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

const kinds = [
  { kind: 'a small NATS', url: async () => (await small()).url },
  ...((await answers(REAL)) ? [{ kind: 'the NATS of this machine', url: async () => REAL }] : []),
];

describe.each(kinds)('over $kind', ({ url }) => {
  test('what one process commits the others hear of, once, without what was said', async () => {
    const at = await url();
    const subject = `test.${randomUUID()}`;
    const [one, two, elsewhere] = [
      await join(at, subject),
      await join(at, subject),
      await join(at, `${subject}x`),
    ];
    one.bus.tell(news('a', 4));
    two.bus.tell(news('b', 9));
    await Promise.all([one.until(() => one.heard.length > 1), two.until(() => two.heard.length > 1)]);
    // Whoever is heard next has heard all that came before.
    one.bus.tell(news('c', 1));
    await two.until(() => two.heard.length > 2);
    const foreign = { conversation_id: 'b', shop_id: 'lamps', seq: 9, at_desk: true, turn: null };
    expect(one.heard).toEqual([news('a', 4), foreign, news('c', 1)]);
    expect(
      two.heard.filter(({ turn }) => turn === null).map(({ conversation_id }) => conversation_id),
    ).toEqual(['a', 'c']);
    one.bus.typing({ conversation_id: 'a', from: 'buyer', here: true });
    await two.until(() => two.writing.length > 0);
    expect(two.writing).toEqual([{ conversation_id: 'a', from: 'buyer', here: false }]);
    expect(one.writing).toHaveLength(1);
    expect(elsewhere.heard).toEqual([]);
    expect(one.bridge.reach()).toEqual({ through: 'nats', ok: true });
  });
});

describe('NATS that goes', () => {
  test('is told of, tried again, and everybody looks into the log when it is back', async () => {
    const nats = await small();
    const [one, two] = [await join(nats.url, 'hark'), await join(nats.url, 'hark')];
    await nats.stop();
    await Promise.all([one, two].map(({ until, said }) => until(() => said.length > 0)));
    expect(one.bridge.reach()).toEqual({ through: 'nats', ok: false });
    expect(one.said[0]).toMatch(/^NATS at \S+ is not there .*: what other processes commit is looked for/);
    one.bus.tell(news('lost', 3));
    const looks = [one.looks(), two.looks()];
    const again = await small({ port: nats.port });
    await Promise.all(
      [one, two].map(({ until, said }) => until(() => said.some((line) => line.endsWith('is there again.')))),
    );
    await one.until(() => one.looks() > (looks[0] ?? 0));
    await two.until(() => two.looks() > (looks[1] ?? 0));
    expect(one.bridge.reach().ok && two.bridge.reach().ok).toBe(true);
    one.bus.tell(news('found', 4));
    await two.until(() => two.heard.length > 0);
    // What could not be told is in the log, and is not told late.
    expect(two.heard.map(({ conversation_id }) => conversation_id)).toEqual(['found']);
    expect(again.published.join()).not.toContain('secret');
  });

  test('or is not there yet keeps nobody from starting', async () => {
    const nats = await small();
    await nats.stop();
    const early = await join(nats.url, 'hark');
    expect(early.bridge.reach().ok).toBe(false);
    expect(early.said).toHaveLength(1);
    await small({ port: nats.port });
    await early.until(() => early.said.length > 1);
    expect(early.bridge.reach().ok).toBe(true);
  });
});

test('NATS that does not let Hark in is a mistake that somebody has to mend', async () => {
  const { url } = await small({ password: 'right' });
  await expect(join(url, 'hark', { user: 'hark', password: 'wrong' })).rejects.toThrow(NatsRefused);
  const joined = await join(url, 'hark', { user: 'hark', password: 'right' });
  expect(joined.bridge.reach().ok).toBe(true);
});

test('what something else says under the same name is told once and not listened to', async () => {
  const { url, port } = await small();
  const joined = await join(url, 'hark');
  const stranger = connect(port, '127.0.0.1');
  undo.push(async () => void stranger.destroy());
  const say = (text: string): void => void stranger.write(`PUB hark ${text.length}\r\n${text}\r\n`);
  stranger.write('CONNECT {}\r\n');
  for (const text of ['{', '{"conversation_id":7}', '{"look":true,"text":"x"}']) say(text);
  say('{"conversation_id":"a","shop_id":"lamps","seq":2,"at_desk":false}');
  await joined.until(() => joined.heard.length > 0);
  expect(joined.heard).toHaveLength(1);
  expect(joined.said).toEqual(['Something else speaks on NATS as hark: it is not listened to.']);
});
