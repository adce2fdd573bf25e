import { expect, test } from 'vitest';
import { cardText } from './paper.ts';

const row = (label: string, value: string) => ({ label, value, from: null, to: null });

test('a receipt that is saved holds its title, its reference and every row in words', () => {
  const card = {
    kind: 'receipt' as const,
    title: 'Order cancelled',
    reference: 'AB12-7',
    rows: [
      { label: 'Order', value: null, from: 'placed', to: 'cancelled' },
      row('Items', 'Lamp\nMug'),
      row('Money back', '€12.00'),
    ],
  };
  expect(cardText(card, { reference: 'Reference' })).toBe(
    'Order cancelled\nReference: AB12-7\n\nOrder: placed → cancelled\nItems: Lamp, Mug\nMoney back: €12.00\n',
  );
});

test('a card without a reference is saved without a line for one', () => {
  const card = { kind: 'order' as const, title: 'Order 7', reference: null, rows: [row('State', 'Placed')] };
  expect(cardText(card, { reference: 'Reference' })).toBe('Order 7\n\nState: Placed\n');
});
