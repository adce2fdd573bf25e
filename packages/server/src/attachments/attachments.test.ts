import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isApiError, isMessages, isUploaded, type OpenedConversation, type Uploaded } from '@hark/wire';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { signBuyerToken } from '../identity/buyer-token.ts';
import { browser, employ, type PeopleServer, peopleServer } from '../testing/people-server.ts';
import { jpegOf, PDF, pngOf, SECRET_PLACE } from '../testing/pictures.ts';
import { SMALL } from '../testing/small-server.ts';
import { type Attachments, FILES_EACH_CONVERSATION, makeAttachments, UNSENT_FOR_MS } from './attachments.ts';
import { type FileStore, StorageFull } from './file-store.ts';
import { folderFiles } from './folder-files.ts';

const held = withDatabase();
const LIMIT = 20_000;
let folder: string;
let files: FileStore;
let attachments: Attachments;
let server: PeopleServer;
/** Set by a test whose disk is full. */
let full = false;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hark-files-'));
});
afterAll(async () => {
  await server?.app.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  full = false;
  await server?.app.close();
  const kept = folderFiles(folder);
  files = {
    ...kept,
    receive: (from, most) => (full ? Promise.reject(new StorageFull('no room')) : kept.receive(from, most)),
  };
  let now = (): string => new Date().toISOString();
  attachments = makeAttachments({
    database: held.database,
    files,
    limits: { bytes: LIMIT },
    now: () => now(),
  });
  server = await peopleServer(held.database, { attachments });
  now = server.now;
});

type Talk = Pick<OpenedConversation, 'conversation_id' | 'token'>;

async function open(token?: string): Promise<Talk> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return (
    await server.app.inject({ method: 'POST', url: '/api/conversations', payload: {}, headers })
  ).json();
}

const buyerToken = (buyer_id: string) =>
  signBuyerToken(
    SMALL.buyer_secret,
    { audience: SMALL.audience, buyer_id, order_id: null },
    new Date(Date.now() + 600_000),
  );

async function post({ conversation_id, token }: Talk, content: Buffer, name = 'photo.jpg') {
  return server.app.inject({
    method: 'POST',
    url: `/api/conversations/${conversation_id}/attachments`,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
    },
    payload: content,
  });
}

async function attach(talk: Talk, content: Buffer, name?: string): Promise<Uploaded> {
  const answer = await post(talk, content, name);
  const body: unknown = answer.json();
  if (!isUploaded(body)) throw new Error(answer.body);
  return body;
}

const get = ({ conversation_id, token }: Talk, id: string) =>
  server.app.inject({
    url: `/api/conversations/${conversation_id}/attachments/${id}`,
    headers: { authorization: `Bearer ${token}` },
  });

const say = ({ conversation_id, token }: Talk, ids: string[], text = '') =>
  server.app.inject({
    method: 'POST',
    url: `/api/conversations/${conversation_id}/messages`,
    headers: { authorization: `Bearer ${token}` },
    payload: { client_id: randomUUID(), text, attachments: ids },
  });

async function heard({ conversation_id, token }: Talk) {
  const url = `/api/conversations/${conversation_id}/messages`;
  const body: unknown = (
    await server.app.inject({ url, headers: { authorization: `Bearer ${token}` } })
  ).json();
  if (!isMessages(body)) throw new Error('no messages');
  return body.messages;
}

function refusal(answer: { statusCode: number; body: string }): [number, string] {
  const body: unknown = JSON.parse(answer.body);
  return [answer.statusCode, isApiError(body) ? body.error.code : 'none'];
}

/** All files that lie in the folder, whole or not. */
async function lying(): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((one) => one.isFile()).map(({ name }) => name);
}

