import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { withDatabase } from '../packages/server/src/db/test-database.ts';

const held = withDatabase();
const HARK = fileURLToPath(new URL('../packages/cli/bin/hark.mjs', import.meta.url));

function hark(...argv: string[]) {
  const env = { ...process.env, DATABASE_URL: held.url, HARK_PUBLIC_URL: 'https://hark.example' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [HARK, ...argv], { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('the first administrator is invited by a link that is printed once; the log of it is proved, and a change in it is found', async () => {
  const added = hark('people', 'add', 'eva@platform.example', '--role', 'admin', '--name', 'Eva');
  expect(added.stdout).toMatch(/^Good for seven days, once:\nhttps:\/\/hark\.example\/invitation#\S{80}\n$/);
  expect(hark('audit', 'verify')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('platform: whole, 1 entries'),
  });
  await held.owner(`update hark.audit set person = 'somebody else'`);
  expect(hark('audit', 'verify')).toMatchObject({
    status: 1,
    stdout: 'platform: broken at entry 1: the entry is not as it was written\n',
  });
});

test('somebody of a shop needs the shop, and somebody of the platform has none', () => {
  for (const rest of [['--role', 'agent'], ['--role', 'admin', '--shop', 'lamps'], ['--role', 'king'], []])
    expect(hark('people', 'add', 'a@b.example', ...rest)).toMatchObject({ status: 2, stdout: '' });
});
