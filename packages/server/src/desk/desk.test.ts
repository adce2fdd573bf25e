import { randomUUID } from 'node:crypto';
import { must } from '@hark/core';
import { isDeskActions, isDeskFacts, isDeskPage, isDeskTemplates, isDeskThread } from '@hark/wire';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '../audit/read.ts';
import { withDatabase } from '../db/test-database.ts';
import { signBuyerToken } from '../identity/buyer-token.ts';
import { starterPlaybook } from '../main.ts';
import { demoWorld } from '../marketplace/demo.ts';
import type { World } from '../marketplace/world.ts';
import { loadPlaybookFolder } from '../playbook-folder.ts';
import { type DeskServer, deskServer } from '../testing/desk-server.ts';
import type { browser } from '../testing/people-server.ts';
import { SMALL } from '../testing/small-server.ts';

type Browser = ReturnType<typeof browser>;
type About = { buyer_id: string; order_id: string; shop_id: string };

const held = withDatabase();
const playbook = loadPlaybookFolder(starterPlaybook());
let world: World;
let server: DeskServer;
let [ada, bo, other, chiara]: Browser[] = [];
let about: About;

beforeAll(async () => {
  world = demoWorld(1, new Date().toISOString());
  const pending = must(
    Object.values(world.orders).find((order) => order.status === 'pending'),
    'a pending order',
  );
  about = { buyer_id: pending.buyer_id, order_id: pending.id, shop_id: pending.shop_id };
  const elsewhere = must(
    Object.keys(world.shops).find((id) => id !== pending.shop_id),
    'another shop',
  );
  server = await deskServer(held.database, { playbook, world });
  ada = await server.signedIn('agent', pending.shop_id);
  bo = await server.signedIn('shop_admin', pending.shop_id);
  other = await server.signedIn('agent', elsewhere);
  chiara = await server.signedIn('specialist');
});
afterAll(() => server.app.close());
afterEach(() => expect(server.faults).toEqual([]));

const of = (who: Browser | undefined): Browser => must(who, 'somebody');

async function page(who: Browser | undefined, query: string) {
  const body = (await of(who).get(`/api/desk/conversations?${query}`)).json();
  if (!isDeskPage(body)) throw new Error(`not a page: ${JSON.stringify(body)}`);
  return body;
}

async function stands(who: Browser | undefined, list: string, id: string): Promise<boolean> {
  const { rows } = await page(who, `list=${list}&limit=100`);
  return rows.some((row) => row.conversation_id === id);
}

async function thread(who: Browser | undefined, id: string) {
  const answer = await of(who).get(`/api/desk/conversations/${id}`);
  const body = answer.json();
  if (!isDeskThread(body)) throw new Error(`not a thread: ${JSON.stringify(body)}`);
  return body;
}

/** Somebody in one conversation. */
const at = (who: Browser | undefined, id: string) => ({
  does: (way: string, body: object = {}) =>
    of(who).post(`/api/desk/conversations/${id}/${way}`, { client_id: randomUUID(), ...body }),
  async answers(text: string, client_id: string = randomUUID()) {
    const seq_seen = (await thread(who, id)).standing.seq;
    return this.does('replies', { text, seq_seen, client_id });
  },
});