describe('a file', () => {
  test('that is attached and sent is read again by its buyer and by people of the shop, and by nobody else', async () => {
    const talk = await open();
    const { attachment, duplicate } = await attach(talk, jpegOf(640, 480), '../../etc/Mi foto (1).JPG');
    expect(attachment).toMatchObject({ name: 'Mi foto (1).JPG', kind: 'jpeg', width: 640, height: 480 });
    expect(duplicate).toBe(false);
    expect((await say(talk, [attachment.id], 'look')).statusCode).toBe(202);
    const message = (await heard(talk)).find(({ from }) => from === 'buyer');
    expect(message).toMatchObject({ text: 'look', attachments: [attachment] });

    const read = await get(talk, attachment.id);
    expect(read.statusCode).toBe(200);
    expect(read.rawPayload.length).toBe(attachment.bytes);
    expect(read.rawPayload.includes(SECRET_PLACE)).toBe(false);
    expect(read.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': "attachment; filename*=UTF-8''Mi%20foto%20%281%29.JPG",
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
    const stranger = await open();
    expect(refusal(await get({ ...talk, token: stranger.token }, attachment.id))[1]).toBe(
      'no_such_conversation',
    );
    expect(refusal(await get(stranger, attachment.id))).toEqual([404, 'no_such_file']);

    const url = `/api/desk/conversations/${talk.conversation_id}/attachments/${attachment.id}`;
    const admin = await employ(server, 'admin');
    const visit = browser(server);
    await visit.signIn(admin.email);
    expect((await visit.get(url)).statusCode).toBe(200);
    const foreign = await employ(server, 'agent', 'chairs');
    const other = browser(server);
    await other.signIn(foreign.email);
    expect(refusal(await other.get(url))[1]).toBe('no_such_conversation');
  });

  test('that nobody sent is not shown to people', async () => {
    const talk = await open();
    const { attachment } = await attach(talk, pngOf(8, 8));
    const admin = await employ(server, 'admin');
    const visit = browser(server);
    await visit.signIn(admin.email);
    const url = `/api/desk/conversations/${talk.conversation_id}/attachments/${attachment.id}`;
    expect(refusal(await visit.get(url))).toEqual([404, 'no_such_file']);
  });

  test('of the same content is the same attachment in one conversation, and another one in another', async () => {
    const talk = await open();
    const first = await attach(talk, pngOf(9, 9), 'one.png');
    const again = await attach(talk, pngOf(9, 9), 'two.png');
    expect([again.attachment.id, again.duplicate]).toEqual([first.attachment.id, true]);
    expect((await attach(await open(), pngOf(9, 9))).attachment.id).not.toBe(first.attachment.id);
  });

  test('sent at the same moment twice is kept once', async () => {
    const talk = await open();
    const both = await Promise.all([attach(talk, pngOf(10, 9)), attach(talk, pngOf(10, 9))]);
    expect(new Set(both.map(({ attachment }) => attachment.id)).size).toBe(1);
    expect((await get(talk, both[0].attachment.id)).statusCode).toBe(200);
  });

  test.each<[string, Buffer, [number, string]]>([
    ['a drawing with a program in it', Buffer.from('<svg><script/></svg>'), [415, 'file_kind_refused']],
    ['a page', Buffer.from('<!doctype html><p>hello'), [415, 'file_kind_refused']],
    ['nothing', Buffer.alloc(0), [422, 'file_empty']],
    ['half a picture', pngOf(60, 60, '').subarray(0, 70), [422, 'file_damaged']],
    ['a picture of too many points', jpegOf(60_000, 60_000), [422, 'picture_too_large']],
    ['what is too large', Buffer.alloc(LIMIT + 1, 1), [413, 'file_too_large']],
  ])('that is %s is refused with the reason, and nothing of it stays', async (_what, content, expected) => {
    const before = await lying();
    expect(refusal(await post(await open(), content))).toEqual(expected);
    expect(await lying()).toEqual(before);
  });

  test('without an end is cut off at the limit, however long it is said to be', async () => {
    const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
    const { conversation_id, token } = await open();
    const answer = await new Promise<number>((resolve, reject) => {
      const upload = request(`${address}/api/conversations/${conversation_id}/attachments`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'transfer-encoding': 'chunked' },
      });
      upload.on('response', (response) => {
        resolve(response.statusCode ?? 0);
        upload.destroy();
      });
      upload.on('error', reject);
      for (let piece = 0; piece < 8; piece += 1) upload.write(Buffer.alloc(LIMIT / 4));
    });
    expect(answer).toBe(413);
  });

  test('that is cut off on its way leaves nothing, and can be attached again', async () => {
    const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
    const before = await lying();
    const talk = await open();
    const content = pngOf(30, 30);
    const upload = request(`${address}/api/conversations/${talk.conversation_id}/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${talk.token}`, 'content-length': content.length },
    });
    upload.on('error', () => undefined);
    upload.write(content.subarray(0, 40));
    await expect.poll(async () => (await lying()).length).toBe(before.length + 1);
    upload.destroy();
    await expect.poll(lying).toEqual(before);
    expect(server.faults).toEqual([]);
    expect((await attach(talk, content)).duplicate).toBe(false);
  });

  test('for which there is no room is refused, and the message goes without it', async () => {
    const talk = await open();
    full = true;
    expect(refusal(await post(talk, PDF))).toEqual([507, 'no_room_for_file']);
    expect((await say(talk, [], 'then in words')).statusCode).toBe(202);
  });

  test.each([
    ['', 'photo.pdf', 'photo.pdf'],
    ['a path is left out', 'C:\\secret\\inv.PDF', 'inv.PDF'],
    ['another ending gets the right one', 'invoice.exe', 'invoice.exe.pdf'],
    ['no name', '../..', 'file.pdf'],
    ['what turns lines around is left out', 'x\u202efdp.exe', 'xfdp.exe.pdf'],
    ['the number of a card is masked', '4111 1111 1111 1111.pdf', '•••• •••• •••• 1111.pdf'],
    ['a very long one is cut', `${'a'.repeat(500)}.pdf`, `${'a'.repeat(120)}.pdf`],
  ])('has a name that is nothing but text: %s', async (_what, given, shown) => {
    expect((await attach(await open(), PDF, given)).attachment.name).toBe(shown);
  });
});

