import { type Answer, ask } from './ask.ts';
import { type AnswerTo, type CallName, type Given, requestFor } from './client.ts';

/** Calls the server as the person who is signed in, typed by the description of the interface. Never throws. */
export function call<N extends CallName>(name: N, given: Given<N>): Promise<Answer<AnswerTo<N>>> {
  const { method, path, body } = requestFor(name, given);
  const is = (value: unknown): value is AnswerTo<N> => typeof value === 'object' && value !== null;
  return ask({ path, is, ...(method === 'GET' ? {} : { body: JSON.parse(body ?? '{}') }) });
}
