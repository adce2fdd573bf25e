import {
  type AgentWish,
  against,
  type Decided,
  type Event,
  type Playbook,
  refusalWords,
  type State,
  type Taking,
} from '@hark/core';
import type { DeskBrief, DeskItem, DeskStanding, DeskThread } from '@hark/wire';
import type { Spoken } from '../conversations/spoken.ts';
import { carriedBy, refusedIn } from '../conversations/view.ts';
import { forDesk, reasonWords, spelled, titleOf, toldForDesk, triedWords } from './words.ts';

/** Who looks at a conversation, and by which playbook it is told. */
export type Looking = { playbook: Playbook; spoken: Spoken; by: Taking };

type Told = Partial<DeskItem> & Pick<DeskItem, 'kind' | 'text'>;

/** What people see of some events of a log; a turn is given whole or not at all. */
export function deskItems(looking: Looking, events: readonly Event[]): DeskItem[] {
  const refused = refusedIn([...events]);
  const overtaken = new Set(
    events.flatMap((one) => (one.type === 'message_overtaken' ? [one.caused_by ?? 0] : [])),
  );
  const again = new Map(events.flatMap(againAt));
  return events.flatMap((event) => {
    const asked_again_at = again.get(event.seq) ?? null;
    const told = refused.has(event.seq)
      ? null
      : (message(looking, event) ?? happening(looking, event, asked_again_at));
    if (told === null) return [];
    return [
      { ...NOTHING, seq: event.seq, at: event.recorded_at, ...told, overtaken: overtaken.has(event.seq) },
    ];
  });
}

/** What was without an answer, and when the shop system is asked again. */
function againAt(event: Event): [seq: number, due_at: string][] {
  if (event.type !== 'timer_set' || event.data.timer !== 'retry' || event.caused_by === null) return [];
  return [[event.caused_by, event.data.due_at]];
}

const NOTHING = {
  name: null,
  mine: false,
  card: null,
  client_id: null,
  until: null,
  tone: null,
  worded: 'then',
} as const;

function message({ spoken, by }: Looking, event: Event): Told | null {
  if (event.erased) return null;
  switch (event.type) {
    case 'message_received':
      return { kind: 'buyer', text: event.data.text, ...carriedBy(event) };
    case 'message_sent':
      return { kind: 'assistant', ...assistantWords(spoken, event) };
    case 'agent_wrote':
    case 'agent_noted': {
      const { agent_id, name, text, client_id } = event.data;
      const kind = event.type === 'agent_wrote' ? 'person' : 'note';
      const carried = event.type === 'agent_wrote' ? carriedBy(event) : {};
      return { kind, name, text, client_id, mine: agent_id === by.agent_id, ...carried };
    }
    default:
      return null;
  }
}

/** What the assistant said, and whether these are its words of then; of a reply that nobody knows any more only the name is left. */
function assistantWords(
  { render, keeps }: Spoken,
  { data, why }: Decided<'message_sent'>,
): Pick<DeskItem, 'text' | 'worded'> & Partial<DeskItem> {
  const words = render(data, why.version);
  if (words === null) return { text: spelled(data.reply), worded: 'lost' };
  return { ...words, worded: keeps(why.version) ? 'then' : 'today' };
}

const HOUSE = { shop: 'the shop', platform: 'the marketplace' } as const;

function happening({ playbook, spoken }: Looking, event: Event, asked_again_at: string | null): Told | null {
  const says = (text: string, more: Partial<DeskItem> = {}): Told => ({ kind: 'event', text, ...more });
  switch (event.type) {
    case 'speaker_changed':
      return changed(playbook, event.data);
    case 'agent_passed':
      return says(`${event.data.name} passed it to ${HOUSE[event.data.to]}${words(event.data.words)}`);
    case 'agent_left':
      return says(`${event.data.name} gave it back to the assistant`);
    case 'handover_taken':
      return says(
        event.data.from === undefined
          ? `${event.data.name} took over`
          : `${event.data.name} took over from ${event.data.from.name}`,
      );
    case 'handover_released':
      return says('No answer in time: it waits for anybody again', { tone: 'late' });
    case 'case_escalated': {
      const { promised_at, side } = event.data;
      const text =
        promised_at === null
          ? 'A promise was broken; no further time was promised'
          : `A promise was broken; ${HOUSE[side]} answers by`;
      return says(text, { tone: 'late', until: promised_at });
    }
    case 'promise_kept':
      return event.data.late_ms > 0 ? says('The answer came later than promised', { tone: 'late' }) : null;
    case 'conversation_resolved':
      return says(`Resolved: ${RESOLVED[event.data.how]}`, { tone: 'good' });
    case 'conversation_reopened':
      return says('The buyer wrote again');
    case 'conversation_erased':
      return says(ERASED[event.data.reason]);
    case 'action_withheld': {
      const { action, told } = event.data;
      if (told === null || event.erased) return null;
      const reason = spoken.render(told, event.why.version)?.text ?? '';
      return says(`${titleOf(playbook, action)} is not possible${words(reason)}`, { tone: 'due' });
    }
    case 'action_requested':
      return event.data.attempt > 1
        ? null
        : says(`${titleOf(playbook, event.data.action)}: the shop system is asked`);
    default:
      return outcome(event, asked_again_at);
  }
}

