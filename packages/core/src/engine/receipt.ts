import { placeOf, replyName } from '../actions/action.ts';
import { type Run, say, why } from '../flows/run.ts';
import { must } from '../lib/assert.ts';
import type { JsonObject } from '../lib/json.ts';

/** What a buyer can read out on the telephone: the beginning of the conversation's id and the place in it. */
function referenceOf(run: Run, seq: number): string {
  const beginning = run.state.conversation_id.replace(/[^a-zA-Z0-9]/g, '').slice(0, 6);
  return `${beginning.toUpperCase()}-${seq}`;
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
