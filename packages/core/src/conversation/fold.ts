import { assert, must, never } from '../lib/assert.ts';
import { digest } from '../lib/hash.ts';
import type { Decided, Event, Observed } from './event.ts';
import { foldPeople, isOfPeople } from './fold-people.ts';
import type { ActionOutcome, Frame, RequestedAction, State } from './state.ts';
import type { Buyer, Lookup, LookupAnswer, Order, Product, ProductName, Usage } from './world.ts';

const HEARD = 8;
const ENDED = 20;
const SAID = 30;
const FILES = 20;

/** The state after `event`. Pure; the first event must be `conversation_opened`. */
export function fold(state: State | null, event: Event, conversation_id: string): State {
  if (event.type === 'conversation_opened') {
    assert(state === null, 'a conversation is opened once');
    return opened(event, conversation_id);
  }
  assert(state !== null, 'the first event opens the conversation');
  assert(event.seq === state.seq + 1, `the log has a gap: ${event.seq} after ${state.seq}`);
  const turn = 'why' in event || event.type === 'lookup_answered' ? state.turn : event.seq;
  const next: State = { ...state, seq: event.seq, at: event.recorded_at, turn };
  return 'why' in event ? foldDecided(next, event) : foldObserved(next, event);
}

function opened(event: Observed<'conversation_opened'>, conversation_id: string): State {
  const { shop_id, channel, language, playbook, order_id, visited } = event.data;
  const { seq, recorded_at: at } = event;
  const head = { conversation_id, shop_id, channel, playbook, language, seq, at, opened_at: at, turn: seq };
  return { ...begun(head), order_id, ...(visited ? { visited } : {}) };
}

type Head = Pick<State, 'conversation_id' | 'shop_id' | 'channel' | 'playbook' | 'language'> &
  Pick<State, 'seq' | 'at' | 'opened_at' | 'turn'>;

/** A conversation of which only the head is known. */
function begun(head: Head): State {
  return {
    ...head,
    status: 'open',
    resolved: null,
    speaker: 'assistant',
    handover: null,
    last_held: null,
    person_answered: false,
    passes: 0,
    asking: null,
    identity: null,
    segment: null,
    survey: null,
    order_id: null,
    facts: {
      buyer: null,
      orders: null,
      products: {},
      catalogue: null,
      usage: {},
      candidate: null,
      unavailable: {},
    },
    frames: [],
    wishes: [],
    question: null,
    actions: [],
    lookups: [],
    timers: [],
    last_message: null,
    heard: [],
    buyer_messages: 0,
    ended: [],
    angry_since: null,
    verifying: false,
  };
}

/** Only figures and names of documents stay: the same whether the text was there when the log was folded or not. */
function erased(state: State, event: Observed<'conversation_erased'>): State {
  const { conversation_id, shop_id, channel, playbook, language, seq, at, opened_at, turn } = state;
  return {
    ...begun({ conversation_id, shop_id, channel, playbook, language, seq, at, opened_at, turn }),
    status: 'resolved',
    resolved: state.resolved,
    person_answered: state.person_answered,
    passes: state.passes,
    survey: state.survey,
    buyer_messages: state.buyer_messages,
    ended: state.ended,
    angry_since: state.angry_since,
    erased: { at, reason: event.data.reason },
  };
}

