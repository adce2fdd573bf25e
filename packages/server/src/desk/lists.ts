import { PLATFORM } from '@hark/core';
import type { DeskCounts, DeskListName } from '@hark/wire';
import { type Context, forPerson } from '../db/as.ts';
import type { Database } from '../db/database.ts';
import type { Person } from '../identity/role.ts';

/** A conversation as the database lists it. */
export type ListedAtDesk = {
  of_shop: string;
  conversation_id: string;
  status: 'open' | 'resolved';
  topic: string | null;
  updated_ms: number;
  side: 'shop' | 'platform' | null;
  agent_id: string | null;
  agent_name: string | null;
  waiting_ms: number | null;
  promised_ms: number | null;
  level: number;
  priority: number;
  first_name: string | null;
  last_name: string | null;
  last_text: string | null;
  wish: string | null;
  mood: string | null;
  language: string;
  /** Of what was found: what people said, newest first, and what is known of it. */
  said: string[];
  found_facts: string[];
};

/** A conversation that a colleague took, until whoever held it has seen that. */
export type ToldAtDesk = {
  conversation_id: string;
  by_name: string;
  at_ms: number;
  first_name: string | null;
  last_name: string | null;
};

/** What is asked for: a list, or with a `query` whatever holds words that begin with each of its words. */
export type DeskQuestion = { list: DeskListName; query: string; from: number; limit: number; now: string };

/** The lists of the desk as a person of a shop or of the platform sees them. */
export type DeskLists = {
  page(person: Person, question: DeskQuestion): Promise<{ rows: ListedAtDesk[]; more: boolean }>;
  counts(person: Person, now: string): Promise<DeskCounts>;
  /** What was taken from a person, newest first, until they have seen it. */
  told(person: Person): Promise<ToldAtDesk[]>;
  /** They have seen it. */
  seen(person: Person, conversation_id: string): Promise<void>;
};

/** The side on which a person stands. */
export function sideOf(person: Pick<Person, 'shop_id'>): 'shop' | 'platform' {
  return person.shop_id === null || person.shop_id === PLATFORM ? 'platform' : 'shop';
}

/** The lists in the database, under the policies of whoever asks. */
export function postgresDeskLists(database: Pick<Database, 'as' | 'call'>): DeskLists {
  return {
    async page(person, { list, query, from, limit, now }) {
      const parameters = [sideOf(person), list, query, now, from, limit];
      const what = { function: 'desk_page', parameters };
      const rows = await database.call<ListedAtDesk>(contextOf(person), what);
      return { rows: rows.slice(0, limit), more: rows.length > limit };
    },
    async counts(person, now) {
      const what = { function: 'desk_counts', parameters: [sideOf(person), now] };
      const [row] = await database.call<DeskCounts>(contextOf(person), what);
      return row ?? { mine: 0, unassigned: 0, due: 0, waiting: 0 };
    },
    told: (person) => database.call(contextOf(person), { function: 'desk_told_to', parameters: [] }),
    async seen(person, conversation_id) {
      await database.as(contextOf(person), (transaction) =>
        transaction.query('delete from hark.desk_told where conversation_id = $1 and agent_id = $2', [
          conversation_id,
          person.person_id,
        ]),
      );
    },
  };
}

function contextOf(person: Person): Context {
  return forPerson(person);
}
