import { expect, test } from 'vitest';
import { asPerson, somebody } from '../testing/people.ts';
import { smallServer } from '../testing/small-server.ts';

test('figures count requests by route and status, tell what is due, and hold no id; they are for an admin', async () => {
  const at = new Date(Date.now() - 90_000).toISOString();
  const { app } = await smallServer({ backlog: async () => ({ waiting: 3, oldest_due_at: at }) });
  await app.inject({ url: '/api/conversations/somebody-secret/messages' });
  await app.inject({ url: '/nothing/of/anna@example.org' });
  const ask = (role: 'admin' | 'strategist') =>
    app.inject({ url: '/metrics', headers: asPerson(somebody(role)) });
  expect((await ask('strategist')).statusCode).toBe(403);
  const { body, headers } = await ask('admin');
  expect(headers['content-type']).toContain('text/plain');
  expect(body).toContain(
    'hark_http_request_seconds_count{method="GET",route="/api/conversations/:id/messages",status="401"} 1',
  );
  expect(body).toContain('hark_outbox_waiting 3');
  expect(Number(/^hark_outbox_lag_seconds (\S+)$/m.exec(body)?.[1])).toBeGreaterThanOrEqual(90);
  expect(body).not.toMatch(/somebody-secret|anna@/);
  await app.close();
});