function foldObserved(state: State, event: Observed): State {
  switch (event.type) {
    case 'conversation_opened':
      return state;
    case 'message_received': {
      const { text, understanding } = event.data;
      const said = { seq: event.seq, text };
      const { button } = event.data;
      const pressed = button !== null && state.question?.options.some((option) => option.id === button);
      return {
        ...state,
        language: pressed ? state.language : understanding.language,
        last_message: said,
        // The label of a button is Hark's own text: it answers its question and says nothing else.
        heard: pressed || text === '' ? state.heard : [...state.heard, said].slice(-HEARD),
        buyer_messages: state.buyer_messages + 1,
        angry_since: state.angry_since ?? (understanding.acts.includes('anger') ? event.seq : null),
        verifying: false,
        ...filesAfter(state, event),
      };
    }
    case 'lookup_answered':
      return answered(state, event);
    case 'action_delayed':
      return { ...state, actions: state.actions.map((one) => delayedAfter(one, event)) };
    case 'action_succeeded':
      // What was read before no longer holds.
      return {
        ...withOutcome(state, event.data.request_seq, { outcome: 'done', reason: null }),
        ...calledAfter(state),
        facts: { ...state.facts, buyer: null, orders: null, usage: {} },
      };
    case 'action_refused':
      return withOutcome(state, event.data.request_seq, { outcome: 'refused', reason: event.data.reason });
    case 'action_failed':
      return withOutcome(state, event.data.request_seq, { outcome: 'failed', reason: event.data.error });
    case 'action_unknown':
      return withOutcome(state, event.data.request_seq, { outcome: 'unknown', reason: event.data.error });
    case 'timer_fired': {
      const timers = state.timers.filter((timer) => timer.seq !== event.data.timer_seq);
      return { ...state, timers, verifying: event.data.timer === 'verify' };
    }
    case 'agent_asked': {
      const { agent_id, name, side, action, args } = event.data;
      return { ...state, asking: { seq: event.seq, by: { agent_id, name, side }, action, args } };
    }
    case 'conversation_erased':
      return erased(state, event);
    case 'agent_joined':
    case 'agent_wrote':
    case 'agent_left':
    case 'agent_passed':
    case 'agent_noted':
    case 'agent_resolved':
    case 'survey_answered':
      return state;
    default:
      return never(event);
  }
}

/** The files that the buyer sent, with those of this message. */
function filesAfter(
  state: State,
  { seq, data: { attachments = [] } }: Observed<'message_received'>,
): Pick<State, 'files'> {
  if (attachments.length === 0) return {};
  const fresh = attachments.map(({ id, name, kind }) => ({ seq, id, name, kind }));
  return { files: [...(state.files ?? []), ...fresh].slice(-FILES) };
}

function foldDecided(state: State, event: Decided): State {
  switch (event.type) {
    case 'message_sent': {
      if (state.frames.length === 0) return state;
      const said = `${event.data.reply}:${digest(event.data.values)}`;
      return onTop(state, (frame) => ({ ...frame, said: [...frame.said, said].slice(-SAID) }));
    }
    case 'action_withheld':
      return { ...state, asking: null };
    case 'question_asked': {
      const { asks, options, attempt } = event.data;
      return { ...state, question: { seq: event.seq, asks, options, attempt } };
    }
    case 'identified': {
      // Who was looked up to be recognised has been read with that.
      const { candidate } = state.facts;
      const found = candidate?.value?.id === event.data.buyer_id ? candidate.value : null;
      // Another buyer is called otherwise, and belongs to another segment, perhaps.
      const { called, ...known } = state;
      const same = state.identity?.buyer_id === event.data.buyer_id;
      return {
        ...known,
        ...(same && called ? { called } : {}),
        identity: { buyer_id: event.data.buyer_id, how: event.data.how },
        facts: {
          ...state.facts,
          buyer: candidate && found ? { value: found, turn: candidate.turn } : state.facts.buyer,
        },
        segment: same ? state.segment : null,
      };
    }
    case 'segment_noted':
      return { ...state, segment: { id: event.data.segment } };
    case 'survey_asked':
    case 'survey_kept':
    case 'survey_refused':
      return { ...state, survey: surveyAfter(state.survey, event) };
    case 'lookup_requested':
      return { ...state, lookups: [...state.lookups, { seq: event.seq, lookup: event.data.lookup }] };
    case 'action_requested':
      return requested(state, event);
    case 'timer_set': {
      const { timer, due_at } = event.data;
      return { ...state, timers: [...state.timers, { seq: event.seq, timer, due_at }] };
    }
    case 'timer_cancelled':
      return { ...state, timers: state.timers.filter((timer) => timer.seq !== event.data.timer_seq) };
    case 'conversation_resolved':
      return {
        ...state,
        status: 'resolved',
        speaker: 'assistant',
        handover: null,
        last_held: state.handover?.taken_by ?? null,
        question: null,
        verifying: false,
        resolved: { how: event.data.how, seq: event.seq, at: event.recorded_at },
      };
    case 'conversation_reopened':
      return { ...state, status: 'open', resolved: null };
    default:
      return isOfPeople(event) ? foldPeople(state, event) : foldFlow(state, event);
  }
}

