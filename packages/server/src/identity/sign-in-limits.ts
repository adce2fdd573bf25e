import { createHmac, timingSafeEqual } from 'node:crypto';
import type pg from 'pg';
import { newSecret } from './secret.ts';

/** Who tries what: an e-mail address from an address of the network, with the cookie of a browser that was in before. */
export type Try = { email: string; address: string; known_browser: string | null };

/** Slows down guessing. */
export type SignInLimits = {
  /** Seconds to wait before this may be tried; 0: now. */
  wait(attempt: Try): Promise<number>;
  failed(attempt: Try): Promise<void>;
  /** Forgets the failures of this browser; the value for the cookie by which it is known from now on. */
  succeeded(attempt: Try): Promise<string>;
};

type Rule = { free: number; first_s: number; most_s: number };

/** Of one e-mail address from one address of the network, or from one known browser. */
const PAIR: Rule = { free: 5, first_s: 30, most_s: 15 * 60 };
/** Of one address of the network, whatever it tries. */
const ADDRESS: Rule = { free: 30, first_s: 60, most_s: 60 * 60 };
/** Of one e-mail address from everywhere but known browsers: many addresses that guess together. */
const NAME: Rule = { free: 100, first_s: 60, most_s: 15 * 60 };
const FORGOTTEN_S = 24 * 3_600;

/**
 * Failures are counted by pair, by address and by name. Whoever floods a name from elsewhere locks out neither the person's own
 * address below a hundred tries nor, ever, a browser in which the person was signed in: that one is known by a cookie and has a count
 * of its own. An address that nobody has is counted alike, so that nothing tells the two apart.
 */
export function makeSignInLimits(parts: {
  pool: Pick<pg.Pool, 'query'>;
  secret: string;
  now: () => string;
}): SignInLimits {
  const { pool, secret, now } = parts;
  const mac = (text: string): Buffer => createHmac('sha256', secret).update(text).digest();
  const keysOf = (attempt: Try): [Buffer, Rule][] => {
    const email = attempt.email.toLowerCase();
    if (knows(attempt)) return [[mac(`browser ${attempt.known_browser}`), PAIR]];
    return [
      [mac(`pair ${email} ${attempt.address}`), PAIR],
      [mac(`address ${attempt.address}`), ADDRESS],
      [mac(`name ${email}`), NAME],
    ];
  };
  const knows = ({ email, known_browser }: Try): boolean => {
    const [nonce, proof] = known_browser?.split('.') ?? [];
    if (!nonce || !proof) return false;
    const expected = mac(`known ${email.toLowerCase()} ${nonce}`);
    const given = Buffer.from(proof, 'base64url');
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
  return {
    async wait(attempt) {
      const { rows } = await pool.query<{ seconds: number | null }>(
        `select ceil(extract(epoch from max(locked_until) - $2::timestamptz))::integer as seconds
         from failures where key = any($1) and locked_until > $2`,
        [keysOf(attempt).map(([key]) => key), now()],
      );
      return rows[0]?.seconds ?? 0;
    },
    async failed(attempt) {
      for (const [key, rule] of keysOf(attempt)) await count(pool, { key, rule, at: now() });
      await pool.query(`delete from failures where last_at < $1::timestamptz - make_interval(secs => $2)`, [
        now(),
        FORGOTTEN_S,
      ]);
    },
    async succeeded(attempt) {
      const email = attempt.email.toLowerCase();
      // Not those of the address: one good password among many tries is what a guesser has too.
      const own = [mac(`pair ${email} ${attempt.address}`), mac(`browser ${attempt.known_browser}`)];
      await pool.query('delete from failures where key = any($1)', [own]);
      const nonce = newSecret().slice(0, 22);
      return `${nonce}.${mac(`known ${email} ${nonce}`).toString('base64url')}`;
    },
  };
}

async function count(
  pool: Pick<pg.Pool, 'query'>,
  { key, rule, at }: { key: Buffer; rule: Rule; at: string },
): Promise<void> {
  // One statement, so that tries at the same moment are all counted.
  await pool.query(
    `insert into failures (key, failures, last_at) values ($1, 1, $2)
     on conflict (key) do update set
       failures = case when failures.last_at < $2::timestamptz - make_interval(secs => $6) then 1 else failures.failures + 1 end,
       last_at = $2,
       locked_until = case when failures.failures + 1 > $3
         then $2::timestamptz + make_interval(secs => least($5, $4 * power(2, least(failures.failures - $3, 20)))) end`,
    [key, at, rule.free, rule.first_s, rule.most_s, FORGOTTEN_S],
  );
}
