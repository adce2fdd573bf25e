import pg from 'pg';

/** One value of one column, as plain small text without accents. */
export type Found = { where: string; text: string };

/** Every value of every column of every table in every schema but PostgreSQL's own, as a dump would show it; bytes decoded. */
export async function textsOfDatabase(url: string): Promise<Found[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: columns } = await client.query<{ schema: string; table: string; column: string }>(
      `select n.nspname as schema, c.relname as table, a.attname as column from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relkind in ('r', 'p', 'm') and n.nspname !~ '^(pg_|information_schema)'`,
    );
    const found: Found[] = [];
    for (const { schema, table, column } of columns) {
      const [of, what] = [`${quoted(schema)}.${quoted(table)}`, quoted(column)];
      const { rows } = await client.query<{ value: string }>(
        `select ${what}::text as value from ${of} where ${what} is not null`,
      );
      for (const { value } of rows) found.push({ where: `${schema}.${table}.${column}`, text: plain(value) });
    }
    return found;
  } finally {
    await client.end();
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function plain(value: string): string {
  const text = value.startsWith('\\x') ? Buffer.from(value.slice(2), 'hex').toString('utf8') : value;
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}
