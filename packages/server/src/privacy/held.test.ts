import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';

const held = withDatabase();
const PAGE = fileURLToPath(new URL('../../../../docs/privacy.md', import.meta.url));

test('the manual says of every table what it holds of a buyer and when that goes', async () => {
  const rows = readFileSync(PAGE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `hark'));
  const told = rows.flatMap((line) =>
    [...(line.split(' | ')[0] ?? '').matchAll(/`(hark\w*\.\w+)`/g)].map((match) => match[1]),
  );
  const tables = await held.owner<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not like 'pg\\_%' and table_schema <> 'information_schema'`,
  );
  expect(told.toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
});
