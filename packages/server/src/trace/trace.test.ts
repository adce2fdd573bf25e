import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { must } from '@hark/core';
import { isRerun, isTrace, isWrittenReason, type Reran, type Rerun } from '@hark/wire';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { starterPlaybook } from '../main.ts';
import { demoWorld } from '../marketplace/demo.ts';
import { compileFiles, readPlaybookFolder } from '../playbook-folder.ts';
import { type DeskServer, deskServer } from '../testing/desk-server.ts';
import type { browser } from '../testing/people-server.ts';
import { makeReruns, type Reruns } from './reruns.ts';
import { makeWorkshop, WorkshopFailed } from './workshop.ts';

const held = withDatabase();
const place = mkdtempSync(join(tmpdir(), 'hark-trace-'));
const shipped = join(dirname(starterPlaybook()), 'demo-shop');
const folder = join(place, 'playbook');
let server: DeskServer;
let reruns: Reruns;
let strategist: ReturnType<typeof browser>;
let conversation_id: string;

beforeAll(async () => {
  const files = readPlaybookFolder(shipped);
  const playbook = compileFiles({ dir: shipped, files }, null);
  const world = demoWorld(1, new Date().toISOString());
  reruns = makeReruns({ folder, learned: [join(place, 'learned')] });
  const trace = { reruns, loaded: { version: playbook.version, files } };
  server = await deskServer(held.database, { playbook, world, trace });
  strategist = await server.signedIn('strategist');
  const pending = must(
    Object.values(world.orders).find((order) => order.status === 'pending'),
    'a pending order',
  );
  const { buyer_id, id: order_id, shop_id } = pending;
  const opened = await server.turns.open({ buyer_id, order_id, shop_id, channel: 'chat', language: 'en' });
  conversation_id = opened.conversation_id;
  await server.turns.settle(conversation_id);
  await server.writes(conversation_id, 'please cancel my order, I ordered it by mistake');
  await server.writes(conversation_id, 'yes');
});
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(shipped, folder, { recursive: true });
});
afterEach(() => expect(server.faults).toEqual([]));
afterAll(async () => {
  await reruns.close();
  await server.app.close();
  rmSync(place, { recursive: true, force: true });
});

