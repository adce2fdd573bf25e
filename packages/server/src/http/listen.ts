import { lookup } from 'node:dns/promises';
import type { FastifyInstance } from 'fastify';

/** The server cannot take the address it was told to; the message says why and what to do. */
export class AddressRefused extends Error {
  override name = 'AddressRefused';
}

/** Listens, and tells the address at which people open it: by the name localhost where that leads here, because passkeys know no other. */
export async function listen(app: FastifyInstance, at: { host: string; port: number }): Promise<string> {
  try {
    await app.listen({ host: at.host, port: at.port });
  } catch (error) {
    throw addressRefused(error, at);
  }
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : at.port;
  const host = (await isLocalhost(at.host)) ? 'localhost' : at.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

const EVERY_ADDRESS = ['0.0.0.0', '::'];

/** Whether a browser on this machine that is told `localhost` comes to what listens at `host`. */
async function isLocalhost(host: string): Promise<boolean> {
  if (EVERY_ADDRESS.includes(host)) return true;
  const found = await lookup('localhost', { all: true }).catch(() => []);
  return found.some(({ address }) => address === host);
}

function addressRefused(error: unknown, at: { host: string; port: number }): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'EADDRINUSE':
      return new AddressRefused(
        `Port ${at.port} is in use by another program. Nothing was started; stop it, or choose another one with PORT=${at.port + 1}.`,
      );
    case 'EACCES':
      return new AddressRefused(
        `Port ${at.port} may not be used by this user. Nothing was started; choose one above 1023 with PORT=4600.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new AddressRefused(
        `${at.host} is not an address of this machine. Nothing was started; set HOST to one that is, such as 127.0.0.1.`,
      );
    default:
      return error;
  }
}
