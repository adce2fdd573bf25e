import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { State } from '../conversation/state.ts';
import type { Usage } from '../conversation/world.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { TestConversation } from '../testing/conversation.ts';
import { compiled, shippedPlaybook, smallShop } from '../testing/demo-shop.ts';
import { type Asking, digestOf, gate, type Verdict } from './gate.ts';

const PLAYBOOK = compiled(shippedPlaybook('demo-shop'));

/** A state in which everything was read in this very turn. */
function known(usage: Usage[] = []): State {
  const shop = smallShop();
  const [buyer] = shop.buyers;
  const { state } = new TestConversation(PLAYBOOK, shop, 'ada');
  const { turn } = state;
  const orders = shop.orders.filter((order) => order.buyer_id === 'ada');
  const products = Object.fromEntries(shop.products.map((product) => [product.id, { value: product, turn }]));
  const facts = {
    ...state.facts,
    buyer: { value: buyer ?? null, turn },
    orders: { value: orders, turn },
    products,
    usage: { cancel_order: { value: usage, turn } },
  };
  return { ...state, facts };
}

function ask(action: string, args: JsonObject, more: Partial<Asking> = {}): Asking {
  return { action, args, by: 'buyer', confirmed: { action, digest: digestOf({ action, args }) }, ...more };
}

function code(verdict: Verdict): string {
  return verdict.kind === 'refused' ? verdict.code : verdict.kind;
}

const CANCEL = { order: '#H1', reason: 'no longer needed' };

/** The demo shop, where a limit is a number of the playbook, and high-value buyers have another. */
const WITH_ROOM = compiled(
  shippedPlaybook('demo-shop').map((one) => ({
    ...one,
    text: one.text
      .replace('    count: 5\n', '    count: policy.most_cancelled\n')
      .replace('constants:\n  #', 'constants:\n  most_cancelled: 2\n  #')
      .replace('constants:\n  refund_days: 2', 'constants:\n  most_cancelled: 4'),
  })),
);

