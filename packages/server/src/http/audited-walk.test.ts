import { randomUUID } from 'node:crypto';
import { must } from '@hark/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { starterPlaybook } from '../main.ts';
import { demoWorld } from '../marketplace/demo.ts';
import { loadPlaybookFolder } from '../playbook-folder.ts';
import { authenticator } from '../testing/authenticator.ts';
import { type DeskServer, deskServer } from '../testing/desk-server.ts';
import { codeOf } from '../testing/one-time-code.ts';
import { ORIGIN } from '../testing/people.ts';
import { browser, employ, PASSWORD } from '../testing/people-server.ts';
import type { Declared } from './api.ts';

type Browser = ReturnType<typeof browser>;

const held = withDatabase();
const world = demoWorld(1, new Date().toISOString());
const pending = must(
  Object.values(world.orders).find(({ status }) => status === 'pending'),
  'a pending order',
);
const about = { buyer_id: pending.buyer_id, order_id: pending.id, shop_id: pending.shop_id };
const routes: Declared[] = [];
let server: DeskServer;
let [agent, leader, admin]: Browser[] = [];

/** What people may call without a line in the audit log: whoever adds one adds it here too, and thinks about it. */
const WITHOUT_A_LINE = [
  'POST /api/conversations/:id/rerun',
  'POST /api/desk/conversations/:id/actions/check',
  'POST /api/desk/conversations/:id/attachments',
  'POST /api/desk/conversations/:id/seen',
  'POST /api/desk/conversations/:id/typing',
  'POST /api/me/passkeys/question',
  'POST /api/me/second-factor',
  'POST /api/privacy/holding',
];

beforeAll(async () => {
  const playbook = loadPlaybookFolder(starterPlaybook());
  server = await deskServer(held.database, { playbook, world, declared: (route) => routes.push(route) });
  agent = await server.signedIn('agent', about.shop_id);
  leader = await server.signedIn('shop_admin', about.shop_id);
  admin = await server.signedIn('admin');
});
afterAll(() => server.app.close());

const of = (who: Browser | undefined): Browser => must(who, 'somebody');

/** A call of the route; what else it needs is made before. */
type Call = () => Promise<{ statusCode: number; body: string }>;
/** Makes what a route is about, and gives the call of it. */
type Prepare = () => Promise<Call>;

const desk = (way: string, body: () => object = () => ({}), taken = true): Prepare => {
  return async () => {
    const id = await server.asksForPerson(about);
    const post = (path: string, more: object) =>
      of(agent).post(`/api/desk/conversations/${id}/${path}`, { client_id: randomUUID(), ...more });
    if (taken) expect((await post('take', {})).statusCode).toBe(200);
    const seq_seen = (await of(agent).get(`/api/desk/conversations/${id}`)).json().standing.seq;
    return () => post(way, way === 'replies' ? { seq_seen, ...body() } : body());
  };
};

const invite = (email: string) =>
  of(admin).post('/api/invitations', { name: 'New', email, role: 'specialist', shop_id: null });

/** Somebody of the shop, signed in, of whom nothing else is known here. */
async function somebodyNew(): Promise<{ chrome: Browser; person_id: string }> {
  const person = await employ(server, 'agent', `shop-${randomUUID().slice(0, 8)}`);
  const chrome = browser(server);
  await chrome.signIn(person.email);
  return { chrome, person_id: person.person_id };
}

const member =
  (way: string, body: object = {}): Prepare =>
  async () => {
    const { person_id } = await somebodyNew();
    return () => of(admin).post(`/api/people/${person_id}/${way}`, body);
  };

async function withApp() {
  const { chrome } = await somebodyNew();
  const { secret } = (await chrome.post('/api/me/second-factor', { password: PASSWORD })).json();
  const confirm = () => chrome.post('/api/me/second-factor/confirm', { code: codeOf(secret, Date.now()) });
  return { chrome, confirm };
}

