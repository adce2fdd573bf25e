import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { z } from 'zod';
import { type Exchange, exchangeJson } from './http-exchange.ts';
import { ANSWERS } from './lookups.ts';
import {
  type ActResult,
  type Marketplace,
  type MarketplaceAnswer,
  type MarketplaceLookup,
  Unavailable,
} from './marketplace.ts';

/** Where the shop system answers, and how long it may take. */
export type HttpMarketplaceOptions = {
  url: string;
  deadline_ms?: number;
  /** Headers that say what a call belongs to, asked for at each. */
  outgoing?: () => { [header: string]: string };
};

const ActAnswer = z.object({
  answer: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('done'), result: z.record(z.string(), z.json()) }),
    z.object({ outcome: z.literal('refused'), code: z.string(), reason: z.string() }),
  ]),
});

const Complaint = z.object({ error: z.string() });

/** Statuses with which a shop system says that it did not begin: asked wrongly, too often, or not serving. */
function didNotBegin(status: number): boolean {
  return (status >= 400 && status < 500 && status !== 408) || status === 503;
}

function complaintOf(status: number, body: unknown): string {
  const parsed = Complaint.safeParse(body);
  return parsed.success ? `status ${status}: ${parsed.data.error}` : `status ${status}`;
}

function actResult(exchange: Exchange): ActResult {
  if (exchange.end === 'not_sent') return { outcome: 'failed', error: exchange.error };
  if (exchange.end === 'no_answer') return { outcome: 'unknown', error: exchange.error };
  const { status, body } = exchange;
  if (didNotBegin(status)) return { outcome: 'failed', error: complaintOf(status, body) };
  const parsed = status === 200 ? ActAnswer.safeParse(body) : null;
  if (parsed?.success) return parsed.data.answer;
  return { outcome: 'unknown', error: `${complaintOf(status, body)}, an answer that cannot be read` };
}

function lookupAnswer<R extends MarketplaceLookup['read']>(
  read: R,
  exchange: Exchange,
): MarketplaceAnswer[R] {
  if (exchange.end !== 'answered') throw new Unavailable(`${read}: ${exchange.error}`);
  if (exchange.status !== 200)
    throw new Unavailable(`${read}: ${complaintOf(exchange.status, exchange.body)}`);
  const wrapped = z.object({ answer: z.unknown() }).safeParse(exchange.body);
  const answer = ANSWERS[read].safeParse(wrapped.data?.answer);
  if (answer.success) return answer.data;
  throw new Unavailable(`${read}: an answer that cannot be read: ${z.prettifyError(answer.error)}`);
}

/** A shop system that answers over HTTP (`POST /lookup`, `POST /act`) and carries out the same key only once. */
export function httpMarketplace(options: HttpMarketplaceOptions): Marketplace {
  const deadline_ms = options.deadline_ms ?? 5000;
  const base = options.url.endsWith('/') ? options.url : `${options.url}/`;
  const pool = { keepAlive: true, maxSockets: 50 };
  const agent = new URL(base).protocol === 'https:' ? new SecureAgent(pool) : new Agent(pool);
  function post(path: string, body: unknown): Promise<Exchange> {
    const until_ms = performance.now() + deadline_ms;
    return exchangeJson({
      url: new URL(path, base),
      body,
      agent,
      until_ms,
      headers: options.outgoing?.() ?? {},
    });
  }
  return {
    idempotency: 'key',
    async lookup<L extends MarketplaceLookup>(lookup: L) {
      const read: L['read'] = lookup.read;
      return lookupAnswer(read, await post('lookup', { lookup }));
    },
    act: async (call, args, key) => actResult(await post('act', { call, args, key })),
    async close() {
      agent.destroy();
    },
  };
}
