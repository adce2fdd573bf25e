import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must, replay } from '@hark/core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeAttachments } from '../attachments/attachments.ts';
import { folderFiles } from '../attachments/folder-files.ts';
import { verifyAudit } from '../audit/read.ts';
import { postgresStore } from '../conversations/postgres-store.ts';
import { withDatabase } from '../db/test-database.ts';
import { signBuyerToken } from '../identity/buyer-token.ts';
import { starterPlaybook } from '../main.ts';
import { demoWorld } from '../marketplace/demo.ts';
import type { StoredOrder, World } from '../marketplace/world.ts';
import { loadPlaybookFolder } from '../playbook-folder.ts';
import { type DeskServer, deskServer } from '../testing/desk-server.ts';
import type { browser } from '../testing/people-server.ts';
import { pngOf } from '../testing/pictures.ts';
import { SMALL } from '../testing/small-server.ts';
import { textsOfDatabase } from '../testing/whole-database.ts';

type Somebody = {
  id: string;
  first_name: string;
  last_name: string;
  email: string;
  line1: string;
  says: string[];
};

/** Two buyers of whom nothing is alike, each with signs that nothing else in the database has. */
const ANA: Somebody = {
  id: 'b-ana-7731',
  first_name: 'Zdzisława',
  last_name: 'Brzęczyszczykiewicz',
  email: 'zdzislawa.brz@pocztowa.example',
  line1: 'Ulica Chrząszczowa 412',
  says: [
    'The lampion from that order is broken, the glass is in shards 😭 my card is 4111 1111 1111 1111',
    'Please send it to Ulica Chrząszczowa 412, Łękołody',
    'My address for letters is zdzislawa.brz@pocztowa.example, call me on +48 601 222 333',
    '私は怒っています quetzalcoatlish',
  ],
};
const ANAS = [
  ...['zdzislawa', 'brzeczyszczykiewicz', 'pocztowa', 'chrzaszczowa', 'ekołody', 'lampion', 'shards'],
  ...[
    'quetzalcoatlish',
    '怒って',
    '601 222 333',
    '4111 1111',
    '4111111111111111',
    'schadenfroh',
    'splendiferously',
    'b-ana-7731',
  ],
];
const BEN: Somebody = {
  id: 'b-ben-1188',
  first_name: 'Þorgeir',
  last_name: 'Hjörleifsson',
  email: 'thorgeir@fjordpost.example',
  line1: 'Skólavörðustígur 77',
  says: [
    'Where is my parcel? The samovarkettle was promised for Friday',
    'I wait at Skólavörðustígur 77, write to thorgeir@fjordpost.example',
  ],
};
const BENS = ['þorgeir', 'hjorleifsson', 'fjordpost', 'samovarkettle', 'skolavorðustigur', 'b-ben-1188'];

const held = withDatabase();
const playbook = loadPlaybookFolder(starterPlaybook());
const talks: { ana: string[]; ben: string[] } = { ana: [], ben: [] };
let world: World;
let server: DeskServer;
let folder: string;
let admin: ReturnType<typeof browser>;
let agent: ReturnType<typeof browser>;

/** Gives an order of the demo to somebody else. */
function movesIn(person: Somebody, ...orders: StoredOrder[]): void {
  for (const order of orders) {
    const before = must(world.buyers[order.buyer_id], 'the buyer of an order');
    const address = { ...order.address, line1: person.line1 };
    const { id, first_name, last_name, email } = person;
    const order_ids = orders.map((one) => one.id);
    world.buyers[id] = { ...before, id, first_name, last_name, email, address, order_ids };
    Object.assign(order, { buyer_id: id, address });
  }
}

async function bearer(buyer_id: string): Promise<{ authorization: string }> {
  const claim = { audience: SMALL.audience, buyer_id, order_id: null };
  const until = new Date(Date.parse(server.now()) + 600_000);
  return { authorization: `Bearer ${await signBuyerToken(SMALL.buyer_secret, claim, until)}` };
}

