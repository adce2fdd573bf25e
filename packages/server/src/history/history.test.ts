import { fold, replay, type State } from '@hark/core';
import { expect, test, vi } from 'vitest';
import { memoryStore } from '../conversations/memory-store.ts';
import { postgresStore } from '../conversations/postgres-store.ts';
import type { Commit } from '../conversations/store.ts';
import { withDatabase } from '../db/test-database.ts';
import { starterPlaybook } from '../main.ts';
import { DEMO_SHOPS } from '../marketplace/demo-shops.ts';
import { loadPlaybookFolder } from '../playbook-folder.ts';
import { freshFirst, loadHistory } from './load.ts';
import { playPlot } from './play.ts';
import { countPlots, stagedPlots } from './plots.ts';

const playbook = loadPlaybookFolder(starterPlaybook());
const begun = { seed: 1, now: '2026-11-25T12:00:00.000Z' };
const db = withDatabase();
const STAFF = [
  { id: 'ada', name: 'Ada Lindqvist', shop_id: DEMO_SHOPS[0]?.id ?? '' },
  { id: 'chiara', name: 'Chiara Rossi', shop_id: 'platform' },
];

async function played(every: number, from = 0): Promise<Commit[]> {
  const stage = { playbook, until: begun.now, rest: async () => undefined, staff: STAFF };
  const commits: Commit[] = [];
  let place = 0;
  for (const staged of stagedPlots(begun)) {
    if (place >= from && place % every === 0) commits.push(await playPlot(stage, staged));
    place += 1;
  }
  expect(place).toBe(countPlots(begun));
  return commits;
}

test('the history is of the past: whole logs with the instants of then, the same whenever it is played', async () => {
  const commits = await played(15);
  for (const { conversation_id, events, state } of commits) {
    const folded = events.reduce<State | null>((before, event) => fold(before, event, conversation_id), null);
    expect(folded).toEqual(state);
    expect(replay(playbook, conversation_id, events).difference).toBeNull();
    const instants = events.map((event) => event.recorded_at);
    expect(instants).toEqual(instants.toSorted());
    expect(instants.at(-1)! <= begun.now).toBe(true);
  }
  const again = await played(15);
  const said = (of: Commit[]) =>
    of.map(({ events }) => events.map(({ type, recorded_at }) => [type, recorded_at]));
  expect(said(again)).toEqual(said(commits));
});

test('it has what a desk knows: solved alone, done, handed over, answered, and some who wait', async () => {
  const commits = await played(5);
  const states = commits.map(({ state }) => state);
  const types = commits.map(({ events }) => new Set(events.map(({ type }) => type)));
  expect(states.filter(({ resolved }) => resolved?.how === 'confirmed').length).toBeGreaterThan(30);
  expect(states.filter(({ resolved }) => resolved?.how === 'silent').length).toBeGreaterThan(6);
  expect(
    states.filter(({ actions }) => actions.some(({ outcome }) => outcome === 'done')).length,
  ).toBeGreaterThan(5);
  expect(types.filter((of) => of.has('agent_wrote')).length).toBeGreaterThan(12);
  expect(types.filter((of) => of.has('case_escalated')).length).toBeGreaterThan(5);
  const latest = (await played(1, countPlots(begun) - 20)).map(({ state }) => state);
  expect(
    latest.filter(({ speaker, status }) => speaker === 'person' && status === 'open').length,
  ).toBeGreaterThan(5);
  expect(new Set(states.map(({ shop_id }) => shop_id)).size).toBe(7);
  expect(new Set(states.map(({ language }) => language))).toEqual(new Set(['en', 'es']));
});

test('the people of the demo’s accounts find something of every kind before them', async () => {
  const states = (await played(1, countPlots(begun) - 40)).map(({ state }) => state);
  const held = (id: string) => states.filter(({ handover }) => handover?.taken_by?.agent_id === id);
  for (const id of ['ada', 'chiara']) expect(held(id).length).toBeGreaterThan(1);
  const shop = states.filter(({ handover }) => handover?.side === 'shop');
  expect(shop.some(({ handover }) => handover?.taken_by === null)).toBe(true);
  expect(held('ada').some(({ handover }) => handover?.waiting_since !== null)).toBe(true);
  expect(held('ada').some(({ handover }) => handover?.waiting_since === null)).toBe(true);
  expect(states.some(({ passes }) => passes === 1)).toBe(true);
  expect(states.some(({ resolved }) => resolved?.how === 'agent')).toBe(true);
});

test('a load that was stopped goes on where it was, and a complete one is not begun again', async () => {
  const store = postgresStore(db.database);
  const begin = () =>
    loadHistory({
      begun,
      playbook,
      store,
      now: () => begun.now,
      staff: async () => STAFF,
      log: () => undefined,
      failed: (error) => expect(error).toBeNull(),
      passes: () => false,
    });
  const order = [...freshFirst(begun)].map(({ plot }) => plot.conversation_id);
  const first = begin();
  while (first.progress().loaded < 15) await new Promise((resolve) => setTimeout(resolve, 5));
  await first.stop();
  const stopped_at = first.progress().loaded;
  expect(stopped_at).toBeLessThan(countPlots(begun));
  const heads = await store.latest({ person_id: 'p', shop_id: null }, 10_000);
  expect(heads.map(({ conversation_id }) => conversation_id).toSorted()).toEqual(
    order.slice(0, stopped_at).toSorted(),
  );
  const eldest = order[0] ?? '';
  const before = await store.events(eldest, 0);
  const second = begin();
  while (second.progress().loaded < stopped_at + 10) await new Promise((resolve) => setTimeout(resolve, 5));
  await second.stop();
  expect(await store.events(eldest, 0)).toEqual(before);
  expect(await store.latest({ person_id: 'p', shop_id: null }, 10_000)).toHaveLength(
    second.progress().loaded,
  );
  // Nobody is told anew of what people were told of then; only what still waits is left to do.
  const due = await store.take(begun.now, 1_000, 1);
  expect(due.filter(({ kind }) => kind !== 'timer_set')).toEqual([]);
});

test('a database that goes away while it is loaded is waited for, anything else ends it and is told', async () => {
  const away = new Error('away');
  const store = memoryStore();
  const { commit } = store;
  let refusals = 0;
  const told: unknown[] = [];
  const begin = (passes: boolean) =>
    loadHistory({
      begun,
      playbook,
      store,
      now: () => begun.now,
      staff: async () => STAFF,
      log: () => undefined,
      failed: (error) => told.push(error),
      passes: () => passes,
    });
  store.commit = (wanted) => {
    refusals += 1;
    return refusals === 1 ? Promise.reject(away) : commit(wanted);
  };
  const load = begin(true);
  await vi.waitUntil(() => load.progress().loaded > 0, { timeout: 30_000 });
  await load.stop();
  expect(told).toEqual([away]);
  store.commit = () => Promise.reject(away);
  await begin(false).done;
  expect(told).toEqual([away, away]);
});
