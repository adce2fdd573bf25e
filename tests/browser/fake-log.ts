import type { Message, Standing, TraceEntry } from '@hark/wire';

type Card = NonNullable<Message['card']>;

/** What the fake assistant says in one go. */
export type Line = { text: string; card?: Card; options?: Message['options'] };

const PLAYBOOK = 'a1b2c3d4e5f60718';

/** One conversation of the fake server: one log, from which messages, standing and trace are read. */
export class FakeLog {
  readonly entries: TraceEntry[] = [];
  readonly messages: Message[] = [];
  readonly accepted = new Map<string, number>();
  standing: Standing = {
    seq: 0,
    status: 'open',
    speaker: 'assistant',
    promised_at: null,
    person: null,
    person_by: null,
    question_seq: null,
    working: false,
    survey: null,
  };
  /** What is asked when the conversation is resolved. */
  survey: Standing['survey'] = null;
  /** What the open question is about. */
  step: 'wish' | 'order' | 'confirm' | 'solved' = 'wish';
  private turn = 0;
  private readonly now: () => string;

  constructor(now: () => string) {
    this.now = now;
  }

  private event(type: string, entry: Partial<TraceEntry>): TraceEntry {
    const at = this.now();
    const seq = this.entries.length + 1;
    const full: TraceEntry = {
      seq,
      type,
      observed: false,
      caused_by: this.turn,
      occurred_at: at,
      recorded_at: at,
      data: {},
      why: null,
      text: null,
      card: null,
      ...entry,
    };
    this.entries.push(full);
    return full;
  }

  observe(type: string, data: Record<string, unknown>, caused_by: number | null = null): number {
    const { seq } = this.event(type, { observed: true, caused_by, data });
    if (type !== 'lookup_answered') this.turn = seq;
    return seq;
  }

  decide(type: string, data: Record<string, unknown>, step: string): number {
    const [document = 'cancel-order', place = 'steps/0'] = step.split('#');
    const why = {
      document,
      version: PLAYBOOK,
      step: place,
      values: { 'order.status': 'pending', 'buyer.known': true },
    };
    return this.event(type, { data, why }).seq;
  }

  buyer(client_id: string, words: { text: string; button: string | null }): number {
    const understanding = {
      language: 'en',
      wishes: words.button
        ? []
        : [{ topic: 'cancel_order', probability: 0.94, from: 0, to: words.text.length }],
      topics: [{ topic: 'cancel_order', probability: 0.94 }],
      acts: [],
      out_of_scope: false,
    };
    const seq = this.observe('message_received', { client_id, ...words, understanding });
    this.accepted.set(client_id, seq);
    const { recorded_at } = this.entries[seq - 1] ?? { recorded_at: this.now() };
    this.messages.push({
      seq,
      from: 'buyer',
      client_id,
      name: null,
      text: words.text,
      card: null,
      options: [],
      at: recorded_at,
    });
    return seq;
  }

  say(line: Line, step: string): number {
    const options = line.options ?? [];
    const seq = this.decide(
      'message_sent',
      { reply: step, language: 'en', values: {}, options, receipt_for: null },
      step,
    );
    const entry = this.entries[seq - 1];
    if (entry) Object.assign(entry, { text: line.text, card: line.card ?? null });
    this.messages.push({
      seq,
      from: 'assistant',
      name: null,
      text: line.text,
      card: line.card ?? null,
      options,
      at: entry?.recorded_at ?? this.now(),
    });
    if (options.length > 0)
      this.decide('question_asked', { asks: { kind: 'choose', path: [0] }, options, attempt: 1 }, step);
    return seq;
  }

  stand(change: Partial<Standing>): void {
    this.standing = { ...this.standing, ...change, seq: this.entries.length };
  }
}
