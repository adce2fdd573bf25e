import { once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { makeOpenStreams } from './open-streams.ts';

test('however much is written to a reader that takes nothing, one listener waits for it, and all go on when it reads', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const asked = request({ port, host: '127.0.0.1' }).end();
  const [, to] = (await once(server, 'request')) as [unknown, ServerResponse];
  to.writeHead(200);
  const streams = makeOpenStreams();
  const stream = streams.keep(to, { kind: 'desk_list', key: 'ada', ended: () => undefined });
  const closing = to.listenerCount('close');
  const waits: Promise<void>[] = [];
  for (let count = 0; count < 30; count += 1) {
    const wait = stream.write('x'.repeat(1_000_000));
    if (wait) waits.push(wait);
  }
  expect(waits.length).toBeGreaterThan(20);
  expect([to.listenerCount('drain'), to.listenerCount('close') - closing]).toEqual([1, 1]);
  const [answer] = await once(asked, 'response');
  answer.resume();
  await Promise.all(waits);
  expect([to.listenerCount('drain'), to.listenerCount('close') - closing]).toEqual([0, 0]);
  streams.close();
  server.close();
});