function surveyAfter(
  asked: State['survey'],
  event: Decided<'survey_asked' | 'survey_kept' | 'survey_refused'>,
): State['survey'] {
  if (event.type === 'survey_refused') return asked;
  if (event.type === 'survey_kept') {
    const answer = { rating: event.data.rating, at: event.recorded_at };
    return { ...must(asked, 'a survey that was asked'), answer };
  }
  const { survey, points, open_until } = event.data;
  const { seq, recorded_at: asked_at } = event;
  return { survey, seq, version: event.why.version, asked_at, points, open_until, answer: null };
}

type FlowEvent = Decided<
  | 'wishes_noted'
  | 'wish_dropped'
  | 'wish_merged'
  | 'flow_started'
  | 'flow_moved'
  | 'flow_ended'
  | 'slot_filled'
  | 'slot_cleared'
  | 'confirmation_given'
>;

function foldFlow(state: State, event: FlowEvent): State {
  switch (event.type) {
    case 'wishes_noted':
      return { ...state, wishes: [...state.wishes, ...event.data.wishes] };
    case 'wish_dropped':
      return { ...state, wishes: without(state.wishes, (wish) => wish.topic === event.data.topic) };
    case 'wish_merged': {
      const { wish } = event.data;
      const rest = without(state.wishes, (queued) => same(queued, wish));
      return onTop({ ...state, wishes: rest }, (frame) => ({
        ...frame,
        wish: frame.wish && { ...frame.wish, words: `${frame.wish.words}; ${wish.words}` },
      }));
    }
    case 'flow_started':
      return started(state, event);
    case 'flow_moved':
      return { ...onTop(state, (frame) => ({ ...frame, path: event.data.to })), question: null };
    case 'flow_ended': {
      const frame = must(state.frames.at(-1), 'a flow to end');
      const ended = [...state.ended, { flow: frame.flow, outcome: event.data.outcome, seq: event.seq }].slice(
        -ENDED,
      );
      return { ...state, frames: setAside(state.frames.slice(0, -1), frame), question: null, ended };
    }
    case 'slot_filled': {
      const { slot, value } = event.data;
      const filled = onTop(state, (frame) => ({ ...frame, slots: { ...frame.slots, [slot]: value } }));
      return { ...filled, question: null };
    }
    case 'slot_cleared':
      return onTop(state, (frame) => {
        const { [event.data.slot]: _cleared, ...slots } = frame.slots;
        if (event.data.forget) return { ...frame, slots };
        return {
          ...frame,
          slots: { ...slots, [event.data.slot]: { value: null, source: 'given', complete: false } },
        };
      });
    case 'confirmation_given': {
      const { action, digest } = event.data;
      return {
        ...onTop(state, (frame) => ({ ...frame, confirmed: { action, digest, seq: event.seq } })),
        question: null,
      };
    }
    default:
      return never(event);
  }
}

function same(a: { topic: string; words: string; message_seq: number }, b: typeof a): boolean {
  return a.topic === b.topic && a.words === b.words && a.message_seq === b.message_seq;
}

function without<T>(list: T[], isIt: (element: T) => boolean): T[] {
  const at = list.findIndex(isIt);
  return at < 0 ? list : [...list.slice(0, at), ...list.slice(at + 1)];
}

function onTop(state: State, change: (frame: Frame) => Frame): State {
  const top = must(state.frames.at(-1), 'a flow under way');
  return { ...state, frames: [...state.frames.slice(0, -1), change(top)] };
}