/** What a buyer says, and the first button under whatever is asked. */
async function talk(person: Somebody, about: { shop_id: string; order_id: string | null; known: boolean }) {
  const { shop_id, order_id, known } = about;
  const opening = { shop_id, order_id, channel: 'chat', language: 'en', buyer_id: known ? person.id : null };
  const { conversation_id } = await server.turns.open(opening);
  await server.turns.settle(conversation_id);
  const store = postgresStore(held.database);
  for (const text of known ? person.says : [`I am ${person.email}`, `My order, please: ${person.email}`]) {
    await server.writes(conversation_id, text);
    const option = (await store.load(conversation_id))?.state.question?.options[0];
    if (!option) continue;
    await server.turns.receive(conversation_id, {
      client_id: `${person.id} ${randomUUID()}`,
      text: option.label,
      button: option.id,
    });
    await server.turns.settle(conversation_id);
  }
  return conversation_id;
}

/** The buyer lets an order be cancelled and answers the survey. */
async function cancels(person: Somebody, { id: order_id, shop_id }: StoredOrder): Promise<string> {
  const opening = { shop_id, order_id, channel: 'chat', language: 'en', buyer_id: person.id };
  const { conversation_id } = await server.turns.open(opening);
  const store = postgresStore(held.database);
  const state = async () => must((await store.load(conversation_id))?.state, 'a state');
  await server.writes(conversation_id, 'Cancel this order, please. I bought the wrong thing by mistake');
  for (let round = 0; round < 8 && (await state()).survey === null; round += 1) {
    const option = (await state()).question?.options[0];
    if (!option) break;
    const pressed = { client_id: randomUUID(), text: option.label, button: option.id };
    await server.turns.receive(conversation_id, pressed);
    await server.turns.settle(conversation_id);
  }
  const survey_seq = must((await state()).survey, 'a survey').seq;
  const data = { survey_seq, rating: 4, comment: `${person.first_name} says: splendiferously done` };
  await server.turns.observe(conversation_id, { type: 'survey_answered', data });
  expect((await state()).actions.map(({ outcome }) => outcome)).toEqual(['done']);
  return conversation_id;
}

/** People of the shop and the buyer exchange everything that they can. */
async function withPeople(conversation_id: string, person: Somebody, word: string): Promise<void> {
  await server.writes(conversation_id, 'I want to talk to a person, please');
  const at = `/api/desk/conversations/${conversation_id}`;
  const does = async (way: string, body: object = {}) => {
    const answer = await agent.post(`${at}/${way}`, { client_id: randomUUID(), ...body });
    expect(answer.statusCode, answer.body).toBe(200);
  };
  await does('take');
  await does('notes', { text: `${person.first_name} is ${word} about it` });
  const seq_seen = (await agent.get(at)).json().standing.seq;
  await does('replies', { text: `Dear ${person.last_name}, I look into it`, seq_seen });
  const upload = await server.app.inject({
    method: 'POST',
    url: `/api/conversations/${conversation_id}/attachments`,
    headers: { ...(await bearer(person.id)), 'content-type': 'image/png', 'x-file-name': `${word}.png` },
    payload: pngOf(2, 2),
  });
  expect(upload.statusCode, upload.body).toBe(201);
}

