import { type Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest, type Agent as SecureAgent } from 'node:https';

/** What became of a request: an answer, nothing sent at all, or sent and then nothing that could be relied on. */
export type Exchange =
  | { end: 'answered'; status: number; body: unknown }
  | { end: 'not_sent'; error: string }
  | { end: 'no_answer'; error: string };

/** A request in JSON that must be answered by an instant (of `performance.now()`). */
export type JsonRequest = {
  url: URL;
  body: unknown;
  agent: Agent | SecureAgent;
  until_ms: number;
  headers?: { [header: string]: string };
};

const MAX_ANSWER_BYTES = 20_000_000;

function answeredWith(status: number, text: string): Exchange {
  try {
    return { end: 'answered', status, body: JSON.parse(text) };
  } catch {
    return { end: 'no_answer', error: `status ${status} with something that is not JSON` };
  }
}

type Attempt = { exchange: Exchange; stale: boolean };

function attempt(wanted: JsonRequest): Promise<Attempt> {
  return new Promise((resolve) => {
    const text = JSON.stringify(wanted.body);
    const start = wanted.url.protocol === 'https:' ? httpsRequest : httpRequest;
    const headers = {
      ...wanted.headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    };
    const request = start(wanted.url, { method: 'POST', agent: wanted.agent, headers });
    let sent = false;
    let heard = false;
    const left_ms = Math.max(0, wanted.until_ms - performance.now());
    const timer = setTimeout(() => request.destroy(new Error('no answer within the deadline')), left_ms);
    function finish(exchange: Exchange, stale = false): void {
      clearTimeout(timer);
      resolve({ exchange, stale });
    }
    request.on('socket', (socket) => {
      if (!socket.connecting) sent = true;
      else socket.once(wanted.url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (sent = true));
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      const stale = request.reusedSocket && !heard && error.code === 'ECONNRESET';
      finish({ end: sent ? 'no_answer' : 'not_sent', error: error.message || String(error.code) }, stale);
    });
    request.on('response', (response) => {
      heard = true;
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) request.destroy(new Error('the answer is too large'));
        else chunks.push(chunk);
      });
      response.on('end', () =>
        finish(answeredWith(response.statusCode ?? 0, Buffer.concat(chunks).toString('utf8'))),
      );
      response.on('error', (error) => finish({ end: 'no_answer', error: error.message }));
    });
    request.end(text);
  });
}

/**
 * Sends JSON and waits for JSON. A kept connection that the other side had closed meanwhile is tried once more within the
 * same deadline: use it only for reads and for calls whose key makes them one and the same. The first try may have been
 * heard, so only a plain success of the second counts.
 */
export async function exchangeJson(wanted: JsonRequest): Promise<Exchange> {
  const first = await attempt(wanted);
  if (!first.stale) return first.exchange;
  const { exchange } = await attempt(wanted);
  return exchange.end === 'answered' && exchange.status === 200 ? exchange : first.exchange;
}
