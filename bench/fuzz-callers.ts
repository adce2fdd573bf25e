import { isSession } from '@hark/wire';
import type { FuzzRequest } from './fuzz-requests.ts';

/** Whoever sends a request: a name for the table, and the headers by which they are known. */
export type Caller = {
  name: string;
  headers: { [name: string]: string };
  /** How a person signs in. */
  account?: { email: string; password: string };
};

/** Names whose values are kept: what later requests may name, and tokens of conversations. */
const KEPT = /^(?:\w+_id|client_id|token|key|option|id|session|invitation|person|email|seq)$/;
const KEPT_EACH = 200;

/** What answers have handed out, so that later requests go on from it. */
export class Harvest {
  readonly #values = new Map<string, string[]>();
  /** Tokens by the conversation that each opens. */
  readonly tokens = new Map<string, string>();

  /** Keeps what stands in an answer, however deep. */
  take(answer: unknown, path = ''): void {
    if (Array.isArray(answer)) for (const one of answer) this.take(one, path);
    else if (typeof answer === 'object' && answer !== null) {
      const fields = new Map<string, unknown>(Object.entries(answer));
      const [conversation, token] = [fields.get('conversation_id'), fields.get('token')];
      if (typeof conversation === 'string' && typeof token === 'string') this.tokens.set(conversation, token);
      for (const [name, value] of fields) {
        if (typeof value === 'string' && KEPT.test(name)) this.#keep(name, value);
        else this.take(value, name);
      }
    }
  }

  /** Values that were handed out under this name, or under it with `_id`. */
  known = (name: string): readonly string[] => this.#values.get(`${name}_id`) ?? this.#values.get(name) ?? [];

  #keep(name: string, value: string): void {
    const values = this.#values.get(name) ?? [];
    if (!values.includes(value)) values.push(value);
    if (values.length > KEPT_EACH) values.shift();
    this.#values.set(name, values);
    if (name === 'id') this.#keep('button', value);
  }
}

/** Everybody who may come: each role of the demo, buyers, programs with a key, and those with nothing or something false. */
export class Callers {
  readonly #url: string;
  readonly #harvest: Harvest;
  #known: Caller[] = [];
  #times = 0;

  constructor(url: string, harvest: Harvest) {
    this.#url = url;
    this.#harvest = harvest;
  }

  /** Signs everybody in anew: what was fuzzed may have signed them out. */
  async refresh(): Promise<void> {
    this.#known = [
      { name: 'nobody', headers: {} },
      { name: 'forged', headers: bearer('eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEtc29sYW5hIn0.') },
      { name: 'forged', headers: bearer(`hark_${'0'.repeat(16)}_${'x'.repeat(43)}`) },
      ...(await this.#buyers()),
      ...(await this.#people()),
    ];
    const admin = this.#known.find(({ name }) => name === 'admin');
    if (admin) this.#known.push(...(await this.#program(admin)));
  }

  /** Who sends a request: mostly somebody to whom the address may belong. */
  of(request: FuzzRequest): Caller {
    const conversation = request.named.id;
    const token = conversation === undefined ? undefined : this.#harvest.tokens.get(conversation);
    if (token !== undefined && request.sender % 3 > 0 && !request.path.includes('/trace'))
      return { name: 'conversation', headers: bearer(token) };
    const admin = this.#known.find(({ name }) => name === 'admin');
    if (admin && request.sender % 5 < 2) return admin;
    const caller = this.#known[request.sender % this.#known.length];
    return caller ?? { name: 'nobody', headers: {} };
  }

  async #buyers(): Promise<Caller[]> {
    const callers: Caller[] = [];
    for (const buyer of ['ana-solana', 'owen-ashby']) {
      const answer = await fetch(`${this.#url}/demo/${buyer}`, { redirect: 'manual' });
      const token = answer.headers.get('location')?.split('#token=')[1];
      if (token !== undefined) callers.push({ name: 'buyer', headers: bearer(token) });
    }
    return callers;
  }

  async #people(): Promise<Caller[]> {
    const session: unknown = await (await fetch(`${this.#url}/api/session`)).json();
    if (!isSession(session)) throw new Error('the demo does not tell its accounts');
    const callers: Caller[] = [];
    for (const { role, email, password } of session.demo) {
      const caller: Caller = { name: role, headers: {}, account: { email, password } };
      await this.again(caller);
      callers.push(caller);
    }
    return callers;
  }

  /** Signs a person in once more, whom something that was fuzzed has signed out. */
  async again(caller: Caller): Promise<void> {
    if (caller.account === undefined) return;
    const answer = await this.#post('/api/sign-in', caller.account, { origin: this.#url });
    const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    if (answer.ok) caller.headers = { cookie: cookies.join('; '), origin: this.#url };
  }

  async #program(admin: Caller): Promise<Caller[]> {
    const made = await this.#post(
      '/api/keys',
      { name: 'fuzz', scopes: ['conversations:read', 'audit:read'] },
      admin.headers,
    );
    const answer: unknown = await made.json();
    const key = typeof answer === 'object' && answer !== null && 'key' in answer ? answer.key : null;
    return typeof key === 'string' ? [{ name: 'program', headers: bearer(key) }] : [];
  }

  #post(path: string, body: object, headers: Caller['headers']): Promise<Response> {
    // Each time from elsewhere, because too many failures from one address have to wait.
    this.#times += 1;
    const address = `198.51.100.${this.#times % 250}`;
    return fetch(this.#url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address, ...headers },
      body: JSON.stringify(body),
    });
  }
}

function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}
