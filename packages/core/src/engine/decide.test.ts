import { describe, expect, test } from 'vitest';
import { must } from '../lib/assert.ts';
import { TestConversation } from '../testing/conversation.ts';
import { compiled, shippedPlaybook, smallShop } from '../testing/demo-shop.ts';

const PLAYBOOK = compiled(shippedPlaybook('demo-shop'));

function withAda(shop = smallShop()): TestConversation {
  return new TestConversation(PLAYBOOK, shop, 'ada');
}

function requests(chat: TestConversation): string[] {
  return chat.events.flatMap((event) => (event.type === 'action_requested' ? [event.data.action] : []));
}

describe('one wish from the first word to the receipt', () => {
  test('a buyer who is not known is asked who they are, and never again', () => {
    const chat = new TestConversation(PLAYBOOK, smallShop());
    expect(chat.says('please cancel order #H1', { wishes: ['cancel_order'] }).join()).toContain('e-mail');
    const said = chat.says('ada@example.com').join();
    expect(chat.state.identity).toEqual({ buyer_id: 'ada', how: 'email' });
    expect(said).toContain('#H1');
    expect(chat.says('by mistake').join()).toContain('Shall I go ahead?');
  });

  test('nothing is done before the yes, and what is done is what was read back', () => {
    const chat = withAda();
    chat.says('cancel order #H1, I do not need it any more', { wishes: ['cancel_order'] });
    expect(requests(chat)).toEqual([]);
    chat.says('yes', { acts: ['yes'] });
    expect(chat.requested.data).toMatchObject({
      call: 'cancel_order',
      arguments: { order_id: '#H1', reason: 'no longer needed' },
      amount_cents: 1200,
    });
    expect(chat.requested.data.key).toBe(`c1:${chat.requested.seq}`);
  });

  test('the receipt tells what was done and is sent once the shop system says so', () => {
    const chat = withAda();
    chat.says('cancel order #H1, I do not need it any more', { wishes: ['cancel_order'] });
    expect(chat.says('yes', { acts: ['yes'] }).join()).not.toContain('is cancelled');
    const said = chat.observe('action_succeeded', { request_seq: chat.requested.seq, result: {} });
    expect(said[0]).toContain('Order #H1 is cancelled');
    expect(said[0]).toContain('€12.00');
    expect(said.at(-1)).toContain('something else');
    chat.says('no that is all', { acts: ['no', 'nothing_else'] });
    expect(chat.state.resolved?.how).toBe('confirmed');
  });

  test('a "no" to what was read back asks what is wrong, and "do not do it" does nothing', () => {
    const chat = withAda();
    chat.says('cancel order #H1, ordered by mistake', { wishes: ['cancel_order'] });
    expect(chat.says('no', { acts: ['no'] }).join()).toContain('Nothing has been done');
    chat.presses('Do not do it at all');
    expect(requests(chat)).toEqual([]);
    expect(chat.state.ended.at(-1)?.outcome).toBe('dropped');
  });

  test('a "yes, but" changes what was named and reads it back anew', () => {
    const chat = withAda();
    chat.says('return the lamp from #H2, refund to my visa', { wishes: ['return_items'] });
    const again = chat.says('yes but put it on my gift card', { acts: ['yes', 'correction'] });
    expect(requests(chat)).toEqual([]);
    expect(again.join()).toContain('Shall I go ahead?');
    chat.says('yes', { acts: ['yes'] });
    expect(chat.requested.data.arguments).toMatchObject({
      item_ids: ['lamp-white'],
      payment_method_id: 'gift',
    });
  });
});

