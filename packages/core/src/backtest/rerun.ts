import type { Decided, Event, Observed } from '../conversation/event.ts';
import { isObserved } from '../conversation/event.ts';
import { fold } from '../conversation/fold.ts';
import type { State } from '../conversation/state.ts';
import { decide } from '../engine/decide.ts';
import type { Strategy } from '../flows/strategy.ts';
import type { Understanding } from '../language/understanding.ts';
import { assert, must } from '../lib/assert.ts';
import { canonical } from '../lib/canonical.ts';
import { digest } from '../lib/hash.ts';
import type { Json } from '../lib/json.ts';
import { compareInstants } from '../lib/time.ts';
import type { Rendered } from '../replies/reply.ts';
import { align, type Row } from './align.ts';

/** The words of a message that was sent; null where the playbook has no such reply. */
export type Words = (sent: Decided<'message_sent'>) => Rendered | null;

/**
 * Why a run stops being exact. `not_caused`: something happened in answer to a decision that is not made now; `read_otherwise`:
 * somebody answers words that are others now; `never_read`: something is looked up that was not looked up then; `other_time`: a
 * timer runs out when it did not then.
 */
export type InexactBecause = 'not_caused' | 'read_otherwise' | 'never_read' | 'other_time';

/** From which event on (`before`: its `seq` in the record; `now`: in the new log) a run is an estimate, and why. */
export type Inexact = {
  because: InexactBecause;
  before: number | null;
  now: number | null;
  type: Event['type'];
};

/** A row of both logs; `estimated`: it comes after the run stopped being exact. */
export type RerunRow = Row & { estimated: boolean };

/** A conversation gone through under another playbook, beside its record. */
export type Rerun = {
  rows: RerunRow[];
  inexact: Inexact | null;
  /** Messages of the assistant in either log, and how many of them are not the same in both. */
  answers: { all: number; differing: number };
};

/** What is run again: the log, the playbook now, how messages read then and now, and how texts are understood anew, if they are. */
export type RerunOf = {
  strategy: Strategy;
  conversation_id: string;
  events: readonly Event[];
  words: { before: Words; now: Words };
  understand: ((text: string, language: string) => Understanding) | null;
};

/**
 * Lets another playbook decide about what happened in a conversation and lays both logs side by side. Exact up to the first event
 * that would not have happened so; what follows is an estimate. Under the playbook that decided the log every row is the same.
 */
export function rerun(of: RerunOf): Rerun {
  const running = new Running(of);
  for (const turn of turnsOf(of.events)) running.turn(turn);
  return running.result();
}

/** One thing that happened, and all that was decided and read because of it. */
type Turn = { opening: Opening; rest: Event[] };

/** What begins a turn. */
type Opening = Exclude<Observed, { type: 'lookup_answered' }>;

function turnsOf(events: readonly Event[]): Turn[] {
  const turns: Turn[] = [];
  for (const event of events) {
    if (isOpening(event)) turns.push({ opening: event, rest: [] });
    else must(turns.at(-1), 'a log begins with what opened it').rest.push(event);
  }
  return turns;
}

type Answer = Observed<'lookup_answered'>;

/** Fields that name another event by its place in the log. */
const REFERENCES: ReadonlySet<string> = new Set([
  'lookup_seq',
  'request_seq',
  'timer_seq',
  'survey_seq',
  'receipt_for',
  'message_seq',
  'by_seq',
]);
/** A playbook that still asks, or sets timers that are due at once, after so many goes in a circle. */
const MOST_ROUNDS = 200;

class Running {
  readonly #of: RerunOf;
  readonly #rows: RerunRow[] = [];
  /** `seq` in the record → `seq` now, of what is the same in both. */
  readonly #now_of = new Map<number, number>();
  /** The other way round. */
  readonly #before_of = new Map<number, number>();
  readonly #read = new Map<string, Answer[]>();
  readonly #lookup_of = new Map<number, string>();
  #state: State | null = null;
  #log: Event[] = [];
  #inexact: Inexact | null = null;
  #read_otherwise = false;

  constructor(of: RerunOf) {
    this.#of = of;
    for (const event of of.events) {
      if (event.type === 'lookup_requested')
        this.#lookup_of.set(event.seq, digest(event.data.lookup as Json));
      if (event.type !== 'lookup_answered') continue;
      const lookup = this.#lookup_of.get(event.data.lookup_seq) ?? '';
      this.#read.set(lookup, [...(this.#read.get(lookup) ?? []), event]);
    }
  }

