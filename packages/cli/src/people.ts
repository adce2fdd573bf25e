import { parseArgs } from 'node:util';
import {
  ConfigRefused,
  DatabaseUnavailable,
  EmbeddedTrouble,
  invitePerson,
  isRole,
  openDatabase,
  ROLES,
  readConfig,
} from '@hark/server';

const USAGE = `Usage: hark people add EMAIL --role ${ROLES.join('|')} [--shop ID] [--name NAME]\n`;

/** `hark people add`: invites somebody and prints the link, once. It is how the first administrator comes in. */
export async function people(argv: string[]): Promise<number> {
  const asked = read(argv);
  if (asked === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    const { database_url: url, data_dir, public_origin, port } = readConfig();
    const database = await openDatabase({ url, data_dir, log: (line) => process.stderr.write(`${line}\n`) });
    try {
      const token = await invitePerson(database, asked);
      const origin = public_origin ?? `http://localhost:${port}`;
      process.stdout.write(`Good for seven days, once:\n${origin}/invitation#${token}\n`);
      return 0;
    } finally {
      await database.close();
    }
  } catch (error) {
    const expected = [ConfigRefused, DatabaseUnavailable, EmbeddedTrouble].some(
      (kind) => error instanceof kind,
    );
    if (!expected || !(error instanceof Error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function read(argv: string[]): Parameters<typeof invitePerson>[1] | null {
  const options = { role: { type: 'string' }, shop: { type: 'string' }, name: { type: 'string' } } as const;
  try {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    const [command, email] = positionals;
    const { role, shop = null, name } = values;
    if (command !== 'add' || email === undefined || !/^[^\s@]+@[^\s@]+$/.test(email)) return null;
    if (role === undefined || !isRole(role) || positionals.length > 2) return null;
    if ((role === 'agent' || role === 'shop_admin') !== (shop !== null)) return null;
    return { email, name: name ?? email, role, shop_id: shop };
  } catch {
    // An option that there is not.
    return null;
  }
}