/** The message that a digression began with says nothing to the flow that is gone on with. */
function setAside(frames: Frame[], ended: Frame): Frame[] {
  const below = frames.at(-1);
  const seq = ended.wish?.message_seq;
  if (!below || seq === undefined || below.topic === ended.topic || seq <= below.started) return frames;
  return [...frames.slice(0, -1), { ...below, aside: [...(below.aside ?? []), seq] }];
}

function started(state: State, event: Decided<'flow_started'>): State {
  const { flow, topic, wish, slots } = event.data;
  const frame: Frame = {
    flow,
    version: event.why.version,
    topic,
    started: event.seq,
    wish,
    path: [0],
    said: [],
    slots,
    confirmed: null,
    action: null,
  };
  const wishes = wish ? without(state.wishes, (queued) => same(queued, wish)) : state.wishes;
  return { ...state, frames: [...state.frames, frame], wishes, question: null };
}

function requested(state: State, event: Decided<'action_requested'>): State {
  const { action, key } = event.data;
  const entry = { ...event.data, seq: event.seq, outcome: null, at: event.recorded_at };
  const others = state.actions.filter((one) => one.key !== key);
  const next: State = { ...state, actions: [...others, entry], asking: null };
  if (state.frames.length === 0) return next;
  return onTop(next, (frame) => ({
    ...frame,
    action: { seq: event.seq, action, outcome: null, reason: null },
  }));
}

type Ended = { outcome: ActionOutcome; reason: string | null };

function withOutcome(state: State, request_seq: number, { outcome, reason }: Ended): State {
  return {
    ...state,
    actions: state.actions.map((one) => (one.seq === request_seq ? { ...one, outcome } : one)),
    frames: state.frames.map((frame) =>
      frame.action?.seq === request_seq ? { ...frame, action: { ...frame.action, outcome, reason } } : frame,
    ),
  };
}

function calledAfter({ facts }: State): Pick<State, 'called'> {
  if (!facts.buyer?.value) return {};
  const { first_name, last_name, email } = facts.buyer.value;
  return { called: { first_name, last_name, email } };
}

function delayedAfter(one: RequestedAction, { data }: Observed<'action_delayed'>): RequestedAction {
  return one.seq === data.request_seq ? { ...one, delayed: true } : one;
}

function answered(state: State, event: Observed<'lookup_answered'>): State {
  const asked = must(
    state.lookups.find((one) => one.seq === event.data.lookup_seq),
    `the lookup ${event.data.lookup_seq} that is answered`,
  );
  const lookups = state.lookups.filter((one) => one !== asked);
  const { answer } = event.data;
  const { facts, turn } = state;
  if (answer !== null && 'unavailable' in answer) {
    const unavailable = { ...facts.unavailable, [asked.lookup.read]: turn };
    return { ...state, lookups, facts: { ...facts, unavailable } };
  }
  return { ...state, lookups, facts: { ...facts, ...learned(state, asked.lookup, answer) } };
}

// The adapter has parsed the answer by the lookup's own shape: `read` tells which of the shapes it is.
function learned(
  state: State,
  lookup: Lookup,
  answer: LookupAnswer[keyof LookupAnswer],
): Partial<State['facts']> {
  const { facts, turn } = state;
  switch (lookup.read) {
    case 'buyer_by_email':
    case 'buyer_by_name':
      return { candidate: { lookup, value: answer as Buyer | null, turn } };
    case 'buyer':
      return { buyer: { value: answer as Buyer | null, turn } };
    case 'orders':
      return { orders: { value: answer as Order[], turn } };
    case 'product':
      return {
        products: { ...facts.products, [lookup.product_id]: { value: answer as Product | null, turn } },
      };
    case 'catalogue':
      return { catalogue: { value: answer as ProductName[], turn } };
    case 'usage':
      return { usage: { ...facts.usage, [lookup.action]: { value: answer as Usage[], turn } } };
    default:
      return never(lookup);
  }
}
