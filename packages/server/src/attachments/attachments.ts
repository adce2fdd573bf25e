import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Attachment } from '@hark/core';
import { ERASED, ERASING } from '../conversations/consequences.ts';
import type { Context, Transaction } from '../db/as.ts';
import type { Database } from '../db/database.ts';
import { Refusal } from '../http/refusal.ts';
import { fileName } from './file-name.ts';
import { type Draft, type FileStore, FileTooLarge, StorageFull } from './file-store.ts';
import { FILE_KINDS, kindOf } from './kinds/file-kinds.ts';

/** Whose side of the conversation a file is from. */
export type Author = 'buyer' | 'person';

/** A conversation, and the shop it is with. */
export type Place = { conversation_id: string; shop_id: string };

/** A file as it comes in; `name` is what its sender calls it, `claimed_bytes` how long it is said to be, if it is. */
export type Upload = Place & {
  author: Author;
  name: string;
  claimed_bytes: number | null;
  content: AsyncIterable<Uint8Array>;
};

/** How large one file may be. */
export type AttachmentLimits = { bytes: number };

/** How many files one message may carry. */
export const FILES_EACH_MESSAGE = 4;

/** How many files a conversation may hold. */
export const FILES_EACH_CONVERSATION = 40;

/** After so long a file that no message carries is removed. */
export const UNSENT_FOR_MS = 60 * 60_000;

/** A picture of more pixels is more than a browser can show. */
const MOST_PIXELS = 100_000_000;

/** Files of conversations. */
export type Attachments = {
  readonly limits: AttachmentLimits;
  /**
   * Takes a file in: typed by its content, metadata of pictures left out. The same file again in one conversation is the same
   * attachment (`duplicate`). Throws a Refusal with the reason; nothing is kept then.
   */
  take(upload: Upload): Promise<{ attachment: Attachment; duplicate: boolean }>;
  /** What a message is about to carry, from now on kept for good. Throws a Refusal when one is not the author's in this conversation. */
  claim(place: Place & { author: Author }, ids: readonly string[]): Promise<Attachment[]>;
  /** A file for somebody of that side, who sees what was sent and what is their own; throws a Refusal when there is none. */
  open(place: Place & { author: Author }, id: string): Promise<{ attachment: Attachment; content: Readable }>;
  /** The bytes of a file whose row is known, whoever may see it; null where they are gone. */
  content(place: Place, id: string): Promise<Readable | null>;
  /** Erases rows and files of every conversation of a subject, such as `buyer:ana`. How many files. */
  eraseFilesOf(subject: string): Promise<number>;
  /** Removes what was taken in and never sent. How many files. */
  removeUnsent(): Promise<number>;
};

/** What attachments stand on. */
export type AttachmentParts = {
  database: Pick<Database, 'as'>;
  files: FileStore;
  limits: AttachmentLimits;
  now: () => string;
};

const EVERY_SHOP: Context = { role: 'worker', shop_id: null, person: null };

const within = ({ shop_id }: Place): Context => ({ role: 'app', shop_id, person: null });

function hashOf(...parts: (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts)
    hash
      .update(String(Buffer.byteLength(part)))
      .update(':')
      .update(part);
  return hash.digest('hex');
}

/** All files of a conversation lie together, under a name that nobody outside can choose. */
export function groupOf({ shop_id, conversation_id }: Place): string {
  return hashOf(shop_id, conversation_id);
}

/** Attachments over rows in the database and bytes in a store of files. */
export function makeAttachments(parts: AttachmentParts): Attachments {
  return {
    limits: parts.limits,
    take: (upload) => take(parts, upload),
    claim: (place, ids) => claim(parts, place, ids),
    open: (place, id) => openFile(parts, place, id),
    content: (place, id) => parts.files.read({ group: groupOf(place), name: id }),
    eraseFilesOf: (subject) => eraseFilesOf(parts, subject),
    removeUnsent: () => removeUnsent(parts),
  };
}