describe('what people do in between', () => {
  test('several wishes of one message are served one after the other', () => {
    const chat = withAda();
    const text = 'cancel #H1, no longer needed. And return the lamp from #H2 to my visa';
    const cut = text.indexOf('And');
    chat.observe('message_received', {
      client_id: 'm',
      text,
      button: null,
      understanding: {
        language: 'en',
        wishes: [
          { topic: 'cancel_order', probability: 0.9, from: 0, to: cut },
          { topic: 'return_items', probability: 0.9, from: cut, to: text.length },
        ],
        topics: [],
        acts: [],
        out_of_scope: false,
      },
    });
    chat.says('yes', { acts: ['yes'] });
    const next = chat.observe('action_succeeded', { request_seq: chat.requested.seq, result: {} });
    expect(next.join()).toContain('Next: Return something');
    chat.says('yes', { acts: ['yes'] });
    expect(requests(chat)).toEqual(['cancel_order', 'return_items']);
    expect(chat.requested.data.arguments).toMatchObject({ order_id: '#H2', item_ids: ['lamp-white'] });
  });

  test('two order numbers named after a button was pressed are two wishes, each served once', () => {
    const chat = withAda();
    chat.presses('Cancel an order');
    const said = chat.says('#H3 and #H1');
    expect(said.join()).toContain('#H3 is cancelled already');
    expect(chat.state.frames.at(-1)?.slots.order?.value).toBe('#H1');
    expect(chat.state.wishes).toEqual([]);
  });

  test('an answer to a closed question is none of another topic, whatever it is like; a question is', () => {
    const chat = withAda();
    chat.says('cancel order #H1', { wishes: ['cancel_order'] });
    expect(chat.says('it was an accident', { wishes: ['order_status'] }).join()).toContain(
      'Shall I go ahead?',
    );
    const other = withAda();
    other.says('cancel order #H1', { wishes: ['cancel_order'] });
    const said = other.says('was it an accident that nothing came?', {
      wishes: ['order_status'],
      acts: ['question'],
    });
    expect(said.join()).not.toContain('Shall I go ahead?');
  });

  test('who says again what is read back is asked again for the yes, and nothing else begins', () => {
    const chat = withAda();
    chat.says('cancel order #H1, it was by mistake', { wishes: ['cancel_order'] });
    expect(chat.says('by mistake', { wishes: ['order_status'] }).join()).toContain('Shall I go ahead?');
    expect(chat.state.frames.map(({ flow }) => flow)).toEqual(['cancel_order']);
  });

  test('a question in between is answered and the flow goes on where it was', () => {
    const chat = withAda();
    chat.says('I want to return something from #H2', { wishes: ['return_items'] });
    const said = chat.says('by the way where is order #H1?', {
      wishes: ['order_status'],
      acts: ['question'],
    });
    expect(said.join()).toContain('#H1');
    const back = chat.presses('Yes, it is solved');
    expect(back.join()).toContain('Which items of order #H2');
  });

  test('"never mind" leaves the wish at once', () => {
    const chat = withAda();
    chat.says('cancel #H1 ordered by mistake', { wishes: ['cancel_order'] });
    chat.says('never mind', { acts: ['never_mind'] });
    expect(chat.state.frames).toEqual([]);
    expect(requests(chat)).toEqual([]);
  });

  test('"never mind" to a question in between leaves the wish before it as it was', () => {
    const chat = withAda();
    chat.says('I want to return something from #H2', { wishes: ['return_items'] });
    chat.says('by the way where is my order?', { wishes: ['order_status'], acts: ['question'] });
    expect(chat.state.frames.map((frame) => frame.flow)).toEqual(['return_items', 'order_status']);
    const said = chat.says('never mind', { acts: ['never_mind'] });
    expect(chat.state.frames.map((frame) => frame.flow)).toEqual(['return_items']);
    expect(said.join()).toContain('Which items of order #H2');
  });

  test('"never mind" while asked who they are leaves the wish that asked for it, too', () => {
    const chat = new TestConversation(PLAYBOOK, smallShop());
    chat.says('please cancel order #H1', { wishes: ['cancel_order'] });
    chat.says('never mind', { acts: ['never_mind'] });
    expect(chat.state.frames).toEqual([]);
  });

  test('thanks in the middle of a question costs no attempt', () => {
    const chat = withAda();
    chat.says('return something from #H2', { wishes: ['return_items'] });
    chat.says('thank you', { acts: ['thanks'] });
    expect(chat.state.question?.attempt).toBe(1);
  });

  test('after two attempts that were not understood a person is offered, after the third one comes', () => {
    const chat = withAda();
    chat.says('return something from #H2', { wishes: ['return_items'] });
    chat.says('brrr');
    expect(chat.state.question?.attempt).toBe(2);
    chat.says('xyzzy');
    expect(chat.state.question?.options.map((one) => one.id)).toContain('person');
    chat.says('plugh');
    expect(chat.state.speaker).toBe('person');
  });

  test('a repeated message is answered again and costs no attempt', () => {
    const chat = withAda();
    chat.says('return something from #H2', { wishes: ['return_items'] });
    chat.says('brrr');
    chat.says('brrr');
    expect(chat.state.question?.attempt).toBe(2);
  });
});