describe('the lists', () => {
  test('a conversation goes from unassigned to mine, to waiting, to resolved, and no other shop sees it', async () => {
    const id = await server.asksForPerson(about);
    expect(await stands(ada, 'unassigned', id)).toBe(true);
    expect(await stands(other, 'unassigned', id)).toBe(false);
    expect(await stands(chiara, 'unassigned', id)).toBe(false);
    const { rows } = await page(ada, 'list=unassigned');
    const row = must(
      rows.find((one) => one.conversation_id === id),
      'the row',
    );
    expect(row).toMatchObject({ side: 'shop', holder: null, words: 'I want to talk to a person, please' });
    expect(row.buyer).toBe(
      `${world.buyers[about.buyer_id]?.first_name} ${world.buyers[about.buyer_id]?.last_name}`,
    );
    expect(row.promised_at).not.toBeNull();

    expect((await at(ada, id).does('take')).statusCode).toBe(200);
    expect(await stands(ada, 'mine', id)).toBe(true);
    expect(await stands(bo, 'mine', id)).toBe(false);
    expect(await stands(bo, 'unassigned', id)).toBe(false);

    expect((await at(ada, id).answers('I look into it.')).statusCode).toBe(200);
    expect(await stands(ada, 'waiting', id)).toBe(true);
    expect((await at(ada, id).does('resolve')).statusCode).toBe(200);
    expect(await stands(ada, 'waiting', id)).toBe(false);
    expect(await stands(ada, 'resolved', id)).toBe(true);
    expect((await of(other).get(`/api/desk/conversations/${id}`)).statusCode).toBe(404);
  });

  test('what is passed to the marketplace stands in its list, and waits in the shop’s', async () => {
    const id = await server.asksForPerson(about);
    await at(ada, id).does('take');
    expect((await at(ada, id).does('pass', { to: 'platform', words: 'Above my limit.' })).statusCode).toBe(
      200,
    );
    expect(await stands(chiara, 'unassigned', id)).toBe(true);
    expect(await stands(ada, 'waiting', id)).toBe(true);
    const items = (await thread(chiara, id)).items.map(({ text }) => text).join('\n');
    expect(items).toContain('passed it to the marketplace: Above my limit.');
  });

  test('what was promised within the hour is due, and the numbers on the lists are those of their rows', async () => {
    const before = await page(ada, 'list=due');
    const id = await server.asksForPerson(about);
    const { counts } = await page(ada, 'list=unassigned&limit=100');
    const unassigned = await page(ada, 'list=unassigned&limit=100');
    expect(counts.unassigned).toBe(unassigned.rows.length);
    const due = await page(ada, 'list=due&limit=100');
    expect(due.rows.length).toBe(due.counts.due);
    const promised_ms = Date.parse((await thread(ada, id)).standing.promised_at ?? '');
    const soon = promised_ms - Date.parse(server.now()) < 3_600_000;
    expect(due.counts.due - before.counts.due).toBe(soon ? 1 : 0);
  });

  test('a list is read page by page, each row once', async () => {
    for (let count = 0; count < 3; count++) await server.asksForPerson(about);
    const all = await page(ada, 'list=unassigned&limit=100');
    const seen: string[] = [];
    for (let from = 0; ; from += 2) {
      const { rows, more } = await page(ada, `list=unassigned&limit=2&from=${from}`);
      seen.push(...rows.map((row) => row.conversation_id));
      if (!more) break;
    }
    expect(seen).toEqual(all.rows.map((row) => row.conversation_id));
  });

  test('what the assistant has stands in a list of its own, and somebody can step in', async () => {
    const { conversation_id: id } = await server.turns.open({ ...about, channel: 'chat', language: 'en' });
    expect(await stands(ada, 'assistant', id)).toBe(true);
    expect((await at(ada, id).does('take')).statusCode).toBe(200);
    expect(await stands(ada, 'assistant', id)).toBe(false);
    expect(await stands(ada, 'mine', id)).toBe(true);
  });
});

