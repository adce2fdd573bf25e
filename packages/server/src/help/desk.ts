import { createHash } from 'node:crypto';
import { PLATFORM } from '@hark/core';
import { type Context, forPerson } from '../db/as.ts';
import type { Database } from '../db/database.ts';

/** One revision of an article in one language. */
export type Revision = { article: string; language: string; revision: string };

/** What a visitor said of an article; `comment` is empty where nothing was written. */
export type Opinion = { helped: boolean; comment: string };

/** How an article stands with its readers, over the days asked for; comments newest first. */
export type Standing = {
  article: string;
  language: string;
  reads: number;
  helped: number;
  not_helped: number;
  comments: { helped: boolean; text: string; at: string }[];
};

/** What the help centre keeps: reads by day, and whether articles helped. A visitor is a secret of which only the hash is kept. */
export type HelpDesk = {
  read(article: string, language: string): Promise<void>;
  /** Articles by how often they were read in the last ninety days, most first. */
  most_read(count: number): Promise<string[]>;
  opinion(of: Revision, visitor: string): Promise<Opinion | null>;
  give(of: Revision, visitor: string, opinion: Opinion): Promise<void>;
  take_back(of: Revision, visitor: string): Promise<void>;
  standings(person: { person_id: string; shop_id: string | null }): Promise<Standing[]>;
};

const US: Context = { role: 'app', shop_id: PLATFORM, person: null };
const DAYS = 90;
const COMMENTS = 50;
const DAY_MS = 86_400_000;

/** The help centre's books in a database. */
export function makeHelpDesk(database: Pick<Database, 'as'>, now: () => string): HelpDesk {
  const since = (): string => new Date(Date.parse(now()) - DAYS * DAY_MS).toISOString().slice(0, 10);
  return {
    ...readsIn(database, { now, since }),
    opinion: (of, visitor) =>
      database.as(US, async (transaction) => {
        const [row] = await transaction.query<{ helped: boolean; comment: string }>(
          `select f.helped, coalesce(c.text, '') as comment from help_feedback f
           left join help_comments c using (shop_id, article, language, revision, visitor)
           where f.article = $1 and f.language = $2 and f.revision = $3 and f.visitor = $4`,
          keyOf(of, visitor),
        );
        return row ?? null;
      }),
    give: (of, visitor, { helped, comment }) =>
      database.as(US, async (transaction) => {
        const key = keyOf(of, visitor);
        await transaction.query(
          `insert into help_feedback (shop_id, article, language, revision, visitor, helped, given_at)
           values ('${PLATFORM}', $1, $2, $3, $4, $5, $6)
           on conflict (shop_id, article, language, revision, visitor) do update set helped = excluded.helped, given_at = excluded.given_at`,
          [...key, helped, now()],
        );
        if (comment === '') {
          await transaction.query(
            'delete from help_comments where article = $1 and language = $2 and revision = $3 and visitor = $4',
            key,
          );
          return;
        }
        await transaction.query(
          `insert into help_comments (shop_id, article, language, revision, visitor, text) values ('${PLATFORM}', $1, $2, $3, $4, $5)
           on conflict (shop_id, article, language, revision, visitor) do update set text = excluded.text`,
          [...key, comment],
        );
      }),
    take_back: (of, visitor) =>
      database.as(US, async (transaction) => {
        await transaction.query(
          'delete from help_feedback where article = $1 and language = $2 and revision = $3 and visitor = $4',
          keyOf(of, visitor),
        );
      }),
    standings: (person) => database.as(forPerson(person), (transaction) => standingsIn(transaction, since())),
  };
}

type Clock = { now: () => string; since: () => string };

function readsIn(
  database: Pick<Database, 'as'>,
  { now, since }: Clock,
): Pick<HelpDesk, 'read' | 'most_read'> {
  return {
    read: (article, language) =>
      database.as(US, async (transaction) => {
        await transaction.query(
          `insert into help_reads (shop_id, article, language, day, reads) values ('${PLATFORM}', $1, $2, $3, 1)
           on conflict (shop_id, article, language, day) do update set reads = help_reads.reads + 1`,
          [article, language, now().slice(0, 10)],
        );
      }),
    most_read: (count) =>
      database.as(US, async (transaction) => {
        const rows = await transaction.query<{ article: string }>(
          'select article from help_reads where day >= $1 group by article order by sum(reads) desc, article limit $2',
          [since(), count],
        );
        return rows.map(({ article }) => article);
      }),
  };
}

type Rows = Parameters<Parameters<Database['as']>[1]>[0];

async function standingsIn(transaction: Rows, since: string): Promise<Standing[]> {
  const counts = await transaction.query<Omit<Standing, 'comments'>>(
    `select article, language, coalesce(sum(reads), 0)::int as reads, coalesce(sum(helped), 0)::int as helped,
       coalesce(sum(not_helped), 0)::int as not_helped
     from (
       select article, language, reads, 0 as helped, 0 as not_helped from help_reads where day >= $1
       union all
       select article, language, 0, helped::int, (not helped)::int from help_feedback where given_at >= $1
     ) as both_kinds group by article, language order by article, language`,
    [since],
  );
  const comments = await transaction.query<{
    article: string;
    language: string;
    helped: boolean;
    text: string;
    at: Date;
  }>(
    `select f.article, f.language, f.helped, c.text, f.given_at as at from help_feedback f
     join help_comments c using (shop_id, article, language, revision, visitor)
     where f.given_at >= $1 order by f.given_at desc limit ${COMMENTS}`,
    [since],
  );
  return counts.map((one) => ({
    ...one,
    comments: comments
      .filter(({ article, language }) => article === one.article && language === one.language)
      .map(({ helped, text, at }) => ({ helped, text, at: at.toISOString() })),
  }));
}

function keyOf({ article, language, revision }: Revision, visitor: string): (string | Buffer)[] {
  return [article, language, revision, createHash('sha256').update(visitor).digest()];
}

/** The same in memory, for tools that need no durability. */
export function memoryHelpDesk(): HelpDesk {
  const reads = new Map<string, number>();
  const opinions = new Map<string, Opinion>();
  const key = (of: Revision, visitor: string): string =>
    JSON.stringify([of.article, of.language, of.revision, visitor]);
  return {
    read: async (article) => {
      reads.set(article, (reads.get(article) ?? 0) + 1);
    },
    most_read: async (count) =>
      [...reads]
        .toSorted((a, b) => b[1] - a[1])
        .slice(0, count)
        .map(([article]) => article),
    opinion: async (of, visitor) => opinions.get(key(of, visitor)) ?? null,
    give: async (of, visitor, opinion) => {
      opinions.set(key(of, visitor), opinion);
    },
    take_back: async (of, visitor) => {
      opinions.delete(key(of, visitor));
    },
    standings: async () => [],
  };
}
