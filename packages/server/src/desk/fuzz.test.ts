import { must } from '@hark/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { starterPlaybook } from '../main.ts';
import { demoWorld } from '../marketplace/demo.ts';
import { loadPlaybookFolder } from '../playbook-folder.ts';
import { deskServer } from '../testing/desk-server.ts';

const held = withDatabase();

const text = fc.oneof(
  fc.constantFrom(
    'constructor',
    '__proto__',
    'cancel_order',
    'return_items',
    'order',
    '\u0000',
    '\ud800',
    '',
    ' ',
    '%',
    '*',
    "' or 1=1",
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const id = fc.oneof(
  fc.constantFrom('a', 'constructor', 'x'.repeat(100)),
  fc.stringMatching(/^[A-Za-z0-9._:-]{1,20}$/),
);
const value = fc.oneof(
  text,
  fc.integer(),
  fc.array(text, { maxLength: 3 }),
  fc.dictionary(text, text, { maxKeys: 3 }),
);
const call = fc.oneof(
  fc.record({ way: fc.constantFrom('take', 'give-back', 'resolve'), client_id: id }),
  fc.record({ way: fc.constant('replies'), client_id: id, text, seq_seen: fc.nat() }),
  fc.record({ way: fc.constant('notes'), client_id: id, text }),
  fc.record({
    way: fc.constant('pass'),
    client_id: id,
    to: fc.constantFrom('shop', 'platform'),
    words: text,
  }),
  fc.record({
    way: fc.constantFrom('actions', 'actions/check'),
    client_id: id,
    action: text,
    order_id: text,
    args: fc.dictionary(text, value, { maxKeys: 3 }),
  }),
  fc.record({ way: fc.constant('list'), q: text }),
  fc.record({ way: fc.constant('for order'), q: text }),
);

test('whatever people send, the desk answers in order and knows of no fault of its own', async () => {
  const world = demoWorld(1, new Date().toISOString());
  const order = must(Object.values(world.orders)[0], 'an order');
  const server = await deskServer(held.database, { playbook: loadPlaybookFolder(starterPlaybook()), world });
  const ada = await server.signedIn('agent', order.shop_id);
  const about = { buyer_id: order.buyer_id, order_id: order.id, shop_id: order.shop_id };
  const conversation = await server.asksForPerson(about);
  const at = `/api/desk/conversations/${conversation}`;
  await fc.assert(
    fc.asyncProperty(call, async (one) => {
      const { way, ...body } = one;
      const real =
        'order_id' in body
          ? { ...body, order_id: body.order_id === 'order' ? order.id : body.order_id }
          : body;
      const { client_id, ...rest } = { client_id: '', ...real };
      const query = encodeURIComponent('q' in body ? Buffer.from(body.q).toString() : '');
      const answer =
        way === 'list'
          ? await ada.get(`/api/desk/conversations?q=${query}`)
          : way === 'for order'
            ? await ada.get(`${at}/actions?order_id=${query}`)
            : await ada.post(`${at}/${way}`, way === 'actions/check' ? rest : { client_id, ...rest });
      expect([way, body, answer.statusCode, answer.statusCode < 500]).toEqual([
        way,
        body,
        answer.statusCode,
        true,
      ]);
    }),
    { numRuns: 150 },
  );
  expect(server.faults).toEqual([]);
  await server.app.close();
}, 240_000);
