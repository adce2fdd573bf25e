import { describe, expect, test } from 'vitest';
import { replay } from '../backtest/replay.ts';
import type { Visited } from '../conversation/event.ts';
import { TestConversation } from '../testing/conversation.ts';
import { compiled, shippedPlaybook, smallShop } from '../testing/demo-shop.ts';

const PLAYBOOK = compiled(shippedPlaybook('marketplace'));

const after = (visited: Visited) =>
  new TestConversation(PLAYBOOK, smallShop(), { buyer_id: null, order_id: null, visited });
const firstWords = (chat: TestConversation): string =>
  chat.events.flatMap((event) => (event.type === 'message_sent' ? [event.data.reply] : [])).join(' ');

describe('a chat that begins behind the help centre', () => {
  test('greets with what was read last and offers why people come then', () => {
    const chat = after({ read: ['payment', 'returns'], searched: [] });
    expect(firstWords(chat)).toBe('greeting_after_reading');
    const sent = chat.events.find((event) => event.type === 'message_sent');
    expect(sent?.data).toMatchObject({
      values: { titles: ['Returning something', 'Ways to pay and gift cards'] },
      options: [{ id: 'topic:return_items' }, { id: 'topic:refund_state' }, { id: 'topic:change_payment' }],
    });
  });

  test('greets with what was searched where nothing was read, and offers what the search finds', () => {
    const chat = after({ read: [], searched: ['money', 'forgot my password'] });
    expect(firstWords(chat)).toBe('greeting_after_searching');
    expect(chat.state.question?.options[0]?.id).toBe('topic:account_details');
  });

  test('an article that is not there any more is not spoken of', () => {
    expect(firstWords(after({ read: ['constructor', 'gone'], searched: [] }))).toBe('greeting');
  });

  test('what was read already is not told again: that is said, and a person can be asked', () => {
    const chat = after({ read: ['returns'], searched: [] });
    const said = chat.says('what does a return cost me', { wishes: [] }).join('\n');
    expect(said).toContain('“Returning something”, which you have read already');
    expect(said).not.toContain('/help/');
    expect(chat.state.question?.options.map(({ id }) => id)).toEqual(['person', 'leave']);
    expect(
      after({ read: ['payment'], searched: [] })
        .says('what does a return cost me')
        .join(),
    ).toContain('/help/en/returns#what-does-a-return-cost');
  });

  test('the person who takes over is told what was read and searched', () => {
    const chat = after({ read: ['returns', 'refunds'], searched: ['money back'] });
    chat.says('a person please', { acts: ['person'] });
    const handed = chat.events.find((event) => event.type === 'speaker_changed');
    expect(handed?.data.brief?.known).toEqual([
      { label: 'read', value: 'When the money is back; Returning something' },
      { label: 'searched', value: 'money back' },
    ]);
  });

  test('decides the same again from its log', () => {
    const chat = after({ read: ['returns'], searched: ['refund'] });
    chat.says('what does a return cost me', { wishes: [] });
    expect(replay(PLAYBOOK, 'c1', chat.events).difference).toBeNull();
  });
});
