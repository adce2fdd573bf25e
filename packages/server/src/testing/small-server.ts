import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { memoryStore } from '../conversations/memory-store.ts';
import type { Store } from '../conversations/store.ts';
import { makeView } from '../conversations/view.ts';
import { memoryHelpDesk } from '../help/desk.ts';
import { type ApiParts, makeApi } from '../http/api.ts';
import { makeBuyerTokens } from '../identity/buyer-token.ts';
import { makeConversationTokens, memoryTokenStore } from '../identity/conversation-tokens.ts';
import { makeBus } from '../live/bus.ts';
import { makeFollows } from '../live/follow.ts';
import { makeStreams } from '../live/stream.ts';
import { noMail } from '../mail/mail.ts';
import { makeTurnsOf, type Turns } from '../turn.ts';
import { memoryDoor, noAudit, noDesk, noFigures, noIdentity, noTrace, ORIGIN } from './people.ts';
import { smallShop } from './small-shop.ts';
import { byWords, UNDERSTOOD_NOTHING } from './word-strategy.ts';

/** What the small server's tokens are made with. */
export const SMALL = {
  audience: 'lamps',
  buyer_secret: 'a secret between the shop and the tests, long enough',
};

const view = makeView({
  render: (sent) => ({ text: sent.reply, card: null }),
  person_by: () => null,
  survey: () => null,
  title: () => null,
});

/** The whole API over a strategy of words. */
export type SmallServer = { app: FastifyInstance; turns: Turns; store: Store; faults: unknown[] };

/** Starts nothing that listens: requests are injected, or the test listens itself. */
export async function smallServer(given: Partial<ApiParts> & { store?: Store } = {}): Promise<SmallServer> {
  const store = given.store ?? memoryStore();
  const now = () => new Date().toISOString();
  const marketplace = smallShop();
  const bus = makeBus();
  const turns = makeTurnsOf(
    {
      playbook: { id: 'words', version: '1' },
      decide: byWords,
      understand: () => UNDERSTOOD_NOTHING,
      marketplace,
      store,
      now,
      id: randomUUID,
    },
    {
      act_at_once: true,
      committed: ({ conversation_id, shop_id, events, state }) =>
        bus.tell({ conversation_id, shop_id, seq: state.seq, at_desk: false, turn: { events, state } }),
    },
  );
  const faults: unknown[] = [];
  const app = await makeApi({
    turns,
    store,
    view,
    streams: makeStreams({ bus, follows: makeFollows({ bus, store }), store, view }),
    tokens: makeConversationTokens(memoryTokenStore()),
    buyers: makeBuyerTokens(SMALL.audience, { kind: 'secret', secret: SMALL.buyer_secret }, now),
    languages: ['en', 'es'],
    attachments: null,
    webhooks: null,
    help: null,
    help_desk: memoryHelpDesk(),
    topic_title: (topic) => topic,
    origins: [],
    door: memoryDoor(),
    public_origin: ORIGIN,
    identity: noIdentity(),
    mail: noMail(() => undefined),
    ...noAudit(),
    words_of: ({ reply }) => reply,
    keeper: { figures: () => ({ erased: { conversations: 0, files: 0, comments: 0 }, last_at: null }) },
    ...{ ...noDesk(), ...noTrace() },
    backlog: async () => ({ waiting: 0, oldest_due_at: null }),
    history: () => null,
    writable: () => true,
    disk: async () => ({ ok: true, free_bytes: 1_000_000_000 }),
    reach: () => ({ through: 'process', ok: true }),
    marketplace,
    now,
    folders: { widget: import.meta.dirname, web: import.meta.dirname },
    demo: null,
    limits: {
      body_bytes: 65_536,
      per_address: 1_000_000,
      per_conversation: 1_000_000,
      per_person: 1_000_000,
      request_ms: 30_000,
      upload_ms: 60_000,
    },
    ...noFigures(),
    trust_proxy: false,
    version: '1',
    failed: (error) => faults.push(error),
    ...given,
  });
  return { app, turns, store, faults };
}