const app =
  (way: string): Prepare =>
  async () => {
    const { chrome, confirm } = await withApp();
    expect((await confirm()).statusCode).toBe(200);
    return () => chrome.post(`/api/me/${way}`, { password: PASSWORD });
  };

async function withPasskey() {
  const { chrome } = await somebodyNew();
  const { challenge } = (await chrome.post('/api/me/passkeys/question', { password: PASSWORD })).json();
  const answer = authenticator(ORIGIN, 'hark.test').make(challenge);
  return { chrome, keep: () => chrome.post('/api/me/passkeys', { answer, name: 'Telephone' }) };
}

const passkey =
  (way: string, body: object): Prepare =>
  async () => {
    const { chrome, keep } = await withPasskey();
    expect((await keep()).statusCode).toBe(200);
    const [made] = (await chrome.get('/api/me/passkeys')).json().passkeys;
    return () => chrome.post(`/api/me/passkeys/${made.passkey_id}/${way}`, body);
  };

const HOOK = { url: 'http://127.0.0.1:9/hark', event_types: ['conversation.opened'], description: '' };

const webhook =
  (way: (message: string) => string, body: object = {}): Prepare =>
  async () => {
    const { endpoint_id } = (await of(leader).post('/api/webhooks', HOOK)).json();
    const at = `/api/webhooks/${endpoint_id}`;
    const { message_id } = (await of(leader).post(`${at}/test`)).json();
    return () => of(leader).post(`${at}/${way(message_id)}`, body);
  };

/** A call of each route by which people change something. */
const CALLS: { [route: string]: Prepare } = {
  'GET /api/audit/export': async () => () => of(admin).get('/api/audit/export'),
  'POST /api/desk/conversations/:id/take': desk('take', undefined, false),
  'POST /api/desk/conversations/:id/give-back': desk('give-back'),
  'POST /api/desk/conversations/:id/resolve': desk('resolve'),
  'POST /api/desk/conversations/:id/replies': desk('replies', () => ({ text: 'Hello.' })),
  'POST /api/desk/conversations/:id/notes': desk('notes', () => ({ text: 'Calls at nine.' })),
  'POST /api/desk/conversations/:id/pass': desk('pass', () => ({ to: 'platform', words: 'Please.' })),
  'POST /api/desk/conversations/:id/actions': desk('actions', () => ({
    action: 'cancel_order',
    order_id: about.order_id,
    args: { reason: 'no longer needed' },
  })),
  'POST /api/desk/conversations/:id/replace': async () => {
    const id = await server.asksForPerson(about);
    const at = `/api/desk/conversations/${id}`;
    await of(agent).post(`${at}/take`, { client_id: randomUUID() });
    const instead_of = (await of(agent).get(at)).json().standing.holder.agent_id;
    return () => of(leader).post(`${at}/replace`, { client_id: randomUUID(), instead_of });
  },
  'POST /api/invitations': async () => () => invite('new@platform.example'),
  'POST /api/invitations/:invitation/withdraw': async () => {
    await invite('other@platform.example');
    const [open] = (await of(admin).get('/api/people')).json().invitations;
    return () => of(admin).post(`/api/invitations/${open.invitation_id}/withdraw`);
  },
  'POST /api/people/:person/role': member('role', { role: 'shop_admin' }),
  'POST /api/people/:person/remove': member('remove'),
  'POST /api/people/:person/second-factors/remove': member('second-factors/remove'),
  'POST /api/keys': async () => () =>
    of(leader).post('/api/keys', { name: 'Nightly', scopes: ['audit:read'] }),
  'POST /api/keys/:key/revoke': async () => {
    await of(leader).post('/api/keys', { name: 'Weekly', scopes: ['audit:read'] });
    const { keys } = (await of(leader).get('/api/keys')).json();
    const made = keys.find(({ name }: { name: string }) => name === 'Weekly');
    return () => of(leader).post(`/api/keys/${made.key_id}/revoke`);
  },
  'POST /api/me/password': async () => {
    const { chrome } = await somebodyNew();
    return () => chrome.post('/api/me/password', { from: PASSWORD, to: 'four other words are as good' });
  },
  'POST /api/me/sessions/:session/end': async () => {
    const { chrome } = await somebodyNew();
    const { email } = must((await chrome.session()).person, 'a person');
    await browser(server).signIn(email);
    const { sessions } = (await chrome.get('/api/me/sessions')).json();
    const other = sessions.find(({ here }: { here: boolean }) => !here);
    return () => chrome.post(`/api/me/sessions/${other.session_id}/end`);
  },
  'POST /api/me/second-factor/confirm': async () => (await withApp()).confirm,
  'POST /api/me/second-factor/remove': app('second-factor/remove'),
  'POST /api/me/recovery-codes': app('recovery-codes'),
  'POST /api/me/passkeys': async () => (await withPasskey()).keep,
  'POST /api/me/passkeys/:passkey/rename': passkey('rename', { name: 'Key ring' }),
  'POST /api/me/passkeys/:passkey/remove': passkey('remove', { password: PASSWORD }),
  'POST /api/webhooks': async () => () => of(leader).post('/api/webhooks', HOOK),
  'POST /api/webhooks/:webhook/change': webhook(() => 'change', { enabled: false }),
  'POST /api/webhooks/:webhook/remove': webhook(() => 'remove'),
  'POST /api/webhooks/:webhook/rotate': webhook(() => 'rotate', { overlap_hours: 24 }),
  'POST /api/webhooks/:webhook/test': webhook(() => 'test'),
  'POST /api/webhooks/:webhook/deliveries/:message/again': webhook((id) => `deliveries/${id}/again`),
  'POST /api/webhooks/:webhook/again': webhook(() => 'again', { since: '2026-01-01T00:00:00Z' }),
  'POST /api/privacy/export': async () => () =>
    of(admin).post('/api/privacy/export', { buyer_id: about.buyer_id }),
  'POST /api/privacy/erase': async () => () =>
    of(admin).post('/api/privacy/erase', { buyer_id: about.buyer_id }),
};