describe('the gate', () => {
  test.each([
    [null, 1, 'allowed'],
    [null, 2, 'too_many_cancellations'],
    ['high_value', 2, 'allowed'],
    ['high_value', 3, 'allowed'],
    ['high_value', 4, 'too_many_cancellations'],
  ])('gives a buyer of the segment %s who has cancelled %i times: %s', (id, times, verdict) => {
    const { at } = known();
    const usage = Array.from({ length: times }, () => ({ scope: 'buyer:ada', used_at: at, amount_cents: 0 }));
    const state: State = { ...known(usage), segment: { id } };
    expect(code(gate(WITH_ROOM, state, ask('cancel_order', CANCEL)))).toBe(verdict);
  });

  test('lets pass what meets every condition and was said yes to', () => {
    const verdict = gate(PLAYBOOK, known(), ask('cancel_order', CANCEL));
    expect(verdict.kind === 'allowed' && verdict.draft.data).toMatchObject({
      call: 'cancel_order',
      arguments: { order_id: '#H1', reason: 'no longer needed' },
      amount_cents: 1200,
      order_id: '#H1',
      scopes: ['buyer:ada'],
    });
  });

  test('speaks of amounts in the currency of the order, whatever the playbook is kept in', () => {
    const state = known();
    const orders = (state.facts.orders?.value ?? []).map((order) => ({ ...order, currency: 'JPY' }));
    const abroad = { ...state, facts: { ...state.facts, orders: { value: orders, turn: state.turn } } };
    const unconfirmed = ask('cancel_order', CANCEL, { confirmed: null });
    const verdict = gate(PLAYBOOK, abroad, unconfirmed);
    expect(verdict.kind === 'unconfirmed' && verdict.values.currency).toBe('JPY');
    const allowed = gate(PLAYBOOK, abroad, ask('cancel_order', CANCEL));
    expect(allowed.kind === 'allowed' && allowed.draft.data.told.currency).toBe('JPY');
  });

  test('asks for the yes first, and a yes to something else is none', () => {
    const state = known();
    expect(gate(PLAYBOOK, state, ask('cancel_order', CANCEL, { confirmed: null })).kind).toBe('unconfirmed');
    const other = digestOf({ action: 'cancel_order', args: { ...CANCEL, order: '#H2' } });
    const confirmed = { action: 'cancel_order', digest: other };
    expect(gate(PLAYBOOK, state, ask('cancel_order', CANCEL, { confirmed })).kind).toBe('unconfirmed');
  });

  test('judges nothing by what was read in an earlier turn', () => {
    const state = known();
    const verdict = gate(PLAYBOOK, { ...state, turn: state.turn + 5 }, ask('cancel_order', CANCEL));
    expect(verdict.kind === 'needs' && verdict.lookups.map((one) => one.read)).toEqual([
      'buyer',
      'orders',
      'usage',
    ]);
  });

  test.each([
    ['an order that is not pending', 'cancel_order', { ...CANCEL, order: '#H2' }, 'order_not_pending'],
    ['somebody else’s order', 'cancel_order', { ...CANCEL, order: '#H9' }, 'not_yours'],
    ['an order that does not exist', 'cancel_order', { ...CANCEL, order: 'nothing' }, 'not_yours'],
    ['a reason that is not on the list', 'cancel_order', { ...CANCEL, reason: 'because' }, 'malformed'],
    ['a missing argument', 'cancel_order', { order: '#H1' }, 'malformed'],
    ['an argument too many', 'cancel_order', { ...CANCEL, force: true }, 'malformed'],
    ['no line at all', 'return_items', { order: '#H2', lines: [], refund_to: 'visa' }, 'malformed'],
    ['a line twice', 'return_items', { order: '#H2', lines: ['1', '1'], refund_to: 'visa' }, 'malformed'],
    [
      'a line of another order',
      'return_items',
      { order: '#H2', lines: ['7'], refund_to: 'visa' },
      'not_yours',
    ],
    [
      'a payment method that is not the buyer’s',
      'return_items',
      { order: '#H2', lines: ['1'], refund_to: 'bo' },
      'not_yours',
    ],
    [
      'a refund to another card',
      'return_items',
      { order: '#H2', lines: ['1'], refund_to: 'pal' },
      'refund_method',
    ],
    [
      'a return of what is not delivered',
      'return_items',
      { order: '#H1', lines: ['1'], refund_to: 'visa' },
      'order_not_delivered',
    ],
    [
      'another product in exchange',
      'exchange_items',
      { order: '#H2', swaps: [{ line_id: '1', to_item_id: 'mug-red', wanted: {} }], payment_method: 'visa' },
      'other_product',
    ],
    [
      'a gift card that holds too little',
      'exchange_items',
      { order: '#H2', swaps: [{ line_id: '2', to_item_id: 'mug-gold', wanted: {} }], payment_method: 'gift' },
      'balance',
    ],
  ] as [string, string, JsonObject, string][])('refuses %s', (_what, action, args, expected) => {
    expect(code(gate(PLAYBOOK, known(), ask(action, args)))).toBe(expected);
  });

  test('counts use across conversations within the window, and no further back', () => {
    const at = known().at;
    const before = (hours: number): Usage => {
      const used_at = new Date(Date.parse(at) - hours * 3_600_000).toISOString();
      return { scope: 'buyer:ada', used_at, amount_cents: 100 };
    };
    const five = [1, 2, 3, 4, 5].map(before);
    expect(code(gate(PLAYBOOK, known(five), ask('cancel_order', CANCEL)))).toBe('too_many_cancellations');
    const old = [1, 2, 3, 4, 30].map(before);
    expect(code(gate(PLAYBOOK, known(old), ask('cancel_order', CANCEL)))).toBe('allowed');
    const others = five.map((one) => ({ ...one, scope: 'buyer:bo' }));
    expect(code(gate(PLAYBOOK, known(others), ask('cancel_order', CANCEL)))).toBe('allowed');
  });

  test('lets a model do nothing that is open to buyer and agent only', () => {
    expect(code(gate(PLAYBOOK, known(), ask('cancel_order', CANCEL, { by: 'model' })))).toBe('not_allowed');
    expect(code(gate(PLAYBOOK, known(), ask('cancel_order', CANCEL, { by: 'agent', confirmed: null })))).toBe(
      'allowed',
    );
  });

  test('waits for a person above the amount that the playbook sets', () => {
    const state = known();
    const order = state.facts.orders?.value.find((one) => one.id === '#H2');
    if (order?.lines[0]) order.lines[0].price_cents = 100_001;
    const args = { order: '#H2', lines: ['1'], refund_to: 'visa' };
    expect(gate(PLAYBOOK, state, ask('return_items', args)).kind).toBe('unapproved');
  });

  test('whatever the arguments: no throw, and never a request for what is not the buyer’s', () => {
    const state = known();
    const value = fc.oneof(
      fc.constantFrom<Json>('#H1', '#H2', '#H9', 'visa', 'gift', 'no longer needed', '1', '2', 'mug-red'),
      fc.jsonValue({ maxDepth: 2 }).map((one) => one as Json),
      fc.array(fc.constantFrom('1', '2', '9'), { maxLength: 3 }),
    );
    const args = fc.dictionary(
      fc.constantFrom(
        'order',
        'reason',
        'lines',
        'refund_to',
        'swaps',
        'payment_method',
        'address',
        '__proto__',
      ),
      value,
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(PLAYBOOK.actions)), args, (action, given) => {
        const verdict = gate(PLAYBOOK, state, ask(action, { ...given }));
        if (verdict.kind === 'allowed')
          expect(['#H1', '#H2', '#H3']).toContain(verdict.draft.data.arguments.order_id);
      }),
      { numRuns: 500 },
    );
  });
});

/** The demo shop, where more than fifty of its own currency need a person, and one krona is worth nine cents. */
const WITH_RATES = compiled(
  shippedPlaybook('demo-shop').map((one) => ({
    ...one,
    text: one.text
      .replace('when: refund_cents > 100000', 'when: worth_cents > 5000')
      .replace('currency: EUR\n', 'currency: EUR\nrates: { SEK: 0.09 }\n'),
  })),
);

describe('an amount in another currency', () => {
  test.each([
    ['EUR', 5_000, 'allowed', 5_000],
    ['EUR', 5_100, 'unapproved', null],
    ['SEK', 55_000, 'allowed', 4_950],
    ['SEK', 56_000, 'unapproved', null],
    ['NOK', 100, 'unapproved', null],
  ])('of an order in %s, %i: %s', (currency, price_cents, kind, counted) => {
    const state = known();
    const orders = (state.facts.orders?.value ?? []).map((order) => ({
      ...order,
      currency,
      lines: order.lines.map((line) => ({ ...line, price_cents })),
    }));
    const facts = { ...state.facts, orders: { value: orders, turn: state.turn } };
    const args = { order: '#H2', lines: ['1'], refund_to: 'visa' };
    const verdict = gate(WITH_RATES, { ...state, facts }, ask('return_items', args));
    expect(verdict.kind).toBe(kind);
    expect(verdict.kind === 'allowed' ? verdict.draft.data.amount_cents : null).toBe(counted);
  });
});
