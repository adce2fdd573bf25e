import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { must } from '@hark/core';
import { Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../config.ts';
import { memoryStore } from '../conversations/memory-store.ts';
import { httpMarketplace } from '../marketplace/http-marketplace.ts';
import { smallServer } from '../testing/small-server.ts';
import { type CollectedSpan, traceCollector } from '../testing/trace-collector.ts';
import { byWords, UNDERSTOOD_NOTHING } from '../testing/word-strategy.ts';
import { makeTurnsOf } from '../turn.ts';
import { together } from './around.ts';
import { durations } from './durations.ts';
import { openTracing } from './tracing.ts';
import { watchedMarketplace } from './watched-marketplace.ts';

/** A shop system that notes with which headers it was asked. */
async function notingShop(): Promise<{ url: string; heard: IncomingHttpHeaders[] }> {
  const heard: IncomingHttpHeaders[] = [];
  const server = createServer((request, answer) => {
    heard.push(request.headers);
    request.resume();
    const done = { answer: { outcome: 'done', result: {} } };
    answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(done));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, heard };
}

/** The small server over a shop system that is reached by HTTP, with traces and figures. */
async function tracedServer() {
  const collector = await traceCollector();
  const shop = await notingShop();
  const faults: unknown[] = [];
  const tracing = must(
    await openTracing({ url: collector.url, service: 'hark' }, (error) => faults.push(error)),
    'traces that are configured',
  );
  const metrics = new Registry();
  const around = together(tracing.around, durations(metrics));
  const store = memoryStore();
  const marketplace = watchedMarketplace(
    httpMarketplace({ url: shop.url, outgoing: tracing.outgoing }),
    around,
  );
  onTestFinished(() => marketplace.close());
  const turns = makeTurnsOf(
    {
      playbook: { id: 'words', version: '1' },
      decide: byWords,
      understand: () => UNDERSTOOD_NOTHING,
      marketplace,
      store,
      now: () => new Date().toISOString(),
      id: randomUUID,
    },
    { act_at_once: true, around },
  );
  const { app } = await smallServer({ store, turns, tracing, metrics });
  return { app, turns, tracing, metrics, collector, shop, faults };
}

test('a request, its turn with decision and commit, the effect and the call of the shop system are one trace, without personal data', async () => {
  const { app, turns, tracing, metrics, collector, shop, faults } = await tracedServer();
  const opened = await app.inject({ method: 'POST', url: '/api/conversations', payload: {} });
  const { conversation_id, token } = opened.json();
  const from = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`;
  const sent = await app.inject({
    method: 'POST',
    url: `/api/conversations/${conversation_id}/messages`,
    headers: { authorization: `Bearer ${token}`, traceparent: from },
    payload: { client_id: 'a', text: 'act anna@example.org' },
  });
  expect(sent.statusCode).toBeLessThan(300);
  await turns.idle();
  await app.close();
  await tracing.close();

  const mine = collector.spans.filter(({ trace }) => trace === 'ab'.repeat(16));
  const one = (name: string, parent: CollectedSpan | string, about: CollectedSpan['about'] = {}) => {
    const id = typeof parent === 'string' ? parent : parent.id;
    const found = mine.filter((span) => span.name === name && span.parent === id);
    expect(found, `${name} in ${JSON.stringify(mine)}`).toHaveLength(1);
    expect(found[0]).toMatchObject({ about, failed: false });
    return must(found[0], name);
  };
  const about = { 'hark.conversation_id': conversation_id };
  const request = one('POST /api/conversations/:id/messages', 'cd'.repeat(8), {
    ...about,
    'http.response.status_code': sent.statusCode,
  });
  const turn = one('turn', request, { ...about, 'hark.event': 'message_received' });
  one('turn.decide', turn, about);
  one('turn.commit', turn, { ...about, 'hark.result': 'committed' });
  const effect = one('effect', turn, { ...about, 'hark.kind': 'action_requested' });
  const act = one('marketplace.act', effect, { 'hark.outcome': 'done' });
  one('turn', effect, { 'hark.event': 'action_succeeded' });
  // What was asked of the shop system says to what it belongs.
  expect(shop.heard.map(({ traceparent }) => traceparent)).toContain(`00-${act.trace}-${act.id}-01`);
  expect(collector.bytes().toString('latin1')).not.toMatch(/anna@|Bearer|hark_/);
  expect(faults).toEqual([]);

  const text = await metrics.metrics();
  expect(text).toMatch(/hark_turn_duration_seconds_count\{event="message_received",result="ok"\} 1/);
  expect(text).toMatch(/hark_turn_step_duration_seconds_count\{step="commit",result="ok"\} 3/);
  expect(text).toMatch(/hark_effect_duration_seconds_count\{kind="action_requested",result="ok"\} 1/);
});

test('what fails is told by its kind and never in its words, and is thrown on', async () => {
  const collector = await traceCollector();
  const tracing = must(
    await openTracing({ url: collector.url, service: 'hark' }, () => undefined),
    'traces that are configured',
  );
  const work = async (): Promise<never> => {
    throw new RangeError('anna@example.org is out of range');
  };
  await expect(tracing.around({ name: 'effect', about: {} }, work)).rejects.toThrow('out of range');
  await tracing.close();
  expect(collector.spans).toMatchObject([{ failed: true, about: { 'error.type': 'RangeError' } }]);
  expect(collector.bytes().toString('latin1')).not.toContain('anna@');
});

test('traces are made where OpenTelemetry’s own variables say so, and what Hark does not speak is told', async () => {
  expect(readConfig({}).tracing).toBeNull();
  const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector.example:4318/';
  expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT }).tracing).toEqual({
    url: 'http://collector.example:4318/v1/traces',
    service: 'hark',
  });
  const own = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c.example/x', OTEL_SERVICE_NAME: 'desk' };
  expect(readConfig(own).tracing).toEqual({ url: 'http://c.example/x', service: 'desk' });
  expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SDK_DISABLED: 'true' }).tracing).toBeNull();
  expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_EXPORTER: 'none' }).tracing).toBeNull();
  expect(() => readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toThrow(
    'http/protobuf',
  );
  expect(await openTracing(null, () => undefined)).toBeNull();
});

test('nothing of OpenTelemetry is loaded where no traces are made', () => {
  const program = `
    const { default: Module } = await import('node:module');
    const loaded = () => Object.keys(Module._cache).some((name) => name.includes('@opentelemetry'));
    const { openTracing } = await import('./packages/server/src/telemetry/tracing.ts');
    await openTracing(null, () => {});
    const before = loaded();
    const tracing = await openTracing({ url: 'http://127.0.0.1:9/', service: 'x' }, () => {});
    console.log(before, loaded());
    await tracing.close();
  `;
  const ran = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    cwd: new URL('../../../..', import.meta.url),
    encoding: 'utf8',
  });
  expect([ran.stdout.trim(), ran.stderr]).toEqual(['false true', '']);
});
