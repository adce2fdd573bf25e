import { expect, test } from 'vitest';
import { replay } from '../backtest/replay.ts';
import type { Decided } from '../conversation/event.ts';
import type { Order } from '../conversation/world.ts';
import { addMs } from '../lib/time.ts';
import type { SourceFile } from '../playbook/playbook.ts';
import { TestConversation, type TestShop } from '../testing/conversation.ts';
import { compiled, shippedPlaybook, smallShop } from '../testing/demo-shop.ts';

/** When a test conversation begins: Monday, 11:00 in Madrid. */
const NOW = '2026-03-02T10:00:00.000Z';
const DAY_MS = 86_400_000;

/** Ada has five orders of this year, worth 500 EUR. */
function adaBuysOften(): TestShop {
  const shop = smallShop();
  const [pending, delivered] = shop.orders;
  if (!pending || !delivered) throw new Error('the small shop has orders');
  const dated = (one: Order, id: string, days_ago: number): Order => ({
    ...one,
    id,
    total_cents: 10_000,
    placed_at: addMs(NOW, -days_ago * DAY_MS),
  });
  const orders = [
    dated(pending, '#H1', 1),
    ...[10, 100, 200, 300].map((days) => dated(delivered, `#H2${days}`, days)),
  ];
  return { ...shop, orders };
}

const noted = (talk: TestConversation) =>
  talk.events.filter((event): event is Decided<'segment_noted'> => event.type === 'segment_noted');
const changed = (talk: TestConversation) =>
  talk.events.find((event): event is Decided<'speaker_changed'> => event.type === 'speaker_changed');

const SHOP = shippedPlaybook('demo-shop');
const PLAYBOOK = compiled(SHOP);

test('a buyer whom a token names is told to which segment they belong by what they bought, with the reason', () => {
  const talk = new TestConversation(PLAYBOOK, adaBuysOften(), 'ada');
  expect(noted(talk)).toMatchObject([
    {
      data: { segment: 'high_value' },
      why: {
        document: 'high_value',
        step: 'when',
        values: { recency_days: 1, frequency: 5, value_cents: 50_000, fits_too: [] },
      },
    },
  ]);
  expect(talk.said()).toHaveLength(1);
});

test('they come first and are promised less waiting than everybody', () => {
  const ask = (shop: TestShop) => {
    const talk = new TestConversation(PLAYBOOK, shop, 'ada');
    talk.says('a person', { acts: ['person'] });
    return changed(talk)?.data;
  };
  expect(ask(adaBuysOften())).toMatchObject({ priority: 1, promised_at: '2026-03-02T10:10:01.000Z' });
  expect(ask(smallShop())).toMatchObject({ priority: 0, promised_at: '2026-03-02T10:30:01.000Z' });
});

test('the next promise after a broken one is twice theirs, not twice everybody’s', () => {
  const talk = new TestConversation(PLAYBOOK, adaBuysOften(), 'ada');
  talk.says('a person', { acts: ['person'] });
  const timer = talk.state.timers.find((one) => one.timer === 'promise');
  talk.observe('timer_fired', { timer_seq: timer?.seq ?? 0, timer: 'promise' }, 10 * 60_000);
  const climbed = talk.events.find((event) => event.type === 'case_escalated');
  expect(climbed?.data).toMatchObject({ promised_at: '2026-03-02T10:30:01.000Z' });
});

test('the numbers of the playbook are others for them, in every text', () => {
  const cancelled = (shop: TestShop) => {
    const talk = new TestConversation(PLAYBOOK, shop, 'ada');
    talk.says('cancel #H1', { wishes: ['cancel_order'] });
    talk.says('by mistake');
    talk.says('yes', { acts: ['yes'] });
    const [receipt = ''] = talk.observe('action_succeeded', { request_seq: talk.requested.seq, result: {} });
    return receipt;
  };
  expect(cancelled(adaBuysOften())).toContain('2 working days');
  expect(cancelled(smallShop())).toContain('5 working days');
});

test('an anonymous buyer belongs to no segment until they are known', () => {
  const talk = new TestConversation(PLAYBOOK, adaBuysOften());
  expect(talk.state.segment).toBeNull();
  talk.says('cancel #H1', { wishes: ['cancel_order'] });
  expect(talk.state.segment).toBeNull();
  talk.says('ada@example.com');
  expect(talk.state.segment).toEqual({ id: 'high_value' });
  expect(noted(talk)).toHaveLength(1);
});

test('an anonymous buyer who asks for a person waits as everybody', () => {
  const talk = new TestConversation(PLAYBOOK, adaBuysOften());
  talk.says('a person', { acts: ['person'] });
  expect([noted(talk), changed(talk)?.data.priority]).toEqual([[], 0]);
});

test('where the shop system is away nobody is told apart, and the conversation goes on; later it is made good', () => {
  const shop = { ...adaBuysOften(), down: true };
  const talk = new TestConversation(PLAYBOOK, shop, 'ada');
  expect([talk.state.segment, talk.said().length]).toEqual([null, 1]);
  shop.down = false;
  talk.says('cancel #H1', { wishes: ['cancel_order'] });
  expect(talk.state.segment).toEqual({ id: 'high_value' });
});

test('who fits no segment is noted to fit none, once', () => {
  const talk = new TestConversation(PLAYBOOK, smallShop(), 'ada');
  talk.says('cancel #H1', { wishes: ['cancel_order'] });
  expect(noted(talk).map(({ data, why }) => [data.segment, why.values])).toMatchObject([
    [null, { none_fits: { high_value: { frequency: 0 } } }],
  ]);
});

const LOYAL: SourceFile = {
  path: 'segments/loyal.yaml',
  text: 'kind: segment\nid: loyal\ntitle: { en: L, es: L }\nwhen: frequency >= 1\npriority: 7\n',
};

test.each([
  ['[high_value, loyal]', 'high_value', ['loyal']],
  ['[loyal, high_value]', 'loyal', ['high_value']],
])('of several that fit the first of %s counts, and the others are told', (listed, segment, fits_too) => {
  const files = SHOP.map((one) => ({
    ...one,
    text: one.text.replace('segments: [high_value]', `segments: ${listed}`),
  }));
  const playbook = compiled([...files, LOYAL]);
  const talk = new TestConversation(playbook, adaBuysOften(), 'ada');
  expect(noted(talk)).toMatchObject([{ data: { segment }, why: { values: { fits_too } } }]);
});

test('a replay tells the same segment from what was read then', () => {
  const talk = new TestConversation(PLAYBOOK, adaBuysOften(), 'ada');
  talk.says('cancel #H1', { wishes: ['cancel_order'] });
  talk.says('a person', { acts: ['person'] });
  expect(replay(PLAYBOOK, 'c1', talk.events)).toMatchObject({ difference: null });
  const stricter = compiled(
    SHOP.map((one) => ({ ...one, text: one.text.replace('frequency >= 4', 'frequency >= 6') })),
  );
  const again = replay({ ...stricter, version: PLAYBOOK.version }, 'c1', talk.events);
  expect(again.difference?.recorded?.type).toBe('segment_noted');
});