beforeAll(async () => {
  world = demoWorld(1, new Date().toISOString());
  const orders = Object.values(world.orders);
  const arrived = must(
    orders.find(({ status }) => status === 'delivered'),
    'an order that arrived',
  );
  const [open, other] = orders.filter(
    (one) => one.status === 'pending' && one.buyer_id !== arrived.buyer_id && one.total_cents < 50_000,
  );
  if (!open || !other) throw new Error('the demo has two orders that are not sent yet');
  movesIn(ANA, arrived, open);
  movesIn(BEN, other);
  folder = await mkdtemp(join(tmpdir(), 'hark-privacy-'));
  const files = { files: folderFiles(folder), limits: { bytes: 1_000_000 }, now: () => server.now() };
  const attachments = makeAttachments({ database: held.database, ...files });
  server = await deskServer(held.database, { playbook, world, attachments });
  admin = await server.signedIn('admin');
  agent = await server.signedIn('agent', arrived.shop_id);
  const elsewhere = must(
    Object.keys(world.shops).find((id) => id !== arrived.shop_id),
    'another shop',
  );
  const at = { shop_id: arrived.shop_id, order_id: arrived.id, known: true };
  talks.ana.push(await talk(ANA, at));
  talks.ana.push(await talk(ANA, { shop_id: elsewhere, order_id: null, known: true }));
  talks.ana.push(await talk(ANA, { shop_id: 'platform', order_id: null, known: false }));
  talks.ana.push(await cancels(ANA, open));
  talks.ben.push(await talk(BEN, { shop_id: other.shop_id, order_id: other.id, known: true }));
  talks.ben.push(await talk(BEN, { ...at, order_id: null }));
  await withPeople(must(talks.ana[0], 'a talk'), ANA, 'schadenfroh');
  await withPeople(must(talks.ben[1], 'a talk'), BEN, 'gleefulish');
  // The platform's endpoint is told of every shop, under the platform's own name.
  await held.owner(
    `insert into hark.webhook_messages (shop_id, message_id, conversation_id, seq, type, at, body)
     values ('platform', 'm1', $1, 1, 'action.requested', now(), '{"order_id":"webhookish"}')`,
    [talks.ana[0]],
  );
});
afterAll(async () => {
  await server.app.close();
  await rm(folder, { recursive: true });
});
afterEach(() => expect(server.faults).toEqual([]));

async function foundOf(signs: string[]): Promise<string[]> {
  const texts = await textsOfDatabase(held.url);
  return signs.filter((sign) => texts.some(({ text }) => text.includes(sign)));
}

const ask = (what: string, buyer_id: string) => admin.post(`/api/privacy/${what}`, { buyer_id });

