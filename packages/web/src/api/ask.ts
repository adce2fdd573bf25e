import { isApiError } from '@hark/wire';

/** What came of asking the server: the value, or what to say instead. `code` is the server's word for the refusal. */
export type Answer<T> =
  | { ok: true; value: T }
  | { ok: false; refused: boolean; code: string | null; says: string };

/** What is asked, and how the answer is recognised. With a `body` it is a POST. */
export type Question<T> = { path: string; body?: unknown; is: (value: unknown) => value is T };

const ANSWER_WITHIN_MS = 20_000;

/** Asks the server as the person who is signed in. Never throws. */
export async function ask<T>({ path, body, is }: Question<T>): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      ...(body === undefined
        ? {}
        : {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok && is(answer)) return { ok: true, value: answer };
    const refused = response.status === 401 || response.status === 403;
    if (!isApiError(answer))
      return {
        ok: false,
        refused,
        code: null,
        says: 'The server answered something that this page does not understand. Reload the page.',
      };
    const { code, message, next } = answer.error;
    const wait = response.headers.get('retry-after');
    const says = wait === null ? `${message} ${next}` : `${message} Try again in ${inWords(Number(wait))}.`;
    return { ok: false, refused, code, says: says.trim() };
  } catch {
    return {
      ok: false,
      refused: false,
      code: null,
      says: 'The server cannot be reached. Nothing was changed. Try again in a moment.',
    };
  }
}

/** Whether the server says that it was done. */
export function isDone(value: unknown): value is { done: true } {
  return typeof value === 'object' && value !== null && 'done' in value && value.done === true;
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
