import { type Card, must } from '@hark/core';
import { describe, expect, test } from 'vitest';
import { faultsOf } from './card-check.ts';
import { AUNT, smallWorld } from './small-world.fixture.ts';
import { type Wish, wishOf } from './wish.ts';

const world = smallWorld();
const methods = world.buyers['nell-quist']?.payment_methods ?? [];
const wish = (call: string, args: object): Wish => must(wishOf({ call, args: { ...args } }, world), call);

const RETURN = wish('return_items', {
  order_id: '#W2000002',
  item_ids: ['9000000004', '9000000005'],
  payment_method_id: 'gift_card_5550002',
});
const CHANGE = wish('change_order_items', {
  order_id: '#W2000001',
  item_ids: ['9000000001'],
  new_item_ids: ['9000000002'],
  payment_method_id: 'credit_card_5550001',
});
const CANCEL = wish('cancel_order', { order_id: '#W2000001', reason: 'ordered by mistake' });
const ADDRESS = wish('change_order_address', { order_id: '#W2000001', address: AUNT });

type Row = Partial<Card['rows'][number]> & { label: string };
const shown = (text: string, title: string, rows: Row[]) => ({
  text,
  card: {
    kind: 'confirmation' as const,
    title,
    reference: null,
    rows: rows.map((row) => ({ value: null, from: null, to: null, ...row })),
  },
});
const wrong = (card: ReturnType<typeof shown>, of: Wish) =>
  faultsOf(card, of, methods).map((fault) => fault.wrong);

const LAMP = { label: 'Item', value: 'Desk Lamp (color: black, power source: USB), 25 €' };
const MAT = { label: 'Item', value: 'Yoga Mat (color: green), 15 €' };
const GIFT = { label: 'Refund to', value: 'Gift card' };

describe('a return that is read back', () => {
  const back = (rows: Row[], order = '#W2000002') =>
    shown('Shall I go ahead?', `Return from order ${order}`, rows);
  test('is right when every article, the order and the way of the refund are there', () => {
    expect(wrong(back([LAMP, MAT, { label: 'Refund', value: '40 €' }, GIFT]), RETURN)).toEqual([]);
  });
  test('is wrong where an article is missing', () => {
    expect(wrong(back([LAMP, GIFT]), RETURN)).toEqual(['missing']);
  });
  test('is wrong where an article is too many', () => {
    const one = wish('return_items', {
      order_id: '#W2000002',
      item_ids: ['9000000005'],
      payment_method_id: 'gift_card_5550002',
    });
    expect(wrong(back([LAMP, MAT, GIFT]), one)).toEqual(['extra']);
  });
  test('is wrong with another order or another way of the refund', () => {
    expect(wrong(back([LAMP, MAT, GIFT], '#W2000003'), RETURN)).toEqual(['order']);
    expect(wrong(back([LAMP, MAT, { label: 'Refund to', value: 'Paypal' }]), RETURN)).toEqual(['method']);
  });
  test('is another kind of thing for somebody who wants to cancel', () => {
    expect(wrong(back([LAMP, MAT, GIFT]), CANCEL)).toEqual(['kind']);
  });
});

describe('an exchange that is read back', () => {
  const swap = (to: string) => ({
    label: 'Tea Kettle',
    from: 'material: glass, capacity: 1 liter, 30 €',
    to,
  });
  const change = (rows: Row[]) => shown('Shall I go ahead?', 'Change of order #W2000001', rows);
  const VISA = { label: 'Payment method', value: 'Visa credit card ending in 1111' };
  test('is right with the options that are wanted', () => {
    expect(wrong(change([swap('material: steel, capacity: 2 liters, 40 €'), VISA]), CHANGE)).toEqual([]);
  });
  test('is wrong with other options', () => {
    expect(wrong(change([swap('material: glass, capacity: 2 liters, 40 €'), VISA]), CHANGE)).toEqual([
      'variant',
    ]);
  });
  test('is wrong with another article', () => {
    const lamp = { label: 'Desk Lamp', from: 'color: white', to: 'color: black' };
    expect(wrong(change([swap('material: steel, capacity: 2 liters'), lamp, VISA]), CHANGE)).toEqual([
      'extra',
    ]);
    expect(wrong(change([lamp, VISA]), CHANGE)).toEqual(['missing', 'extra']);
  });
});

describe('other read-backs', () => {
  test('of a cancellation name the reason', () => {
    const card = (reason: string) =>
      shown('I will cancel order #W2000001.', 'Cancel order #W2000001', [{ label: 'Reason', value: reason }]);
    expect(wrong(card('ordered by mistake'), CANCEL)).toEqual([]);
    expect(wrong(card('no longer needed'), CANCEL)).toEqual(['reason']);
  });
  test('of an address show all parts of the new one', () => {
    const card = (to: string) =>
      shown('Shall I go ahead?', 'Address of order #W2000001', [
        { label: 'Address', from: '4 Long Lane', to },
      ]);
    expect(wrong(card('77 Hill Road, Berwick, ME 20002, USA'), ADDRESS)).toEqual([]);
    expect(wrong(card('77 Hill Road, Berwick, ME 10001, USA'), ADDRESS)).toEqual(['address']);
  });
  test('do not take one value of an option for another whose name holds it', () => {
    const to = 'bagged/bagless: bagless, type: upright';
    const line = { ...must(smallWorld().orders['#W2000001']?.lines[0], 'a kettle'), name: 'Vacuum Cleaner' };
    const order = { ...must(smallWorld().orders['#W2000001'], 'an order'), lines: [line] };
    const options = { 'bagged/bagless': 'bagged', type: 'upright' };
    const swap = { line, to: options, change: options };
    const vacuum: Wish = { kind: 'swap', order, swaps: [swap], method: must(methods[2], 'a method') };
    const rows = [
      { label: 'Vacuum Cleaner', from: 'x', to },
      { label: 'Payment method', value: 'Paypal' },
    ];
    expect(wrong(shown('Go ahead?', 'Change of order #W2000001', rows), vacuum)).toEqual(['variant']);
  });
});