  turn({ opening, rest }: Turn): void {
    this.#timersBefore(opening.recorded_at);
    const fed = this.#translated(opening);
    if (fed === null) {
      this.#end('not_caused', { before: opening });
      this.#add([opening, ...rest].map((before) => ({ kind: 'only_before', before, now: null })));
      return;
    }
    if (this.#read_otherwise && READERS.has(opening.type)) this.#end('read_otherwise', { before: opening });
    this.#feed(fed);
    this.#pair(opening.seq, fed.seq);
    this.#answerReads(rest);
    this.#settle([opening, ...rest]);
  }

  result(): Rerun {
    const answers = this.#rows.filter(({ before, now }) => (before ?? now)?.type === 'message_sent');
    const differing = answers.filter(({ kind }) => kind !== 'same').length;
    return { rows: this.#rows, inexact: this.#inexact, answers: { all: answers.length, differing } };
  }

  /** Timers that are set only now and are due before something else happens. */
  #timersBefore(instant: string): void {
    for (let round = 0; ; round++) {
      assert(round < MOST_ROUNDS, 'timers come to an end');
      const due = (this.#state?.timers ?? []).find(
        ({ seq, due_at }) => !this.#before_of.has(seq) && compareInstants(due_at, instant) < 0,
      );
      if (!due) return;
      const { seq: timer_seq, timer, due_at } = due;
      const at = this.#state && compareInstants(due_at, this.#state.at) < 0 ? this.#state.at : due_at;
      const place = { seq: this.#next(), occurred_at: at, recorded_at: at, caused_by: timer_seq };
      const fired: Observed<'timer_fired'> = { ...place, type: 'timer_fired', data: { timer_seq, timer } };
      this.#end('other_time', { now: fired });
      this.#feed(fired);
      this.#answerReads([]);
      this.#settle([]);
    }
  }

  /** Answers what is looked up within a turn: as it was then, or else as the same thing was answered at another time. */
  #answerReads(rest: readonly Event[]): void {
    const recorded = rest.filter((event): event is Answer => event.type === 'lookup_answered');
    for (let round = 0; (this.#state?.lookups.length ?? 0) > 0; round++) {
      assert(round < MOST_ROUNDS, 'what a playbook looks up comes to an end');
      const asked = (this.#state?.lookups ?? []).map(({ seq, lookup }) => ({
        seq,
        key: digest(lookup as Json),
      }));
      const at = recorded.findIndex(({ data }) =>
        asked.some(({ key }) => key === this.#lookup_of.get(data.lookup_seq)),
      );
      const found = recorded[at];
      if (!found) {
        this.#answerAnyhow(must(asked[0], 'something that is looked up'));
        continue;
      }
      recorded.splice(at, 1);
      const key = this.#lookup_of.get(found.data.lookup_seq);
      const lookup_seq = must(
        asked.find((one) => one.key === key),
        'the lookup that is answered',
      ).seq;
      const place = { seq: this.#next(), caused_by: lookup_seq };
      this.#feed({ ...found, ...place, data: { ...found.data, lookup_seq } });
    }
    const missed = recorded[0];
    if (missed) this.#end('not_caused', { before: missed });
  }

  #answerAnyhow({ seq: lookup_seq, key }: { seq: number; key: string }): void {
    const at = must(this.#state, 'a state').at;
    const known = this.#read.get(key) ?? [];
    const nearest = known.findLast(({ recorded_at }) => compareInstants(recorded_at, at) <= 0) ?? known[0];
    const answer = nearest?.data.answer ?? { unavailable: 'it was not looked up then' };
    const place = { seq: this.#next(), occurred_at: at, recorded_at: at, caused_by: lookup_seq };
    const answered: Answer = { ...place, type: 'lookup_answered', data: { lookup_seq, answer } };
    this.#end('never_read', { now: answered });
    this.#feed(answered);
  }

  #feed(observed: Observed): void {
    const { strategy, conversation_id } = this.#of;
    this.#state = fold(this.#state, observed, conversation_id);
    this.#log.push(observed);
    for (const event of decide(strategy, this.#state, observed)) {
      this.#state = fold(this.#state, event, conversation_id);
      this.#log.push(event);
    }
  }

  /** The turn is through: what it brought is laid beside what it brought then. */
  #settle(before: readonly Event[]): void {
    const now = this.#log.splice(0);
    const { words } = this.#of;
    const earlier = (seq: number): number | string => this.#before_of.get(seq) ?? 'nothing';
    const then = naming(before, (seq) => seq);
    const here = naming(now, earlier);
    const rows = align(before, now, {
      before: (event) => keyOf(event, words.before, then),
      now: (event) => keyOf(event, words.now, here),
    });
    for (const row of rows)
      if (row.kind === 'same' && row.before && row.now) this.#pair(row.before.seq, row.now.seq);
    this.#read_otherwise ||= rows.some(
      (row) => row.kind !== 'same' && READ.has((row.before ?? row.now)?.type ?? ''),
    );
    this.#add(rows);
  }

  /** How far somebody had read who had read the record up to there. */
  #seen(before: number): number {
    for (let seq = before; seq > 0; seq--) {
      const now = this.#now_of.get(seq);
      if (now !== undefined) return now;
    }
    return 0;
  }

