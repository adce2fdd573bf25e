import { fileURLToPath } from 'node:url';
import { type Acting, type Event, fold, must, type State, understand } from '@hark/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryStore } from '../packages/server/src/conversations/memory-store.ts';
import { spokenBy } from '../packages/server/src/conversations/spoken.ts';
import type { Store } from '../packages/server/src/conversations/store.ts';
import { makeView, refusedIn } from '../packages/server/src/conversations/view.ts';
import { type Doing, doAs } from '../packages/server/src/desk/doings.ts';
import { deskItems, deskStanding, deskThread } from '../packages/server/src/desk/view.ts';
import { Refusal } from '../packages/server/src/http/refusal.ts';
import type { Person } from '../packages/server/src/identity/role.ts';
import { fakeMarketplace } from '../packages/server/src/marketplace/fake.ts';
import { smallWorld } from '../packages/server/src/marketplace/small-world.fixture.ts';
import { loadPlaybookFolder } from '../packages/server/src/playbook-folder.ts';
import { makeTurns, type Turns } from '../packages/server/src/turn.ts';
import { begin, hear, mark, put, type ThreadState } from '../packages/web/src/desk/thread-state.ts';
import * as chat from '../packages/widget/src/thread.ts';

const playbook = loadPlaybookFolder(fileURLToPath(new URL('../playbooks/demo-shop', import.meta.url)));
const view = makeView({
  render: spokenBy(playbook).render,
  person_by: () => null,
  survey: () => null,
  title: () => null,
});
const PEOPLE = ['noor', 'sam', 'chiara'] as const;
type Name = (typeof PEOPLE)[number];
const person = (name: Name): Person => ({
  person_id: name,
  name,
  email: `${name}@x.example`,
  role: name === 'chiara' ? 'specialist' : 'agent',
  shop_id: name === 'chiara' ? null : 'shop',
});
const acting = (name: Name): Acting => ({
  agent_id: name,
  name,
  side: name === 'chiara' ? 'platform' : 'shop',
});

/** Something on its way to the server. Whoever sent it sends it again until they hear what came of it. */
type Sent = { who: Name | 'buyer'; client_id: string; text: string | null; doing: Doing | null };

type Step =
  | { do: 'write'; who: Name | 'buyer' }
  | { do: 'wish'; who: Name; way: 'take' | 'give_back' | 'pass' | 'resolve' | 'note' }
  /** One of those on their way arrives; its answer may be lost, and it may arrive once more. */
  | { do: 'arrive'; at: number; answered: boolean; again: boolean }
  /** What happened is sent to a client, and reaches it at once or later, or the connection breaks and it comes back from where it was. */
  | { do: 'hear'; who: Name | 'buyer'; how: 'now' | 'later' | 'broken' }
  | { do: 'reload'; who: Name }
  | { do: 'wait'; minutes: number };

const anybody = fc.constantFrom<Name | 'buyer'>('buyer', 'buyer', ...PEOPLE);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), who: anybody }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('wish' as const),
      who: fc.constantFrom(...PEOPLE),
      way: fc.constantFrom('take', 'take', 'give_back', 'pass', 'resolve', 'note'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('arrive' as const),
      at: fc.nat(5),
      answered: fc.boolean(),
      again: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('hear' as const),
      who: anybody,
      how: fc.constantFrom<'now' | 'later' | 'broken'>('now', 'later', 'broken'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('reload' as const), who: fc.constantFrom(...PEOPLE) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(5, 31, 3000) }),
  },
);

/** A connection: up to where the server has sent, and what has not arrived yet. */
type Wire = { sent_to: number; frames: (() => void)[] };

/** One conversation with its clients and the network between them. */
class Room {
  readonly store: Store = memoryStore();
  readonly turns: Turns;
  readonly commits: Event[][] = [];
  readonly flying: Sent[] = [];
  readonly written: { who: Name | 'buyer'; text: string; refused: boolean | null }[] = [];
  readonly desks = new Map<Name, ThreadState>();
  buyer: chat.Thread = chat.EMPTY;
  id = '';
  #ms = Date.parse('2026-03-02T10:00:00.000Z');
  #sent = 0;
  readonly #wires = new Map<Name | 'buyer', Wire>();

