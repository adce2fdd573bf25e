import type { Decided, State } from '@hark/core';
import { withDeadline } from '../conversations/deadline.ts';
import type { Happened } from '../conversations/decide-turn.ts';
import type { ActResult, Marketplace } from '../marketplace/marketplace.ts';
import { effect, type Hands, type Work } from './effect.ts';

/** How long the shop system may take to act before the outcome counts as unknown. */
export const ACT_DEADLINE_MS = 10_000;
/** After so long without an answer the conversation learns that it takes long. */
export const SLOW_AFTER_MS = 4_000;
const EARLIER = 'an earlier attempt may have been carried out';

type Requested = Extract<Decided, { type: 'action_requested' }>;

/** Asks the shop system to act, once per key, and records what became of it. */
export const act = effect('action_requested', 'now', async (work, hands) => {
  const { event, conversation_id } = work;
  const answered = (state: State) => isAnswered(state, event.seq);
  // Who has just committed the request knows that nothing has answered it.
  const state = work.again ? await hands.state(conversation_id) : null;
  if (!work.again || (state && !answered(state))) {
    const slow = tellIfSlow(work, hands);
    const result = await outcome(hands.marketplace, work).finally(slow.over);
    const retryable = hands.marketplace.idempotency !== 'none';
    const recorded = await hands.observe(conversation_id, observation(event, result, retryable), answered);
    if (recorded) return;
  }
  await hands.finish(conversation_id, event.seq);
});

/** Tells the conversation once that the answer is long in coming, unless it came before. */
function tellIfSlow(work: Work & { event: Requested }, hands: Hands): { over(): Promise<void> } {
  const { conversation_id, event } = work;
  const { slow_after_ms: waited_ms } = hands;
  const told = (state: State): boolean =>
    isAnswered(state, event.seq) || state.actions.some(({ seq, delayed }) => seq === event.seq && delayed);
  const data = { request_seq: event.seq, waited_ms };
  const happened: Happened = {
    type: 'action_delayed',
    data,
    occurred_at: null,
    caused_by: event.seq,
  };
  let telling: Promise<unknown> = Promise.resolve();
  const tell = (): void => {
    // What cannot be told must not keep the answer from being recorded.
    telling = hands
      .observe(conversation_id, happened, told)
      .catch((error: unknown) => hands.failed(error, work));
  };
  const timer = event.data.attempt > 1 ? undefined : setTimeout(tell, waited_ms);
  return {
    async over() {
      clearTimeout(timer);
      await telling;
    },
  };
}

function isAnswered(state: State, request_seq: number): boolean {
  const request = state.actions.find((action) => action.seq === request_seq);
  return request === undefined || request.outcome !== null;
}

async function outcome(marketplace: Marketplace, work: Work & { event: Requested }): Promise<ActResult> {
  const again = work.again || work.event.data.attempt > 1;
  // A shop system that knows no keys might do it twice; only a person can find out whether it was done.
  if (marketplace.idempotency === 'none' && again) return { outcome: 'unknown', error: EARLIER };
  const result = await asked(marketplace, work.event.data);
  // That this attempt came to nothing says nothing of the one before, which may have been carried out.
  return result.outcome === 'failed' && again
    ? { outcome: 'unknown', error: `${result.error}; ${EARLIER}` }
    : result;
}

async function asked(marketplace: Marketplace, data: Requested['data']): Promise<ActResult> {
  try {
    const within = await withDeadline(marketplace.act(data.call, data.arguments, data.key), ACT_DEADLINE_MS);
    return within.late
      ? { outcome: 'unknown', error: `no answer within ${ACT_DEADLINE_MS} ms` }
      : within.value;
  } catch (error) {
    // Whatever an adapter throws, it may have been after the shop system acted.
    return { outcome: 'unknown', error: error instanceof Error ? error.message : String(error) };
  }
}

function observation(event: Requested, result: ActResult, retryable: boolean): Happened {
  const request_seq = event.seq;
  const place = { occurred_at: null, caused_by: request_seq };
  switch (result.outcome) {
    case 'done':
      return { type: 'action_succeeded', data: { request_seq, result: result.result }, ...place };
    case 'refused':
      return {
        type: 'action_refused',
        data: { request_seq, code: result.code, reason: result.reason },
        ...place,
      };
    case 'failed':
      return { type: 'action_failed', data: { request_seq, error: result.error }, ...place };
    case 'unknown':
      return { type: 'action_unknown', data: { request_seq, error: result.error, retryable }, ...place };
  }
}