  #pair(before: number, now: number): void {
    this.#now_of.set(before, now);
    this.#before_of.set(now, before);
  }

  #next(): number {
    return (this.#state?.seq ?? 0) + 1;
  }

  #end(because: InexactBecause, { before, now }: { before?: Event; now?: Event }): void {
    const type = must(before ?? now, 'an event that ends exactness').type;
    this.#inexact ??= { because, before: before?.seq ?? null, now: now?.seq ?? null, type };
  }

  #add(rows: readonly Row[]): void {
    for (const row of rows) {
      const { before, now } = this.#inexact ?? { before: null, now: null };
      const first = (before !== null && row.before?.seq === before) || (now !== null && row.now?.seq === now);
      const estimated = this.#rows.at(-1)?.estimated === true || first;
      this.#rows.push({ ...row, estimated });
    }
  }

  /** What was observed, in the new log; null when what caused it did not happen there. */
  #translated(event: Observed): Observed | null {
    const caused_by = event.caused_by === null ? null : (this.#now_of.get(event.caused_by) ?? null);
    if (CAUSED.has(event.type) && event.caused_by !== null && caused_by === null) return null;
    let missing = false;
    const data = withReferences(event.data as Json, (seq) => {
      const now = this.#now_of.get(seq);
      missing ||= now === undefined;
      return now ?? seq;
    });
    if (missing && CAUSED.has(event.type)) return null;
    // The same event with other numbers in the fields that hold numbers.
    const moved = { ...event, data, caused_by, seq: this.#next() } as Observed;
    if (moved.type === 'agent_wrote')
      return { ...moved, data: { ...moved.data, seq_seen: this.#seen(moved.data.seq_seen) } };
    if (moved.type !== 'message_received' || this.#of.understand === null) return moved;
    const language = this.#state?.language ?? moved.data.understanding.language;
    return {
      ...moved,
      data: { ...moved.data, understanding: this.#of.understand(moved.data.text, language) },
    };
  }
}

/** Answers to decisions of Hark's: they happen only where those are made. */
const CAUSED: ReadonlySet<string> = new Set([
  'action_delayed',
  'action_succeeded',
  'action_refused',
  'action_failed',
  'action_unknown',
  'timer_fired',
  'survey_answered',
]);
/** What people on either side read … */
const READ: ReadonlySet<string> = new Set(['message_sent', 'speaker_changed', 'case_escalated']);
/** … and what they do upon it. */
const READERS: ReadonlySet<string> = new Set([
  'message_received',
  'agent_joined',
  'agent_wrote',
  'agent_left',
  'agent_passed',
  'agent_noted',
  'agent_resolved',
  'agent_asked',
  'survey_answered',
]);

type Naming = (seq: number) => number | string;

/** How other events are named in a comparison: by their place in the record, and those of the same turn by what they say. */
function naming(turn: readonly Event[], earlier: Naming): Naming {
  const places = new Map(turn.map((event) => [event.seq, event]));
  return (seq) => {
    const event = places.get(seq);
    if (event === undefined || isOpening(event)) return earlier(seq);
    return `${event.type} ${canonical(withReferences(event.data as Json, () => 0))}`;
  };
}

function isOpening(event: Event): event is Opening {
  return isObserved(event) && event.type !== 'lookup_answered';
}

function keyOf(event: Event, words: Words, named: Naming): string {
  return `${event.type} ${canonical(withReferences(compared(event, words) as Json, named))}`;
}

/** What two events of one type are compared by: what a person would call the same. */
function compared(event: Event, words: Words): object {
  if (event.type === 'message_sent') {
    const { options, receipt_for } = event.data;
    return { said: words(event) ?? event.data.values, options, receipt_for };
  }
  if (event.type === 'action_requested') return { ...event.data, key: null };
  return event.type === 'agent_wrote' ? { ...event.data, seq_seen: null } : event.data;
}

function withReferences(json: Json, known: Naming): Json {
  if (Array.isArray(json)) return json.map((one) => withReferences(one, known));
  if (json === null || typeof json !== 'object') return json;
  const fields = Object.entries(json)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, Json] =>
      REFERENCES.has(name) && typeof value === 'number'
        ? [name, known(value)]
        : [name, withReferences(value, known)],
    );
  return Object.fromEntries(fields);
}
