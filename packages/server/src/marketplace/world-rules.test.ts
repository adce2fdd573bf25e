import type { JsonObject } from '@hark/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareWorlds } from './compare-worlds.ts';
import { smallWorld } from './small-world.fixture.ts';
import { OrderShape, toldOrder, type World } from './world.ts';
import { apply, CALLS } from './world-rules.ts';

const elsewhere = {
  line1: 'Far Road 2',
  line2: 'Flat 3',
  city: 'Bay',
  region: 'South',
  postcode: '3',
  country: 'Land',
};

function done(world: World, call: string, args: JsonObject): JsonObject {
  const outcome = apply(world, call, args);
  if (outcome.outcome !== 'done') throw new Error(`${call}: ${outcome.reason}`);
  return outcome.result;
}

function differences(world: World): string[] {
  return compareWorlds(smallWorld(), world);
}

function refusalOf(
  call: string,
  args: JsonObject,
  prepare: (world: World) => void = () => undefined,
): string {
  const world = smallWorld();
  prepare(world);
  const before = structuredClone(world);
  const outcome = apply(world, call, args);
  expect(world).toEqual(before);
  return outcome.outcome === 'refused' ? outcome.code : 'done';
}

describe('cancelling', () => {
  test('a card is refunded and keeps no balance', () => {
    const world = smallWorld();
    const result = done(world, 'cancel_order', { order_id: 'pending', reason: 'no longer needed' });
    expect(result.refunded_cents).toBe(5000);
    expect(differences(world)).toEqual([
      'orders.pending.status: expected "pending", found "cancelled"',
      'orders.pending.payments.1: expected nothing, found {"kind":"refund","amount_cents":5000,"payment_method_id":"card-a"}',
      'orders.pending.cancel_reason: expected nothing, found "no longer needed"',
    ]);
    expect(world.log).toEqual([
      { call: 'cancel_order', args: { order_id: 'pending', reason: 'no longer needed' } },
    ]);
  });

  test('a gift card is credited at once', () => {
    const world = smallWorld();
    done(world, 'cancel_order', { order_id: 'pending-by-gift', reason: 'ordered by mistake' });
    expect(world.buyers['nell-quist']?.payment_methods[1]?.balance_cents).toBe(10_000);
  });

  test('after a change of payment only the method that still pays is refunded', () => {
    const world = smallWorld();
    done(world, 'change_order_payment', { order_id: 'pending', payment_method_id: 'paypal-c' });
    const result = done(world, 'cancel_order', { order_id: 'pending', reason: 'no longer needed' });
    expect(result.refunds).toEqual([{ kind: 'refund', amount_cents: 5000, payment_method_id: 'paypal-c' }]);
  });

  test.each([
    ['order_not_found', { order_id: 'constructor', reason: 'no longer needed' }],
    ['order_not_pending', { order_id: 'sent', reason: 'no longer needed' }],
    ['order_not_pending', { order_id: 'delivered', reason: 'no longer needed' }],
    ['invalid_reason', { order_id: 'pending', reason: 'too slow' }],
    ['invalid_arguments', { order_id: 'pending' }],
    ['invalid_arguments', { order_id: 'pending', reason: 'no longer needed', force: true }],
  ])('is refused: %s', (code, args) => expect(refusalOf('cancel_order', args)).toBe(code));
});

