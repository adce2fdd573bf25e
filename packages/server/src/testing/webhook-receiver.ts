import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as an endpoint got it. */
export type Received = { path: string; headers: IncomingHttpHeaders; body: string };

/** How an endpoint behaves; it answers, or leaves it. */
export type Behaviour = (answer: ServerResponse, received: Received, count: number) => void;

/** An endpoint that listens on this machine. */
export type Receiver = {
  url: string;
  received: Received[];
  /** Resolves when so many requests have come. */
  has(count: number): Promise<void>;
  behave(as: Behaviour): void;
};

/** Answers with a status and nothing else. */
export const answers =
  (status: number, body = ''): Behaviour =>
  (answer) =>
    void answer.writeHead(status).end(body);

/** Listens until the test ends; it accepts everything until it is told to behave otherwise. */
export async function receiver(behaviour: Behaviour = answers(204)): Promise<Receiver> {
  const received: Received[] = [];
  const waiting: { count: number; done(): void }[] = [];
  let behave = behaviour;
  const server = createServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      const one = { path, headers, body: Buffer.concat(parts).toString('utf8') };
      received.push(one);
      for (const { count, done } of waiting) if (received.length >= count) done();
      behave(answer, one, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    has: (count) =>
      new Promise((done) => {
        if (received.length >= count) done();
        else waiting.push({ count, done });
      }),
    behave(as) {
      behave = as;
    },
  };
}
