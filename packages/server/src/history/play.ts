import { type Acting, type Event, must, PLATFORM, type Playbook, type State, understand } from '@hark/core';
import { memoryStore } from '../conversations/memory-store.ts';
import { shopOf } from '../conversations/shop-of.ts';
import type { Commit, Store } from '../conversations/store.ts';
import { DEMO_AGENTS, DEMO_PLACES } from '../marketplace/demo-people.ts';
import { fakeMarketplace } from '../marketplace/fake.ts';
import { makeTurns, type Observation, type Turns } from '../turn.ts';
import type { Plot, Staged } from './plots.ts';
import { answerTo, type Said } from './voice.ts';
import { AGAIN, AGENT_WORDS, ANSWERS, OPENINGS, PASSED } from './voices.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Whoever has written so often without coming to an end leaves. */
const PATIENCE = 9;

/** What a conversation is played with: `until` is now, and nothing happens after it; `rest` lets others have the process. */
export type Stage = {
  playbook: Playbook;
  until: string;
  rest: () => Promise<unknown>;
  /** The people of the demo's accounts; `shop_id` is `platform` for those of the marketplace. */
  staff: readonly { id: string; name: string; shop_id: string }[];
};

/**
 * Plays one conversation of the history through the real turns, with the clocks of then: the whole of it as one commit. Timers
 * that are due after `until` are left to whoever runs then.
 */
export async function playPlot(stage: Stage, { plot, world }: Staged): Promise<Commit> {
  const played = new Played(stage, plot, world);
  await played.open();
  await played.talk();
  await played.people();
  await played.pass(stage.until);
  return played.commit();
}

class Played {
  readonly #stage: Stage;
  readonly #plot: Plot;
  readonly #store: Store = memoryStore();
  readonly #turns: Turns;
  readonly #market: ReturnType<typeof fakeMarketplace>;
  readonly #language: 'en' | 'es';
  readonly #words: { [name: string]: string };
  #ms: number;
  #written = 0;