describe('search', () => {
  const found = async (who: Browser | undefined, words: string, id: string): Promise<boolean> => {
    const { rows } = await page(who, `q=${encodeURIComponent(words)}&limit=100`);
    return rows.some((row) => row.conversation_id === id);
  };

  test('finds by what was said, by the buyer’s name and by the number of the order, and only within one’s reach', async () => {
    const id = await server.asksForPerson(about);
    await server.writes(id, 'La LÁMPARA llegó con un rasguño');
    const last_name = must(world.buyers[about.buyer_id], 'the buyer').last_name;
    for (const words of ['lampara', 'rasg', 'lámpara rasguño', last_name, about.order_id]) {
      expect([words, await found(ada, words, id)]).toEqual([words, true]);
      expect([words, await found(other, words, id)]).toEqual([words, false]);
      expect([words, await found(chiara, words, id)]).toEqual([words, true]);
    }
    expect(await found(ada, 'lampara tostadora', id)).toBe(false);
    expect(await found(ada, '!!!', id)).toBe(false);
  });

  test('notes and what was said while the assistant had it again are found too', async () => {
    const id = await server.asksForPerson(about);
    await at(ada, id).does('take');
    await at(ada, id).does('give-back');
    await server.writes(id, 'zanzibar');
    await server.writes(id, 'a person please');
    await at(bo, id).does('notes', { text: 'Rhubarb on Tuesday.' });
    expect(await found(ada, 'zanzibar', id)).toBe(true);
    expect(await found(ada, 'rhubarb', id)).toBe(true);
  });

  test('finds what only the assistant had, by words, order, product, mail and the conversation’s own name', async () => {
    const { conversation_id: id } = await server.turns.open({ ...about, channel: 'chat', language: 'en' });
    await server.turns.settle(id);
    await server.writes(id, 'Does the kumquat come in blue?');
    const order = must(world.orders[about.order_id], 'the order');
    const { email } = must(world.buyers[about.buyer_id], 'the buyer');
    const product = must(order.lines[0], 'a line').name;
    for (const words of ['kumquat', about.order_id, `kumquat ${product}`, email, email.slice(0, 7), id]) {
      expect([words, await found(ada, words, id)]).toEqual([words, true]);
      expect([words, await found(other, words, id)]).toEqual([words, false]);
    }
  });

  test('shows where it was found: the text with the most of the words, else what is known of it', async () => {
    const id = await server.asksForPerson(about);
    await server.writes(id, 'A quince, please');
    await server.writes(id, 'The quince is yellow and the other one as well');
    const shown = async (words: string) => {
      const { rows } = await page(ada, `q=${encodeURIComponent(words)}&limit=100`);
      const row = rows.find(({ conversation_id }) => conversation_id === id);
      return row?.found?.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('') ?? null;
    };
    expect(await shown('quin yell')).toBe('The [quince] is [yellow] and the other one as well');
    const product = must(must(world.orders[about.order_id], 'the order').lines[0], 'a line').name;
    const first = must(product.split(' ')[0], 'a word of it');
    expect(await shown(`${first} ${about.order_id}`)).toContain('[');
    const { rows } = await page(ada, 'list=unassigned');
    expect(rows.every((row) => row.found === null)).toBe(true);
  });

  test('what is found is read page by page, each once', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 3; count++) {
      const id = await server.asksForPerson(about);
      await server.writes(id, 'persimmon');
      ids.push(id);
    }
    const seen: string[] = [];
    for (let from = 0; ; from += 2) {
      const { rows, more } = await page(ada, `q=persimmon&limit=2&from=${from}`);
      seen.push(...rows.map((row) => row.conversation_id));
      if (!more) break;
    }
    expect(seen).toEqual(ids.toReversed());
  });

  test('whoever erases what was said erases the words by which it is found', async () => {
    const id = await server.asksForPerson(about);
    await server.writes(id, 'xylophone');
    expect(await found(ada, 'xylophone', id)).toBe(true);
    await held.owner('delete from hark.personal where conversation_id = $1', [id]);
    expect(await held.owner(`select from hark.desk_words where conversation_id = $1`, [id])).toEqual([]);
  });
});

