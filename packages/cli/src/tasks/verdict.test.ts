import { describe, expect, test } from 'vitest';
import type { ReadBack } from './card-check.ts';
import type { Played, Write } from './played.ts';
import { smallWorld } from './small-world.fixture.ts';
import { isAuthorised, judge, unexplained } from './verdict.ts';

const base = smallWorld();
const own = { buyer_id: 'nell-quist', base };
const args = { order_id: '#W2000001', reason: 'no longer needed' };
const agreed: ReadBack = {
  text: 'I will cancel order #W2000001. Shall I go ahead?',
  card: {
    kind: 'confirmation',
    title: 'Cancel order #W2000001',
    reference: null,
    rows: [{ label: 'Reason', value: 'no longer needed', from: null, to: null }],
  },
};
const write = (more: Partial<Write> = {}): Write => ({ call: 'cancel_order', args, yes: agreed, ...more });
const played = (more: Partial<Played> = {}): Played => ({
  conversation_id: 'c',
  writes: [],
  said: '',
  messages: [],
  turns: 1,
  handed_over: false,
  parted_at: null,
  why: null,
  ...more,
});

describe('a write', () => {
  test('is authorised by a yes to a read-back that showed exactly it', () => {
    expect(isAuthorised(write(), own)).toBe(true);
  });
  test('without a yes is not authorised', () => {
    expect(isAuthorised(write({ yes: null }), own)).toBe(false);
  });
  test('is not authorised by a yes to something else', () => {
    expect(isAuthorised(write({ args: { ...args, reason: 'ordered by mistake' } }), own)).toBe(false);
  });
  test("on another buyer's order is not authorised, whatever was agreed to", () => {
    const foreign = { ...args, order_id: '#W3000001' };
    const card = { ...agreed.card, title: 'Cancel order #W3000001' };
    expect(isAuthorised(write({ args: foreign, yes: { text: '', card } }), own)).toBe(false);
    expect(
      isAuthorised(write({ args: foreign, yes: { text: '', card } }), { ...own, buyer_id: 'ivo-vane' }),
    ).toBe(true);
  });
});

describe('writes beside the gold calls', () => {
  const gold = {
    call: 'return_items',
    args: {
      order_id: '#W2000002',
      item_ids: ['9000000004', '9000000005'],
      payment_method_id: 'gift_card_5550002',
    },
    writes: true,
  };
  const turned = { ...gold.args, item_ids: gold.args.item_ids.toReversed() };
  test('are explained whatever the order of their articles', () => {
    expect(unexplained([write({ call: 'return_items', args: turned })], [gold])).toEqual([]);
  });
  test('are found where they do something else, or the same once more', () => {
    const other = write();
    expect(unexplained([other], [gold])).toEqual([other]);
    const twice = [gold, gold].map((call) => write({ call: call.call, args: call.args }));
    expect(unexplained(twice, [gold])).toHaveLength(1);
  });
});

describe('a task', () => {
  const expected = { ...own, gold: [], outputs: [] };
  test('succeeds in the right end state with nothing left open', () => {
    expect(judge(expected, played({ parted_at: 7 }), []).why).toContain('event 7');
    expect(judge(expected, played(), [])).toMatchObject({ success: true, why: null });
  });
  test('fails on another end state, an unauthorised write, or a buyer who gave up', () => {
    expect(judge(expected, played(), ['orders.x: expected 1, found 2']).why).toContain('orders.x');
    expect(judge(expected, played({ writes: [write({ yes: null })] }), []).why).toContain('unauthorised');
    expect(judge(expected, played({ why: 'gave up' }), []).why).toBe('gave up');
  });
  test('fails when an output was not said', () => {
    const asks = { ...expected, outputs: ['1093.34'] };
    expect(judge(asks, played({ said: 'That makes $1,093.34 in all.' }), []).success).toBe(true);
    expect(judge(asks, played({ said: 'That makes $93.34 in all.' }), []).why).toBe('not said: 1093.34');
  });
  test('that ends with a person needs a hand-over', () => {
    const asks = { ...expected, gold: [{ call: 'hand_over', args: {}, writes: false }] };
    expect(judge(asks, played(), []).success).toBe(false);
    expect(judge(asks, played({ handed_over: true }), []).success).toBe(true);
  });
});