  constructor(stage: Stage, plot: Plot, world: Staged['world']) {
    this.#stage = stage;
    this.#plot = plot;
    this.#ms = Date.parse(plot.at);
    const now = (): string => new Date(this.#ms++).toISOString();
    this.#market = fakeMarketplace(world, { clock: () => new Date(this.#ms).toISOString() });
    const buyer = must(world.buyers[plot.buyer_id], 'the buyer');
    const order = must(world.orders[plot.order_id], 'the order');
    this.#language = DEMO_PLACES.find(({ country }) => country === buyer.address.country)?.language ?? 'en';
    this.#words = { name: buyer.first_name, item: order.lines[0]?.name ?? '', order: order.id };
    const { playbook } = stage;
    this.#turns = makeTurns({
      playbook,
      understand: (text, language) => understand(playbook.understander, text, { language }),
      marketplace: this.#market,
      store: this.#store,
      now,
      id: () => plot.conversation_id,
    });
  }

  async state(): Promise<State> {
    return must(await this.#store.load(this.#plot.conversation_id), 'the conversation').state;
  }

  async open(): Promise<void> {
    const { buyer_id, order_id, from_page } = this.#plot;
    const from = { buyer_id, order_id: from_page ? order_id : null };
    const shop_id = await shopOf(this.#market, from);
    await this.#turns.open({ ...from, shop_id, channel: 'chat', language: this.#language });
  }

  async talk(): Promise<void> {
    const { chance, wish } = this.#plot;
    await this.#say({ text: this.#worded(chance.pick(OPENINGS[wish][this.#language])), button: null });
    while (this.#written < PATIENCE) {
      const state = await this.state();
      if (state.speaker === 'person' || state.status === 'resolved') return;
      const said = answerTo(this.#plot, this.#language, state);
      if (said === null) return;
      await this.#say(said);
    }
  }

  async #say({ text, button }: Said): Promise<void> {
    await this.#wait((8 + 70 * this.#plot.chance.share()) * 1000);
    if (!this.#isBefore()) return;
    this.#written += 1;
    const client_id = `h${this.#written}`;
    await this.#turns.receive(this.#plot.conversation_id, { client_id, text, button });
    await this.#turns.settle(this.#plot.conversation_id);
    await this.#stage.rest();
  }

  /** People answer, again where the buyer was not content; of what came in a moment ago only as far as it has come. */
  async people(): Promise<void> {
    const rounds = this.#plot.fresh ? 1 : 4;
    for (let round = 0; round < rounds && (await this.state()).speaker === 'person'; round++)
      await this.answer();
  }

  /** A person takes it up, answers once or twice, and gives it back or closes it. */
  async answer(): Promise<void> {
    const { attention, chance } = this.#plot;
    const { handover } = await this.state();
    const promised_ms = Date.parse(handover?.promised_at ?? new Date(this.#ms).toISOString());
    const now_there = !['in_time', 'late', 'nobody'].includes(attention);
    const wait_ms = now_there ? 6 * MINUTE_MS : Math.max(promised_ms - this.#ms, 20 * MINUTE_MS);
    // What came in today may still wait; what is old was answered by somebody in the end.
    const share =
      attention === 'late' || attention === 'nobody' ? 1.2 + 8 * chance.share() : 0.1 + 0.85 * chance.share();
    await this.#wait(wait_ms * share);
    const waits = attention === 'nobody' && Date.parse(this.#stage.until) - this.#ms < 30 * HOUR_MS;
    if (waits || !this.#isBefore()) return;
    const by = await this.#somebody();
    await this.#does({ type: 'agent_joined', data: by });
    if (attention === 'taken') return;
    await this.#wait((1 + 5 * chance.share()) * MINUTE_MS);
    if (attention === 'passed') {
      const words = chance.pick(PASSED[this.#language]);
      return this.#does({ type: 'agent_passed', data: { ...by, to: 'platform', words } });
    }
    await this.#writes(by);
    if (attention === 'answered') return;
    if (attention === 'asked_again')
      return this.#say({ text: chance.pick(AGAIN[this.#language]), button: null });
    await this.#wait((2 + 14 * chance.share()) * MINUTE_MS);
    const closes = attention === 'closed' || chance.share() < 0.5;
    await this.#does({ type: closes ? 'agent_resolved' : 'agent_left', data: by });
    if (!closes && chance.share() < 0.7)
      await this.#say({ text: chance.pick(ANSWERS.nothing[this.#language]), button: null });
    await this.#stage.rest();
  }

  /** Somebody of the shop, or of the marketplace: where the demo has accounts, most often whoever signs in there. */
  async #somebody(): Promise<Acting> {
    const { side, shop_id } = await this.#house();
    const staff = this.#stage.staff.filter((one) => one.shop_id === shop_id);
    const others = DEMO_AGENTS.filter((agent) => agent.shop_id === shop_id);
    const { chance, attention } = this.#plot;
    // Who signs in as the first of them finds something of their own.
    const own =
      staff[0] && (attention === 'taken' || attention === 'asked_again' || attention === 'answered');
    const { id, name } = own && staff[0] ? staff[0] : chance.pick([...staff, ...others]);
    return { agent_id: id, name, side };
  }

  async #house(): Promise<{ side: Acting['side']; shop_id: string }> {
    const { handover, shop_id } = await this.state();
    const side = handover?.side ?? 'shop';
    return { side, shop_id: side === 'platform' ? PLATFORM : shop_id };
  }

  async #writes(by: Acting): Promise<void> {
    const text = this.#worded(this.#plot.chance.pick(AGENT_WORDS[this.#language]));
    const { seq } = await this.state();
    const data = { ...by, client_id: `a-${by.agent_id}`, text, seq_seen: seq };
    await this.#does({ type: 'agent_wrote', data });
  }

  async #does(observation: Observation): Promise<void> {
    if (this.#isBefore()) await this.#turns.observe(this.#plot.conversation_id, observation);
  }

  #worded(text: string): string {
    return text.replace(/\{([a-z]+)\}/g, (_, name: string) => this.#words[name] ?? '');
  }

  #isBefore(): boolean {
    return this.#ms < Date.parse(this.#stage.until);
  }

  async #wait(ms: number): Promise<void> {
    await this.pass(new Date(this.#ms + ms).toISOString());
  }

  /** Lets time pass until then; what is due on the way happens when it is due. */
  async pass(until: string): Promise<void> {
    const end_ms = Math.min(Date.parse(until), Date.parse(this.#stage.until));
    for (;;) {
      const { timers } = await this.state();
      const next_ms = Math.min(...timers.map(({ due_at }) => Date.parse(due_at)));
      if (next_ms > end_ms) break;
      this.#ms = Math.max(this.#ms, next_ms);
      await this.#turns.run_due();
      await this.#turns.settle(this.#plot.conversation_id);
      await this.#stage.rest();
    }
    this.#ms = Math.max(this.#ms, end_ms);
  }

  async commit(): Promise<Commit> {
    const { conversation_id } = this.#plot;
    const { state, shop_id } = must(await this.#store.load(conversation_id), 'the conversation');
    const events = await this.#store.events(conversation_id, 0);
    await this.#market.close();
    return {
      conversation_id,
      shop_id,
      expected_seq: 0,
      events,
      state,
      inbound: null,
      usage: events.flatMap((event) => usageOf(event, state)),
      carried_out: events.filter(({ type }) => TOLD.has(type)).map(({ seq }) => seq),
    };
  }
}

/** People were told of these then. */
const TOLD = new Set<Event['type']>(['speaker_changed', 'case_escalated']);

function usageOf(event: Event, state: State): Commit['usage'] {
  if (event.type !== 'action_requested' || event.data.attempt > 1) return [];
  const { outcome } = must(
    state.actions.find(({ seq }) => seq === event.seq),
    'the request',
  );
  if (outcome === 'refused' || outcome === 'failed') return [];
  const { action, scopes, amount_cents } = event.data;
  return [{ action, scopes, amount_cents, request_seq: event.seq, at: event.recorded_at, seen: {} }];
}