describe('what people do', () => {
  test('whoever does not hold it is refused with a reason, and the buyer reads nothing of it', async () => {
    const id = await server.asksForPerson(about);
    await at(ada, id).does('take');
    const refused = await at(bo, id).answers('Me too.');
    expect(refused.statusCode).toBe(409);
    expect(refused.json().error).toMatchObject({ code: 'desk_refused' });
    expect(refused.json().error.message).toContain('The agent holds this conversation');
    expect(await readByBuyer(id)).not.toContain('Me too.');
    expect((await thread(ada, id)).items.map(({ text }) => text)).not.toContain('Me too.');
    expect((await thread(bo, id)).standing.may.write).toContain('holds this conversation');
    expect((await thread(ada, id)).standing.may.write).toBeNull();
  });

  test('whoever leads the shop takes it from a colleague, who is told until they have seen it; it stands in the audit log', async () => {
    const id = await server.asksForPerson(about);
    await at(ada, id).does('take');
    const { standing } = await thread(bo, id);
    expect([standing.may.take, standing.may.replace]).toEqual([
      expect.stringContaining('holds this conversation'),
      null,
    ]);
    expect((await thread(ada, id)).standing.may.replace).toContain('already');
    const instead_of = must(standing.holder, 'the holder').agent_id;
    expect((await at(bo, id).does('replace', { instead_of })).statusCode).toBe(200);
    expect(await stands(ada, 'mine', id)).toBe(false);
    expect(await stands(bo, 'mine', id)).toBe(true);
    expect((await thread(ada, id)).items.map(({ text }) => text).join('\n')).toMatch(
      /took over from The agent/,
    );
    const told = async (who: Browser | undefined) =>
      (await page(who, 'list=mine')).told.filter(({ conversation_id }) => conversation_id === id);
    expect(await told(ada)).toMatchObject([{ by: expect.any(String), buyer: expect.any(String) }]);
    expect([await told(bo), await told(other)]).toEqual([[], []]);
    expect((await of(ada).post(`/api/desk/conversations/${id}/seen`)).statusCode).toBe(204);
    expect(await told(ada)).toEqual([]);
    const audit = (await of(bo).get('/api/audit?action=conversation_taken_from')).json();
    const names = { [instead_of]: 'The agent' };
    expect(audit.entries[0]).toMatchObject({ target: id, detail: { instead_of }, names });
  });

  test('an agent takes nothing from a colleague, and nobody takes it from one who holds it no more', async () => {
    const id = await server.asksForPerson(about);
    await at(bo, id).does('take');
    const instead_of = must((await thread(ada, id)).standing.holder, 'the holder').agent_id;
    const refused = await at(ada, id).does('replace', { instead_of });
    expect([refused.statusCode, refused.json().error.message]).toEqual([
      409,
      expect.stringContaining('Whoever leads the team'),
    ]);
    expect((await thread(ada, id)).standing.may.replace).toContain('Whoever leads the team');
    const admin = await server.signedIn('admin');
    expect((await at(admin, id).does('replace', { instead_of: 'somebody else' })).statusCode).toBe(409);
    expect((await at(admin, id).does('replace', { instead_of })).statusCode).toBe(200);
    expect((await thread(bo, id)).standing.may.replace).toContain('marketplace');
  });

  test('an answer that is sent twice is one answer', async () => {
    const id = await server.asksForPerson(about);
    await at(ada, id).does('take');
    const client_id = randomUUID();
    const first = (await at(ada, id).answers('Once.', client_id)).json();
    const second = (await at(ada, id).answers('Once.', client_id)).json();
    expect(first).toMatchObject({ duplicate: false });
    expect(second).toEqual({ ...first, duplicate: true });
    expect((await readByBuyer(id)).split('Once.')).toHaveLength(2);
  });

  test('a refusal that is asked for twice is the same refusal', async () => {
    const id = await server.asksForPerson(about);
    await at(ada, id).does('take');
    const client_id = randomUUID();
    expect((await at(bo, id).answers('Me too.', client_id)).statusCode).toBe(409);
    expect((await at(bo, id).answers('Me too.', client_id)).statusCode).toBe(409);
  });

  test('an answer to older words is sent and marked', async () => {
    const id = await server.asksForPerson(about);
    await at(ada, id).does('take');
    const seq_seen = (await thread(ada, id)).standing.seq;
    await server.writes(id, 'no wait, the red one');
    expect((await at(ada, id).does('replies', { text: 'The blue one is here.', seq_seen })).statusCode).toBe(
      200,
    );
    const after = await thread(ada, id);
    expect(after.items.find(({ text }) => text === 'The blue one is here.')).toMatchObject({
      kind: 'person',
      mine: true,
      overtaken: true,
    });
    expect(after.standing.waiting_since).not.toBeNull();
  });

  test('a note is seen by people and by no buyer', async () => {
    const id = await server.asksForPerson(about);
    expect((await at(bo, id).does('notes', { text: 'Calls at nine.' })).statusCode).toBe(200);
    const note = (await thread(ada, id)).items.find(({ kind }) => kind === 'note');
    expect(note).toMatchObject({ text: 'Calls at nine.', mine: false });
    expect(await readByBuyer(id)).not.toContain('Calls at nine.');
  });

  test('empty and endless words are refused, and everything that was done stands in the audit log', async () => {
    const id = await server.asksForPerson(about);
    expect((await at(ada, id).does('notes', { text: ' \n ' })).statusCode).toBe(422);
    expect((await at(ada, id).does('notes', { text: 'x'.repeat(8_001) })).statusCode).toBe(422);
    await at(ada, id).does('take');
    await at(ada, id).answers('Hello.');
    await at(ada, id).does('give-back');
    // What was refused was tried all the same.
    expect((await at(ada, id).does('give-back')).statusCode).toBe(409);
    const rows = await held.owner<{ action: string; refused: string | null; text: string }>(
      `select action, detail ->> 'refused' as refused, a::text as text from hark.audit a where target = $1 order by seq`,
      [id],
    );
    expect(rows.map(({ action, refused }) => [action, refused])).toEqual([
      ['conversation_taken', null],
      ['conversation_answered', null],
      ['conversation_given_back', null],
      ['conversation_given_back', expect.any(String)],
    ]);
    expect(rows.map(({ text }) => text).join()).not.toContain('Hello.');
    expect((await verifyAudit(held.database)).every(({ whole }) => whole)).toBe(true);
  });
});

