import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * A network between two: `open`; `deaf`, where answers are lost on their way; `silent`, where everything is, and connections stay
 * open; `cut`, where all break and none can be made.
 */
export type Weather = 'open' | 'deaf' | 'silent' | 'cut';

/** A way to a TCP server that can be disturbed. */
export type SmallProxy = { port: number; set(weather: Weather): void; stop(): Promise<void> };

/** Opens the way to the server at `to`. */
export async function smallProxy(to: { host: string; port: number }): Promise<SmallProxy> {
  let weather: Weather = 'open';
  const sockets = new Set<Socket>();
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const join = (from: Socket, other: Socket, passes: () => boolean): void => {
    sockets.add(from);
    from.on('error', () => undefined);
    from.on('close', () => {
      sockets.delete(from);
      other.destroy();
    });
    // What is lost on its way never comes later.
    from.on('data', (piece) => {
      if (passes()) other.write(piece);
    });
  };
  const server = createServer((near) => {
    if (weather === 'cut') return void near.destroy();
    const far = connect(to.port, to.host);
    join(near, far, () => weather === 'open' || weather === 'deaf');
    join(far, near, () => weather === 'open');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    set(next) {
      weather = next;
      if (weather === 'cut') breakAll();
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      breakAll();
      await closed;
    },
  };
}
