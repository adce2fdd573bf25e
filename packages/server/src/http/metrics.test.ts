import { expect, test } from 'vitest';
import { asPerson, somebody } from '../testing/people.ts';
import { smallServer } from '../testing/small-server.ts';

test('figures count requests by route and status, tell what is due, and hold no id; they are for an admin', async () => {
  const { app } = await smallServer({
    work: async () => ({
      effects: { due: 3, lag_s: 90 },
      timers: { due: 2, lag_s: 4.5 },
      webhooks: { retrying: 5, failed: 1, endpoints_failing: 1 },
    }),
  });
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
  for (const line of [
    'hark_outbox_lag_seconds 90',
    'hark_timers_due 2',
    'hark_timers_lag_seconds 4.5',
    'hark_webhook_endpoints_failing 1',
    'hark_webhook_deliveries{status="retrying"} 5',
    'hark_webhook_deliveries{status="failed"} 1',
    'hark_open_streams{kind="chat"} 0',
  ])
    expect(body.split('\n')).toContain(line);
  expect(body).not.toMatch(/somebody-secret|anna@/);
  await app.close();
});
