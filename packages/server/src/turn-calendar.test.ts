import { replay } from '@hark/core';
import { expect, test } from 'vitest';
import { postgresStore } from './conversations/postgres-store.ts';
import { withDatabase } from './db/test-database.ts';
import { starterPlaybook } from './main.ts';
import { demoWorld } from './marketplace/demo.ts';
import { loadPlaybookFolder } from './playbook-folder.ts';
import { clockedTalk } from './testing/clocked-talk.ts';

const held = withDatabase();
const playbook = loadPlaybookFolder(starterPlaybook());
/** Ten to two on Christmas Eve in Madrid: the desk closes at two, and opens again on Saturday the 26th at ten. */
const CHRISTMAS_EVE = '2026-12-24T12:50:00.000Z';

test('a person who is asked for before Christmas is promised for after it, and when nobody comes the next promise keeps the hours too', async () => {
  const world = demoWorld(1, CHRISTMAS_EVE);
  const store = postgresStore(held.database);
  const talk = clockedTalk({ playbook, store, world, at: CHRISTMAS_EVE });
  const conversation_id = await talk.open();
  const said = await talk.says(conversation_id, 'a person, please');
  expect(said.find((event) => event.type === 'speaker_changed')?.data).toMatchObject({
    promised_at: '2026-12-26T09:20:01.000Z',
  });
  expect(await talk.waits(conversation_id, '2026-12-25T12:00:00.000Z')).toEqual([]);
  const late = await talk.waits(conversation_id, '2026-12-26T12:50:00.000Z');
  expect(late.find((event) => event.type === 'case_escalated')?.data).toEqual({
    level: 1,
    side: 'platform',
    // Twice as long as the first promise: ten minutes of this Saturday and fifty of Monday.
    promised_at: '2026-12-28T08:50:00.000Z',
  });
  expect(replay(playbook, conversation_id, await talk.log(conversation_id)).difference).toBeNull();
});
