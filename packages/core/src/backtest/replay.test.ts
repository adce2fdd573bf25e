import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Event } from '../conversation/event.ts';
import { fold } from '../conversation/fold.ts';
import { erasedEvent } from '../conversation/personal.ts';
import type { State } from '../conversation/state.ts';
import { TestConversation } from '../testing/conversation.ts';
import { compiled, shippedPlaybook, smallShop } from '../testing/demo-shop.ts';
import { WALKED as PLAYBOOK, walk, walked } from '../testing/walk.ts';
import { replay } from './replay.ts';

test('whatever happens, the same playbook decides the same again', () => {
  fc.assert(
    fc.property(walk, (steps) => {
      const chat = walked(steps);
      expect(replay(PLAYBOOK, 'c1', chat.events).difference).toBeNull();
    }),
    { numRuns: 150 },
  );
});

test('whatever happens, the state is the fold of the log and can be written as JSON', () => {
  fc.assert(
    fc.property(walk, (steps) => {
      const chat = walked(steps);
      let state: State | null = null;
      for (const event of JSON.parse(JSON.stringify(chat.events))) state = fold(state, event, 'c1');
      expect(state).toEqual(chat.state);
      expect(JSON.parse(JSON.stringify(chat.state))).toEqual(chat.state);
    }),
    { numRuns: 100 },
  );
});

test('whatever happens, nothing is requested without a yes to exactly that, and only what is the buyer’s own', () => {
  fc.assert(
    fc.property(walk, (steps) => {
      const chat = walked(steps);
      const given = chat.events.flatMap((event) => (event.type === 'confirmation_given' ? [event] : []));
      for (const event of chat.events) {
        if (event.type !== 'action_requested') continue;
        const { action, arguments: sent, attempt } = event.data;
        if (attempt === 1)
          expect(given.some((yes) => yes.seq < event.seq && yes.data.action === action)).toBe(true);
        expect(['#H1', '#H2', '#H3']).toContain(sent.order_id);
      }
    }),
    { numRuns: 150 },
  );
});

/** The log as it is after the buyer asked to be forgotten. */
function erasedLog(chat: TestConversation): Event[] {
  const { seq, at } = chat.state;
  const place = { seq: seq + 1, occurred_at: at, recorded_at: at, caused_by: null };
  return [
    ...chat.events.map(erasedEvent),
    { ...place, type: 'conversation_erased', data: { reason: 'asked' } },
  ];
}

test('whatever happened, an erased log holds nothing that the buyer said or is, and still folds', () => {
  const theirs = /\bada\b|marsh|#H\d|calle|madrid|by mistake|visa|\bmug\b|lamp/i;
  let told = 0;
  fc.assert(
    fc.property(walk, (steps) => {
      const chat = walked(steps);
      const events = erasedLog(chat);
      if (theirs.test(JSON.stringify(chat.events))) told += 1;
      expect(JSON.stringify(events)).not.toMatch(theirs);
      const { difference, erased, state } = replay(PLAYBOOK, 'c1', events);
      expect({ difference, erased }).toEqual({ difference: null, erased: true });
      expect(JSON.stringify(state)).not.toMatch(theirs);
      expect(state).toMatchObject({ status: 'resolved', identity: null, frames: [], timers: [] });
      expect(state?.buyer_messages).toBe(chat.state.buyer_messages);
    }),
    { numRuns: 150 },
  );
  expect(told).toBeGreaterThan(0);
});

test('a changed playbook parts from the record at the first decision that differs', () => {
  const chat = new TestConversation(PLAYBOOK, smallShop(), 'ada');
  chat.says('cancel #H1 by mistake', { wishes: ['cancel_order'] });
  const files = shippedPlaybook('demo-shop').map((file) => ({
    ...file,
    text: file.text.replace(
      'that: args.order.status == policy.open',
      'that: args.order.status == policy.arrived',
    ),
  }));
  const { difference, exact_to } = replay(
    { ...compiled(files), version: PLAYBOOK.version },
    'c1',
    chat.events,
  );
  expect(difference?.replayed?.type).toBe('action_withheld');
  expect(difference?.recorded?.type).toBe('message_sent');
  expect(exact_to).toBe((difference?.seq ?? 0) - 1);
});