/** How many lines of each action there are. */
async function lines(): Promise<Map<string, number>> {
  const rows = await held.owner<{ action: string; lines: number }>(
    'select action, count(*)::integer as lines from hark.audit group by action',
  );
  return new Map(rows.map(({ action, lines: count }) => [action, count]));
}

const nameOf = ({ method, url }: Declared): string => `${method} ${url}`;

describe('whatever people change stands in the audit log', () => {
  test('every route by which they change something writes its line, once', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      if (typeof route.audited !== 'string') continue;
      const prepare = CALLS[nameOf(route)];
      if (!prepare) {
        wrong.push(`${nameOf(route)}: no call of it stands here`);
        continue;
      }
      const call = await prepare();
      const before = await lines();
      const { statusCode, body } = await call();
      const after = await lines();
      const written = (after.get(route.audited) ?? 0) - (before.get(route.audited) ?? 0);
      const all = sum(after) - sum(before);
      if (statusCode !== 200) wrong.push(`${nameOf(route)}: ${statusCode} ${body.slice(0, 200)}`);
      else if (written !== 1 || all !== 1)
        wrong.push(`${nameOf(route)}: ${written} of ${route.audited}, ${all} in all`);
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  test('every other route of people is one that was thought about', () => {
    const silent = routes.filter(
      ({ access, audited, method }) =>
        typeof access !== 'string' && typeof audited !== 'string' && method !== 'GET',
    );
    expect(silent.map(nameOf).toSorted()).toEqual(WITHOUT_A_LINE);
    const called = routes.filter(({ audited }) => typeof audited === 'string').map(nameOf);
    expect(Object.keys(CALLS).toSorted()).toEqual(called.toSorted());
  });
});

function sum(counts: Map<string, number>): number {
  return [...counts.values()].reduce((all, one) => all + one, 0);
}
