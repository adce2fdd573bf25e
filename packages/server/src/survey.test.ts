import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must, replay } from '@hark/core';
import { isMessages, isOpenedConversation, type Messages, type OpenedConversation } from '@hark/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { postgresStore } from './conversations/postgres-store.ts';
import { withDatabase } from './db/test-database.ts';
import { signBuyerToken } from './identity/buyer-token.ts';
import { type Server, starterPlaybook, startServer } from './main.ts';
import { loadPlaybookFolder } from './playbook-folder.ts';

const SECRET = 'a-secret-between-the-shop-and-the-tests-long-enough';
const AUDIENCE = 'lamps';
const held = withDatabase();
let server: Server;
let data_dir: string;

beforeAll(async () => {
  data_dir = await mkdtemp(join(tmpdir(), 'hark-survey-'));
  const ours = { HARK_DEMO_HISTORY: 'no', HARK_BUYER_SECRET: SECRET, HARK_AUDIENCE: AUDIENCE };
  const config = readConfig({ PORT: '0', DATABASE_URL: held.url, HARK_DATA: data_dir, ...ours });
  server = await startServer(config, () => undefined);
});
afterAll(async () => {
  await server.close();
  await rm(data_dir, { recursive: true });
});

type Sent = { status: number; body: unknown };

async function post(path: string, token: string, body: unknown): Promise<Sent> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const answer = await fetch(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}

async function read({ conversation_id, token }: OpenedConversation): Promise<Messages> {
  const url = `${server.url}/api/conversations/${conversation_id}/messages`;
  const body: unknown = await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).json();
  if (!isMessages(body)) throw new Error(`not messages: ${JSON.stringify(body)}`);
  return body;
}

/** Says something, and waits until the conversation stands so. */
async function says(
  chat: OpenedConversation,
  text: string,
  stands: (now: Messages) => boolean,
): Promise<void> {
  const message = { client_id: randomUUID(), text };
  expect(
    await post(`/api/conversations/${chat.conversation_id}/messages`, chat.token, message),
  ).toMatchObject({
    status: 202,
  });
  await expect.poll(async () => stands(await read(chat)), { timeout: 20_000, interval: 250 }).toBe(true);
}

/** A signed-in buyer who was told where the order is, and said that this was all. */
async function resolved(): Promise<OpenedConversation> {
  const claim = { audience: AUDIENCE, buyer_id: 'ana-solana', order_id: '#H1000001' };
  const buyer = await signBuyerToken(SECRET, claim, new Date(Date.now() + 600_000));
  const { body } = await post('/api/conversations', buyer, { language: 'en' });
  if (!isOpenedConversation(body)) throw new Error(`not an opened conversation: ${JSON.stringify(body)}`);
  const solvedIsAsked = ({ messages }: Messages) =>
    messages.at(-1)?.options.some(({ id }) => id === 'yes') === true;
  await says(body, 'where is my order #H1000001?', solvedIsAsked);
  await says(body, 'yes, thanks', ({ standing }) => standing.status === 'resolved');
  return body;
}

const surveyOf = async (chat: OpenedConversation) => (await read(chat)).standing.survey;

test('who has it sorted is asked once; the answer is kept once, its words apart; and nobody asks again within the rest', async () => {
  const chat = await resolved();
  const path = `/api/conversations/${chat.conversation_id}/survey`;
  const survey = must(await surveyOf(chat), 'a survey');
  expect(survey).toMatchObject({ ask: 'How easy was it to get this sorted?', scale: { length: 5 } });
  const survey_seq = survey.seq;

  expect(await post(path, chat.token, { survey_seq, rating: 6 })).toMatchObject({
    status: 422,
    body: { error: { code: 'no_such_rating' } },
  });
  expect(await post(path, chat.token, { survey_seq: 1, rating: 5 })).toMatchObject({
    status: 409,
    body: { error: { code: 'survey_closed' } },
  });
  expect(await post(path, 'wrong', { survey_seq, rating: 5 })).toMatchObject({ status: 404 });
  const answer = { survey_seq, rating: 4, comment: 'my card is 4111 1111 1111 1111, all good' };
  const both = await Promise.all([post(path, chat.token, answer), post(path, chat.token, answer)]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  expect(both.map(({ body }) => body)).toEqual(
    expect.arrayContaining([{ duplicate: false }, { duplicate: true }]),
  );
  expect(await surveyOf(chat)).toBeNull();

  const log = await postgresStore(held.database).events(chat.conversation_id, 0);
  const kept = log.filter(({ type }) => type === 'survey_kept');
  expect(kept).toMatchObject([{ data: { survey: 'ces', rating: 4, points: 5 }, why: { document: 'ces' } }]);
  const [row] = await held.owner<{ log: string; apart: string }>(
    `select e.data::text as log, p.data::text as apart from hark.events e join hark.personal p using (conversation_id, seq)
     where e.conversation_id = $1 and e.type = 'survey_answered'`,
    [chat.conversation_id],
  );
  expect(row?.log).not.toContain('all good');
  expect(row?.apart).toContain('all good');
  expect(row?.apart).not.toContain('4111 1111');

  const again = await resolved();
  expect((await read(again)).standing).toMatchObject({ status: 'resolved', survey: null });
  const playbook = loadPlaybookFolder(starterPlaybook());
  for (const { conversation_id } of [chat, again]) {
    const events = await postgresStore(held.database).events(conversation_id, 0);
    expect(replay(playbook, conversation_id, events).difference).toBeNull();
  }
});