describe('changing the items of a pending order', () => {
  const swap = {
    order_id: 'pending',
    item_ids: ['mug-blue'],
    new_item_ids: ['mug-red'],
    payment_method_id: 'gift-b',
  };

  test('the first of two equal lines changes and the difference is taken from the gift card', () => {
    const world = smallWorld();
    expect(done(world, 'change_order_items', swap).difference_cents).toBe(200);
    expect(differences(world)).toEqual([
      'buyers.nell-quist.payment_methods.1.balance_cents: expected 5000, found 4800',
      'orders.pending.status: expected "pending", found "pending (item modified)"',
      'orders.pending.lines.0.item_id: expected "mug-blue", found "mug-red"',
      'orders.pending.lines.0.options.color: expected "blue", found "red"',
      'orders.pending.lines.0.price_cents: expected 1000, found 1200',
      'orders.pending.total_cents: expected 5000, found 5200',
      'orders.pending.payments.1: expected nothing, found {"kind":"payment","amount_cents":200,"payment_method_id":"gift-b"}',
    ]);
  });

  test('a cheaper variant is refunded, to a gift card at once', () => {
    const world = smallWorld();
    done(world, 'change_order_items', {
      ...swap,
      item_ids: ['lamp-white', 'mug-blue', 'mug-blue'],
      new_item_ids: ['lamp-black', 'mug-red', 'mug-blue'],
    });
    const { payments, total_cents, lines } = world.orders.pending!;
    expect(payments[1]).toEqual({ kind: 'refund', amount_cents: 300, payment_method_id: 'gift-b' });
    expect(total_cents).toBe(4700);
    expect(lines.map((line) => line.item_id)).toEqual(['mug-red', 'mug-blue', 'lamp-black']);
    expect(world.buyers['nell-quist']?.payment_methods[1]?.balance_cents).toBe(5300);
  });

  test('an equal price is noted as a refund of nothing', () => {
    const world = smallWorld();
    done(world, 'change_order_items', { ...swap, new_item_ids: ['mug-blue'] });
    expect(world.orders.pending?.payments[1]).toEqual({
      kind: 'refund',
      amount_cents: 0,
      payment_method_id: 'gift-b',
    });
  });

  test.each([
    ['order_not_found', { ...swap, order_id: 'nowhere' }],
    ['order_not_pending', { ...swap, order_id: 'delivered' }],
    ['item_not_in_order', { ...swap, item_ids: ['mug-red'] }],
    [
      'item_not_in_order',
      { ...swap, item_ids: Array(3).fill('mug-blue'), new_item_ids: Array(3).fill('mug-red') },
    ],
    ['lists_differ', { ...swap, new_item_ids: [] }],
    ['variant_not_available', { ...swap, new_item_ids: ['mug-green'] }],
    ['variant_not_available', { ...swap, new_item_ids: ['lamp-black'] }],
    ['payment_method_not_found', { ...swap, payment_method_id: 'card-z' }],
    ['balance_too_low', { ...swap, payment_method_id: 'gift-low' }],
  ])('is refused: %s', (code, args) => expect(refusalOf('change_order_items', args)).toBe(code));

  test('is refused a second time, and so is everything else for a pending order', () => {
    const modified = (world: World) => void done(world, 'change_order_items', swap);
    expect(refusalOf('change_order_items', swap, modified)).toBe('order_not_pending');
    expect(refusalOf('cancel_order', { order_id: 'pending', reason: 'no longer needed' }, modified)).toBe(
      'order_not_pending',
    );
    expect(refusalOf('change_order_address', { order_id: 'pending', address: elsewhere }, modified)).toBe(
      'order_not_pending',
    );
  });
});

describe('changing the payment of a pending order', () => {
  test('a gift card that covers the order pays, the card is refunded', () => {
    const world = smallWorld();
    done(world, 'change_order_payment', { order_id: 'pending', payment_method_id: 'gift-b' });
    expect(differences(world)).toEqual([
      'buyers.nell-quist.payment_methods.1.balance_cents: expected 5000, found 0',
      'orders.pending.payments.1: expected nothing, found {"kind":"payment","amount_cents":5000,"payment_method_id":"gift-b"}',
      'orders.pending.payments.2: expected nothing, found {"kind":"refund","amount_cents":5000,"payment_method_id":"card-a"}',
    ]);
  });

  test('a gift card that paid first gets its money back', () => {
    const world = smallWorld();
    done(world, 'change_order_payment', { order_id: 'pending-by-gift', payment_method_id: 'card-a' });
    expect(world.buyers['nell-quist']?.payment_methods[1]?.balance_cents).toBe(10_000);
  });

  test.each([
    ['order_not_found', { order_id: 'nowhere', payment_method_id: 'paypal-c' }],
    ['order_not_pending', { order_id: 'sent', payment_method_id: 'paypal-c' }],
    ['payment_method_not_found', { order_id: 'pending', payment_method_id: 'card-z' }],
    ['same_payment_method', { order_id: 'pending', payment_method_id: 'card-a' }],
    ['balance_too_low', { order_id: 'pending', payment_method_id: 'gift-low' }],
  ])('is refused: %s', (code, args) => expect(refusalOf('change_order_payment', args)).toBe(code));

  test('is refused a second time', () => {
    const again = { order_id: 'pending', payment_method_id: 'gift-b' };
    const changed = (world: World) =>
      void done(world, 'change_order_payment', { ...again, payment_method_id: 'paypal-c' });
    expect(refusalOf('change_order_payment', again, changed)).toBe('not_one_payment');
  });
});