describe('a message', () => {
  test('may be a file alone, but not nothing at all', async () => {
    const talk = await open();
    const { attachment } = await attach(talk, PDF, 'invoice.pdf');
    expect((await say(talk, [attachment.id])).statusCode).toBe(202);
    expect(refusal(await say(talk, []))).toEqual([422, 'empty_text']);
  });

  test('does not carry a file of another conversation, or one that there is not', async () => {
    const [mine, other] = [await open(), await open()];
    const { attachment } = await attach(other, PDF);
    expect(refusal(await say(mine, [attachment.id], 'look'))).toEqual([404, 'no_such_file']);
    expect(refusal(await say(mine, ['nothing'], 'look'))).toEqual([404, 'no_such_file']);
    expect((await heard(mine)).filter(({ from }) => from === 'buyer')).toEqual([]);
  });

  test('carries four files at most', async () => {
    const talk = await open();
    const ids: string[] = [];
    for (let size = 1; size <= 5; size += 1) ids.push((await attach(talk, pngOf(size, 1))).attachment.id);
    expect(refusal(await say(talk, ids))).toEqual([422, 'too_many_files_each']);
    expect((await say(talk, ids.slice(0, 4))).statusCode).toBe(202);
  });
});

test('a conversation holds so many files, and uploads come so fast, and no more', async () => {
  const talk = await open();
  const { shop_id = '' } = (await server.store.load(talk.conversation_id)) ?? {};
  const place = { conversation_id: talk.conversation_id, shop_id, author: 'buyer' as const };
  const put = async (size: number) =>
    attachments.take({
      ...place,
      name: 'a.png',
      claimed_bytes: null,
      content: (async function* () {
        yield pngOf(size, 2);
      })(),
    });
  for (let size = 1; size <= FILES_EACH_CONVERSATION; size += 1) await put(size);
  await expect(put(99)).rejects.toMatchObject({ code: 'too_many_files' });
  expect((await put(1)).duplicate).toBe(true);
  const quick = await open();
  const answers: number[] = [];
  for (let count = 0; count < 31; count += 1) answers.push((await post(quick, pngOf(5, 5))).statusCode);
  expect([answers.filter((status) => status === 201).length, answers.at(-1)]).toEqual([30, 429]);
});

describe('what is not wanted any more', () => {
  test('a file that no message carries goes after an hour, one that is sent stays', async () => {
    const talk = await open();
    const [sent, unsent] = [await attach(talk, pngOf(3, 3)), await attach(talk, pngOf(4, 4))];
    await say(talk, [sent.attachment.id]);
    server.later(UNSENT_FOR_MS - 60_000);
    await attachments.removeUnsent();
    expect((await get(talk, unsent.attachment.id)).statusCode).toBe(200);
    server.later(120_000);
    expect(await attachments.removeUnsent()).toBeGreaterThan(0);
    expect(refusal(await get(talk, unsent.attachment.id))).toEqual([404, 'no_such_file']);
    expect((await get(talk, sent.attachment.id)).statusCode).toBe(200);
    expect(await lying()).not.toContain(unsent.attachment.id);
    expect(refusal(await say(talk, [unsent.attachment.id]))).toEqual([404, 'no_such_file']);
  });

  test('what a process that died was taking in goes too', async () => {
    const path = join(folder, 'arriving', randomUUID());
    await attach(await open(), pngOf(2, 2));
    await writeFile(path, 'half');
    server.later(2 * UNSENT_FOR_MS);
    await attachments.removeUnsent();
    await expect(createReadStream(path).toArray()).rejects.toThrow('ENOENT');
  });

  test('erasing a buyer erases rows and files of all their conversations, and of nobody else', async () => {
    const token = await buyerToken('ana');
    const mine = [await open(token), await open(token)];
    const other = await open(await buyerToken('bea'));
    const ids: string[] = [];
    for (const talk of [...mine, other]) ids.push((await attach(talk, pngOf(7, 7))).attachment.id);
    expect(await attachments.eraseFilesOf('buyer:ana')).toBe(2);
    const left = await lying();
    expect(ids.map((id) => left.includes(id))).toEqual([false, false, true]);
    expect(refusal(await get({ ...(mine[0] as Talk) }, ids[0] ?? ''))).toEqual([404, 'no_such_file']);
    expect((await get(other, ids[2] ?? '')).statusCode).toBe(200);
  });
});

test('rows of another shop are not there, and without a shop there are none', async () => {
  await attach(await open(), pngOf(6, 6));
  const seen = (shop_id: string | null) =>
    held.database.as({ role: 'app', shop_id, person: null }, (transaction) =>
      transaction.query('select 1 from hark.attachments'),
    );
  expect([(await seen('another')).length, (await seen(null)).length]).toEqual([0, 0]);
});
