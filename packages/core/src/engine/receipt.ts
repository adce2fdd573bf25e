import { placeOf, replyName } from '../actions/action.ts';
import type { NotedWish } from '../conversation/event.ts';
import { inLanguage, type Run, say, why } from '../flows/run.ts';
import { must } from '../lib/assert.ts';
import type { JsonObject } from '../lib/json.ts';

/** What a buyer can read out on the telephone: the beginning of the conversation's id and the place in it. */
function referenceOf(run: Run, seq: number): string {
  const beginning = run.state.conversation_id.replace(/[^a-zA-Z0-9]/g, '').slice(0, 6);
  return `${beginning.toUpperCase()}-${seq}`;
}

/**
 * The shop system takes long: the buyer is told so, once, and that what became of it will stand here. Once it was asked again they
 * know it already, and what people wait for the desk shows.
 */
export function delayed(run: Run, request_seq: number): void {
  const { actions, speaker } = run.state;
  const request = actions.find((one) => one.seq === request_seq);
  if (!request || request.outcome !== null || request.attempt > 1 || speaker !== 'assistant') return;
  const reason = why(run, [request.action, 'delayed'], { key: request.key });
  say(run, { reply: 'action_delayed', values: {} }, reason);
}

/** Whoever writes while the shop system is long in answering is answered: what they want was noted, and it is still waited for. */
export function stillWaited(run: Run, wishes: NotedWish[]): void {
  const seq = run.state.frames.at(-1)?.action?.seq;
  const request = run.state.actions.find((one) => one.seq === seq);
  const long = request?.outcome === null && (request.delayed || request.attempt > 1);
  if (!request || !(long || request.outcome === 'unknown')) return;
  if (run.state.speaker !== 'assistant' || run.decided.some(({ type }) => type === 'message_sent')) return;
  const reason = why(run, [request.action, 'delayed'], { key: request.key });
  const titles = wishes.map(({ topic }) => inLanguage(run, run.strategy.topics[topic]?.title ?? {}));
  if (titles.length > 0)
    say(run, { reply: 'noted_several', values: { titles: [...new Set(titles)] } }, reason);
  say(run, { reply: 'action_delayed', values: {} }, reason);
}

/** Tells what an action did: every outcome leaves a receipt, with the shop system's own `result` and a `reference`. */
export function receipt(run: Run, request_seq: number, result: JsonObject): void {
  const requested = must(
    run.state.actions.find((one) => one.seq === request_seq),
    `the request ${request_seq}`,
  );
  const action = must(run.strategy.actions[requested.action], `the action ${requested.action}`);
  const reply = replyName(action.receipt, placeOf(action.id, ['receipt']));
  const values = { ...requested.told, result, reference: referenceOf(run, request_seq) };
  say(
    run,
    { reply, values, receipt_for: request_seq },
    why(run, [action.id, 'receipt'], { key: requested.key }),
  );
}
