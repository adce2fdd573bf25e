import type { Attachment } from '@hark/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Store } from '../conversations/store.ts';
import { Refusal } from '../http/refusal.ts';
import * as shapes from '../http/schemas.ts';
import type { Attachments, Author, Place } from './attachments.ts';
import { FILE_KINDS } from './kinds/file-kinds.ts';

/** What the routes of files need. */
export type AttachmentRouteParts = { attachments: Attachments; store: Pick<Store, 'load'> };

/** So many a minute in one conversation; whoever sends more is no person with a telephone. */
const UPLOADS_EACH_MINUTE = 30;
const MINUTE_MS = 60_000;

/** The header that names a file, written as in an address because headers hold no other letters. */
export const FILE_NAME_HEADER = 'x-file-name';

const PEOPLE = ['agent', 'shop_admin', 'specialist', 'strategist', 'admin'] as const;
const READS = { access: { roles: PEOPLE, scope: 'conversations:read' as const } };
const WRITES = {
  access: { roles: ['agent', 'shop_admin', 'specialist', 'admin'] as const },
  takes_long: true,
};

/** Takes files in and gives them out: for whoever may read the conversation, and for people of its shop. */
export async function attachmentRoutes(app: FastifyInstance, parts: AttachmentRouteParts): Promise<void> {
  await app.register(async (files) => {
    // A file is no JSON, and is passed on as it comes: it is counted, and typed, by whoever takes it in.
    files.removeAllContentTypeParsers();
    files.addContentTypeParser('*', (_request, content, done) => done(null, content));
    uploads(files, parts);
  });
  downloads(app, parts);
}

async function placeOf({ store }: AttachmentRouteParts, conversation_id: string): Promise<Place> {
  const found = await store.load(conversation_id);
  if (!found) throw new Refusal('no_such_conversation');
  return { conversation_id, shop_id: found.shop_id };
}

function nameOf(request: FastifyRequest): string {
  const written = request.headers[FILE_NAME_HEADER];
  try {
    return decodeURIComponent(String(written ?? ''));
  } catch {
    return '';
  }
}

function uploads(app: FastifyInstance, parts: AttachmentRouteParts): void {
  const check = app.createRateLimit({
    max: UPLOADS_EACH_MINUTE,
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => `files of ${request.url.split('?', 1)[0] ?? ''}`,
  });
  const take = async (author: Author, request: FastifyRequest, reply: FastifyReply) => {
    const { id } = shapes.ConversationAddress.parse(request.params);
    const limited = await check(request);
    if (!limited.isAllowed && limited.isExceeded) {
      reply.header('retry-after', Math.max(1, limited.ttlInSeconds));
      throw new Refusal('too_many');
    }
    const claimed = request.headers['content-length'];
    const { attachment, duplicate } = await parts.attachments.take({
      ...(await placeOf(parts, id)),
      author,
      name: nameOf(request),
      claimed_bytes: claimed === undefined ? null : Number(claimed),
      content: request.raw,
    });
    reply.code(201);
    return { attachment: shown(attachment), duplicate };
  };
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const schema = {
    summary: 'Attach a file',
    description:
      'The body is the file itself; the header X-File-Name names it, percent-encoded. PNG, JPEG, WebP, GIF and PDF are taken, told ' +
      'by their content; what pictures tell of place, time and camera is left out. A message then carries it by its id; one that ' +
      'no message carries within an hour is removed. The same file again is the same attachment.',
    params: shapes.ConversationAddress,
    response: { 201: shapes.AttachedFile },
  };
  typed.post(
    '/api/conversations/:id/attachments',
    {
      config: { access: 'conversation', takes_long: true },
      schema: { ...schema, tags: ['conversations'] },
    },
    (request, reply) => take('buyer', request, reply),
  );
  typed.post(
    '/api/desk/conversations/:id/attachments',
    {
      config: {
        ...WRITES,
        audited: { nothing: 'the answer that carries it stands there; without one it goes' },
      },
      schema: { ...schema, tags: ['people'] },
    },
    (request, reply) => take('person', request, reply),
  );
}

/** What anybody sees of a file: all but its hash. */
export function shown({ sha256: _, ...attachment }: Attachment): Omit<Attachment, 'sha256'> {
  return attachment;
}

function downloads(app: FastifyInstance, parts: AttachmentRouteParts): void {
  const give = async (author: Author, request: FastifyRequest, reply: FastifyReply) => {
    const { id, attachment: wanted } = shapes.AttachmentAddress.parse(request.params);
    const place = { ...(await placeOf(parts, id)), author };
    const { attachment, content } = await parts.attachments.open(place, wanted);
    reply
      .type(FILE_KINDS[attachment.kind].media_type)
      .header('content-length', attachment.bytes)
      // Never shown as a page of Hark's own, whatever is in it.
      .header('content-disposition', `attachment; filename*=UTF-8''${headerName(attachment.name)}`)
      .header('content-security-policy', "default-src 'none'; sandbox");
    return reply.send(content);
  };
  const schema = { summary: 'Read an attached file', params: shapes.AttachmentAddress };
  app.get(
    '/api/conversations/:id/attachments/:attachment',
    { config: { access: 'conversation' }, schema: { ...schema, tags: ['conversations'] } },
    (request, reply) => give('buyer', request, reply),
  );
  app.get(
    '/api/desk/conversations/:id/attachments/:attachment',
    { config: READS, schema: { ...schema, tags: ['people'] } },
    (request, reply) => give('person', request, reply),
  );
}

/** RFC 8187: what `encodeURIComponent` leaves and a header may not hold. */
function headerName(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
