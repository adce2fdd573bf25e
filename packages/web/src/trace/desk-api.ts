import { type ConversationList, isApiError, isConversationList, isTrace, type Trace } from '@hark/wire';

/** What came of asking the server: the value, or what to say instead. */
export type Answer<T> = { ok: true; value: T } | { ok: false; refused: boolean; says: string };

const ANSWER_WITHIN_MS = 20_000;

/** What was asked for and how the answer is recognised. */
type Question<T> = { path: string; is: (value: unknown) => value is T };

async function ask<T>(token: string, { path, is }: Question<T>): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const body: unknown = await response.json().catch(() => null);
    if (response.ok && is(body)) return { ok: true, value: body };
    const refused = response.status === 401 || response.status === 403;
    if (isApiError(body))
      return { ok: false, refused, says: `${body.error.message} ${body.error.next}`.trim() };
    return {
      ok: false,
      refused,
      says: 'The server answered something that this page does not understand. Reload the page.',
    };
  } catch {
    return {
      ok: false,
      refused: false,
      says: 'The server cannot be reached. Nothing was changed. Try again in a moment.',
    };
  }
}

/** The latest conversations. */
export function readConversations(token: string): Promise<Answer<ConversationList>> {
  return ask(token, { path: '/api/conversations', is: isConversationList });
}

/** Everything that happened in one conversation and why. */
export function readTrace(token: string, conversation_id: string): Promise<Answer<Trace>> {
  return ask(token, { path: `/api/conversations/${encodeURIComponent(conversation_id)}/trace`, is: isTrace });
}