describe('returning delivered items', () => {
  const back = {
    order_id: 'delivered',
    item_ids: ['mug-blue', 'lamp-white', 'mug-blue'],
    payment_method_id: 'card-a',
  };

  test('the order keeps the sorted items and where the refund goes; no money moves yet', () => {
    const world = smallWorld();
    expect(done(world, 'return_items', back).amount_cents).toBe(5000);
    expect(differences(world)).toEqual([
      'orders.delivered.status: expected "delivered", found "return requested"',
      'orders.delivered.returned: expected nothing, found {"item_ids":["lamp-white","mug-blue","mug-blue"],"payment_method_id":"card-a"}',
    ]);
  });

  test('a gift card that did not pay may have the refund', () => {
    expect(
      done(smallWorld(), 'return_items', { ...back, payment_method_id: 'gift-low' }).payment_method_id,
    ).toBe('gift-low');
  });

  test.each([
    ['order_not_found', { ...back, order_id: 'nowhere' }],
    ['order_not_delivered', { ...back, order_id: 'pending' }],
    ['payment_method_not_found', { ...back, payment_method_id: 'card-z' }],
    ['refund_elsewhere', { ...back, payment_method_id: 'paypal-c' }],
    ['item_not_in_order', { ...back, item_ids: ['lamp-white', 'lamp-white'] }],
  ])('is refused: %s', (code, args) => expect(refusalOf('return_items', args)).toBe(code));
});

describe('exchanging delivered items', () => {
  const swap = {
    order_id: 'delivered',
    item_ids: ['mug-blue', 'lamp-white'],
    new_item_ids: ['mug-red', 'lamp-black'],
    payment_method_id: 'gift-low',
  };

  test('the order keeps both sorted lists and the difference; lines and money stay', () => {
    const world = smallWorld();
    expect(done(world, 'exchange_items', swap).difference_cents).toBe(-300);
    expect(differences(world)).toEqual([
      'orders.delivered.status: expected "delivered", found "exchange requested"',
      'orders.delivered.exchanged: expected nothing, found {"item_ids":["lamp-white","mug-blue"],"new_item_ids":["lamp-black","mug-red"],"payment_method_id":"gift-low","difference_cents":-300}',
    ]);
  });

  test.each([
    ['order_not_found', { ...swap, order_id: 'nowhere' }],
    ['order_not_delivered', { ...swap, order_id: 'sent' }],
    ['item_not_in_order', { ...swap, item_ids: ['mug-blue', 'mug-red'] }],
    ['lists_differ', { ...swap, new_item_ids: ['mug-red'] }],
    ['variant_not_available', { ...swap, new_item_ids: ['mug-green', 'lamp-black'] }],
    ['payment_method_not_found', { ...swap, payment_method_id: 'toString' }],
    ['balance_too_low', { ...swap, item_ids: ['mug-blue'], new_item_ids: ['mug-red'] }],
  ])('is refused: %s', (code, args) => expect(refusalOf('exchange_items', args)).toBe(code));

  test('a second exchange or a return afterwards is refused', () => {
    const exchanged = (world: World) => void done(world, 'exchange_items', swap);
    expect(refusalOf('exchange_items', swap, exchanged)).toBe('order_not_delivered');
    const back = { order_id: 'delivered', item_ids: ['mug-blue'], payment_method_id: 'card-a' };
    expect(refusalOf('return_items', back, exchanged)).toBe('order_not_delivered');
  });
});

describe('addresses', () => {
  test('of a pending order and of a profile are changed apart from each other', () => {
    const world = smallWorld();
    done(world, 'change_order_address', { order_id: 'pending', address: elsewhere });
    expect(world.orders.pending?.address).toEqual(elsewhere);
    expect(world.buyers['nell-quist']?.address.city).toBe('Aldport');
    done(world, 'change_buyer_address', { buyer_id: 'ivo-vane', address: elsewhere });
    expect(world.buyers['ivo-vane']?.address).toEqual(elsewhere);
    expect(world.orders.sent?.address.city).toBe('Aldport');
  });

  test.each([
    ['order_not_found', 'change_order_address', { order_id: 'nowhere', address: elsewhere }],
    ['order_not_pending', 'change_order_address', { order_id: 'delivered', address: elsewhere }],
    ['invalid_arguments', 'change_order_address', { order_id: 'pending', address: { line1: 'only this' } }],
    ['buyer_not_found', 'change_buyer_address', { buyer_id: '__proto__', address: elsewhere }],
  ])('is refused: %s', (code, call, args) => expect(refusalOf(call, args)).toBe(code));
});

describe('calls that do not write', () => {
  test('leave world and log as they were', () => {
    const world = smallWorld();
    expect(done(world, 'hand_over', { summary: 'wants a discount' })).toEqual({ accepted: true });
    expect(done(world, 'think', { thought: 'hm' })).toEqual({});
    expect(done(world, 'calculate', { expression: '2 * (10.5 - 3)' })).toEqual({ value: 15 });
    expect(world).toEqual(smallWorld());
  });

  test('an expression that is none is refused, and so is a call that does not exist', () => {
    expect(refusalOf('calculate', { expression: 'process.exit(1)' })).toBe('invalid_expression');
    expect(refusalOf('toString', {})).toBe('unknown_call');
    expect(refusalOf('give_money', {})).toBe('unknown_call');
  });
});