  constructor() {
    this.turns = makeTurns(
      {
        playbook,
        understand: (text, language) => understand(playbook.understander, text, { language }),
        marketplace: fakeMarketplace(smallWorld()),
        store: this.store,
        now: () => new Date(this.#ms++).toISOString(),
        id: () => 'c1',
      },
      { committed: ({ events }) => void this.commits.push(events) },
    );
  }

  async open(): Promise<void> {
    const from = { shop_id: 'shop', channel: 'chat', language: 'en', buyer_id: null, order_id: null };
    this.id = (await this.turns.open(from)).conversation_id;
    for (const name of PEOPLE) await this.reload(name);
    await this.sends('buyer');
  }

  async state(): Promise<State> {
    return must(await this.store.load(this.id), 'the conversation').state;
  }

  async take(one: Step): Promise<void> {
    if (one.do === 'write') this.send(one.who, 'write');
    if (one.do === 'wish') this.send(one.who, one.way);
    if (one.do === 'arrive') await this.arrive(one.at % Math.max(1, this.flying.length), one);
    if (one.do === 'hear') {
      if (one.how === 'broken') this.breaks(one.who);
      else await this.sends(one.who);
      if (one.how === 'now') this.reaches(one.who);
    }
    if (one.do === 'reload') await this.reload(one.who);
    if (one.do === 'wait') {
      this.#ms += one.minutes * 60_000;
      await this.turns.run_due();
    }
  }

  send(who: Name | 'buyer', way: string): void {
    this.#sent += 1;
    const client_id = `m${this.#sent}`;
    const at = new Date(this.#ms).toISOString();
    const first = !this.written.some((one) => one.who === 'buyer');
    const text =
      way === 'write' || way === 'note'
        ? `${first && who === 'buyer' ? 'a person please' : who} ${this.#sent}`
        : null;
    if (who === 'buyer') {
      const pending = {
        client_id,
        text: text ?? '',
        button: null,
        at,
        state: 'sending',
        reason: null,
      } as const;
      this.buyer = chat.put(this.buyer, pending);
      this.flying.push({ who, client_id, text, doing: null });
    } else {
      const here = must(this.desks.get(who), 'a desk');
      if (text !== null) {
        const kind = way === 'note' ? 'note' : 'reply';
        const seq_seen = here.heard;
        const pending = { client_id, kind, text, at, seq_seen, state: 'sending', says: null } as const;
        this.desks.set(who, put(here, { ...pending, files: [] }));
      }
      const doing = doingOf(who, way, { client_id, text: text ?? '', seq_seen: here.heard, id: this.id });
      this.flying.push({ who, client_id, text, doing });
    }
    if (text !== null) this.written.push({ who, text, refused: null });
  }

  async arrive(at: number, { answered, again }: { answered: boolean; again: boolean }): Promise<void> {
    const one = this.flying[at];
    if (!one) return;
    const { who, client_id } = one;
    const came = this.written.find(({ text }) => text === one.text);
    if (one.doing === null) {
      const text = one.text ?? '';
      const { seq } = await this.turns.receive(this.id, { client_id, text, button: null });
      if (came) came.refused = false;
      if (answered) this.buyer = chat.acknowledge(this.buyer, client_id, seq);
    } else {
      const refused = await this.#does(who as Name, one.doing);
      // What was said once is said again the same: a refusal never turns into a yes, nor a yes into a refusal.
      if (came) {
        expect([null, refused]).toContain(came.refused);
        came.refused = refused;
      }
      const state = refused ? 'refused' : 'kept';
      if (answered)
        this.desks.set(
          who as Name,
          mark(must(this.desks.get(who as Name), 'a desk'), client_id, { state, says: null }),
        );
    }
    if (answered && !again) this.flying.splice(at, 1);
  }

  async #does(who: Name, doing: Doing): Promise<boolean> {
    try {
      await doAs({ turns: this.turns, store: this.store, playbook }, person(who), doing);
      return false;
    } catch (error) {
      if (error instanceof Refusal) return true;
      throw error;
    }
  }

  /** Puts what is new on the wire to a client. */
  async sends(who: Name | 'buyer'): Promise<void> {
    const state = await this.state();
    const wire = this.#wire(who);
    const events = await this.store.events(this.id, wire.sent_to);
    wire.sent_to = state.seq;
    if (who === 'buyer') {
      const standing = view.standing(state, await this.store.events(this.id, 0));
      for (const message of view.messages(events))
        wire.frames.push(() => {
          this.buyer = chat.hear(this.buyer, message);
        });
      wire.frames.push(() => {
        this.buyer = chat.stand(this.buyer, standing);
      });
      return;
    }
    const looking = { playbook, spoken: spokenBy(playbook), by: acting(who) };
    const news = { items: deskItems(looking, events), standing: deskStanding(looking, state) };
    wire.frames.push(() => this.desks.set(who, hear(must(this.desks.get(who), 'a desk'), news)));
  }

  /** The oldest frame on the wire arrives. */
  reaches(who: Name | 'buyer'): void {
    this.#wire(who).frames.shift()?.();
  }

  /** What is on the wire is lost; the client comes back from where it had heard. */
  breaks(who: Name | 'buyer'): void {
    const heard = who === 'buyer' ? this.buyer.heard : must(this.desks.get(who), 'a desk').heard;
    this.#wires.set(who, { sent_to: heard, frames: [] });
  }

  #wire(who: Name | 'buyer'): Wire {
    const wire = this.#wires.get(who) ?? { sent_to: 0, frames: [] };
    this.#wires.set(who, wire);
    return wire;
  }

