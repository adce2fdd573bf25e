import { randomUUID } from 'node:crypto';
import { must } from '@hark/core';
import { describe, expect, test } from 'vitest';
import { forPerson } from '../db/as.ts';
import { makePool } from '../db/pool.ts';
import { withDatabase } from '../db/test-database.ts';
import { API_SCOPES, isApiScope } from '../identity/api-scope.ts';
import { type Person, ROLES } from '../identity/role.ts';
import { browser, employ, type PeopleServer, peopleServer } from '../testing/people-server.ts';
import type { Access } from './access.ts';

const held = withDatabase();

/** Routes that anybody may call: whoever adds one adds it here too, and thinks about it. */
const PUBLIC = [
  'GET /',
  'GET /account',
  'GET /api/session',
  'GET /api/sign-in/oidc',
  'GET /api/sign-in/oidc/callback',
  'GET /app/:file',
  'GET /audit',
  'GET /chat',
  'GET /chat/:file',
  'GET /demo/:buyer',
  'GET /demo/mail',
  'GET /demo/shop',
  'GET /demo/shop.css',
  'GET /demo/shop/order/:id',
  'GET /desk',
  'GET /docs',
  'GET /docs/reader.js',
  'GET /health',
  'GET /index.css',
  'GET /index.js',
  'GET /invitation',
  'GET /keys',
  'GET /openapi.json',
  'GET /reset',
  'GET /sign-in',
  'GET /team',
  'GET /trace',
  'GET /articles',
  'GET /webhooks',
  'GET /widget.js',
  'GET /widget/:file',
  'POST /api/conversations',
  'POST /api/invitations/accept',
  'POST /api/invitations/read',
  'POST /api/password/ask',
  'POST /api/password/reset',
  'POST /api/sign-in',
  'POST /api/sign-in/passkey',
  'POST /api/sign-in/passkey/question',
  'POST /api/sign-in/second-factor',
  'POST /api/sign-out',
];
/** Routes for buyers and for who holds a conversation; walked in access.test.ts. */
const BUYERS = [
  'GET /api/conversations/:id/attachments/:attachment',
  'GET /api/conversations/:id/messages',
  'GET /api/conversations/:id/stream',
  'GET /api/conversations/mine',
  'POST /api/conversations/:id/attachments',
  'POST /api/conversations/:id/messages',
  'POST /api/conversations/:id/survey',
  'POST /api/conversations/:id/typing',
];

type Route = { method: string; url: string; access: Access };
/** Who calls: nobody may be let in by mistake, and a person only where the route's declaration says so. */
type Caller = {
  name: string;
  headers: Record<string, string>;
  person: Person | null;
  scopes: string[] | null;
};

async function watchedServer(): Promise<{ server: PeopleServer; routes: Route[] }> {
  const routes: Route[] = [];
  const server = await peopleServer(held.database, {
    declared: (route) => routes.push(route),
  });
  return { server, routes };
}

async function callers(server: PeopleServer): Promise<Caller[]> {
  const found: Caller[] = [
    { name: 'nobody', headers: {}, person: null, scopes: null },
    {
      name: 'a forged cookie',
      headers: { cookie: 'hark.session_token=abc.def' },
      person: null,
      scopes: null,
    },
    {
      name: 'a forged key',
      headers: { authorization: `Bearer hark_${'0'.repeat(16)}_${'x'.repeat(43)}` },
      person: null,
      scopes: null,
    },
  ];
  for (const shop of ['lamps', 'chairs'])
    for (const role of ROLES) {
      if (shop === 'chairs' && role !== 'agent' && role !== 'shop_admin') continue;
      const person = await employ(server, role, shop);
      const chrome = browser(server);
      expect((await chrome.signIn(person.email)).json()).toEqual({ next: 'in' });
      found.push({ name: `${role} of ${person.shop_id}`, headers: chrome.headers(), person, scopes: null });
      const tampered = chrome.headers();
      const cookie = must(tampered.cookie, 'a browser that is signed in has cookies');
      found.push({
        name: `${role} with a tampered cookie`,
        headers: {
          ...tampered,
          cookie: cookie.replace(/session_token=./, (start) => `${start.slice(0, -1)}~`),
        },
        person: null,
        scopes: null,
      });
      if (role === 'shop_admin' || role === 'admin') await addKeys(server, person, found);
    }
  const gone = await employ(server, 'agent', 'attic');
  const left = browser(server);
  await left.signIn(gone.email);
  await held.owner(
    `update hark_identity.session set "expiresAt" = now() - interval '1 minute' where "userId" = $1`,
    [gone.person_id],
  );
  found.push({ name: 'an expired session', headers: left.headers(), person: null, scopes: null });
  return found;
}

async function addKeys(server: PeopleServer, person: Person, found: Caller[]): Promise<void> {
  const scopes = Object.keys(API_SCOPES).filter(isApiScope);
  const { key } = await server.identity.keys.make(person, { name: 'all', scopes, expires_at: null });
  const holder: Person = { ...person, person_id: 'key' };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  found.push({ name: `a key of ${person.shop_id}`, headers: bearer(key), person: holder, scopes });
  const past = new Date(Date.now() - 1_000).toISOString();
  const old = await server.identity.keys.make(person, { name: 'old', scopes, expires_at: past });
  found.push({ name: 'an expired key', headers: bearer(old.key), person: null, scopes: null });
  const ended = await server.identity.keys.make(person, { name: 'ended', scopes, expires_at: null });
  await server.identity.keys.revoke(person, ended.made.key_id);
  found.push({ name: 'a revoked key', headers: bearer(ended.key), person: null, scopes: null });
}