describe('facts and actions', () => {
  test('people of a shop see the orders of their shop alone, those of the platform all', async () => {
    const buyer = must(
      Object.values(world.buyers).find(({ order_ids }) => {
        const shops = new Set(order_ids.map((order) => world.orders[order]?.shop_id));
        return shops.size > 1 && shops.has(about.shop_id);
      }),
      'a buyer of several shops',
    );
    const own = must(
      buyer.order_ids.find((order) => world.orders[order]?.shop_id === about.shop_id),
      'an order of the shop',
    );
    const id = await server.asksForPerson({ buyer_id: buyer.id, order_id: own, shop_id: about.shop_id });
    const facts = (await of(ada).get(`/api/desk/conversations/${id}/orders`)).json();
    if (!isDeskFacts(facts)) throw new Error('not facts');
    expect(new Set(facts.orders.map(({ shop_id }) => shop_id))).toEqual(new Set([about.shop_id]));
    expect(facts.focus).toBe(own);
    const all = (await of(chiara).get(`/api/desk/conversations/${id}/orders`)).json();
    if (!isDeskFacts(all)) throw new Error('not facts');
    expect(all.orders).toHaveLength(buyer.order_ids.length);
    const foreign = must(
      all.orders.find(({ shop_id }) => shop_id !== about.shop_id),
      'an order of another shop',
    );
    await at(ada, id).does('take');
    const args = { reason: 'no longer needed' };
    const asked = await at(ada, id).does('actions', { action: 'cancel_order', order_id: foreign.id, args });
    expect(asked.statusCode).toBe(409);
    expect(world.orders[foreign.id]?.status).toBe(foreign.status);
  });

  test('each action comes with the reason for or against it, and what is allowed is done through the gate', async () => {
    const id = await server.asksForPerson(about);
    const url = `/api/desk/conversations/${id}/actions?order_id=${encodeURIComponent(about.order_id)}`;
    const told = (await of(ada).get(url)).json();
    if (!isDeskActions(told)) throw new Error(`not actions: ${JSON.stringify(told).slice(0, 400)}`);
    const cancel = must(
      told.actions.find(({ action }) => action === 'cancel_order'),
      'cancelling',
    );
    expect(cancel).toMatchObject({ allowed: true, title: 'Cancel an order' });
    expect(cancel.says).toMatch(/conditions? holds?/);
    expect(cancel.readback?.card?.rows.length).toBeGreaterThan(0);
    const back = must(
      told.actions.find(({ action }) => action === 'return_items'),
      'returning',
    );
    expect(back.allowed).toBe(false);
    expect(back.says).toContain('cannot be returned now');
    expect(back.checked[0]?.values).toMatchObject({ 'args.order.status': 'pending' });

    const wanted = { action: 'cancel_order', order_id: about.order_id, args: { reason: 'no longer needed' } };
    const early = await at(ada, id).does('actions', wanted);
    expect(early.json().error.message).toContain('Take it over first');
    await at(ada, id).does('take');
    const asked = await at(ada, id).does('actions', wanted);
    expect(asked.json()).toMatchObject({ requested: true });
    await server.turns.settle(id);
    expect(world.orders[about.order_id]?.status).toBe('cancelled');
    const texts = (await thread(ada, id)).items.map(({ text }) => text).join('\n');
    expect(texts).toContain('Cancel an order: the shop system is asked');
    expect(texts).toContain('The shop system has done it');
    // What was read of the buyer no longer holds then; what they are called does.
    const { first_name, last_name } = must(world.buyers[about.buyer_id], 'the buyer');
    const { rows } = await page(ada, 'list=mine&limit=100');
    const row = rows.find(({ conversation_id }) => conversation_id === id);
    expect([row?.buyer, (await thread(ada, id)).buyer?.name]).toEqual(
      Array.from({ length: 2 }, () => `${first_name} ${last_name}`),
    );
    const again = await at(ada, id).does('actions', wanted);
    expect(again.statusCode).toBe(409);
    expect(again.json().error.code).toBe('action_withheld');
  });

  test('templates come with their values put in, in the buyer’s language', async () => {
    const id = await server.asksForPerson(about);
    const told = (await of(ada).get(`/api/desk/conversations/${id}/templates`)).json();
    if (!isDeskTemplates(told)) throw new Error('not templates');
    const greeting = must(
      told.templates.find((one) => one.id === 'greeting'),
      'the greeting',
    );
    expect(greeting.text).toContain(`Hello ${world.buyers[about.buyer_id]?.first_name}, this is The.`);
    expect(told.templates.map((one) => one.id)).toContain('where_it_is');
  });
});

/** What the buyer reads of it. */
async function readByBuyer(id: string): Promise<string> {
  const { audience, buyer_secret } = SMALL;
  const claim = { audience, buyer_id: about.buyer_id, order_id: null };
  const token = await signBuyerToken(buyer_secret, claim, new Date(Date.now() + 60_000));
  const headers = { authorization: `Bearer ${token}` };
  const answer = await server.app.inject({ url: `/api/conversations/${id}/messages`, headers });
  expect(answer.statusCode).toBe(200);
  return answer.body;
}
