import { join } from 'node:path';
import {
  loadPlaybookFolder,
  makePrivacy,
  openDatabase,
  type Privacy,
  privacyShapes,
  readConfig,
  starterPlaybook,
} from '@hark/server';
import { z } from 'zod';

/** A running Hark said no, or could not be reached; the message says why. */
export class PrivacyRefused extends Error {
  override name = 'PrivacyRefused';
}

/** `files_here` false: the bytes of attached files are with the servers. */
export type OpenedPrivacy = { source: Privacy; files_here: boolean; close: () => Promise<void> };

/**
 * Where a buyer's data are: in the database itself, or behind a running Hark at `url`, with the key in HARK_API_KEY. The embedded
 * database lets one process in, so beside a running Hark the second is the way.
 */
export async function openPrivacy(url: string | null): Promise<OpenedPrivacy> {
  if (url !== null) return { source: remote(url), files_here: true, close: async () => undefined };
  const { database_url, data_dir, playbook_dir } = readConfig();
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const database = await openDatabase({ url: database_url, data_dir, log });
  // Beside a database of one's own the files lie with the servers, perhaps on another machine.
  const files_dir = database_url === null ? join(data_dir, 'files') : null;
  const playbook = () => loadPlaybookFolder(playbook_dir ?? starterPlaybook(), join(data_dir, 'learned'));
  const source = makePrivacy(database, { playbook, files_dir });
  return { source, files_here: files_dir !== null, close: () => database.close() };
}

const No = z.object({ error: z.object({ message: z.string(), next: z.string() }) });

function remote(url: string): Privacy {
  const key = process.env.HARK_API_KEY;
  if (!key || !URL.canParse('/api', url)) {
    throw new PrivacyRefused(
      '--url needs the address of a running Hark, such as http://localhost:4600, and a key with the scope privacy:write in HARK_API_KEY.',
    );
  }
  const ask = async (what: string, buyer_id?: string): Promise<Response> => {
    const authorization = `Bearer ${key}`;
    const asked =
      buyer_id === undefined
        ? { headers: { authorization } }
        : {
            method: 'POST',
            headers: { authorization, 'content-type': 'application/json' },
            body: JSON.stringify({ buyer_id }),
          };
    const answer = await fetch(new URL(`/api/privacy/${what}`, url), asked).catch(() => {
      throw new PrivacyRefused(`No Hark answers at ${url}. Nothing was changed.`);
    });
    if (answer.ok) return answer;
    const no = No.safeParse(await answer.json().catch(() => null));
    throw new PrivacyRefused(
      no.success ? `${no.data.error.message} ${no.data.error.next}` : `${url} answers ${answer.status}.`,
    );
  };
  return {
    holding: async (buyer_id) => privacyShapes.holding.parse(await (await ask('holding', buyer_id)).json()),
    erase: async (buyer_id) => privacyShapes.erased.parse(await (await ask('erase', buyer_id)).json()),
    retention: async () => privacyShapes.retention.parse(await (await ask('retention')).json()),
    async *export(buyer_id) {
      const { body } = await ask('export', buyer_id);
      if (body === null) return;
      const pieces = body.pipeThrough(new TextDecoderStream());
      for await (const piece of pieces) yield piece;
    },
  };
}
