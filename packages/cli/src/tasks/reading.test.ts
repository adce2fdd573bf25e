import type { Message } from '@hark/wire';
import { describe, expect, test } from 'vitest';
import { type Asked, readTurn } from './reading.ts';

const says = (text: string, more: Partial<Message> = {}): Message => ({
  seq: 1,
  from: 'assistant',
  name: null,
  text,
  card: null,
  options: [],
  at: '2026-01-01T00:00:00.000Z',
  ...more,
});

const buttons = (...labels: string[]) => ({
  options: labels.map((label, id) => ({ id: String(id), label })),
});

const QUESTIONS: [string, Asked][] = [
  ['What is the e-mail address of your account?', 'identity'],
  ['And the zip code of your address, please?', 'identity'],
  ['Could you tell me your full name?', 'identity'],
  ['Which order is it about?', 'order'],
  ['Which of your orders do you mean?', 'order'],
  ['Why should it be cancelled?', 'reason'],
  ['Which of the items in order #1 do you want to return?', 'items'],
  ['What items shall I exchange?', 'items'],
  ['Noted. Another item of this order as well?', 'more_items'],
  ['Which Desk Lamp would you like instead of yours (color: white)?', 'variant'],
  ['Where should the refund go?', 'method'],
  ['Which payment method should I use for the difference?', 'method'],
  ['How would you like to pay order #1 instead?', 'method'],
  ['Where should order #1 go? Please give me street, city and zip code.', 'address'],
  ['What is your new default address? Street, city, zip code, please.', 'address'],
  ['Nothing has been done. What should be different?', 'change'],
  ['Is everything sorted now, or is there something else?', 'else'],
  ['Anything else I can do for you?', 'else'],
  ['What can I do for you?', 'what'],
  ['You are welcome.', 'nothing'],
];

describe('a turn as a buyer reads it', () => {
  test.each(QUESTIONS)('"%s" asks for: %s', (text, asked) => {
    expect(readTurn({ messages: [says(text)], speaker: 'assistant' }).asked).toBe(asked);
  });

  test('the last message holds the question; what stands before it may refuse', () => {
    const messages = [says('That cannot be done for order #1.'), says('Is there something else?')];
    expect(readTurn({ messages, speaker: 'assistant' })).toMatchObject({ asked: 'else', refused: true });
  });

  test('buttons under words that ask nothing known are ways to go on', () => {
    const messages = [says('It has arrived already.', buttons('Return it', 'Leave it'))];
    expect(readTurn({ messages, speaker: 'assistant' }).asked).toBe('ways');
  });

  test('a card to be confirmed is what is asked, a receipt is not', () => {
    const card = { kind: 'confirmation' as const, title: 'Cancel #1', reference: null, rows: [] };
    const asked = readTurn({ messages: [says('Shall I go ahead?', { card })], speaker: 'assistant' });
    expect(asked.read_back?.card).toEqual(card);
    const receipt = { ...card, kind: 'receipt' as const };
    const told = readTurn({
      messages: [says('Done.', { card: receipt }), says('Is there anything else?')],
      speaker: 'assistant',
    });
    expect(told).toMatchObject({ asked: 'else', read_back: null, receipts: [receipt] });
  });
});
