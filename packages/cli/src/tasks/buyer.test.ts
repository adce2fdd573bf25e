import { must } from '@hark/core';
import type { Message } from '@hark/wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BuyerKind, Move } from './buyer.ts';
import type { Shown } from './reading.ts';
import { smallWorld } from './small-world.fixture.ts';
import { buyerOf, selfOf } from './task-buyer.ts';
import type { Task } from './task-file.ts';
import { wishOf } from './wish.ts';
import { tellWish } from './wish-words.ts';

const world = smallWorld();
const CANCEL = {
  name: 'cancel_pending_order',
  arguments: { order_id: '#W2000001', reason: 'no longer needed' },
};
const RETURN = {
  name: 'return_delivered_order_items',
  arguments: { order_id: '#W2000002', item_ids: ['9000000004'], payment_method_id: 'gift_card_5550002' },
};
const task = (more: Partial<Task> = {}): Task => ({
  task_id: 't',
  user_id: 'nell-quist',
  instruction: 'Your name is Nell Quist and your zip code is 10001. You are shy.',
  actions: [CANCEL],
  outputs: [],
  ...more,
});
const begun = (of: Task, kind: BuyerKind = 'words', seed = 1) => {
  const { buyer, goals } = buyerOf(of, world, { kind, seed });
  return { buyer, goals, first: buyer.begin(shows({ text: 'Hello, what can I do for you?' })) };
};
const shows = (...said: (Partial<Message> & { text: string })[]): Shown => ({
  speaker: 'assistant',
  messages: said.map((one, seq) => ({
    seq,
    from: 'assistant',
    name: null,
    card: null,
    options: [],
    at: '',
    ...one,
  })),
});
const wordsOf = (move: Move) => (move.do === 'say' ? move.text : `(left: ${move.why})`);
const cancelCard = (reason: string) => ({
  text: 'I will cancel order #W2000001. Shall I go ahead?',
  card: {
    kind: 'confirmation' as const,
    title: 'Cancel order #W2000001',
    reference: null,
    rows: [{ label: 'Reason', value: reason, from: null, to: null }],
  },
});
const ELSE = { text: 'Is there something else?' };

