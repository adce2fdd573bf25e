import http from 'node:http';
import https from 'node:https';
import { maskCardNumbers } from '../conversations/inbound-text.ts';
import { masked } from '../log.ts';
import { type AddressRules, type CheckedAddress, checkedAddress } from './address.ts';

/** What is sent: `headers` with the signature, `body` byte for byte as it was signed. */
export type Sending = { url: string; headers: { [name: string]: string }; body: string };

/** What came of one try. `status_code` null: there was no answer, and `trouble` says why. */
export type SendResult = {
  status_code: number | null;
  took_ms: number;
  trouble: string | null;
  /** The beginning of the answer, masked. */
  response: string | null;
  retry_after: string | undefined;
};

/** Within which an endpoint must answer. */
export const ANSWER_WITHIN_MS = 15_000;
/** Read of an answer, and kept of it. */
const READ_BYTES = 16_384;
const KEPT_CHARACTERS = 500;

/** How a try is made. */
export type SendRules = AddressRules & { answer_within_ms?: number };

/** Sends once. Never throws: whatever goes wrong is the result. Redirects are not followed. */
export async function sendOnce(sending: Sending, rules: SendRules): Promise<SendResult> {
  const began = performance.now();
  const within_ms = rules.answer_within_ms ?? ANSWER_WITHIN_MS;
  const ended = (result: Omit<SendResult, 'took_ms'>): SendResult => ({
    ...result,
    took_ms: Math.round(performance.now() - began),
  });
  const none = { status_code: null, response: null, retry_after: undefined };
  const checked = await checkedAddress(sending.url, rules);
  if ('trouble' in checked) return ended({ ...none, trouble: checked.trouble });
  try {
    return ended(await exchange(sending, checked, AbortSignal.timeout(within_ms)));
  } catch (error) {
    const late = performance.now() - began >= within_ms;
    const trouble = late ? `No answer within ${Math.round(within_ms / 1_000)} seconds.` : inWords(error);
    return ended({ ...none, trouble });
  }
}

function exchange(
  { headers, body }: Sending,
  { url, address, family }: CheckedAddress,
  signal: AbortSignal,
): Promise<Omit<SendResult, 'took_ms'>> {
  const client = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const request = client.request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      signal,
      agent: false,
      // Pinned: the name is not asked for a second time, so it cannot have moved meanwhile.
      lookup: (_host, options, answer) =>
        options.all ? answer(null, [{ address, family }]) : answer(null, address, family),
    });
    request.on('error', reject);
    request.on('response', (response) => {
      beginning(response).then((text) => {
        const status_code = response.statusCode ?? 0;
        const kept = text === '' ? null : masked(maskCardNumbers(text)).slice(0, KEPT_CHARACTERS);
        const retry_after = response.headers['retry-after'];
        resolve({ status_code, trouble: troubleOf(status_code), response: kept, retry_after });
      }, reject);
    });
    request.end(body);
  });
}

/** The first part of an answer; what follows is cut off. */
async function beginning(response: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response) {
    parts.push(part);
    bytes += part.length;
    if (bytes >= READ_BYTES) break;
  }
  const text = Buffer.concat(parts).subarray(0, READ_BYTES).toString('utf8');
  return text.replace(/[^\P{Cc}\n\t]/gu, '');
}

function troubleOf(status_code: number): string | null {
  if (status_code >= 200 && status_code < 300) return null;
  if (status_code >= 300 && status_code < 400)
    return `The endpoint answered ${status_code}; redirects are not followed.`;
  return `The endpoint answered ${status_code}.`;
}

const WORDS: { readonly [code: string]: string } = {
  ECONNREFUSED: 'Nothing listens at the address.',
  ECONNRESET: 'The connection was cut off.',
  EHOSTUNREACH: 'The address cannot be reached.',
  ENETUNREACH: 'The address cannot be reached.',
  ETIMEDOUT: 'The address cannot be reached.',
  EPIPE: 'The connection was cut off.',
  CERT_HAS_EXPIRED: 'The certificate of the endpoint has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of the endpoint is signed by itself.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate of the endpoint is signed by somebody unknown.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate of the endpoint cannot be verified.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the endpoint is for another name.',
};

function inWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return WORDS[code] ?? `The endpoint could not be asked${code === '' ? '' : ` (${code})`}.`;
}
