import { randomUUID } from 'node:crypto';
import { type Playbook, understand } from '@hark/core';
import { postgresStore } from '../conversations/postgres-store.ts';
import { type Spoken, spokenBy } from '../conversations/spoken.ts';
import { makeView } from '../conversations/view.ts';
import type { Database } from '../db/database.ts';
import { postgresDeskLists } from '../desk/lists.ts';
import { isAtDesk, makeDeskStreams } from '../desk/streams.ts';
import type { ApiParts } from '../http/api.ts';
import type { Role } from '../identity/role.ts';
import { makeBus } from '../live/bus.ts';
import { makeFollows } from '../live/follow.ts';
import { makeStreams } from '../live/stream.ts';
import { fakeMarketplace } from '../marketplace/fake.ts';
import type { World } from '../marketplace/world.ts';
import { wordsOf } from '../privacy/words.ts';
import type { TraceParts } from '../trace/routes.ts';
import { makeTurns, type Turns } from '../turn.ts';
import { browser, employ, type PeopleServer, peopleServer } from './people-server.ts';

/** The whole server with a real playbook, a marketplace that behaves, and people who sign in. */
export type DeskServer = PeopleServer & {
  turns: Turns;
  /** Somebody of a role, signed in. */
  signedIn(role: Role, shop_id?: string): Promise<ReturnType<typeof browser>>;
  /** A buyer's conversation about an order of theirs, in which a person was asked for. */
  asksForPerson(about: { buyer_id: string; order_id: string; shop_id: string }): Promise<string>;
  /** What the buyer writes next. */
  writes(conversation_id: string, text: string): Promise<void>;
};

type More = TraceParts & { spoken: Spoken } & Pick<ApiParts, 'declared' | 'attachments'>;

/** Starts nothing that listens. Effects are carried out at once, timers when a test says so. */
export async function deskServer(
  database: Database,
  { playbook, world, ...given }: { playbook: Playbook; world: World } & Partial<More>,
): Promise<DeskServer> {
  const { spoken = spokenBy(playbook) } = given;
  const store = postgresStore(database);
  const marketplace = fakeMarketplace(world);
  const bus = makeBus();
  const follows = makeFollows({ bus, store });
  const clock = { now: () => new Date().toISOString() };
  const view = makeView({
    render: spoken.render,
    person_by: () => null,
    survey: () => null,
    title: () => null,
  });
  const turns = makeTurns(
    {
      playbook,
      understand: (text, language) => understand(playbook.understander, text, { language }),
      marketplace,
      store,
      now: () => clock.now(),
      id: randomUUID,
    },
    {
      act_at_once: true,
      committed: ({ conversation_id, shop_id, events, state }) => {
        const at_desk = isAtDesk(events, state);
        bus.tell({ conversation_id, shop_id, seq: state.seq, at_desk, turn: { events, state } });
      },
    },
  );
  const server = await peopleServer(database, {
    turns,
    store,
    view,
    marketplace,
    playbook,
    spoken,
    words_of: wordsOf(spoken),
    streams: makeStreams({ bus, follows, store, view }),
    desk: { lists: postgresDeskLists(database), streams: makeDeskStreams({ bus, follows }) },
    ...given,
  });
  clock.now = server.now;
  const writes = async (conversation_id: string, text: string): Promise<void> => {
    await turns.receive(conversation_id, { client_id: randomUUID(), text, button: null });
    await turns.settle(conversation_id);
  };
  return {
    ...server,
    turns,
    async signedIn(role, shop_id) {
      const person = await employ(server, role, shop_id);
      const chrome = browser(server);
      await chrome.signIn(person.email);
      return chrome;
    },
    writes,
    async asksForPerson(about) {
      const { conversation_id } = await turns.open({ ...about, channel: 'chat', language: 'en' });
      await turns.settle(conversation_id);
      await writes(conversation_id, 'I want to talk to a person, please');
      return conversation_id;
    },
  };
}
