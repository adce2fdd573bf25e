import {
  Bug,
  type JsonObject,
  makeRenderer,
  PLATFORM,
  type Playbook,
  type Rendered,
  type Renderer,
  type ReplyTemplate,
  type SourceFile,
} from '@hark/core';
import type { Context } from '../db/as.ts';
import type { Database } from '../db/database.ts';

/** A message as it was decided. */
export type Sent = { reply: string; language: string; values: JsonObject };

/**
 * From what was decided to what was said: by the texts of the version that decided it where they are kept, else by those of today.
 * Null: neither has such a reply, or today's reads other values.
 */
export type Render = (sent: Sent, version?: string) => Rendered | null;

/** What the playbooks say that ever ran here. */
export type Spoken = {
  render: Render;
  /** Whether the texts of a version are kept, so that what is rendered is what was said. */
  keeps(version: string): boolean;
};

/** All that a version says. */
type Texts = Pick<Playbook['settings'], 'languages' | 'zone' | 'currency'> & {
  replies: { [reply: string]: ReplyTemplate };
};
type Says = Pick<Playbook, 'replies'> & { renderer: Renderer };

/** So many versions are read when a process starts; an older one when it is first asked for. */
const READ_AT_START = 50;
const PLATFORM_ROWS: Context = { role: 'app', shop_id: PLATFORM, person: null };

function rendered({ replies, renderer }: Says, { reply, language, values }: Sent): Rendered | null {
  const template = Object.hasOwn(replies, reply) ? replies[reply] : undefined;
  if (template === undefined) return null;
  try {
    return renderer.render(template, language, values);
  } catch (error) {
    // The version that decided it can always write it; another one may read values that it was not given.
    if (error instanceof Bug) return null;
    throw error;
  }
}

/** What one playbook says, for tools in which no other ever ran. */
export function spokenBy(playbook: Playbook): Spoken {
  return {
    render: (sent) => rendered(playbook, sent),
    keeps: (version) => version === playbook.version,
  };
}

/** What is said by the playbook that runs, and by those that ran before. */
export type SpokenParts = {
  database: Pick<Database, 'as'>;
  playbook: Playbook;
  files: readonly SourceFile[];
  failed: (error: unknown) => void;
};

/** Keeps what the playbook that runs says, and reads what those before it said. */
export async function keptSpoken(parts: SpokenParts): Promise<Spoken> {
  const { database, playbook, failed } = parts;
  await keep(parts);
  const versions = new Map<string, Says>([[playbook.version, playbook]]);
  const asked = new Set<string>();
  const read = async (version: string | null): Promise<void> => {
    for (const [name, says] of await textsOf(database, version))
      if (!versions.has(name)) versions.set(name, says);
  };
  await read(null);
  return {
    render(sent, version) {
      const then = version === undefined ? undefined : versions.get(version);
      if (then) return rendered(then, sent);
      if (version !== undefined && !asked.has(version)) {
        // Of long ago, or of a process that runs a newer one: there when it is looked at again.
        asked.add(version);
        void read(version).catch((error) => {
          asked.delete(version);
          failed(error);
        });
      }
      return rendered(playbook, sent);
    },
    keeps: (version) => versions.has(version),
  };
}

async function keep({ database, playbook, files }: SpokenParts): Promise<void> {
  const { languages, zone, currency } = playbook.settings;
  const texts: Texts = { languages, zone, currency, replies: playbook.replies };
  await database.as(PLATFORM_ROWS, (transaction) =>
    transaction.query(
      `insert into hark.playbooks (shop_id, id, version, files, texts) values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [PLATFORM, playbook.id, playbook.version, { json: files }, { json: texts }],
    ),
  );
}

/** The texts of one version, or with null of the newest. */
async function textsOf(
  database: SpokenParts['database'],
  version: string | null,
): Promise<[version: string, says: Says][]> {
  const rows = await database.as(PLATFORM_ROWS, (transaction) =>
    transaction.query<{ version: string; texts: Texts }>(
      `select version, texts from hark.playbooks
       where shop_id = $1 and texts is not null and ($2::text is null or version = $2) order by published_at desc limit $3`,
      [PLATFORM, version, READ_AT_START],
    ),
  );
  return rows.map(({ version: name, texts }) => {
    const { replies, ...settings } = texts;
    return [name, { replies, renderer: makeRenderer(settings) }];
  });
}
