import { describe, expect, test } from 'vitest';
import { TestConversation } from '../testing/conversation.ts';
import { compiled, shippedPlaybook, smallShop } from '../testing/demo-shop.ts';

const PLAYBOOK = compiled(shippedPlaybook('demo-shop'));
const withAda = () => new TestConversation(PLAYBOOK, smallShop(), 'ada');
const RETURN = { wishes: ['return_items'] };

describe('what cannot be as the buyer says', () => {
  test('a payment method that is not theirs is refused with the reason, not replaced unasked', () => {
    const chat = withAda();
    const said = chat.says('return the mug of #H2, refund to the card ending in 9999', RETURN).join();
    expect(said).toContain('A refund goes back the way you paid');
    expect(said).toContain('Where should the refund go?');
    expect(said).not.toContain('Shall I go ahead?');
  });

  test('a correction to something impossible is answered with its reason and the question', () => {
    const chat = withAda();
    chat.says('return the mug of #H2, refund to my visa', RETURN);
    const said = chat.says('no, to my paypal', { acts: ['no', 'correction'] }).join();
    expect(said).toContain('A refund goes back the way you paid');
    expect(said).not.toContain('understand');
    expect(chat.state.question?.asks.kind).toBe('amend');
    expect(chat.state.question?.attempt).toBe(1);
  });
});

test.each([
  ['cancel it anyway', undefined],
  ['just do it, cancel it', undefined],
  ['cancel my order please', '#H1'],
])('who insists means the order that was refused, and no other is taken for it: %s', (text, taken) => {
  const chat = withAda();
  chat.says('cancel order #H3', { wishes: ['cancel_order'] });
  chat.says(text, { wishes: ['cancel_order'] });
  expect(chat.state.frames.at(-1)?.flow).toBe('cancel_order');
  expect(chat.state.frames.at(-1)?.slots.order?.value).toBe(taken);
});

describe('what a button says', () => {
  test('does not change the language of the conversation, whatever the words of its label', () => {
    const chat = withAda();
    chat.presses('Return something');
    const open = chat.state.question;
    const option = open?.options.find((one) => one.id === '#H2');
    const understanding = { language: 'es', wishes: [], topics: [], acts: [], out_of_scope: true };
    const message = {
      client_id: 'pressed',
      text: option?.label ?? '',
      button: option?.id ?? '',
      understanding,
    };
    chat.observe('message_received', message);
    expect(chat.state.frames.at(-1)?.slots.order?.value).toBe('#H2');
    expect(chat.state.language).toBe('en');
  });

  test('answers its question and is not heard as words', () => {
    const chat = withAda();
    chat.presses('Return something');
    const label = chat.state.question?.options.find((one) => one.id === '#H2')?.label ?? '';
    chat.presses(label);
    expect(chat.state.frames.at(-1)?.slots.order?.value).toBe('#H2');
    expect(chat.state.frames.at(-1)?.slots.lines).toBeUndefined();
    expect(chat.state.heard).toEqual([]);
  });
});

test('a yes with a wish in it, said to "or is there something else?", is that wish', () => {
  const chat = withAda();
  chat.says('cancel order #H1, ordered by mistake', { wishes: ['cancel_order'] });
  chat.says('yes', { acts: ['yes'] });
  chat.observe('action_succeeded', { request_seq: chat.requested.seq, result: {} });
  chat.says('yes, and send the mug of #H2 back', { wishes: ['return_items'], acts: ['yes'] });
  expect(chat.state.frames.at(-1)?.flow).toBe('return_items');
  expect(chat.state.status).toBe('open');
});

test('a yes to the one topic that was asked about starts it', () => {
  const chat = withAda();
  const topics = [{ topic: 'cancel_order', probability: 0.3 }];
  chat.observe('message_received', {
    client_id: 'vague',
    text: 'about my #H1',
    button: null,
    understanding: { language: 'en', wishes: [], topics, acts: [], out_of_scope: false },
  });
  expect(chat.state.question?.asks).toMatchObject({ kind: 'topic', topics: ['cancel_order'] });
  chat.says('yes', { acts: ['yes'] });
  expect(chat.state.frames.at(-1)?.flow).toBe('cancel_order');
});

test('the postcode of an address to send something to does not say who is there', () => {
  const chat = new TestConversation(PLAYBOOK, smallShop());
  const said = chat.says('send order #H1 to Calle Sol 8, 28001 Madrid', { wishes: ['change_address'] });
  expect(said.join()).toContain('e-mail');
  expect(chat.says('Ada Marsh, 45001').join()).toContain('Shall I go ahead?');
});