describe('a person', () => {
  test('is there at any moment, at once, with a brief and a promised time', () => {
    const chat = withAda();
    chat.says('cancel #H1 ordered by mistake', { wishes: ['cancel_order'] });
    const said = chat.says('let me talk to a human', { acts: ['person'] });
    expect(chat.state.speaker).toBe('person');
    const changed = chat.events.findLast((event) => event.type === 'speaker_changed');
    expect(changed?.type === 'speaker_changed' && changed.data.brief).toMatchObject({
      buyer_id: 'ada',
      order_id: '#H1',
      shop: { id: 'shop', name: 'Harbour' },
    });
    expect(chat.state.handover?.promised_at).not.toBeNull();
    expect(said.at(-1)).toContain('answer by');
  });

  test('the assistant does not talk over a person who has taken the conversation', () => {
    const chat = withAda();
    chat.says('a person please', { acts: ['person'] });
    chat.observe('agent_joined', { agent_id: 'a1', name: 'Noor', side: 'shop' });
    expect(chat.says('cancel #H1', { wishes: ['cancel_order'] })).toEqual([]);
  });

  test('when nobody comes in time the buyer is told and it climbs', () => {
    const chat = withAda();
    chat.says('a person please', { acts: ['person'] });
    const timer = chat.state.timers.find((one) => one.timer === 'promise');
    const said = chat.observe('timer_fired', { timer_seq: timer?.seq ?? 0, timer: 'promise' }, 3_600_000);
    expect(chat.state.handover?.level).toBe(1);
    expect(said.join()).toContain('sorry');
  });
});

