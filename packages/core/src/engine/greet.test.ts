import { expect, test } from 'vitest';
import { TestConversation } from '../testing/conversation.ts';
import { compiled, shippedPlaybook, smallShop } from '../testing/demo-shop.ts';
import { renderMessage } from './render-message.ts';

const PLAYBOOK = compiled(shippedPlaybook('demo-shop'));

function openedAt(order_id: string | null, buyer_id: string | null = 'ada', shop = smallShop()) {
  return new TestConversation(PLAYBOOK, shop, { buyer_id, order_id });
}

function cards(chat: TestConversation) {
  return chat.events.flatMap((event) =>
    event.type === 'message_sent' ? [renderMessage(PLAYBOOK, event.data).card] : [],
  );
}

function offered(chat: TestConversation): string[] {
  return chat.state.question?.options.map(({ id }) => id) ?? [];
}

test('a chat opened from an order begins with its state and the likeliest reasons', () => {
  const chat = openedAt('#H1');
  expect(cards(chat)).toMatchObject([{ kind: 'order', reference: '#H1', rows: [{ label: 'State' }, {}] }]);
  expect(offered(chat)).toEqual([
    'topic:cancel_order',
    'topic:change_address',
    'topic:change_items',
    'topic:order_status',
  ]);
  expect(offered(openedAt('#H2'))).toEqual(['topic:return_items', 'topic:change_items']);
});

test('pressing a reason goes on with the order of the page, without asking which', () => {
  const chat = openedAt('#H1');
  chat.presses('Cancel an order');
  expect(chat.state.frames.at(-1)?.slots.order).toMatchObject({ value: '#H1', source: 'token' });
});

test('the first words are said once, however many reads they needed', () => {
  const chat = openedAt('#H1');
  expect(chat.events.filter((event) => event.type === 'message_sent')).toHaveLength(1);
  expect(chat.events.filter((event) => event.type === 'question_asked')).toHaveLength(1);
});

test.each([
  ['an order of somebody else', '#H9', 'ada'],
  ['an order that does not exist', '#H77', 'ada'],
  ['an order but nobody who is known', '#H1', null],
  ['no order', null, 'ada'],
])('with %s the greeting shows no order', (_what, order_id, buyer_id) => {
  const chat = openedAt(order_id, buyer_id);
  expect(cards(chat)).toEqual([null]);
  expect(offered(chat)).toHaveLength(5);
});

test('a shop system that is out of reach does not stop the greeting', () => {
  const chat = openedAt('#H1', 'ada', { ...smallShop(), down: true });
  expect(cards(chat)).toEqual([null]);
  expect(offered(chat)).toHaveLength(5);
});

test('what was read for the first words is read again when the buyer answers', () => {
  const shop = smallShop();
  const chat = openedAt('#H1', 'ada', shop);
  shop.orders = shop.orders.map((order) => (order.id === '#H1' ? { ...order, status: 'shipped' } : order));
  expect(chat.presses('Where is my order').join()).toContain('is on its way');
});