test('an order whose address is to be used is not the order that is meant', () => {
  const chat = withAda();
  const said = chat.says(
    'I entered the wrong address for my mug order, please use the address of order #H3',
    {
      wishes: ['change_address'],
    },
  );
  expect(said.join()).not.toContain('#H3');
  expect(chat.state.frames.at(-1)?.slots.order?.value).toBe('#H1');
});

test('a message that began a digression fills nothing of the flow that is gone on with', () => {
  const chat = withAda();
  chat.says('return the mug of #H2', RETURN);
  expect(chat.state.question?.asks).toMatchObject({ kind: 'slot', slot: 'refund_to' });
  chat.says('is my visa accepted here at all? where is my order #H1', {
    wishes: ['order_status'],
    acts: ['question'],
  });
  chat.says('yes, that helps', { acts: ['yes'] });
  const frame = chat.state.frames.at(-1);
  expect(frame?.flow).toBe('return_items');
  expect(frame?.slots.refund_to).toBeUndefined();
});

describe('a digression', () => {
  const intoStatus = () => {
    const chat = withAda();
    chat.says('cancel order #H1, ordered by mistake', { wishes: ['cancel_order'] });
    chat.says('hang on, where is my parcel', { wishes: ['order_status'], acts: ['question'] });
    expect(chat.state.frames.map(({ topic }) => topic)).toEqual(['cancel_order', 'order_status']);
    return chat;
  };

  test('ends where the buyer speaks of the matter below again, which is then read back anew', () => {
    const chat = intoStatus();
    chat.says('just cancel it', { wishes: ['cancel_order'] });
    expect(chat.state.frames.map(({ topic }) => topic)).toEqual(['cancel_order']);
    expect(chat.state.question?.asks.kind).toBe('confirm');
  });

  test('is not taken for a yes to what was read back before it', () => {
    const chat = intoStatus();
    chat.says('ok yes cancel it', { wishes: ['cancel_order'], acts: ['yes'] });
    expect(chat.state.actions).toEqual([]);
  });
});

describe('a wish that is denied', () => {
  test('leaves what is under way for what is wanted instead', () => {
    const chat = withAda();
    chat.says('cancel order #H1, ordered by mistake', { wishes: ['cancel_order'] });
    chat.says("hang on, don't cancel it, I only want it sent to Calle Sol 8, 28001 Madrid", {
      wishes: ['change_address'],
      denied: ['cancel_order'],
      acts: ['no'],
    });
    expect(chat.state.frames.at(-1)?.flow).toBe('change_address');
    expect(chat.types()).not.toContain('action_requested');
  });

  test('with nothing wanted instead is a no to what was read back', () => {
    const chat = withAda();
    chat.says('cancel order #H1, ordered by mistake', { wishes: ['cancel_order'] });
    chat.says("no, don't cancel it", { denied: ['cancel_order'], acts: ['no'] });
    expect(chat.state.question?.asks.kind).toBe('amend');
  });
});

test.each([
  ['yes, if it is free', ['yes', 'hold']],
  ['ok, one moment', ['yes', 'hold']],
  ['yes and no', ['yes', 'correction']],
  ['I do not know, yes?', ['yes', 'dont_know']],
] as const)('"%s" to a read-back does nothing', (text, acts) => {
  const chat = withAda();
  chat.says('cancel order #H1, ordered by mistake', { wishes: ['cancel_order'] });
  chat.says(text, { acts: [...acts] });
  expect(chat.types()).not.toContain('confirmation_given');
  expect(chat.types()).not.toContain('action_requested');
});

describe('a yes that speaks of something else', () => {
  const readBack = () => {
    const chat = withAda();
    chat.says('cancel order #H1, ordered by mistake', { wishes: ['cancel_order'] });
    return chat;
  };
  test('in place of what was read back does nothing', () => {
    const chat = readBack();
    chat.says('yes, return it', { wishes: ['return_items'], acts: ['yes'] });
    expect(chat.types()).not.toContain('confirmation_given');
    expect(chat.state.question?.asks.kind).toBe('confirm');
  });
  test('beside it is a yes and a further wish', () => {
    const chat = readBack();
    chat.says('yes, and return the mug of #H2', { wishes: ['return_items'], acts: ['yes'] });
    expect(chat.types()).toContain('confirmation_given');
  });
});
