import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A server that speaks as much of NATS as is needed to publish and to subscribe to whole subjects. */
export type SmallNats = {
  url: string;
  port: number;
  /** All that was published. */
  published: string[];
  /** Breaks every connection and answers no more. */
  stop(): Promise<void>;
};

type Settings = { port?: number; password?: string };
type Peer = { socket: Socket; echo: boolean; subscriptions: Map<string, string> };

/** Starts one; with a password only who gives it is let in. */
export async function smallNats({ port = 0, password }: Settings = {}): Promise<SmallNats> {
  const peers = new Set<Peer>();
  const published: string[] = [];
  const info = { server_id: 'small', version: '2.9.10', proto: 1, headers: true, max_payload: 1_048_576 };
  const publish = (from: Peer, subject: string, payload: string): void => {
    published.push(payload);
    for (const peer of peers) {
      if (peer === from && !peer.echo) continue;
      for (const [id, wanted] of peer.subscriptions)
        if (wanted === subject)
          peer.socket.write(`MSG ${subject} ${id} ${Buffer.byteLength(payload)}\r\n${payload}\r\n`);
    }
  };
  const obey = (peer: Peer, line: string): void => {
    const [verb = '', ...words] = line.split(' ');
    if (verb === 'PING') peer.socket.write('PONG\r\n');
    if (verb === 'SUB') peer.subscriptions.set(words.at(-1) ?? '', words[0] ?? '');
    if (verb === 'UNSUB') peer.subscriptions.delete(words[0] ?? '');
    if (verb !== 'CONNECT') return;
    const given = JSON.parse(words.join(' '));
    peer.echo = given.echo !== false;
    if (password !== undefined && given.pass !== password)
      peer.socket.end("-ERR 'Authorization Violation'\r\n");
  };
  const server = createServer((socket) => {
    const peer: Peer = { socket, echo: true, subscriptions: new Map() };
    peers.add(peer);
    socket.write(`INFO ${JSON.stringify({ ...info, auth_required: password !== undefined })}\r\n`);
    socket.on('error', () => undefined);
    socket.on('close', () => peers.delete(peer));
    let text = '';
    socket.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const [verb, subject = '', size] = text.slice(0, end).split(' ');
        if (verb !== 'PUB') {
          obey(peer, text.slice(0, end));
          text = text.slice(end + 2);
          continue;
        }
        // What is published here is ASCII: characters are bytes.
        const whole = end + 2 + Number(size) + 2;
        if (text.length < whole) return;
        publish(peer, subject, text.slice(end + 2, whole - 2));
        text = text.slice(whole);
      }
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const at = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `nats://127.0.0.1:${at}`,
    port: at,
    published,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const { socket } of peers) socket.destroy();
      await closed;
    },
  };
}
