import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from './refusal.ts';

const TYPES: { [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
  '.json': 'application/json',
};
/** What does not become smaller by packing. */
const PACKED = ['.png', '.woff2'];
const pack = promisify(gzip);

/** A built file. `kept`: its name changes with its content, so that nobody asks for it twice. */
export type BuiltFile = { folder: string; name: string; kept?: boolean };

/** Sends one; only names that the folder itself lists are served, so that no name can lead out of it. */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { folder, name, kept = false }: BuiltFile,
): Promise<FastifyReply> {
  const names: string[] = await readdir(folder).catch(() => []);
  const type = TYPES[extname(name)];
  if (!names.includes(name) || type === undefined) throw new Refusal('no_such_page');
  const body = await readFile(join(folder, name));
  reply.type(type).headers({
    'cache-control': kept ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
  });
  const packs = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (!packs || PACKED.includes(extname(name))) return reply.send(body);
  return reply.header('content-encoding', 'gzip').send(await pack(body));
}
