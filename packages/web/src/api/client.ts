import type { Calls } from './calls.ts';

/** The name of a call: method and address, as in the description. */
export type CallName = keyof Calls;
/** What a call is given. */
export type Given<N extends CallName> = Calls[N]['given'];
/** What a call answers. */
export type AnswerTo<N extends CallName> = Calls[N]['answer'];

type Parts = { params?: { [name: string]: string }; query?: { [name: string]: unknown }; body?: unknown };
type AsRequest = { method: string; path: string; body: string | null };

/** A call as a request: `path` begins behind the origin, `body` is JSON or null. */
export function requestFor<N extends CallName>(name: N, given: Given<N>): AsRequest {
  const { params = {}, query = {}, body }: Parts = given;
  const [method = '', pattern = ''] = name.split(' ');
  const address = pattern.replace(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(params[part] ?? ''));
  const asked = new URLSearchParams();
  for (const [part, value] of Object.entries(query))
    if (value !== undefined && value !== null) asked.set(part, String(value));
  const path = asked.size === 0 ? address : `${address}?${asked}`;
  return { method, path, body: body === undefined ? null : JSON.stringify(body) };
}

/** What Hark says against a call: its code, its sentence, and the status. */
export class HarkRefusal extends Error {
  override name = 'HarkRefusal';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * A client for programs: calls are named and typed as in the description of the interface. `token` is an API key, or the token of a
 * conversation or a buyer. Throws {@link HarkRefusal} when Hark says no.
 */
export function makeClient({ origin, token }: { origin: string; token?: string }) {
  return async <N extends CallName>(name: N, given: Given<N>): Promise<AnswerTo<N>> => {
    const { method, path, body } = requestFor(name, given);
    const headers = {
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const response = await fetch(origin + path, { method, headers, body });
    const answer = await response.json().catch(() => null);
    if (response.ok) return answer;
    const { code, message } = answer?.error ?? { code: 'unknown', message: response.statusText };
    throw new HarkRefusal(response.status, code, message);
  };
}
