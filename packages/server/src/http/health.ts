import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { Backlog } from '../conversations/backlog.ts';
import { withDeadline } from '../conversations/deadline.ts';
import type { Disk } from '../disk.ts';
import type { Reach } from '../live/looking.ts';
import type { Marketplace } from '../marketplace/marketplace.ts';
import { Health } from './schemas.ts';

/** What is asked how it is; `backlog` fails when the database does not answer. */
export type HealthParts = {
  backlog: () => Promise<Backlog>;
  marketplace: Marketplace;
  now: () => string;
  /** Whether the database takes what is written, as far as was seen. */
  writable: () => boolean;
  /** How much room there is for data. */
  disk: () => Promise<Disk>;
  /** How commits of other processes are learned of. */
  reach: () => Reach;
  /** How far the demo's history is loaded; null where there is none. */
  history: () => { loaded: number; total: number } | null;
};

const PROBE_MS = 2_000;
/** A shop system is not asked more often than this, however often somebody asks us. */
const MARKETPLACE_EVERY_MS = 5_000;

/** Tells load balancers and people how the server is: 503 when nothing can be accepted. */
export function healthRoute(app: FastifyInstance, parts: HealthParts): void {
  const marketplace = remembered(() => answers(parts.marketplace.lookup({ read: 'catalogue' })));
  app.withTypeProvider<ZodTypeProvider>().get(
    '/health',
    {
      config: { access: 'public' },
      schema: { summary: 'How the server is', tags: ['operators'], response: { 200: Health, 503: Health } },
    },
    async (_request, reply) => {
      const [backlog, marketplace_ok, disk] = await Promise.all([
        readBacklog(parts),
        marketplace(),
        parts.disk(),
      ]);
      const accepts = backlog !== null && parts.writable();
      reply.code(accepts ? 200 : 503);
      const updates = parts.reach();
      const well = marketplace_ok && updates.ok && disk.ok;
      const health: z.infer<typeof Health> = {
        status: accepts ? (well ? 'ok' : 'degraded') : 'down',
        database: { ok: accepts },
        disk,
        marketplace: { ok: marketplace_ok },
        updates,
        history: parts.history(),
        outbox: { waiting: backlog?.waiting ?? null, lag_ms: backlog ? lag(backlog, parts.now()) : null },
      };
      return health;
    },
  );
}

async function readBacklog(parts: HealthParts): Promise<Backlog | null> {
  try {
    const read = await withDeadline(parts.backlog(), PROBE_MS);
    return read.late ? null : read.value;
  } catch {
    // Why it does not answer is in the log of whoever tried to use it; here only whether it does.
    return null;
  }
}

function lag(backlog: Backlog, now: string): number {
  return backlog.oldest_due_at === null
    ? 0
    : Math.max(0, Date.parse(now) - Date.parse(backlog.oldest_due_at));
}

async function answers(question: Promise<unknown>): Promise<boolean> {
  try {
    return !(await withDeadline(question, PROBE_MS)).late;
  } catch {
    return false;
  }
}

function remembered(probe: () => Promise<boolean>): () => Promise<boolean> {
  let last: { at: number; answer: Promise<boolean> } | null = null;
  return () => {
    const at = performance.now();
    if (last === null || at - last.at > MARKETPLACE_EVERY_MS) last = { at, answer: probe() };
    return last.answer;
  };
}
