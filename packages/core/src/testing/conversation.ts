import type { Decided, Event, Observed, ObservedData, ObservedType, Visited } from '../conversation/event.ts';
import { fold } from '../conversation/fold.ts';
import type { State } from '../conversation/state.ts';
import type { Buyer, Lookup, LookupAnswer, Order, Product, Usage } from '../conversation/world.ts';
import { decide } from '../engine/decide.ts';
import { renderMessage } from '../engine/render-message.ts';
import type { Act, Understanding } from '../language/understanding.ts';
import { must } from '../lib/assert.ts';
import { addMs } from '../lib/time.ts';
import type { Playbook } from '../playbook/playbook.ts';

/** What the shop of a test knows. */
export type TestShop = {
  buyers: Buyer[];
  orders: Order[];
  products: Product[];
  usage: Usage[];
  down: boolean;
};

/** A conversation of a test: says things, answers reads from the shop, keeps the log. */
export class TestConversation {
  readonly events: Event[] = [];
  state: State;
  readonly #playbook: Playbook;
  readonly #shop: TestShop;
  #now = '2026-03-02T10:00:00.000Z';

  /** `from` is the buyer whom a token names, or the buyer and the order from whose page the chat is opened. */
  constructor(
    playbook: Playbook,
    shop: TestShop,
    from: string | { buyer_id: string | null; order_id: string | null; visited?: Visited } | null = null,
  ) {
    const opening = typeof from === 'object' && from !== null ? from : { buyer_id: from, order_id: null };
    this.#playbook = playbook;
    this.#shop = shop;
    const data = {
      shop_id: 'shop',
      channel: 'test',
      language: must(playbook.settings.languages[0], 'a language'),
      playbook: { id: playbook.id, version: playbook.version },
      ...opening,
    };
    const opened: Observed<'conversation_opened'> = {
      ...this.#envelope(1),
      type: 'conversation_opened',
      data,
    };
    this.events.push(opened);
    this.state = fold(null, opened, 'c1');
    this.#turn(opened);
  }

  /** The buyer writes; what it means is given, as a model would have put it on the event. */
  says(
    text: string,
    meant: { wishes?: string[]; denied?: string[]; acts?: Act[]; button?: string } = {},
  ): string[] {
    const wishes = (meant.wishes ?? []).map((topic) => ({
      topic,
      probability: 0.95,
      from: 0,
      to: text.length,
    }));
    const understanding: Understanding = {
      language: this.state.language,
      wishes,
      denied: meant.denied ?? [],
      topics: wishes.map(({ topic, probability }) => ({ topic, probability })),
      acts: meant.acts ?? [],
      out_of_scope: false,
    };
    const client_id = `m${this.state.seq}`;
    return this.observe('message_received', { client_id, text, button: meant.button ?? null, understanding });
  }

  /** Presses the button with this label. */
  presses(label: string): string[] {
    const option = must(
      this.state.question?.options.find((one) => one.label === label),
      `a button "${label}" among ${this.state.question?.options.map((one) => one.label).join(' | ')}`,
    );
    return this.says(option.label, { button: option.id });
  }

  /** Something happens; the answer is what Hark said. */
  observe<T extends ObservedType>(type: T, data: ObservedData[T], after_ms = 1000): string[] {
    this.#now = addMs(this.#now, after_ms);
    const from = this.events.length;
    const event = { ...this.#envelope(this.state.seq + 1), type, data } as Observed;
    this.#add(event);
    this.#turn(event);
    return this.said(from);
  }

  /** The action that waits for its result. */
  get requested(): Decided<'action_requested'> {
    const found = this.events.findLast((event) => event.type === 'action_requested');
    return must(found, 'a requested action') as Decided<'action_requested'>;
  }

  /** Texts of the messages sent since an index of the log. */
  said(from = 0): string[] {
    return this.events
      .slice(from)
      .filter((event): event is Decided<'message_sent'> => event.type === 'message_sent')
      .map((event) => renderMessage(this.#playbook, event.data).text);
  }

  types(): string[] {
    return this.events.map((event) => event.type);
  }

  #envelope(seq: number) {
    return { seq, occurred_at: this.#now, recorded_at: this.#now, caused_by: null };
  }

  #add(event: Event): void {
    this.events.push(event);
    this.state = fold(this.state, event, 'c1');
  }

  #turn(observed: Observed): void {
    let open: Observed | null = observed;
    for (let round = 0; open && round < 9; round++) {
      for (const event of decide(this.#playbook, this.state, open)) this.#add(event);
      open = null;
      for (const { seq, lookup } of [...this.state.lookups]) {
        const data = {
          lookup_seq: seq,
          answer: this.#shop.down ? { unavailable: 'down' } : this.#answer(lookup),
        };
        const envelope = { ...this.#envelope(this.state.seq + 1), caused_by: seq };
        const answered: Observed<'lookup_answered'> = { ...envelope, type: 'lookup_answered', data };
        this.#add(answered);
        open = answered;
      }
    }
  }

  #answer(lookup: Lookup): LookupAnswer[keyof LookupAnswer] {
    const { buyers, orders, products, usage } = this.#shop;
    switch (lookup.read) {
      case 'buyer':
        return buyers.find((buyer) => buyer.id === lookup.buyer_id) ?? null;
      case 'buyer_by_email':
        return buyers.find((buyer) => buyer.email === lookup.email) ?? null;
      case 'buyer_by_name':
        return buyers.find((buyer) => buyer.last_name === lookup.last_name) ?? null;
      case 'orders':
        return structuredClone(orders.filter((order) => order.buyer_id === lookup.buyer_id));
      case 'product':
        return products.find((product) => product.id === lookup.product_id) ?? null;
      case 'catalogue':
        return products.map(({ id, name }) => ({ id, name }));
      case 'usage':
        return usage.filter((one) => lookup.scopes.includes(one.scope));
    }
  }
}
