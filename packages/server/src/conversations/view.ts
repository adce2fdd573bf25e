import {
  type Decided,
  type Event,
  isObserved,
  type Observed,
  type ShownSurvey,
  type State,
} from '@hark/core';
import type { Message, Standing, Trace, TraceEntry } from '@hark/wire';
import type { Render } from './spoken.ts';
import type { Store } from './store.ts';

/** What buyers and people who run the shop see of a log. */
export type View = {
  /** The messages among the events, rendered, as the buyer reads them; a turn is given whole or not at all. */
  messages(events: Event[]): Message[];
  trace(state: State, events: Event[]): Trace;
  /** Where the conversation stands; `events` reach back at least to the turn in which the open question was asked. */
  standing(state: State, events: Event[]): Standing;
};

/** What a view needs: how messages are rendered, when a person would answer who is asked for now, and what can be asked of the buyer. */
export type ViewParts = {
  render: Render;
  person_by: (state: State) => string | null;
  survey: (state: State) => ShownSurvey | null;
  /** What the marketplace calls itself in a language. */
  title: (language: string) => string | null;
};

/** The view of one playbook. */
export function makeView({ render, person_by, survey, title }: ViewParts): View {
  return {
    messages: (events) => {
      const refused = refusedIn(events);
      return events.flatMap((event) => (refused.has(event.seq) ? [] : (message(render, event) ?? [])));
    },
    trace: (state, events) => ({
      conversation_id: state.conversation_id,
      playbook: state.playbook,
      entries: events.map((event) => traceEntry(render, event)),
    }),
    standing: (state, events) => ({
      seq: state.seq,
      status: state.status,
      speaker: state.speaker,
      person: speakerOf(state, title),
      promised_at: state.handover?.promised_at ?? null,
      person_by: person_by(state),
      question_seq: questionMessage(state, events),
      working: isWorking(state),
      survey: survey(state),
    }),
  };
}

/** Whether the shop system is asked for something of which the buyer was told nothing yet. */
function isWorking({ speaker, actions }: State): boolean {
  const untold = actions.some(
    ({ outcome, attempt, delayed }) => outcome === null && attempt === 1 && !delayed,
  );
  return speaker === 'assistant' && untold;
}

/** Who speaks, as the buyer reads it. */
function speakerOf(
  { handover, facts, shop_id, language }: State,
  title: ViewParts['title'],
): Standing['person'] {
  const by = handover?.taken_by;
  if (!by) return null;
  const order = facts.orders?.value.find((one) => one.shop_id === shop_id);
  const shop = order?.shop.name ?? handover?.brief?.shop?.name ?? null;
  return { name: firstName(by.name), house: by.side === 'platform' ? title(language) : shop };
}

function message(render: Render, event: Event): Message | null {
  if (event.erased) return null;
  const bare = { seq: event.seq, name: null, card: null, options: [], at: event.recorded_at };
  switch (event.type) {
    case 'message_received':
      return {
        ...bare,
        from: 'buyer',
        client_id: event.data.client_id,
        text: event.data.text,
        ...carriedBy(event),
      };
    case 'agent_wrote':
      return {
        ...bare,
        from: 'person',
        name: firstName(event.data.name),
        text: event.data.text,
        ...carriedBy(event),
      };
    case 'message_sent': {
      const words = render(event.data, event.why.version);
      return words && { ...bare, from: 'assistant', ...words, options: event.data.options };
    }
    default:
      return null;
  }
}

/** The files of a message, for whoever reads it; nothing where there are none. */
export function carriedBy({
  data: { attachments = [] },
}: Observed<'message_received' | 'agent_wrote'>): Pick<Message, 'attachments'> {
  return attachments.length === 0 ? {} : { attachments: attachments.map(({ sha256: _, ...file }) => file) };
}

/** What people wanted and were refused, by `seq`: the refusal stands in the same turn. */
export function refusedIn(events: Event[]): Set<number> {
  return new Set(
    events.flatMap(({ type, caused_by }) =>
      type === 'agent_refused' && caused_by !== null ? [caused_by] : [],
    ),
  );
}

/** The part of a person's name that buyers read. */
export function firstName(name: string): string {
  return name.split(' ', 1)[0] ?? name;
}

/** The message that carries the open question's buttons: of those sent in the question's turn with options, the last. */
function questionMessage(state: State, events: Event[]): number | null {
  const { question } = state;
  if (question === null) return null;
  const asked = events.find((event) => event.seq === question.seq);
  const carriers = events.filter(
    (event): event is Extract<Decided, { type: 'message_sent' }> =>
      event.type === 'message_sent' && event.caused_by === asked?.caused_by && event.data.options.length > 0,
  );
  return carriers.at(-1)?.seq ?? null;
}

/** A turn with its reads is never longer than this; the standing of an older question reads that far back. */
const LONGEST_TURN = 60;

/** Where the turn begins in which the event was decided; when it is not among the events, as far back as that can be. */
function turnOf(seq: number, events: Event[]): number {
  const caused_by = events.find((event) => event.seq === seq)?.caused_by;
  return caused_by ?? Math.max(1, seq - LONGEST_TURN);
}

/** Reads what the standing needs beyond `events`, which end the log. */
export async function readStanding(
  source: { store: Store; view: View },
  state: State,
  events: Event[],
): Promise<Standing> {
  const { question } = state;
  const first = events[0]?.seq ?? Number.POSITIVE_INFINITY;
  if (question === null || first <= turnOf(question.seq, events)) return source.view.standing(state, events);
  const more = await source.store.events(state.conversation_id, Math.max(0, question.seq - LONGEST_TURN));
  return source.view.standing(state, more);
}

/** One event as the trace shows it. */
export function traceEntry(render: Render, event: Event): TraceEntry {
  const { seq, type, caused_by, occurred_at, recorded_at, data } = event;
  const observed = isObserved(event);
  const sent = event.type === 'message_sent' && !event.erased ? render(event.data, event.why.version) : null;
  return {
    seq,
    type,
    observed,
    caused_by,
    occurred_at,
    recorded_at,
    data,
    why: observed ? null : event.why,
    text: sent?.text ?? null,
    card: sent?.card ?? null,
  };
}