describe('a buyer who asks', () => {
  test('is found in the whole database before, but for the card', async () => {
    const cards = ['4111 1111', '4111111111111111'];
    expect(await foundOf(ANAS)).toEqual(ANAS.filter((sign) => !cards.includes(sign)));
    expect(await foundOf(BENS)).toEqual(BENS);
  });

  test('gets everything as one document, and nobody else is in it', async () => {
    const answer = await ask('export', ANA.id);
    expect(answer.statusCode).toBe(200);
    const document = answer.json();
    expect(document).toMatchObject({ format: 'hark-privacy-export/1', buyer_id: ANA.id });
    const ids = document.conversations.map((one: { conversation_id: string }) => one.conversation_id);
    expect(ids.toSorted()).toEqual(talks.ana.toSorted());
    const [first] = document.conversations.filter(
      (one: { conversation_id: string }) => one.conversation_id === talks.ana[0],
    );
    const said = first.messages
      .filter(({ from }: { from: string }) => from === 'buyer')
      .map(({ text }: { text: string }) => text);
    expect(said).toEqual(expect.arrayContaining(ANA.says.slice(1)));
    expect(first.files).toEqual([expect.objectContaining({ name: 'schadenfroh.png', kind: 'png' })]);
    const [{ content, sha256, bytes }] = first.files;
    const picture = Buffer.from(content, 'base64');
    expect(createHash('sha256').update(picture).digest('hex')).toBe(sha256);
    expect([picture.length, picture.subarray(1, 4).toString()]).toEqual([bytes, 'PNG']);
    expect(first.messages).toContainEqual(expect.objectContaining({ from: 'note', name: 'The' }));
    expect(document.conversations.at(-1).surveys).toContainEqual(
      expect.objectContaining({ rating: 4, comment: 'Zdzisława says: splendiferously done' }),
    );
    expect(document.counted.map(({ action }: { action: string }) => action)).toContain('cancel_order');
    const text = answer.body.toLowerCase();
    for (const sign of BENS) expect(text).not.toContain(sign);
  });

  test('is told first how much there is', async () => {
    expect((await ask('holding', ANA.id)).json()).toMatchObject({ conversations: 4, files: 1 });
    expect((await ask('holding', 'nobody')).json()).toEqual({ conversations: 0, open: 0, files: 0 });
  });

  test('is refused by shops', async () => {
    for (const what of ['holding', 'export', 'erase'])
      expect((await agent.post(`/api/privacy/${what}`, { buyer_id: ANA.id })).statusCode).toBe(403);
  });

  test('is erased: no table, column or schema holds anything of theirs, and everything of the other is there', async () => {
    const answer = await ask('erase', ANA.id);
    expect(answer.json()).toMatchObject({ conversations: 4, files: 1, waiting: [] });
    expect(await foundOf(ANAS)).toEqual([]);
    expect(await foundOf(BENS)).toEqual(BENS);
    const kept = await readdir(folder, { recursive: true, withFileTypes: true });
    expect(kept.filter((one) => one.isFile())).toHaveLength(1);
    const others = (await ask('export', BEN.id))
      .json()
      .conversations.flatMap(({ files }: { files: { content: string | null }[] }) =>
        files.map(({ content }) => content !== null),
      );
    expect(others).toEqual([true]);
  });

  test('is not there any more for themselves, the desk’s search, or whoever writes on', async () => {
    const [id] = talks.ana;
    const url = `/api/conversations/${id}/messages`;
    const answer = await server.app.inject({ method: 'GET', url, headers: await bearer(ANA.id) });
    expect(answer.statusCode).toBe(404);
    for (const q of ['brzeczyszczykiewicz', 'schadenfroh', 'lampion', ANA.email]) {
      const page = await agent.get(`/api/desk/conversations?list=mine&q=${encodeURIComponent(q)}`);
      expect(page.json().rows).toEqual([]);
    }
    const found = await agent.get('/api/desk/conversations?list=mine&q=gleefulish');
    expect(found.json().rows).toHaveLength(1);
    const thread = await agent.get(`/api/desk/conversations/${id}`);
    expect(thread.statusCode).toBe(200);
    expect(thread.body).toContain('Erased because the buyer asked for it');
    const note = { client_id: randomUUID(), text: 'She was schadenfroh' };
    expect((await agent.post(`/api/desk/conversations/${id}/notes`, note)).statusCode).toBe(404);
    await expect(server.writes(must(id, 'a talk'), 'And another thing')).rejects.toThrow('was erased');
    expect(await foundOf(ANAS)).toEqual([]);
  });

  test('is reported by a replay as erased, the other without a difference, and each snapshot is the fold of its log', async () => {
    const store = postgresStore(held.database);
    for (const [ids, erased] of [
      [talks.ana, true],
      [talks.ben, false],
    ] as const)
      for (const id of ids) {
        const again = replay(playbook, id, await store.events(id, 0));
        expect({ difference: again.difference, erased: again.erased }).toEqual({ difference: null, erased });
        expect((await store.load(id))?.state).toEqual(again.state);
      }
  });

  test('can be erased again, and each time stands in an audit log that holds, without their id', async () => {
    expect((await ask('erase', ANA.id)).json()).toMatchObject({ conversations: 0, files: 0, waiting: [] });
    const logs = await verifyAudit(held.database);
    expect(logs.every(({ whole }) => whole)).toBe(true);
    const { entries } = (await admin.get('/api/audit?action=buyer_erased')).json();
    expect(entries).toHaveLength(2);
    expect(entries[1]).toMatchObject({ detail: { conversations: 4, files: 1, waiting: 0 } });
    expect(JSON.stringify(entries)).not.toContain(ANA.id);
  });

  test('has an empty document afterwards', async () => {
    expect((await ask('export', ANA.id)).json()).toMatchObject({ buyer_id: ANA.id, conversations: [] });
  });
});
