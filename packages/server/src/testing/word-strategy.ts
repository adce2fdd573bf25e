import type { Decided, Draft, Observed, Understanding } from '@hark/core';
import type { Decide } from '../conversations/decide-turn.ts';

const WHY = { document: 'words', version: '1', step: 'word', values: {} };

/**
 * A way to decide for tests of the machinery around it: the first word of a message says what to do (`say`, `look`,
 * `count`, `act`, `retry`, `timer`, `cancel`, `person`), and whatever comes of that is said.
 */
export const byWords: Decide = (state, observed) =>
  draftsFor(state, observed).map(
    (draft, index): Decided => ({
      ...draft,
      seq: state.seq + 1 + index,
      occurred_at: observed.recorded_at,
      recorded_at: observed.recorded_at,
      caused_by: observed.seq,
    }),
  );

function draftsFor(state: Parameters<Decide>[0], observed: Observed): Draft[] {
  switch (observed.type) {
    case 'conversation_opened': {
      const { buyer_id } = observed.data;
      const known = {
        type: 'identified',
        data: { buyer_id: buyer_id ?? '', how: 'token' },
        why: WHY,
      } as const;
      return buyer_id === null ? [say('welcome')] : [known, say('welcome')];
    }
    case 'message_received':
      return forWords(state, observed.data.text);
    case 'lookup_answered': {
      const { answer } = observed.data;
      if (answer !== null && 'unavailable' in answer) return [say('unavailable')];
      const counted = state.facts.usage.gift;
      if (counted?.turn !== state.turn) return [say('found')];
      return counted.value.length < 1 ? [request(state, 'gift', ['shop'])] : [say('limit')];
    }
    case 'action_unknown': {
      if (!observed.data.retryable) return [person()];
      return [timer('retry', new Date(Date.parse(observed.recorded_at) + 1_000).toISOString())];
    }
    case 'timer_fired':
      return observed.data.timer === 'retry' ? again(state) : [say('time')];
    case 'action_succeeded':
    case 'action_refused':
    case 'action_failed':
      return [say(observed.type)];
    default:
      return [];
  }
}

function forWords(state: Parameters<Decide>[0], text: string): Draft[] {
  const [word, detail] = text.split(' ');
  switch (word) {
    case 'look':
      return [lookup({ read: 'catalogue' }), lookup({ read: 'buyer', buyer_id: detail ?? 'nobody' })];
    case 'count':
      return [lookup({ read: 'usage', action: 'gift', scopes: ['shop'], since: '2020-01-01T00:00:00.000Z' })];
    case 'act':
      return [request(state, 'note', [])];
    case 'timer':
      return [timer('silence', detail ?? state.at)];
    case 'cancel':
      return state.timers.map(({ seq }) => ({ type: 'timer_cancelled', data: { timer_seq: seq }, why: WHY }));
    case 'person':
      return [person()];
    default:
      return [say('heard')];
  }
}

function again(state: Parameters<Decide>[0]): Draft[] {
  return state.actions
    .filter((action) => action.outcome === 'unknown')
    .map(({ outcome: _outcome, seq: _seq, at: _at, ...action }) => ({
      type: 'action_requested',
      data: { ...action, scopes: [], told: {}, attempt: action.attempt + 1 },
      why: WHY,
    }));
}

function say(reply: string): Draft {
  const data = { reply, language: 'en', values: {}, options: [], receipt_for: null };
  return { type: 'message_sent', data, why: WHY };
}

function lookup(wanted: Extract<Draft, { type: 'lookup_requested' }>['data']['lookup']): Draft {
  return { type: 'lookup_requested', data: { lookup: wanted }, why: WHY };
}

function request(state: Parameters<Decide>[0], action: string, scopes: string[]): Draft {
  const key = `${state.conversation_id} ${state.seq}`;
  const data = {
    action,
    call: 'think',
    arguments: { thought: action },
    key,
    order_id: null,
    amount_cents: 0,
    scopes,
    told: {},
    attempt: 1,
  };
  return { type: 'action_requested', data, why: WHY };
}

function timer(kind: 'silence' | 'retry', due_at: string): Draft {
  return { type: 'timer_set', data: { timer: kind, due_at }, why: WHY };
}

function person(): Draft {
  return {
    type: 'speaker_changed',
    data: {
      to: 'person',
      side: 'shop',
      holder: null,
      brief: null,
      promised_at: null,
      priority: 0,
      reason: 'asked for',
    },
    why: WHY,
  };
}

/** An understanding of nothing. */
export const UNDERSTOOD_NOTHING: Understanding = {
  language: 'en',
  wishes: [],
  topics: [],
  acts: [],
  out_of_scope: false,
};