type Row = {
  attachment_id: string;
  name: string;
  kind: Attachment['kind'];
  bytes: number;
  sha256: string;
  width: number | null;
  height: number | null;
};

const COLUMNS = 'attachment_id, name, kind, bytes, sha256, width, height';

function attachmentOf({ attachment_id: id, name, kind, bytes, sha256, width, height }: Row): Attachment {
  return { id, name, kind, bytes, sha256, width, height };
}

async function take(parts: AttachmentParts, upload: Upload) {
  const most = parts.limits.bytes;
  if ((upload.claimed_bytes ?? 0) > most) throw tooLarge(most);
  const draft = await receive(parts.files, upload, most);
  try {
    const read = await readClean(draft);
    const { kind, width, height } = read;
    const sha256 = createHash('sha256').update(read.bytes).digest('hex');
    const id = hashOf(upload.shop_id, upload.conversation_id, upload.author, sha256).slice(0, 32);
    const name = fileName(upload.name, kind);
    const attachment: Attachment = { id, name, kind, bytes: read.bytes.length, sha256, width, height };
    return await parts.database.as(within(upload), (transaction) =>
      keep(transaction, { upload, attachment, draft, now: parts.now() }),
    );
  } catch (error) {
    throw refusalOf(error, most);
  } finally {
    await draft.drop();
  }
}

async function receive(files: FileStore, upload: Upload, most: number): Promise<Draft> {
  try {
    return await files.receive(upload.content, most);
  } catch (error) {
    throw refusalOf(error, most);
  }
}

function tooLarge(bytes: number): Refusal {
  return new Refusal('file_too_large', `The file is larger than ${inMegabytes(bytes)}. Nothing was kept.`);
}

function inMegabytes(bytes: number): string {
  return `${Math.max(0.1, Math.round(bytes / 104_857.6) / 10)} MB`;
}

function refusalOf(error: unknown, most: number): unknown {
  if (error instanceof FileTooLarge) return tooLarge(most);
  if (error instanceof StorageFull) return new Refusal('no_room_for_file');
  const cut = error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
  return cut ? new Refusal('upload_cut') : error;
}

/** What came, by its content, with what it need not tell left out. */
async function readClean(draft: Draft) {
  if (draft.bytes === 0) throw new Refusal('file_empty');
  const content = await draft.content();
  const kind = kindOf(content);
  if (kind === null) throw new Refusal('file_kind_refused');
  const clean = FILE_KINDS[kind].clean(content);
  if (clean === null) throw new Refusal('file_damaged');
  if ((clean.width ?? 0) * (clean.height ?? 0) > MOST_PIXELS) throw new Refusal('picture_too_large');
  if (clean.bytes.length !== content.length) await draft.replace(clean.bytes);
  return { ...clean, kind };
}

type Keeping = { upload: Upload; attachment: Attachment; draft: Draft; now: string };

async function keep(transaction: Transaction, { upload, attachment, draft, now }: Keeping) {
  const { shop_id, conversation_id, author } = upload;
  // One after the other, so that two cannot both be the last that there is room for.
  await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [groupOf(upload)]);
  // Whoever erases the conversation comes before or after, and what comes after is not taken in.
  const gone = await transaction.query(
    `select from hark.conversations where shop_id = $1 and conversation_id = $2 and subject in ('${ERASING}', '${ERASED}') for share`,
    [shop_id, conversation_id],
  );
  if (gone.length > 0) throw new Refusal('no_such_conversation');
  const [found] = await transaction.query<{ files: number; known: number }>(
    `select count(*)::integer as files, (count(*) filter (where attachment_id = $3))::integer as known
     from hark.attachments where shop_id = $1 and conversation_id = $2`,
    [shop_id, conversation_id, attachment.id],
  );
  const known = (found?.known ?? 0) > 0;
  if (!known && (found?.files ?? 0) >= FILES_EACH_CONVERSATION) throw new Refusal('too_many_files');
  const { id, name, kind, bytes, sha256, width, height } = attachment;
  await transaction.query(
    `insert into hark.attachments (shop_id, conversation_id, author, uploaded_at, ${COLUMNS})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (shop_id, conversation_id, attachment_id) do update set uploaded_at = excluded.uploaded_at, name = excluded.name`,
    [shop_id, conversation_id, author, now, id, name, kind, bytes, sha256, width, height],
  );
  // Before the commit: a row never names a file that is not there.
  await draft.keep({ group: groupOf(upload), name: id });
  return { attachment, duplicate: known };
}