describe('when the shop system does not do its part', () => {
  test('a refusal is told with its reason and changes nothing', () => {
    const chat = withAda();
    chat.says('cancel #H1 ordered by mistake', { wishes: ['cancel_order'] });
    chat.says('yes', { acts: ['yes'] });
    const refusal = { request_seq: chat.requested.seq, code: 'sent', reason: 'It has just left.' };
    expect(chat.observe('action_refused', refusal).join()).toContain('It has just left.');
  });

  test('an unknown outcome is asked again with the same key, then a person takes over', () => {
    const chat = withAda();
    chat.says('cancel #H1 ordered by mistake', { wishes: ['cancel_order'] });
    chat.says('yes', { acts: ['yes'] });
    const key = chat.requested.data.key;
    for (let attempt = 1; attempt <= 4; attempt++) {
      expect(chat.requested.data).toMatchObject({ key, attempt });
      chat.observe('action_unknown', { request_seq: chat.requested.seq, error: 'late', retryable: true });
      const timer = chat.state.timers.find((one) => one.timer === 'retry');
      if (timer) chat.observe('timer_fired', { timer_seq: timer.seq, timer: 'retry' });
    }
    expect(chat.state.speaker).toBe('person');
  });

  test('one that takes long is told once, also when it is asked again, and its answer is told when it is there', () => {
    const chat = withAda();
    chat.says('cancel #H1 ordered by mistake', { wishes: ['cancel_order'] });
    chat.says('yes', { acts: ['yes'] });
    const first = chat.requested.seq;
    const told = chat.observe('action_delayed', { request_seq: first, waited_ms: 4_000 });
    expect(told.join()).toContain('takes longer than usual');
    expect(chat.observe('action_unknown', { request_seq: first, error: 'late', retryable: true })).toEqual(
      [],
    );
    const retry = must(
      chat.state.timers.find(({ timer }) => timer === 'retry'),
      'a timer',
    );
    expect(chat.observe('timer_fired', { timer_seq: retry.seq, timer: 'retry' })).toEqual([]);
    const second = chat.requested.seq;
    expect(second).not.toBe(first);
    expect(chat.observe('action_delayed', { request_seq: second, waited_ms: 4_000 })).toEqual([]);
    const done = chat.observe('action_succeeded', { request_seq: second, result: {} });
    expect(done.join()).toContain('cancelled');
  });

  test('whoever writes while it is waited for is answered, and what they want comes afterwards', () => {
    const chat = withAda();
    chat.says('cancel #H1 ordered by mistake', { wishes: ['cancel_order'] });
    chat.says('yes', { acts: ['yes'] });
    const { seq: request_seq } = chat.requested;
    expect(chat.says('thanks', { acts: ['thanks'] })).toEqual([]);
    chat.observe('action_delayed', { request_seq, waited_ms: 4_000 });
    expect(chat.says('is it done?').join()).toContain('takes longer than usual');
    chat.observe('action_unknown', { request_seq, error: 'late', retryable: true });
    const said = chat.says('where is my order #H2', { wishes: ['order_status'] });
    expect(said[0]).toContain('I have noted: Where is my order');
    expect(said[1]).toContain('takes longer than usual');
    const retry = must(
      chat.state.timers.find(({ timer }) => timer === 'retry'),
      'a timer',
    );
    chat.observe('timer_fired', { timer_seq: retry.seq, timer: 'retry' });
    const done = chat.observe('action_succeeded', { request_seq: chat.requested.seq, result: {} }).join();
    expect(done).toContain('cancelled');
    expect(done).toContain('#H2 has been delivered');
  });

  test('one that answered meanwhile is not called slow, and a person who has the conversation tells it themselves', () => {
    const chat = withAda();
    chat.says('cancel #H1 ordered by mistake', { wishes: ['cancel_order'] });
    chat.says('yes', { acts: ['yes'] });
    const request_seq = chat.requested.seq;
    chat.observe('agent_joined', { agent_id: 'p1', name: 'Ada', side: 'shop' });
    expect(chat.observe('action_delayed', { request_seq, waited_ms: 4_000 })).toEqual([]);
    chat.observe('action_succeeded', { request_seq, result: {} });
    chat.observe('agent_left', { agent_id: 'p1', name: 'Ada', side: 'shop' });
    expect(chat.observe('action_delayed', { request_seq, waited_ms: 4_000 })).toEqual([]);
  });

  test('a shop system that cannot be reached is said so, and the wish goes on when it is back', () => {
    const shop = smallShop();
    shop.down = true;
    const chat = withAda(shop);
    expect(chat.says('cancel #H1 ordered by mistake', { wishes: ['cancel_order'] }).join()).toContain(
      'cannot reach',
    );
    shop.down = false;
    expect(chat.says('hello?', { acts: ['greeting'] }).join()).toContain('Shall I go ahead?');
  });
});

describe('resolution', () => {
  function cancelled(): TestConversation {
    const chat = withAda();
    chat.says('cancel #H1 ordered by mistake', { wishes: ['cancel_order'] });
    chat.says('yes', { acts: ['yes'] });
    chat.observe('action_succeeded', { request_seq: chat.requested.seq, result: {} });
    return chat;
  }

  test('a buyer who just leaves is silent, not confirmed', () => {
    const chat = cancelled();
    for (const timer of ['silence', 'leave'] as const) {
      const set = chat.state.timers.find((one) => one.timer === timer);
      chat.observe('timer_fired', { timer_seq: set?.seq ?? 0, timer });
    }
    expect(chat.state.resolved?.how).toBe('silent');
  });

  test('is verified when the shop system still shows it after the window', () => {
    const shop = smallShop();
    const chat = new TestConversation(PLAYBOOK, shop, 'ada');
    chat.says('cancel #H1 ordered by mistake', { wishes: ['cancel_order'] });
    chat.says('yes', { acts: ['yes'] });
    chat.observe('action_succeeded', { request_seq: chat.requested.seq, result: {} });
    const set = chat.state.timers.find((one) => one.timer === 'verify');
    const order = shop.orders[0];
    if (order) order.status = 'cancelled';
    chat.observe('timer_fired', { timer_seq: set?.seq ?? 0, timer: 'verify' }, 72 * 3_600_000);
    expect(chat.state.resolved?.how).toBe('verified');
  });

  test('is not verified when the shop system shows something else', () => {
    const chat = cancelled();
    const set = chat.state.timers.find((one) => one.timer === 'verify');
    chat.observe('timer_fired', { timer_seq: set?.seq ?? 0, timer: 'verify' }, 72 * 3_600_000);
    expect(chat.state.resolved).toBeNull();
  });
});
