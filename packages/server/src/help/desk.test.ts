import { expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { type HelpDesk, makeHelpDesk, type Revision } from './desk.ts';

const held = withDatabase();
const STRATEGIST = { person_id: 'p', shop_id: null };

let day = 0;
const desk = (): HelpDesk =>
  makeHelpDesk(held.database, () => new Date(Date.UTC(2026, 10, 1 + day, 12)).toISOString());
const of = (article: string, revision = 'r1'): Revision => ({ article, language: 'en', revision });
const standing = async (article: string) =>
  (await desk().standings(STRATEGIST)).find((one) => one.article === article);

test('the articles read most in the last ninety days come first', async () => {
  day = 0;
  for (let count = 0; count < 3; count += 1) await desk().read('old', 'en');
  day = 100;
  await desk().read('returns', 'en');
  await desk().read('returns', 'es');
  await desk().read('payment', 'en');
  expect(await desk().most_read(2)).toEqual(['returns', 'payment']);
  expect(await standing('old')).toBeUndefined();
});

test('a visitor counts once for a revision, can change their mind, and a new revision is asked about anew', async () => {
  await desk().give(of('delivery'), 'anna', { helped: false, comment: 'Too long' });
  await desk().give(of('delivery'), 'anna', { helped: true, comment: '' });
  await desk().give(of('delivery'), 'bert', { helped: false, comment: 'Where is the number?' });
  expect(await desk().opinion(of('delivery'), 'anna')).toEqual({ helped: true, comment: '' });
  expect(await desk().opinion(of('delivery', 'r2'), 'anna')).toBeNull();
  expect(await standing('delivery')).toMatchObject({
    helped: 1,
    not_helped: 1,
    comments: [{ helped: false, text: 'Where is the number?' }],
  });
});

test('what is taken back is gone, words and all, and who said something is nowhere to be read', async () => {
  await desk().give(of('refunds'), 'clara', { helped: false, comment: 'No' });
  const rows = await held.owner('select * from hark.help_feedback natural join hark.help_comments');
  expect(JSON.stringify(rows)).not.toContain('clara');
  await desk().take_back(of('refunds'), 'clara');
  expect(await standing('refunds')).toBeUndefined();
  expect(await held.owner(`select from hark.help_comments where article = 'refunds'`)).toEqual([]);
});

test('people of a shop see none of it', async () => {
  await desk().give(of('returns'), 'dora', { helped: true, comment: '' });
  expect(await desk().standings({ person_id: 's', shop_id: 'lamps' })).toEqual([]);
});
