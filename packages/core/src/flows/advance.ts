import type { NotedWish } from '../conversation/event.ts';
import type { Frame } from '../conversation/state.ts';
import type { Lookup } from '../conversation/world.ts';
import { assert, must } from '../lib/assert.ts';
import { absorb } from './absorb.ts';
import { after, into, stepAt } from './path.ts';
import { emit, flowOf, inLanguage, look, type Run, say, why } from './run.ts';
import type { StepContext } from './steps/step.ts';
import { take } from './steps/step-kinds.ts';

/** The turn of the event that opens a conversation. */
export const OPENING_TURN = 1;
/** More steps than this in one turn are a circle. */
const MOST_STEPS = 300;

/** Goes on until something is waited for: an answer, a read, a result, a person. */
export function advance(run: Run): void {
  for (let count = 0; count < MOST_STEPS; count++) {
    if (run.state.speaker !== 'assistant' || run.state.lookups.length > 0) return;
    const frame = run.state.frames.at(-1);
    if (!frame) {
      // A question between flows (what can I do, anything else) is answered by starting one.
      if (!startNextWish(run)) return;
      continue;
    }
    if (frame.action?.outcome === null || run.state.question) return;
    if (!ready(run, frame)) return;
    if (!step(run)) return;
  }
  assert(false, `more than ${MOST_STEPS} steps in one turn`);
}

/** The place where the top frame stands. */
export function standing(run: Run): StepContext {
  const frame = must(run.state.frames.at(-1), 'a flow under way');
  return { run, frame, flow: flowOf(run, frame), path: frame.path };
}

/** The buyer is known and what the shop has of them was read; if not, that goes first. */
function ready(run: Run, frame: Frame): boolean {
  const flow = flowOf(run, frame);
  if (flow.identity === 'none') return true;
  const { identity, facts } = run.state;
  if (!identity) {
    const start = run.strategy.settings.identify.flow;
    const { topic, wish } = frame;
    const reason = why(run, [flow.id, 'identity'], { required: true });
    emit(run, 'flow_started', { data: { flow: start, topic, wish, slots: {} }, why: reason });
    return true;
  }
  const missing: Lookup[] = [];
  const { buyer_id } = identity;
  if (!isFresh(run, facts.buyer)) missing.push({ read: 'buyer', buyer_id });
  if (!isFresh(run, facts.orders)) missing.push({ read: 'orders', buyer_id });
  if (missing.length === 0) return true;
  const reason = why(run, [flow.id, 'reads'], {});
  if (missing.some((one) => facts.unavailable[one.read] === run.state.turn)) {
    say(run, { reply: 'unavailable', values: {} }, reason);
    return false;
  }
  for (const lookup of missing) look(run, lookup, reason);
  return false;
}

/** What was read for the first words may be old when the buyer answers them: an opened chat can stand for hours. */
function isFresh({ state }: Run, known: { turn: number } | null): boolean {
  return known !== null && (known.turn !== OPENING_TURN || state.turn === OPENING_TURN);
}

/** Back from a digression: say what is gone on with. */
function resumed(run: Run, ended: Frame): void {
  const below = run.state.frames.at(-1);
  if (!below || below.topic === null || below.topic === ended.topic) return;
  const title = inLanguage(run, run.strategy.topics[below.topic]?.title ?? flowOf(run, below).title);
  say(run, { reply: 'resume', values: { title } }, why(run, [below.flow, 'resume']));
}

function step(run: Run): boolean {
  absorb(run);
  const context = standing(run);
  const { flow, path } = context;
  const depth = run.state.frames.length;
  const here = stepAt(flow, path);
  const reason = why(run, [flow.id, path.join('.')], {});
  if (!here) {
    emit(run, 'flow_ended', { data: { outcome: 'done' }, why: reason });
    resumed(run, context.frame);
    return true;
  }
  const next = take(here, context);
  switch (next.go) {
    case 'wait':
      return false;
    case 'again':
      if (run.state.frames.length < depth) resumed(run, context.frame);
      return true;
    case 'end':
      emit(run, 'flow_ended', { data: { outcome: next.outcome }, why: reason });
      resumed(run, context.frame);
      return true;
    default: {
      const to = next.go === 'on' ? after(flow, path) : into(flow, path, next.branch);
      if (to) emit(run, 'flow_moved', { data: { to }, why: reason });
      else
        emit(run, 'flow_ended', {
          data: { outcome: next.go === 'into' && next.branch === 'refused' ? 'refused' : 'done' },
          why: reason,
        });
      if (!to) resumed(run, context.frame);
      return true;
    }
  }
}

/** The wish that goes first: of the lowest rank, then the one told first. */
export function nextWish(run: Run): NotedWish | null {
  const rank = (wish: NotedWish) => run.strategy.topics[wish.topic]?.rank ?? 0;
  return run.state.wishes.reduce<NotedWish | null>(
    (best, wish) => (best && rank(best) <= rank(wish) ? best : wish),
    null,
  );
}

function startNextWish(run: Run): boolean {
  const wish = nextWish(run);
  if (!wish) return false;
  startFor(run, wish);
  return true;
}

/** Starts the flow that serves a wish. */
export function startFor(run: Run, wish: NotedWish): void {
  const topic = must(run.strategy.topics[wish.topic], `the topic ${wish.topic}`);
  const reason = why(run, [topic.id, 'flow'], { words: wish.words.slice(0, 200) });
  const before = run.state.ended.some((one) => one.seq > run.observed.seq);
  if (before) say(run, { reply: 'next_wish', values: { title: inLanguage(run, topic.title) } }, reason);
  const flow = must(topic.flow, `the flow that serves ${topic.id}`);
  emit(run, 'flow_started', { data: { flow, topic: topic.id, wish, slots: {} }, why: reason });
}
