import { addDuration, must } from '@hark/core';
import { expect, test } from 'vitest';
import { makeAttachments } from '../attachments/attachments.ts';
import { postgresStore } from '../conversations/postgres-store.ts';
import { withDatabase } from '../db/test-database.ts';
import { makeHelpDesk } from '../help/desk.ts';
import { starterPlaybook } from '../main.ts';
import { demoWorld } from '../marketplace/demo.ts';
import { loadPlaybookFolder } from '../playbook-folder.ts';
import { clockedTalk } from '../testing/clocked-talk.ts';
import { memoryFiles } from '../testing/memory-files.ts';
import { PDF } from '../testing/pictures.ts';
import { textsOfDatabase } from '../testing/whole-database.ts';
import { startKeeper } from './keeper.ts';
import { dueOf, keepNoLonger, type RetentionParts } from './retention.ts';

const held = withDatabase();
const playbook = loadPlaybookFolder(starterPlaybook());
const FIRST = '2024-03-04T09:00:00.000Z';
const NEVER = new AbortController().signal;

/** What everything here is done with, at an instant that the test says. */
function keeping(at: string) {
  const clock = { at };
  const now = () => clock.at;
  const talk = clockedTalk({
    playbook,
    store: postgresStore(held.database),
    world: demoWorld(1, at),
    at,
  });
  const attachments = makeAttachments({
    database: held.database,
    files: memoryFiles(),
    limits: { bytes: 100_000 },
    now,
  });
  const policy = { conversations: 'P730D', comments: 'P365D' };
  const parts: RetentionParts = {
    database: held.database,
    erase: talk.turns.erase,
    attachments,
    policy,
    now,
  };
  return { clock, talk, attachments, parts, help: makeHelpDesk(held.database, now) };
}

async function holds(word: string): Promise<boolean> {
  return (await textsOfDatabase(held.url)).some(({ text }) => text.includes(word));
}

test('what was resolved two years ago loses its words and files, what is newer or open keeps them, a stop loses nothing', async () => {
  const { clock, talk, attachments, parts, help } = keeping(FIRST);
  const old = await talk.open();
  await talk.says(old, 'The samovarkettle hums');
  const upload = () =>
    attachments.take({
      conversation_id: old,
      shop_id: 'platform',
      author: 'buyer',
      name: 'kettlebill.pdf',
      claimed_bytes: null,
      content: (async function* () {
        yield new Uint8Array(PDF);
      })(),
    });
  await upload();
  await talk.waits(old, '2024-03-04T10:00:00.000Z');
  await talk.waits(old, '2024-03-04T11:00:00.000Z');
  expect(must(await postgresStore(held.database).load(old), 'the old one').state.status).toBe('resolved');
  const open = await talk.open();
  await talk.says(open, 'My quillfeather lamp flickers');
  const revision = { article: 'returns', language: 'en', revision: 'r1' };
  await help.give(revision, 'a visitor', { helped: false, comment: 'What about gramophoneparts?' });

  clock.at = addDuration(FIRST, 'P700D');
  expect(await dueOf(parts)).toEqual({ conversations: 0, files: 0, comments: 1 });
  await help.give(revision, 'another', { helped: true, comment: 'Good xylophoneword' });

  clock.at = addDuration(FIRST, 'P731D');
  expect(await dueOf(parts)).toEqual({ conversations: 1, files: 1, comments: 1 });
  for (const word of ['samovarkettle', 'kettlebill', 'quillfeather', 'gramophoneparts', 'xylophoneword'])
    expect(await holds(word)).toBe(true);

  const stopped = AbortSignal.abort();
  expect(await keepNoLonger(parts, stopped)).toEqual({ conversations: 0, files: 0, comments: 0 });
  expect(await keepNoLonger(parts, NEVER)).toEqual({ conversations: 1, files: 1, comments: 1 });
  expect(await keepNoLonger(parts, NEVER)).toEqual({ conversations: 0, files: 0, comments: 0 });
  for (const word of ['samovarkettle', 'kettlebill', 'gramophoneparts'])
    expect(await holds(word)).toBe(false);
  for (const word of ['quillfeather', 'xylophoneword']) expect(await holds(word)).toBe(true);
  // What was under way when it was erased is not taken in.
  await expect(upload()).rejects.toThrow('no such conversation');
  // That it did not help still counts.
  const [standing] = await help.standings({ person_id: 'strategist', shop_id: null });
  expect(standing).toMatchObject({ helped: 1, comments: [{ text: 'Good xylophoneword' }] });
});

test('without a policy nothing goes', async () => {
  const { clock, parts } = keeping(FIRST);
  clock.at = addDuration(FIRST, 'P9999D');
  expect(await dueOf({ ...parts, policy: {} })).toEqual({ conversations: 0, files: 0, comments: 0 });
  const nothing = { conversations: 0, files: 0, comments: 0 };
  expect(await keepNoLonger({ ...parts, policy: {} }, NEVER)).toEqual(nothing);
});

test('more than one batch goes in one run, and those that wait for the shop system are passed over', async () => {
  const { talk, parts, clock } = keeping('2024-05-06T09:00:00.000Z');
  for (let one = 0; one < 130; one += 1) await talk.open();
  await held.owner(`update hark.conversations set status = 'resolved' where subject not in ('erasing', 'erased')
    and opened_at >= '2024-05-06'`);
  clock.at = addDuration('2024-05-06T09:00:00.000Z', 'P731D');
  const waits = (
    await held.owner<{ id: string }>(
      `select conversation_id as id from hark.conversations where opened_at >= '2024-05-06' order by opened_at, conversation_id limit 1`,
    )
  )[0]?.id;
  const erase: RetentionParts['erase'] = async (id, reason) =>
    id === waits ? 'waits' : parts.erase(id, reason);
  expect(await keepNoLonger({ ...parts, erase }, NEVER)).toMatchObject({ conversations: 129 });
  expect(await dueOf(parts)).toMatchObject({ conversations: 1 });
});

test('the keeper says what it erased without saying whose, and stops', async () => {
  const { parts, clock } = keeping(FIRST);
  clock.at = addDuration(FIRST, 'P9000D');
  const said: string[] = [];
  let heard = (): void => undefined;
  const first = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const keeper = startKeeper(parts, {
    log: (line) => {
      said.push(line);
      heard();
    },
    failed: (error) => said.push(String(error)),
  });
  await first;
  await keeper.stop();
  expect(said).toEqual(['retention: erased conversations 1, files 0, comments 1']);
  expect(keeper.figures().erased).toEqual({ conversations: 1, files: 0, comments: 1 });
});
