import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, type Registry } from 'prom-client';
import type { WorkFigures } from '../conversations/work-figures.ts';
import type { Keeper } from '../privacy/keeper.ts';

/** From a quick read to a turn that waits for a slow shop system. */
const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts every request from here on, by its route as it was declared: never by an address, which may hold ids. */
export function measure(app: FastifyInstance, registry: Registry): void {
  collectDefaultMetrics({ register: registry, prefix: 'hark_' });
  const requests = new Histogram({
    name: 'hark_http_request_seconds',
    help: 'How long requests took, by route and status. Streams are counted when they end.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_S,
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode),
    };
    requests.observe(labels, reply.elapsedTime / 1_000);
  });
}

function retentionFigures(metrics: Registry, keeper: Pick<Keeper, 'figures'>): void {
  const told = { conversations: 0, files: 0, comments: 0 };
  new Counter({
    name: 'hark_retention_erased_total',
    help: 'What was erased by its age, by kind.',
    labelNames: ['kind'],
    registers: [metrics],
    collect() {
      const { erased } = keeper.figures();
      for (const kind of ['conversations', 'files', 'comments'] as const) {
        this.inc({ kind }, erased[kind] - told[kind]);
        told[kind] = erased[kind];
      }
    },
  });
  new Gauge({
    name: 'hark_retention_last_seconds',
    help: 'When everything was last gone through for what is too old, in seconds since 1970; 0 before the first time.',
    registers: [metrics],
    collect() {
      const { last_at } = keeper.figures();
      this.set(last_at === null ? 0 : Date.parse(last_at) / 1_000);
    },
  });
}

type Counting = { opened(): ReadonlyMap<string, number> };

function streamFigures(metrics: Registry, all: Counting[]): void {
  const kinds = ['chat', 'desk_list', 'desk_thread'];
  new Gauge({
    name: 'hark_open_streams',
    help: 'Streams that are open now, by what is read.',
    labelNames: ['kind'],
    registers: [metrics],
    collect() {
      for (const kind of kinds)
        this.set(
          { kind },
          all.reduce((sum, streams) => sum + (streams.opened().get(kind) ?? 0), 0),
        );
    },
  });
}

/** Figures of work; what it gives reads them anew, with one question to the database. */
function workFigures(metrics: Registry, work: () => Promise<WorkFigures>): () => Promise<void> {
  const registers = [metrics];
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
  const due = gauge('hark_outbox_waiting', 'Effects that are due and not yet carried out.');
  const lag = gauge('hark_outbox_lag_seconds', 'How long the oldest of them has been due.');
  const timers = gauge('hark_timers_due', 'Timers that are due and have not fired.');
  const timers_lag = gauge('hark_timers_lag_seconds', 'How long the oldest of them has been due.');
  const failing = gauge('hark_webhook_endpoints_failing', 'Webhook endpoints that accept nothing now.');
  const deliveries = new Gauge({
    name: 'hark_webhook_deliveries',
    help: 'Deliveries of webhooks that failed: those that are tried again, and those given up within the last 30 days.',
    labelNames: ['status'],
    registers,
  });
  return async () => {
    const { effects, timers: fired, webhooks } = await work();
    due.set(effects.due);
    lag.set(effects.lag_s);
    timers.set(fired.due);
    timers_lag.set(fired.lag_s);
    failing.set(webhooks.endpoints_failing);
    deliveries.set({ status: 'retrying' }, webhooks.retrying);
    deliveries.set({ status: 'failed' }, webhooks.failed);
  };
}

/** What the route of figures needs. */
export type MetricsParts = {
  metrics: Registry;
  work: () => Promise<WorkFigures>;
  streams: Counting;
  desk: { streams: Counting };
  keeper: Pick<Keeper, 'figures'>;
};

/** Figures for Prometheus. */
export function metricsRoute(app: FastifyInstance, parts: MetricsParts): void {
  const { metrics, work, streams, desk, keeper } = parts;
  retentionFigures(metrics, keeper);
  streamFigures(metrics, [streams, desk.streams]);
  const readWork = workFigures(metrics, work);
  app.get(
    '/metrics',
    {
      config: { access: { roles: ['admin'], scope: 'metrics:read' } },
      schema: { summary: 'Figures for Prometheus', tags: ['operators'] },
    },
    async (_request, reply) => {
      await readWork();
      return reply.type(metrics.contentType).send(await metrics.metrics());
    },
  );
}