  async reload(who: Name): Promise<void> {
    const looking = { playbook, spoken: spokenBy(playbook), by: acting(who) };
    const thread = deskThread(looking, await this.state(), await this.store.events(this.id, 0));
    // The stream that was open may still bring what the page has read now.
    this.desks.set(who, begin(thread, this.desks.get(who)?.pending ?? []));
  }

  /** The network is whole again: what is on its way arrives and is answered, and everybody hears everything. */
  async calm(): Promise<void> {
    while (this.flying.length > 0) await this.arrive(0, { answered: true, again: false });
    for (const who of ['buyer', ...PEOPLE] as const) {
      await this.sends(who);
      while (this.#wire(who).frames.length > 0) this.reaches(who);
    }
  }
}

function doingOf(
  who: Name,
  way: string,
  sent: { client_id: string; text: string; seq_seen: number; id: string },
): Doing {
  const by = acting(who);
  const { client_id, text, seq_seen, id } = sent;
  const of = (observation: Doing['observation']): Doing => {
    return { conversation_id: id, client_id, observation, audited: 'conversation_taken' };
  };
  if (way === 'write') return of({ type: 'agent_wrote', data: { ...by, client_id, text, seq_seen } });
  if (way === 'note') return of({ type: 'agent_noted', data: { ...by, client_id, text } });
  if (way === 'take') return of({ type: 'agent_joined', data: by });
  if (way === 'resolve') return of({ type: 'agent_resolved', data: by });
  if (way === 'give_back') return of({ type: 'agent_left', data: by });
  const to = by.side === 'platform' ? ('shop' as const) : ('platform' as const);
  return of({ type: 'agent_passed', data: { ...by, to, words: 'Yours.' } });
}

/** After each turn: one speaks, and a hand-over has its clock. */
function speakersOf(commits: Event[][]): void {
  let state: State | null = null;
  for (const events of commits) {
    const before: State | null = state;
    for (const event of events) state = fold(state, event, 'c1');
    const now = must(state, 'a state');
    expect(now.speaker === 'assistant').toBe(now.handover === null);
    const clocks = now.timers
      .map(({ timer }) => timer)
      .filter((kind) => kind === 'promise' || kind === 'leave');
    if (now.handover) expect(clocks).toEqual([now.handover.waiting_since === null ? 'leave' : 'promise']);
    const holder = before?.handover?.taken_by?.agent_id;
    if (holder !== undefined && now.handover?.taken_by?.agent_id === holder)
      expect(
        events.filter((event) => event.type === 'message_sent' && event.data.receipt_for === null),
      ).toEqual([]);
    const refused = refusedIn(events);
    for (const event of events)
      if (event.type === 'agent_wrote' && !refused.has(event.seq))
        expect(now.handover?.taken_by?.agent_id).toBe(event.data.agent_id);
  }
}

const times = (texts: string[], text: string): number => texts.filter((one) => one === text).length;

function everybodyHas(room: Room): void {
  const read = room.buyer.messages.map(({ text }) => text);
  expect(room.buyer.pending).toEqual([]);
  const notes = new Set<string>();
  for (const desk of room.desks.values())
    for (const item of desk.items) if (item.kind === 'note') notes.add(item.text);
  for (const { who, text, refused } of room.written) {
    for (const [name, desk] of room.desks) {
      const shown = times(
        desk.items.map((item) => item.text),
        text,
      );
      expect({ name, text, shown }).toEqual({ name, text, shown: refused ? 0 : 1 });
      const left = desk.pending.filter((one) => one.text === text).map(({ state }) => state);
      expect({ name, text, left }).toEqual({ name, text, left: refused && name === who ? ['refused'] : [] });
    }
    const hidden = refused === true || notes.has(text);
    expect({ text, shown: times(read, text) }).toEqual({ text, shown: hidden ? 0 : 1 });
  }
  for (const list of [room.buyer.messages, ...[...room.desks.values()].map((desk) => desk.items)])
    expect(list.map(({ seq }) => seq)).toEqual(list.map(({ seq }) => seq).toSorted((a, b) => a - b));
}

test('buyer, two agents, a specialist and the clock over a network that loses, doubles and delays: one speaks, and nothing is lost or doubled', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 90 }), async (steps) => {
      const room = new Room();
      await room.open();
      for (const one of steps) await room.take(one);
      await room.calm();
      speakersOf(room.commits);
      everybodyHas(room);
    }),
    { numRuns: 200 },
  );
}, 240_000);
