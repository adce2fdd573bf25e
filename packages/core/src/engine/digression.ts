import type { OpenQuestion } from '../conversation/state.ts';
import { amends } from '../flows/answer.ts';
import { emit, flowOf, type Run, topFrame, why } from '../flows/run.ts';
import { SLOT_KIND_TABLE } from '../flows/slots/slot-kinds.ts';
import { afterAnswer } from '../language/after-answer.ts';
import type { Heard } from './wishes.ts';

/** What is under way was told in the midst of another matter. */
export function isDigression(run: Run): boolean {
  const [below, top] = run.state.frames.slice(-2);
  const began = top?.wish?.message_seq;
  return (
    below !== undefined &&
    top !== undefined &&
    began !== undefined &&
    began > below.started &&
    below.topic !== top.topic
  );
}

/** Leaves what was told in the midst of another matter for that. */
export function leaveDigression(run: Run): void {
  const { flow } = topFrame(run);
  emit(run, 'flow_ended', { data: { outcome: 'dropped' }, why: why(run, [flow, 'left']) });
}

/** "No, then the black one": the answer to what was asked in between is a reason for the matter below, which is gone on with. */
export function decidesBelow(run: Run, heard: Heard, { asks }: OpenQuestion): boolean {
  if (heard.button !== null || asks.kind !== 'solved' || !isDigression(run)) return false;
  const text = afterAnswer(heard.text);
  const frame = run.state.frames.at(-2);
  if (!frame || text === '' || text === heard.text.trim()) return false;
  const flow = flowOf(run, frame);
  const context = { run, frame, flow, path: frame.path };
  const words = { ...heard, text };
  const decides = Object.entries(flow.slots).some(
    ([name, slot]) =>
      DECIDED_IN_WORDS.includes(slot.kind) &&
      SLOT_KIND_TABLE[slot.kind].fromWords(
        { ...context, name, slot, current: frame.slots[name] ?? null },
        words,
      ).kind === 'filled',
  );
  if (!decides) return false;
  leaveDigression(run);
  amends(run, words);
  return true;
}

const DECIDED_IN_WORDS: readonly string[] = ['lines', 'swaps', 'payment_method', 'choice'];