async function claim(parts: AttachmentParts, place: Place & { author: Author }, ids: readonly string[]) {
  const wanted = [...new Set(ids)];
  if (wanted.length > FILES_EACH_MESSAGE) throw new Refusal('too_many_files_each');
  if (wanted.length === 0) return [];
  return parts.database.as(within(place), async (transaction) => {
    const rows = await transaction.query<Row>(
      `update hark.attachments set sent_at = coalesce(sent_at, $5)
       where shop_id = $1 and conversation_id = $2 and author = $3 and attachment_id = any($4) returning ${COLUMNS}`,
      [place.shop_id, place.conversation_id, place.author, wanted, parts.now()],
    );
    return wanted.map((id) => {
      const row = rows.find((one) => one.attachment_id === id);
      if (!row) throw new Refusal('no_such_file');
      return attachmentOf(row);
    });
  });
}

async function openFile(parts: AttachmentParts, place: Place & { author: Author }, id: string) {
  const [row] = await parts.database.as(within(place), (transaction) =>
    transaction.query<Row>(
      `select ${COLUMNS} from hark.attachments where shop_id = $1 and conversation_id = $2 and attachment_id = $3
       and (sent_at is not null or author = $4)`,
      [place.shop_id, place.conversation_id, id, place.author],
    ),
  );
  const content = row && (await parts.files.read({ group: groupOf(place), name: row.attachment_id }));
  if (!row || !content) throw new Refusal('no_such_file');
  return { attachment: attachmentOf(row), content };
}

async function eraseFilesOf({ database, files }: AttachmentParts, subject: string): Promise<number> {
  return database.as(EVERY_SHOP, async (transaction) => {
    const places = await transaction.query<Place>(
      'select shop_id, conversation_id from hark.conversations where subject = $1',
      [subject],
    );
    let erased = 0;
    for (const place of places) {
      const rows = await transaction.query(
        'delete from hark.attachments where shop_id = $1 and conversation_id = $2 returning attachment_id',
        [place.shop_id, place.conversation_id],
      );
      // All that lies there, also what a process that died has left without a row.
      await files.removeGroup(groupOf(place));
      erased += rows.length;
    }
    return erased;
  });
}

/** So many at a time, so that no transaction lasts long. */
const REMOVED_AT_ONCE = 100;

async function removeUnsent({ database, files, now }: AttachmentParts): Promise<number> {
  const before = new Date(Date.parse(now()) - UNSENT_FOR_MS);
  let removed = await files.removeDrafts(before);
  for (;;) {
    const gone = await database.as(EVERY_SHOP, async (transaction) => {
      const rows = await transaction.query<Place & { attachment_id: string }>(
        `delete from hark.attachments a using (
           select shop_id, conversation_id, attachment_id from hark.attachments
           where sent_at is null and uploaded_at < $1 order by uploaded_at limit $2 for update skip locked) old
         where a.shop_id = old.shop_id and a.conversation_id = old.conversation_id and a.attachment_id = old.attachment_id
         returning a.shop_id, a.conversation_id, a.attachment_id`,
        [before, REMOVED_AT_ONCE],
      );
      // Within the transaction: whoever takes the same file in meanwhile waits for it, and is not robbed of the new one.
      for (const row of rows) await files.remove({ group: groupOf(row), name: row.attachment_id });
      return rows.length;
    });
    removed += gone;
    if (gone < REMOVED_AT_ONCE) return removed;
  }
}
