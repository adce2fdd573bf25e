import {
  ConfigRefused,
  DatabaseUnavailable,
  EmbeddedTrouble,
  openDatabase,
  readConfig,
  verifyAudit,
} from '@hark/server';

const USAGE = 'Usage: hark audit verify\n';

/** `hark audit verify`: holds every audit log against its chain of hashes. 0: all whole; 1: one is not, and where. */
export async function audit(argv: string[]): Promise<number> {
  if (argv.length !== 1 || argv[0] !== 'verify') {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    const { database_url: url, data_dir } = readConfig();
    const database = await openDatabase({ url, data_dir, log: (line) => process.stderr.write(`${line}\n`) });
    try {
      return told(await verifyAudit(database));
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!isExpected(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function isExpected(error: unknown): error is Error {
  return [ConfigRefused, DatabaseUnavailable, EmbeddedTrouble].some((kind) => error instanceof kind);
}

function told(logs: Awaited<ReturnType<typeof verifyAudit>>): number {
  if (logs.length === 0) process.stdout.write('There is no entry yet.\n');
  for (const log of logs) {
    process.stdout.write(
      log.whole
        ? `${log.shop_id}: whole, ${log.entries} entries; the last one's hash is ${log.head}\n`
        : `${log.shop_id}: broken at entry ${log.seq}: ${log.why}\n`,
    );
  }
  return logs.every(({ whole }) => whole) ? 0 : 1;
}