/** Whether the declaration lets a caller in, by nothing but its words. */
function letsIn({ access }: Route, { person, scopes }: Caller): boolean {
  if (typeof access === 'string' || person === null) return false;
  if (scopes !== null && (access.scope === undefined || !scopes.includes(access.scope))) return false;
  return access.roles.includes(person.role);
}

async function openIn(server: PeopleServer, shop_id: string): Promise<string> {
  const opened = await server.turns.open({
    buyer_id: null,
    order_id: null,
    shop_id,
    channel: 'chat',
    language: 'en',
  });
  return opened.conversation_id;
}

async function statusOf(
  server: PeopleServer,
  route: Route,
  asked: { url: string; caller: Caller },
): Promise<number> {
  const post = route.method === 'POST';
  const answer = await server.app.inject({
    method: post ? 'POST' : 'GET',
    url: asked.url,
    headers: asked.caller.headers,
    payloadAsStream: true,
    ...(post ? { payload: {} } : {}),
  });
  answer.stream().destroy();
  return answer.statusCode;
}

describe('every route, every role, own and foreign shop, every credential', () => {
  test('nobody gets further than the declaration says, and a foreign conversation is not there', async () => {
    const { server, routes } = await watchedServer();
    const all = await callers(server);
    const conversations = { lamps: await openIn(server, 'lamps'), chairs: await openIn(server, 'chairs') };
    const leaks: string[] = [];
    let walked = 0;
    for (const route of routes.filter(({ access }) => typeof access !== 'string')) {
      // Signing out and the like would end the walk.
      for (const caller of all)
        for (const [shop, id] of Object.entries(conversations)) {
          const about = route.url.includes('/conversations/:id');
          if (!about && shop !== 'lamps') continue;
          const url = route.url
            .replace('/conversations/:id', `/conversations/${id}`)
            .replaceAll(/:\w+/g, randomUUID());
          const status = await statusOf(server, route, { url, caller });
          walked += 1;
          const own =
            caller.person !== null && (caller.person.shop_id === null || caller.person.shop_id === shop);
          const refused = status === 401 || status === 403 || (about && status === 404);
          const may = letsIn(route, caller) && (!about || own);
          if (may ? status === 401 : !refused) leaks.push(`${route.method} ${url} ${caller.name}: ${status}`);
          if (!own && about && letsIn(route, caller) && status !== 404)
            leaks.push(`${route.method} ${url} ${caller.name}: foreign and ${status}`);
        }
    }
    expect(leaks).toEqual([]);
    expect(walked).toBeGreaterThan(300);
    console.log(`walked ${walked} calls over ${routes.length} routes with ${all.length} callers`);
    await server.app.close();
  }, 240_000);

  test('what is open to everybody is exactly what was thought about', async () => {
    const { server, routes } = await watchedServer();
    const open = routes.filter(({ access }) => access === 'public');
    const named = open.map(({ method, url }) => `${method} ${url}`);
    expect(named.filter((route) => !PUBLIC.includes(route))).toEqual([]);
    const buyers = routes.filter(({ access }) => access === 'buyer' || access === 'conversation');
    expect(buyers.map(({ method, url }) => `${method} ${url}`).toSorted()).toEqual(BUYERS);
    await server.app.close();
  });
});

describe('at the database', () => {
  test('a query without a context sees no row of any table, and the sign-in schema is closed to all but its own role', async () => {
    const server = await peopleServer(held.database);
    const admin = await employ(server, 'admin');
    await openIn(server, 'lamps');
    await server.identity.keys.make(admin, { name: 'k', scopes: ['audit:read'], expires_at: null });
    await server.identity.invitations.make(admin, {
      name: 'N',
      email: 'n@x.example',
      role: 'admin',
      shop_id: null,
    });
    const tables = await held.owner<{ name: string; schema: string; rows: number }>(
      `select n.nspname as schema, c.relname as name,
         (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I.%I', n.nspname, c.relname), false, true, '')))[1]::text::int as rows
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('hark', 'hark_identity') and c.relkind in ('r', 'p') and c.relname <> 'migrations'`,
    );
    expect(tables.filter(({ rows }) => rows > 0).length).toBeGreaterThan(8);
    const pool = makePool(held.url, { max: 1 });
    const stranger = { role: 'app' as const, shop_id: null, person: null };
    for (const { schema, name } of tables) {
      const sql = `select * from ${schema}."${name}"`;
      if (schema === 'hark_identity') await expect(pool.query(sql)).rejects.toThrow(/permission denied/);
      else {
        expect({ name, rows: (await pool.query(sql)).rows }).toEqual({ name, rows: [] });
        const rows = await held.database.as(stranger, (transaction) => transaction.query(sql));
        expect({ name, rows }).toEqual({ name, rows: [] });
      }
    }
    await expect(held.database.identity.query('select * from hark.people')).rejects.toThrow(
      /permission denied/,
    );
    await pool.end();
    await server.app.close();
  });

  test('people of a shop see its rows alone, people of the platform those of every shop, and each only under their name', async () => {
    const server = await peopleServer(held.database);
    for (const shop of ['lamps', 'chairs']) await openIn(server, shop);
    const shops = async (person: { person_id: string; shop_id: string | null }): Promise<string[]> => {
      const rows = await held.database.as(forPerson(person), (transaction) =>
        transaction.query<{ shop_id: string }>('select distinct shop_id::text from conversations order by 1'),
      );
      return rows.map(({ shop_id }) => shop_id);
    };
    expect(await shops({ person_id: 'a', shop_id: 'lamps' })).toEqual(['lamps']);
    expect(await shops({ person_id: 'p', shop_id: null })).toEqual(['chairs', 'lamps']);
    await expect(shops({ person_id: '', shop_id: null })).rejects.toThrow(/has a name/);
    await server.app.close();
  });
});
