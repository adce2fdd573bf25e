import { randomUUID } from 'node:crypto';
import { must } from '@hark/core';
import { expect, test } from 'vitest';
import { withDatabase } from '../db/test-database.ts';
import { signBuyerToken } from '../identity/buyer-token.ts';
import { starterPlaybook } from '../main.ts';
import { demoWorld } from '../marketplace/demo.ts';
import { loadPlaybookFolder } from '../playbook-folder.ts';
import { deskServer } from '../testing/desk-server.ts';
import { SMALL } from '../testing/small-server.ts';

const held = withDatabase();

test('the buyer sees that whoever holds the conversation writes, and is not told of others', async () => {
  const world = demoWorld(1, new Date().toISOString());
  const order = must(Object.values(world.orders)[0], 'an order');
  const server = await deskServer(held.database, { playbook: loadPlaybookFolder(starterPlaybook()), world });
  const at = await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { buyer_id, shop_id } = order;
  const id = await server.asksForPerson({ buyer_id, order_id: order.id, shop_id });
  const [holder, other] = [await server.signedIn('agent', shop_id), await server.signedIn('agent', shop_id)];
  await holder.post(`/api/desk/conversations/${id}/take`, { client_id: randomUUID() });
  const claim = { audience: SMALL.audience, buyer_id, order_id: null };
  const token = await signBuyerToken(SMALL.buyer_secret, claim, new Date(Date.now() + 600_000));
  const headers = { authorization: `Bearer ${token}` };
  const stream = await fetch(`${at}/api/conversations/${id}/stream`, { headers });
  const reader = must(stream.body?.getReader(), 'a stream');
  const says = async (who: typeof holder): Promise<number> =>
    (await who.post(`/api/desk/conversations/${id}/typing`)).statusCode;
  expect([await says(other), await says(holder)]).toEqual([204, 204]);
  await server.writes(id, 'the last word');
  let text = '';
  while (!text.includes('the last word')) text += new TextDecoder().decode((await reader.read()).value);
  expect(text.split('event: typing').length - 1).toBe(1);
  await reader.cancel();
  await server.app.close();
});