/** What somebody said, after a colon; nothing where it was erased. */
function words(said: string): string {
  return said === '' ? '' : `: ${said}`;
}

const ERASED = {
  asked: 'Erased because the buyer asked for it: what was said is gone',
  age: 'Erased by its age: what was said is gone',
} as const;

const RESOLVED = {
  confirmed: 'the buyer confirmed it',
  verified: 'the shop system shows it done',
  silent: 'the buyer said nothing more',
  agent: 'a person closed it',
} as const;

function changed(playbook: Playbook, data: Extract<Event, { type: 'speaker_changed' }>['data']): Told | null {
  const { to, holder, side, reason, promised_at } = data;
  // What people did to it stands there in their own words.
  if (to === 'assistant' || reason === 'passed') return null;
  if (holder === null) {
    const whose = side === 'platform' ? 'The marketplace is asked' : 'A person is asked for';
    return {
      kind: 'event',
      text: `${whose}: ${reasonWords(playbook, reason)}; promised by`,
      until: promised_at,
    };
  }
  const text =
    reason === 'came_back'
      ? `The buyer came back: ${holder.name} has it again and answers by`
      : `${holder.name} took over from the assistant`;
  return { kind: 'event', text, until: reason === 'came_back' ? promised_at : null };
}

function outcome(event: Event, asked_again_at: string | null): Told | null {
  switch (event.type) {
    case 'action_delayed':
      return { kind: 'event', text: 'The shop system takes long to answer; it is waited for', tone: 'due' };
    case 'action_succeeded':
      return { kind: 'event', text: 'The shop system has done it', tone: 'good' };
    case 'action_refused':
      return { kind: 'event', text: `The shop system refused${words(event.data.reason)}`, tone: 'due' };
    case 'action_failed':
      return { kind: 'event', text: 'The shop system failed; nothing was changed', tone: 'late' };
    case 'action_unknown':
      return {
        kind: 'event',
        text:
          asked_again_at === null
            ? 'The shop system did not say what became of it'
            : 'The shop system did not say what became of it; it is asked again at',
        until: asked_again_at,
        tone: 'due',
      };
    default:
      return null;
  }
}

const WISHES: readonly AgentWish[] = [
  'take',
  'replace',
  'write',
  'give_back',
  'pass',
  'note',
  'resolve',
  'act',
];

/** Where a conversation stands for whoever looks, and what they may do now. */
export function deskStanding({ playbook, by }: Looking, state: State): DeskStanding {
  const { handover } = state;
  const holder = handover?.taken_by ?? null;
  const reasons = WISHES.map((wish) => {
    const code = against({ strategy: playbook, state }, wish, by);
    return [wish, code === null ? null : refusalWords(code, holder?.name ?? null)];
  });
  return {
    seq: state.seq,
    status: state.status,
    resolved: state.resolved?.how ?? null,
    speaker: state.speaker,
    side: handover?.side ?? null,
    holder: holder && { agent_id: holder.agent_id, name: holder.name },
    waiting_since: handover?.waiting_since ?? null,
    promised_at: handover?.promised_at ?? null,
    level: handover?.level ?? 0,
    may: Object.fromEntries(reasons) as DeskStanding['may'],
  };
}

/** What whoever takes over is told; null while the assistant speaks. */
export function deskBrief({ playbook }: Looking, { handover }: State): DeskBrief | null {
  if (!handover?.brief) return null;
  const { wish, order_id, known, tried, mood } = handover.brief;
  return {
    wish: toldForDesk(playbook, wish),
    reason: reasonWords(playbook, handover.reason),
    order_id,
    known: known.map(({ label, value }) => ({ label: spelled(label), value })),
    tried: tried.map((one) => triedWords(playbook, one)),
    angry: mood === 'angry',
  };
}

/** A whole thread, but for what files it may carry. */
export function deskThread(
  looking: Looking,
  state: State,
  events: readonly Event[],
): Omit<DeskThread, 'files'> {
  const buyer = state.facts.buyer?.value ?? state.called ?? null;
  return {
    conversation_id: state.conversation_id,
    shop_id: state.shop_id,
    channel: state.channel,
    language: state.language,
    opened_at: state.opened_at,
    buyer: buyer
      ? { name: `${buyer.first_name} ${buyer.last_name}`, email: buyer.email }
      : state.identity && { name: state.identity.buyer_id, email: null },
    brief: deskBrief(looking, state),
    items: deskItems(looking, events),
    standing: deskStanding(looking, state),
  };
}

/** What a topic is called at the desk; null where the playbook does not know it. */
export function topicTitle(playbook: Playbook, topic: string | null): string | null {
  const found = topic === null ? undefined : playbook.topics[topic];
  return found ? forDesk(playbook, found.title) : null;
}
