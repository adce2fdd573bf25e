import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Backlog } from '../conversations/backlog.ts';
import type { Keeper } from '../privacy/keeper.ts';

/** From a quick read to a turn that waits for a slow shop system. */
const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts every request from here on, by its route as it was declared: never by an address, which may hold ids. */
export function measure(app: FastifyInstance): Registry {
  const registry = new Registry();
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
  return registry;
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

/** What the route of figures needs. */
export type MetricsParts = {
  metrics: Registry;
  backlog: () => Promise<Backlog>;
  keeper: Pick<Keeper, 'figures'>;
  now: () => string;
};

/** Figures for Prometheus. */
export function metricsRoute(app: FastifyInstance, { metrics, backlog, keeper, now }: MetricsParts): void {
  retentionFigures(metrics, keeper);
  const waiting = new Gauge({
    name: 'hark_outbox_waiting',
    help: 'Pieces of work that are due and not yet done.',
    registers: [metrics],
  });
  const lag = new Gauge({
    name: 'hark_outbox_lag_seconds',
    help: 'How long the oldest of them has been due.',
    registers: [metrics],
  });
  app.get(
    '/metrics',
    {
      config: { access: { roles: ['admin'], scope: 'metrics:read' } },
      schema: { summary: 'Figures for Prometheus', tags: ['operators'] },
    },
    async (_request, reply) => {
      const { waiting: due, oldest_due_at } = await backlog();
      waiting.set(due);
      lag.set(
        oldest_due_at === null ? 0 : Math.max(0, Date.parse(now()) - Date.parse(oldest_due_at)) / 1_000,
      );
      return reply.type(metrics.contentType).send(await metrics.metrics());
    },
  );
}
