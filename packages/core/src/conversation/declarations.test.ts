import { expect, test } from 'vitest';
import { compile, evaluate } from '../expression/expression.ts';
import { BUYER, ORDER } from './declarations.ts';
import type { Buyer, Order } from './world.ts';

const address = {
  line1: '1 Low Street',
  line2: '',
  city: 'Leeds',
  region: '',
  postcode: 'LS1',
  country: 'UK',
};
const buyer: Buyer = {
  id: 'b1',
  first_name: 'Ann',
  last_name: 'Lee',
  email: 'ann@example.org',
  address,
  payment_methods: [
    { id: 'g1', kind: 'gift_card', balance_cents: 900 },
    { id: 'p1', kind: 'paypal' },
  ],
  order_ids: ['o1'],
};
const order: Order = {
  id: 'o1',
  buyer_id: 'b1',
  shop_id: 's1',
  shop: { name: 'Mugs', zone: 'Europe/London' },
  status: 'pending',
  currency: 'GBP',
  lines: [
    {
      line_id: '1',
      item_id: 'i1',
      product_id: 'p1',
      name: 'Mug',
      options: { colour: 'red' },
      price_cents: 700,
    },
  ],
  total_cents: 700,
  address,
  payments: [{ kind: 'payment', amount_cents: 700, payment_method_id: 'p1' }],
  parcels: [],
};

function value(source: string) {
  const compiled = compile(source, { buyer: BUYER, order: ORDER });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults));
  return evaluate(compiled.program, { buyer, order });
}

test('an order and a buyer of the world can be read by an expression', () => {
  expect(value('order.buyer_id == buyer.id && order.lines[0].options["colour"] == "red"')).toEqual({
    ok: true,
    value: true,
  });
  expect(value('sum(order.lines.map(l, l.price_cents)) == order.total_cents')).toEqual({
    ok: true,
    value: true,
  });
  expect(value('order.address == buyer.address')).toEqual({ ok: true, value: true });
});

test('a field that a shop may leave out can be asked for', () => {
  const withBalance = 'buyer.payment_methods.filter(m, has(m.balance_cents)).map(m, m.id)';
  expect(value(withBalance)).toEqual({ ok: true, value: ['g1'] });
  expect(value('has(order.placed_at)')).toEqual({ ok: true, value: false });
});
