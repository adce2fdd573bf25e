import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findForeignOrderNumbers, findOrders } from './order-number.ts';

const known = [{ id: '#K4821066' }, { id: '#K4821077' }, { id: '#K9900321' }];

describe('orders that are named', () => {
  it.each<[string, string[]]>([
    ['cancel #K4821066 please', ['#K4821066']],
    ['order k4821066', ['#K4821066']],
    ['K 4821066', ['#K4821066']],
    ['4821066', ['#K4821066']],
    ['K-482-1066', ['#K4821066']],
    ['#K4821077 and then #K4821066', ['#K4821077', '#K4821066']],
    ['the one ending in 66', ['#K4821066']],
    ['the last four digits are 0321', ['#K9900321']],
    ['order number 0321', ['#K9900321']],
    ['0321', ['#K9900321']],
    ['...1077', ['#K4821077']],
    ['el pedido terminado en 077', ['#K4821077']],
    ['my visa ending in 1066', []],
    ['my zip is 48210', []],
    ['parcel 482106699812', []],
    ['call me on 555-4821066', []],
    ['it cost $4821066', []],
    ['the 1000ml bottle', []],
  ])('%s', (text, expected) => {
    expect(findOrders(text, known).map((one) => one.order_id)).toEqual(expected);
  });

  it('does not choose between two that end alike', () => {
    const alike = [{ id: 'A-1066' }, { id: 'B-1066' }];
    expect(findOrders('ending in 066', alike)).toEqual([]);
  });

  it('knows orders that are digits alone', () => {
    const digits = [{ id: '00123842' }, { id: '113542617735902' }];
    expect(findOrders('what about 113542617735902?', digits).map((one) => one.order_id)).toEqual([
      '113542617735902',
    ]);
  });

  it('finds each order wherever it stands, and never one that is not known', () => {
    const noise = fc.constantFrom('please', 'order', 'my', '10115', '😀', '#', 'ending in 99999', '');
    fc.assert(
      fc.property(fc.array(noise), fc.constantFrom(...known), fc.array(noise), (before, order, after) => {
        const text = [...before, order.id, ...after].join(' ');
        const found = findOrders(text, known);
        expect(found.map((one) => one.order_id)).toContain(order.id);
        for (const one of found) expect(known.some((each) => each.id === one.order_id)).toBe(true);
      }),
    );
  });
});

describe('numbers of orders that are not the buyer’s', () => {
  it.each<[string, string[]]>([
    ['cancel #K4821067', ['#K4821067']],
    ['order number 12345678', ['12345678']],
    ['my order is 55555', ['55555']],
    ['K482106', ['K482106']],
    ['#K4821066', []],
    ['my zip is 94110', []],
    ['tracking number 4821067', []],
    ['the 1500ml one', []],
    ['order 1000 ml of oil', []],
    ['on 2026-05-01', []],
    ['I ordered 2 of them', []],
    ['card ending in 4242', []],
  ])('%s', (text, expected) => {
    expect(findForeignOrderNumbers(text, known).map((one) => one.text)).toEqual(expected);
  });

  it('takes no number of an article or a parcel for an order', () => {
    const order = {
      id: 'K4821066',
      lines: [
        { line_id: '1', item_id: '7654321', product_id: 'p', name: 'Mug', options: {}, price_cents: 1 },
      ],
      parcels: [{ tracking_id: '9876543', item_ids: ['7654321'] }],
    };
    expect(findForeignOrderNumbers('item 7654321, parcel 9876543', [order])).toEqual([]);
  });
});
