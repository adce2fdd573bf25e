import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { never } from '@hark/core';
import {
  ConfigRefused,
  DatabaseUnavailable,
  EmbeddedTrouble,
  PlaybookRefused,
  PlaybookUnreadable,
  type Privacy,
  systemReason,
} from '@hark/server';
import { openPrivacy, PrivacyRefused } from './privacy-source.ts';

const USAGE = `Usage: hark privacy export --buyer ID [--out FILE] [--url URL]
       hark privacy erase --buyer ID [--yes] [--url URL]
       hark privacy retention --dry-run [--url URL]
`;

const WITHOUT_FILES =
  'Attached files stand in it without their bytes, which are with the running Hark: --url with its address gets them too.\n';

type Asked = { url?: string } & (
  | { what: 'export'; buyer: string; out?: string }
  | { what: 'erase'; buyer: string; yes: boolean }
  | { what: 'retention' }
);

/** `hark privacy export|erase|retention`. 0: done; 1: not, or not all yet; 2: called wrongly, or nobody said yes. */
export async function privacy(argv: string[]): Promise<number> {
  const asked = read(argv);
  if (asked === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    const opened = await openPrivacy(asked.url ?? null);
    try {
      const status = await done(opened.source, asked);
      if (asked.what === 'export' && !opened.files_here) process.stderr.write(WITHOUT_FILES);
      return status;
    } finally {
      await opened.close();
    }
  } catch (error) {
    const sentence = expected(error);
    if (sentence === null) throw error;
    process.stderr.write(`${sentence}\n`);
    return 1;
  }
}

function done(source: Privacy, asked: Asked): Promise<number> {
  switch (asked.what) {
    case 'export':
      return exportOf(source, asked);
    case 'erase':
      return eraseOf(source, asked);
    case 'retention':
      return retentionOf(source);
    default:
      return never(asked);
  }
}

function read(argv: string[]): Asked | null {
  const options = {
    buyer: { type: 'string' },
    out: { type: 'string' },
    yes: { type: 'boolean' },
    url: { type: 'string' },
    'dry-run': { type: 'boolean' },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    const { buyer, url, out, yes, 'dry-run': dry } = values;
    const [what] = positionals.length === 1 ? positionals : [];
    const at = url === undefined ? {} : { url };
    const others = (...given: unknown[]): boolean => given.some((one) => one !== undefined);
    if (what === 'retention') return !dry || others(buyer, out, yes) ? null : { what, ...at };
    if (!buyer || dry) return null;
    if (what === 'export')
      return others(yes) ? null : { what, buyer, ...at, ...(out === undefined ? {} : { out }) };
    return what !== 'erase' || others(out) ? null : { what, buyer, yes: yes ?? false, ...at };
  } catch {
    // An option that there is not.
    return null;
  }
}

function expected(error: unknown): string | null {
  const kinds = [
    ConfigRefused,
    DatabaseUnavailable,
    EmbeddedTrouble,
    PlaybookRefused,
    PlaybookUnreadable,
    PrivacyRefused,
  ];
  if (error instanceof EmbeddedTrouble)
    return `${error.message} Where a Hark runs, it can be asked instead: --url with its address.`;
  if (error instanceof Error && kinds.some((kind) => error instanceof kind)) return error.message;
  if (error instanceof Error && 'syscall' in error)
    return `The file was not written: ${systemReason(error)}.`;
  return null;
}

type Of<What extends Asked['what']> = Extract<Asked, { what: What }>;

async function exportOf(source: Privacy, { buyer, out }: Of<'export'>): Promise<number> {
  const pieces = Readable.from(source.export(buyer));
  if (out === undefined) {
    for await (const piece of pieces) process.stdout.write(piece);
    return 0;
  }
  // A file that is there already is not written over, and what belongs to a person is for its owner alone.
  const file = createWriteStream(out, { flags: 'wx', mode: 0o600 });
  await once(file, 'open');
  try {
    await pipeline(pieces, file);
  } catch (error) {
    // Half of it would look like all of it.
    await rm(out, { force: true });
    throw error;
  }
  process.stdout.write(`Everything that is held of the buyer stands in ${out}\n`);
  return 0;
}

async function eraseOf(source: Privacy, { buyer, yes }: Of<'erase'>): Promise<number> {
  const { conversations, open, files } = await source.holding(buyer);
  const closing = open === 0 ? '' : `, of which ${open} not over yet will be closed`;
  process.stdout.write(
    `Of this buyer there are ${conversations} conversations with all shops${closing}, and ${files} files.\n` +
      'Erasing takes away all words, names, addresses and files for ever. Figures and reasons stay, without a name.\n',
  );
  if (!yes && !(await confirmed())) {
    process.stdout.write('Nothing was erased.\n');
    return 2;
  }
  const erased = await source.erase(buyer);
  process.stdout.write(
    `Erased: ${erased.conversations} conversations, ${erased.files} files. In the audit log: ${erased.fingerprint}\n`,
  );
  if (erased.files_left > 0)
    process.stdout.write(
      `${erased.files_left} files are taken away by the running Hark within five minutes.\n`,
    );
  if (erased.waiting.length === 0) return 0;
  process.stdout.write(
    `Not yet: ${erased.waiting.join(', ')}. The shop system was asked to do something there and has not answered; ` +
      'run this again in some minutes.\n',
  );
  return 1;
}

async function retentionOf(source: Privacy): Promise<number> {
  const { kept, due } = await source.retention();
  const told = (duration: string | null): string => duration ?? 'until the buyer asks';
  process.stdout.write(
    `Conversations, after they are resolved: ${told(kept.conversations)}. Due now: ${due.conversations}, with ${due.files} files.\n` +
      `Comments on articles: ${told(kept.comments)}. Due now: ${due.comments}.\n` +
      'A running Hark takes away what is due every five minutes; nothing was changed now.\n',
  );
  return 0;
}

async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    process.stdout.write('There is nobody to ask: say --yes. ');
    return false;
  }
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await lines.question('Erase them? [y/N] ')).trim());
  } finally {
    lines.close();
  }
}