describe('a buyer', () => {
  test('begins in their own words, or in those of the task', () => {
    expect(wordsOf(begun(task({ opening: 'hey, scrap order #W2000001' })).first)).toBe(
      'Hey, scrap order #W2000001',
    );
    const openings = Array.from({ length: 40 }, (_, seed) => wordsOf(begun(task(), 'words', seed).first));
    expect(new Set(openings).size).toBeGreaterThan(25);
  });

  test('says who they are only as the task says they know', () => {
    const { buyer } = begun(task());
    const said = wordsOf(buyer.answer(shows({ text: 'What is your e-mail address, or name and zip code?' })));
    expect(said).toContain('10001');
    expect(said).not.toContain('@');
  });

  test('who has several e-mail addresses tries one after the other', () => {
    const instruction = 'Your emails are a@example.com and nell.quist@example.com.';
    const { buyer } = begun(task({ instruction }));
    const asked = shows({ text: 'What is the e-mail address of your account?' });
    const said = [wordsOf(buyer.answer(asked)), wordsOf(buyer.answer(asked))].join(' ');
    expect(said).toContain('a@example.com');
    expect(said).toContain('nell.quist@example.com');
  });

  test('says yes to what is right, and the yes stands for that card', () => {
    const { buyer, goals } = begun(task());
    const move = buyer.answer(shows(cancelCard('no longer needed')));
    expect(move).toMatchObject({ do: 'say', yes: { card: { title: 'Cancel order #W2000001' } } });
    expect(goals[0]).toMatchObject({ first_right: true, corrections: 0 });
  });

  test('corrects what is wrong twice, then gives up', () => {
    const { buyer } = begun(task());
    const wrong = shows(cancelCard('ordered by mistake'));
    const moves = [buyer.answer(wrong), buyer.answer(wrong), buyer.answer(wrong)];
    expect(moves.map((move) => move.do)).toEqual(['say', 'say', 'leave']);
    expect(moves.every((move) => move.do === 'leave' || move.yes === null)).toBe(true);
    expect(wordsOf(must(moves[2], 'a third move'))).toContain('reason');
  });

  test('who is careless says yes to anything', () => {
    const { buyer } = begun(task(), 'careless');
    expect(buyer.answer(shows(cancelCard('ordered by mistake')))).toMatchObject({ do: 'say', yes: {} });
  });

  test('goes on with the next wish when one is done, and ends when all are', () => {
    const { buyer } = begun(task({ actions: [CANCEL, RETURN], opening: 'cancel order #W2000001' }));
    buyer.answer(shows(cancelCard('no longer needed')));
    const receipt = { ...cancelCard('no longer needed').card, kind: 'receipt' as const };
    const next = buyer.answer(shows({ text: 'It is cancelled.', card: receipt }, ELSE));
    expect(wordsOf(next)).toMatch(/lamp/i);
    const again = buyer.answer(shows({ text: 'That cannot be returned.' }, ELSE));
    expect(wordsOf(again)).toMatch(/lamp/i);
    const end = buyer.answer(shows({ text: 'That cannot be returned.' }, ELSE));
    expect(wordsOf(end)).not.toMatch(/lamp/i);
    expect(buyer.answer(shows({ text: 'Goodbye.' }))).toEqual({ do: 'leave', why: null });
  });

  test('presses the button that says what they want', () => {
    const { buyer } = begun(task(), 'buttons');
    const options = [
      { id: 'a', label: '#W2000002: Desk Lamp, Yoga Mat' },
      { id: 'b', label: '#W2000001: Tea Kettle, Desk Lamp' },
    ];
    expect(buyer.answer(shows({ text: 'Which order is it about?', options }))).toMatchObject({ button: 'b' });
    const reasons = [
      { id: 'x', label: 'Ordered by mistake' },
      { id: 'y', label: 'No longer needed' },
    ];
    expect(buyer.answer(shows({ text: 'Why is that?', options: reasons }))).toMatchObject({ button: 'y' });
  });

  test('who wants nothing changed says no to any read-back', () => {
    const instruction =
      'Your name is Nell Quist and your zip code is 10001. You want to know how many kettles there are.';
    const { buyer, first } = begun(task({ actions: [], instruction, outputs: ['2'] }));
    expect(wordsOf(first)).toMatch(/how many kettles/i);
    expect(buyer.answer(shows(cancelCard('no longer needed')))).toMatchObject({ do: 'say', yes: null });
  });

  test('whose errand ends with a person asks for one', () => {
    const transfer = { name: 'transfer_to_human_agents', arguments: { summary: '' } };
    const { buyer } = begun(task({ actions: [transfer], instruction: 'You want a purple elephant.' }));
    buyer.answer(shows({ text: 'I cannot do that.' }, ELSE));
    const asked = wordsOf(buyer.answer(shows({ text: 'I cannot do that.' }, ELSE)));
    expect(asked).toMatch(/person|human|somebody/i);
  });
});

test('never says an id, and leaves no place of a template open', () => {
  const calls = [
    { call: 'cancel_order', args: { order_id: '#W2000001', reason: 'no longer needed' } },
    { call: 'return_items', args: RETURN.arguments },
    {
      call: 'change_order_items',
      args: {
        order_id: '#W2000001',
        item_ids: ['9000000001'],
        new_item_ids: ['9000000002'],
        payment_method_id: 'paypal_5550003',
      },
    },
    {
      call: 'change_order_payment',
      args: { order_id: '#W2000001', payment_method_id: 'credit_card_5550001' },
    },
  ];
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: calls.length - 1 }), fc.boolean(), (seed, which, rich) => {
      const wish = must(wishOf(must(calls[which], 'a call'), world), 'a wish');
      const said = tellWish(selfOf(task(), world, seed), wish, { rich });
      expect(said).not.toMatch(/90000000|555000|[{}[\]]|undefined|null/);
    }),
  );
});