function edit(path: string, from: string, to: string): void {
  const file = join(folder, path);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

async function asked(body: object = {}, id = conversation_id): Promise<Rerun> {
  const answer = (await strategist.post(`/api/conversations/${id}/rerun`, body)).json();
  if (!isRerun(answer)) throw new Error(`no run: ${JSON.stringify(answer).slice(0, 500)}`);
  return answer;
}

async function finished(body: object = {}): Promise<Rerun> {
  let answer = await asked(body);
  while (answer.kind === 'working') answer = await asked(body);
  return answer;
}

async function ran(body: object = {}): Promise<Reran> {
  const answer = await finished(body);
  if (answer.kind !== 'done') throw new Error(`not done: ${JSON.stringify(answer)}`);
  return answer;
}

describe('run again under the working copy', () => {
  test('under the playbook that decided it nothing differs', async () => {
    const { rows, inexact, answers, versions } = await ran();
    expect(rows.filter(({ kind }) => kind !== 'same')).toEqual([]);
    expect(rows.map(({ before }) => before)).toEqual(rows.map(({ now }) => now));
    expect(inexact).toBeNull();
    expect(answers.all).toBeGreaterThan(3);
    expect(answers.differing).toBe(0);
    expect(versions.before).toBe(versions.now);
  });

  test('other words in the working copy stand beside those that were said, and the log stays as it was', async () => {
    const before = await server.store.events(conversation_id, 0);
    edit('playbook.yaml', 'assistant: Marina', 'assistant: Olga');
    const { rows, answers, inexact, versions } = await ran();
    const greeting = must(
      rows.find((row) => row.before?.type === 'message_sent'),
      'a greeting',
    );
    expect(greeting.kind).toBe('differs');
    expect(greeting.before?.text).toContain('Marina');
    expect(greeting.now?.text).toContain('Olga');
    expect(answers.differing).toBeGreaterThan(0);
    expect(inexact?.because).toBe('read_otherwise');
    expect(versions.now).not.toBe(versions.before);
    expect(await server.store.events(conversation_id, 0)).toEqual(before);
  });

  test('an action that would not be requested now leaves its result without a cause', async () => {
    edit(
      'actions/cancel-order.yaml',
      'args.order.status == policy.open',
      'args.order.status == policy.arrived',
    );
    const { rows } = await ran();
    const result = rows.find(({ before }) => before?.type === 'action_succeeded');
    expect(result).toMatchObject({ kind: 'only_before', estimated: true, now: null });
    expect(rows.some(({ now }) => now?.type === 'action_withheld')).toBe(true);
  });

  test('messages are understood anew when that is wanted, and as it was recorded when not', async () => {
    edit('playbook.yaml', 'threshold: 0.45', 'threshold: 0.999');
    const recorded = await ran();
    const anew = await ran({ anew: true });
    const said = ({ rows }: Reran) => rows.find(({ before }) => before?.type === 'message_received');
    expect(said(recorded)?.kind).toBe('same');
    expect(said(anew)?.kind).toBe('differs');
    expect(said(anew)?.now?.data.understanding).toMatchObject({ wishes: [] });
  });

  test('mistakes of the working copy come as the check tells them, each with its line', async () => {
    edit('flows/cancel-order.yaml', 'do: cancel_order', 'do: cancel_odrer');
    const answer = await finished();
    if (answer.kind !== 'problems') throw new Error(answer.kind);
    expect(answer.problems[0]).toMatchObject({ code: 'reference.action', file: 'flows/cancel-order.yaml' });
    expect(answer.problems[0]?.text).toContain('cancel_odrer');
  });

  test('a folder that is no playbook is told in words', async () => {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    expect(await finished()).toMatchObject({ kind: 'unreadable' });
  });

  test('whoever asks meanwhile is told how far it is, and nothing else waits', async () => {
    edit(
      'topics/cancel-order.yaml',
      'kind: topic',
      '# another text, so that everything is read anew\nkind: topic',
    );
    const first = asked();
    let answered = 0;
    let going = true;
    const counting = (async () => {
      while (going) {
        const health = await server.app.inject({ url: '/api/session' });
        if (health.statusCode === 200) answered += 1;
        await breathe();
      }
    })();
    const answer = await first;
    going = false;
    await counting;
    expect(['working', 'done']).toContain(answer.kind);
    expect(answered).toBeGreaterThan(3);
    expect((await ran()).answers.differing).toBe(0);
  });

  test('a conversation whose buyer was erased is told as erased', async () => {
    const opened = await server.turns.open({
      ...{ buyer_id: 'forgotten', order_id: null, shop_id: 'platform', channel: 'chat', language: 'en' },
    });
    const admin = await server.signedIn('admin');
    const erased = await admin.post('/api/privacy/erase', { buyer_id: 'forgotten' });
    expect(erased.statusCode).toBe(200);
    expect(await asked({}, opened.conversation_id)).toMatchObject({ kind: 'erased' });
  });

  test('is for strategists and administrators', async () => {
    for (const role of ['agent', 'shop_admin', 'specialist'] as const) {
      const person = await server.signedIn(role);
      const answer = await person.post(`/api/conversations/${conversation_id}/rerun`, {});
      expect([role, [403, 404].includes(answer.statusCode)]).toEqual([role, true]);
    }
    const nothing = await strategist.post(`/api/conversations/${randomUUID()}/rerun`, {});
    expect(nothing.statusCode).toBe(404);
  });
});

describe('where a reason is written', () => {
  test('each reason of the conversation has its lines in the playbook that is loaded', async () => {
    const trace: unknown = (await strategist.get(`/api/conversations/${conversation_id}/trace`)).json();
    if (!isTrace(trace)) throw new Error('no trace');
    for (const { why } of trace.entries) {
      if (!why) continue;
      const { document, step, version } = why;
      const query = new URLSearchParams({ document, step, version });
      const found: unknown = (await strategist.get(`/api/playbook/reason?${query}`)).json();
      if (!isWrittenReason(found)) throw new Error(JSON.stringify(found));
      expect([document, step, found.kind]).toEqual([document, step, 'written']);
      if (found.kind !== 'written') continue;
      const shown = readFileSync(join(shipped, found.file), 'utf8').split('\n');
      expect(found.lines[found.line - found.from]).toBe(shown[found.line - 1]);
    }
  });

  test('a version that is not loaded any more is gone', async () => {
    const query = new URLSearchParams({ document: 'cancel_order', step: '0', version: 'older' });
    expect((await strategist.get(`/api/playbook/reason?${query}`)).json()).toMatchObject({ kind: 'gone' });
  });
});

test('a run that comes to no end is given up, and the next begins anew', async () => {
  const workshop = makeWorkshop({ longest_ms: 1 });
  const work = {
    files: readPlaybookFolder(shipped),
    learned: [join(place, 'unused')],
    conversation_id,
    playbook: { id: 'demo-shop', version: '' },
    events: await server.store.events(conversation_id, 0),
    before: [],
    anew: false,
  };
  await expect(workshop.begin(work).done).rejects.toThrow(WorkshopFailed);
  await workshop.close();
});
