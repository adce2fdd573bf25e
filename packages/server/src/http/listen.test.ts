import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { listen } from './listen.ts';

test.each(['127.0.0.1', 'localhost', '0.0.0.0'])(
  'what listens at %s is opened under the name for which passkeys are made',
  async (host) => {
    const app = Fastify();
    app.get('/health', async () => 'here');
    const url = await listen(app, { host, port: 0 });
    expect(url).toMatch(/^http:\/\/localhost:\d+$/);
    expect(await (await fetch(`${url}/health`)).text()).toBe('here');
    await app.close();
  },
);