describe('reporting a problem', () => {
  const report = { order_id: 'delivered', item_ids: ['lamp-white'], problem: 'damaged', wish: 'refund' };

  test('the refund goes to what paid first, and the order can be neither reported nor returned again', () => {
    const world = smallWorld();
    expect(done(world, 'report_problem', report).amount_cents).toBe(3000);
    expect(differences(world)).toEqual([
      'orders.delivered.status: expected "delivered", found "problem reported"',
      'orders.delivered.payments.1: expected nothing, found {"kind":"refund","amount_cents":3000,"payment_method_id":"card-a"}',
      'orders.delivered.reported: expected nothing, found {"item_ids":["lamp-white"],"problem":"damaged","wish":"refund"}',
    ]);
    const again = [
      apply(world, 'report_problem', report),
      apply(world, 'return_items', {
        order_id: 'delivered',
        item_ids: ['lamp-white'],
        payment_method_id: 'card-a',
      }),
    ];
    expect(again.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
  });

  test('what the buyer showed of it is kept with the report', () => {
    const world = smallWorld();
    done(world, 'report_problem', { ...report, files: ['a-photo'] });
    expect(world.orders.delivered?.reported?.files).toEqual(['a-photo']);
  });

  test('what is sent again costs nothing', () => {
    const world = smallWorld();
    done(world, 'report_problem', { ...report, wish: 'resend' });
    expect(world.orders.delivered?.payments).toHaveLength(1);
  });

  test('a parcel that was sent and never came is paid back whole', () => {
    const world = smallWorld();
    world.orders.sent!.status = 'shipped';
    const item_ids = ['mug-blue', 'mug-blue', 'lamp-white'];
    const result = done(world, 'report_problem', {
      order_id: 'sent',
      item_ids,
      problem: 'never_arrived',
      wish: 'refund',
    });
    expect(result.amount_cents).toBe(5000);
  });

  test.each([
    ['order_not_found', { ...report, order_id: 'nowhere' }],
    ['report_not_possible', { ...report, order_id: 'pending' }],
    ['report_not_possible', { ...report, order_id: 'sent', problem: 'never_arrived' }],
    ['item_not_in_order', { ...report, item_ids: ['lamp-black'] }],
    ['invalid_arguments', { ...report, item_ids: [] }],
    ['invalid_arguments', { ...report, problem: 'ugly' }],
  ])('is refused: %s', (code, args) => expect(refusalOf('report_problem', args)).toBe(code));
});

describe('withdrawing from the contract', () => {
  const statement = {
    order_id: 'delivered',
    item_ids: ['mug-blue'],
    name: 'Nell Quist',
    email: 'nell.quist@example.com',
  };

  test.each(['pending', 'sent', 'delivered'])(
    'the statement is kept as it was made: order %s',
    (order_id) => {
      const world = smallWorld();
      expect(done(world, 'withdraw', { ...statement, order_id }).amount_cents).toBe(1000);
      const { item_ids, name, email } = statement;
      expect(world.orders[order_id]).toMatchObject({
        status: 'withdrawn',
        withdrawn: { item_ids, name, email },
      });
    },
  );

  test.each([
    ['order_not_found', { ...statement, order_id: 'nowhere' }],
    ['item_not_in_order', { ...statement, item_ids: ['lamp-black'] }],
    ['invalid_arguments', { ...statement, email: 'nell' }],
    ['invalid_arguments', { ...statement, name: '' }],
  ])('is refused: %s', (code, args) => expect(refusalOf('withdraw', args)).toBe(code));

  test('is refused for what was withdrawn from before', () =>
    expect(
      refusalOf('withdraw', statement, (world) => {
        world.orders.delivered!.status = 'withdrawn';
      }),
    ).toBe('withdrawal_not_possible'));
});

describe('asking for an invoice', () => {
  const asked = { order_id: 'sent', email: 'nell.quist@example.com' };

  test('it is sent to the address that was given, as often as asked', () => {
    const world = smallWorld();
    done(world, 'request_invoice', asked);
    done(world, 'request_invoice', asked);
    expect(differences(world)).toEqual([
      'orders.sent.invoice_sent_to: expected nothing, found "nell.quist@example.com"',
    ]);
  });

  test.each([
    ['order_not_found', { ...asked, order_id: 'nowhere' }],
    ['invalid_arguments', { ...asked, email: 'at home' }],
  ])('is refused: %s', (code, args) => expect(refusalOf('request_invoice', args)).toBe(code));

  test('there is none for an order that was cancelled', () =>
    expect(
      refusalOf('request_invoice', asked, (world) => {
        world.orders.sent!.status = 'cancelled';
      }),
    ).toBe('no_invoice'));
});

test('what the changes left behind in an order is not told to others', () => {
  const world = smallWorld();
  done(world, 'withdraw', {
    order_id: 'delivered',
    item_ids: ['mug-blue'],
    name: 'Nell Quist',
    email: 'nell.quist@example.com',
  });
  done(world, 'request_invoice', { order_id: 'delivered', email: 'nell.quist@example.com' });
  const told = toldOrder(world, world.orders.delivered!);
  expect(OrderShape.parse(told)).toEqual(told);
});

describe('whatever is called', () => {
  const ids = ['pending', 'pending-by-gift', 'sent', 'delivered', 'nowhere'];
  const items = fc.array(fc.constantFrom('mug-blue', 'mug-red', 'mug-green', 'lamp-white', 'lamp-black'), {
    maxLength: 3,
  });
  const request = fc.record({
    call: fc.constantFrom(...Object.keys(CALLS)),
    args: fc.record(
      {
        order_id: fc.constantFrom(...ids),
        item_ids: items,
        new_item_ids: items,
        payment_method_id: fc.constantFrom('card-a', 'gift-b', 'gift-low', 'paypal-c', 'card-z'),
        reason: fc.constantFrom('no longer needed', 'other'),
        problem: fc.constantFrom('damaged', 'never_arrived'),
        wish: fc.constantFrom('refund', 'resend'),
      },
      { noNullPrototype: true },
    ),
  });
  const NEEDED: {
    [call: string]: (
      | 'order_id'
      | 'item_ids'
      | 'new_item_ids'
      | 'payment_method_id'
      | 'reason'
      | 'problem'
      | 'wish'
    )[];
  } = {
    cancel_order: ['order_id', 'reason'],
    change_order_items: ['order_id', 'item_ids', 'new_item_ids', 'payment_method_id'],
    exchange_items: ['order_id', 'item_ids', 'new_item_ids', 'payment_method_id'],
    return_items: ['order_id', 'item_ids', 'payment_method_id'],
    change_order_payment: ['order_id', 'payment_method_id'],
    report_problem: ['order_id', 'item_ids', 'problem', 'wish'],
  };

  /** What the shop keeps of an order: nothing of a cancelled one, and not what was paid back for a problem. */
  function keptOf({ status, total_cents, lines, reported }: World['orders'][string]): number {
    if (status === 'cancelled') return 0;
    if (reported?.wish !== 'refund') return total_cents;
    const prices = new Map(lines.map((line) => [line.item_id, line.price_cents]));
    return total_cents - reported.item_ids.reduce((sum, id) => sum + (prices.get(id) ?? 0), 0);
  }

  function paidWith(world: World, method: string): number {
    const payments = Object.values(world.orders).flatMap((order) => order.payments);
    const mine = payments.filter((payment) => payment.payment_method_id === method);
    return mine.reduce(
      (sum, { kind, amount_cents }) => sum + (kind === 'payment' ? amount_cents : -amount_cents),
      0,
    );
  }

  test('money is conserved, balances never fall below zero, and a refusal writes nothing', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
        const world = smallWorld();
        for (const { call, args } of requests) {
          const before = structuredClone(world);
          const needed = Object.fromEntries((NEEDED[call] ?? ['order_id']).map((name) => [name, args[name]]));
          if (apply(world, call, needed).outcome === 'refused') expect(world).toEqual(before);
        }
        const start = smallWorld();
        for (const [place, method] of (world.buyers['nell-quist']?.payment_methods ?? []).entries()) {
          if (method.balance_cents === undefined) continue;
          const had = start.buyers['nell-quist']?.payment_methods[place]?.balance_cents ?? 0;
          expect(method.balance_cents).toBeGreaterThanOrEqual(0);
          expect(had - method.balance_cents).toBe(paidWith(world, method.id) - paidWith(start, method.id));
        }
        for (const order of Object.values(world.orders)) {
          const only = { ...world, orders: { [order.id]: order } };
          const methods = ['card-a', 'gift-b', 'gift-low', 'paypal-c', 'card-z'];
          const paid = methods.reduce((sum, method) => sum + paidWith(only, method), 0);
          expect(paid).toBe(keptOf(order));
        }
      }),
      { numRuns: 500 },
    );
  });
});
