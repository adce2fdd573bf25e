import type { Attachment, NotedWish } from '../conversation/event.ts';
import { namesSomething } from '../flows/absorb.ts';
import { emit, type Run, type Words, why } from '../flows/run.ts';
import { answerTo } from '../flows/steps/answer.ts';
import type { Understanding } from '../language/understanding.ts';

/** A message of the buyer as it was understood. */
export type Heard = Words & { button: string | null; understanding: Understanding; files: Attachment[] };

/** Below this a topic is not worth asking about. */
export const LIKELY = 0.1;

/** Wishes of the message that are not under way or waiting already. */
export function newWishes(run: Run, heard: Heard, least: number): NotedWish[] {
  const { text, seq } = heard;
  if (heard.button !== null) return [];
  return withoutIdleQuestions(
    run,
    toldWishes(run, heard).filter(({ probability }) => probability >= least),
  )
    .filter(({ topic }) => !run.state.frames.some((frame) => frame.topic === topic))
    .map(({ topic, words }) => ({ topic, words, context: saidBefore(run, text, seq), message_seq: seq }))
    .filter((wish) => !run.state.wishes.some((queued) => isSame(queued, wish)));
}

/** "Can it still be stopped? Cancel it, please": beside a wish a question counts that the articles clearly answer. */
function withoutIdleQuestions(run: Run, told: Told[]): Told[] {
  const { questions } = run.strategy.settings;
  if (told.every(({ topic }) => topic === questions)) return told;
  return told.filter(({ topic, words }) => topic !== questions || answerTo(run, words).kind === 'answer');
}

/** A message with what was said before it and led to nothing: "It is about the radio." "I'd like to send it back." */
function saidBefore(run: Run, text: string, seq: number): string {
  if (run.state.frames.length > 0) return text;
  const since = run.state.ended.at(-1)?.seq ?? 0;
  const before = run.state.heard.filter((one) => one.seq > since && one.seq < seq).slice(-2);
  return [...before.map((one) => one.text), text].join('\n');
}

type Told = { topic: string; probability: number; words: string };

/** Nothing is under way but a question whether an answer was enough. */
function isIdle({ state: { frames, question } }: Run): boolean {
  return frames.length === 0 || (frames.length === 1 && question?.asks.kind === 'solved');
}

/** The wishes of a message in the order told; before anything was asked also what a mere detail is likeliest about. */
export function toldWishes(run: Run, { text, understanding }: Heard): Told[] {
  const told = understanding.wishes
    .filter(({ topic }) => isServed(run, topic))
    .map(({ topic, probability, from, to }) => ({ topic, probability, words: text.slice(from, to) }));
  const [first] = understanding.topics;
  const detail =
    first !== undefined &&
    first.probability >= run.strategy.settings.threshold &&
    !isServed(run, first.topic);
  return told.length === 0 && detail && isIdle(run) ? besidesDetails(run, text, understanding) : told;
}

/** Whether a topic is a wish, and no mere detail of one. */
export function isServed({ strategy }: Run, topic: string): boolean {
  return strategy.topics[topic]?.flow !== undefined;
}

/** A message that is mostly a detail, before anything was asked: what it is likeliest about, details set aside. */
function besidesDetails(run: Run, words: string, { topics }: Understanding): Told[] {
  const served = topics.filter(({ topic }) => isServed(run, topic));
  const details = topics
    .filter((one) => !served.includes(one))
    .reduce((sum, one) => sum + one.probability, 0);
  const [best] = served;
  if (!best || best.probability < LIKELY) return [];
  // A detail of what was not understood before is about what was asked back, or tells nothing.
  const { question: open, buyer_messages } = run.state;
  if (open?.asks.kind === 'topic' && buyer_messages > 1 && !open.asks.topics.includes(best.topic)) return [];
  return [{ topic: best.topic, probability: Math.min(1, best.probability / (1 - details)), words }];
}

const LONG_NUMBER = /\d{3,}/g;

// Said again while it waits, perhaps in other words: about the same numbers, or about none.
function isSame(queued: NotedWish, wish: NotedWish): boolean {
  if (queued.topic !== wish.topic) return false;
  const numbers = wish.words.match(LONG_NUMBER) ?? [];
  return numbers.every((number) => queued.words.includes(number));
}

/** Notes wishes: they are taken up one after another. */
export function note(run: Run, wishes: NotedWish[]): void {
  if (wishes.length === 0) return;
  const values = { topics: wishes.map((wish) => wish.topic) };
  emit(run, 'wishes_noted', { data: { wishes }, why: why(run, [run.strategy.id, 'wishes'], values) });
}

/** In so few words a yes and another wish are one answer: "yes, cancel it", said to a return that was read back. */
const ONE_ANSWER_WORDS = 5;

const ADDS: { [language: string]: RegExp } = {
  en: /\b(?:and|also|then|too|plus)\b/i,
  es: /(?:^|[^\p{L}])(?:y|también|además|luego)(?!\p{L})/iu,
};

/** Whether a yes to what was read back speaks of something else instead, and of no other order or thing: then it is no clear yes. */
export function contradictsItself(run: Run, heard: Heard, sure: number): boolean {
  const { text, acts, button } = heard;
  if (button !== null || !acts.includes('yes') || text.trim().split(/\s+/).length > ONE_ANSWER_WORDS)
    return false;
  if (ADDS[run.state.language]?.test(text)) return false;
  const others = newWishes(run, heard, sure);
  return others.length > 0 && others.every(({ words }) => !namesSomething(run, words));
}

/** What a message says beside the further wishes in it: "yes, and return the mug of order 12" names no other order to cancel. */
export function besideWishes(run: Run, heard: Heard, sure: number): string {
  return newWishes(run, heard, sure)
    .reduce((left, { words }) => left.replace(words, ' '), heard.text)
    .trim();
}
