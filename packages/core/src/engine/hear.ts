import type { NotedWish, Observed, Why } from '../conversation/event.ts';
import type { OpenQuestion } from '../conversation/state.ts';
import { merelyChooses, namesSomething } from '../flows/absorb.ts';
import { advance, startFor } from '../flows/advance.ts';
import { amends, answer, askAgain, chooses, drop } from '../flows/answer.ts';
import { handOver, stepIn } from '../flows/hand-over.ts';
import { stopClocks } from '../flows/promise.ts';
import { emit, flowOf, inLanguage, label, question, type Run, say, topFrame, why } from '../flows/run.ts';
import { type Answer, answerTo } from '../flows/steps/answer.ts';
import { isPlainYes } from '../language/acts.ts';
import type { Act } from '../language/understanding.ts';
import { must } from '../lib/assert.ts';
import { asksBack, besideQuestion } from './beside-question.ts';
import { decidesBelow, isDigression, leaveDigression } from './digression.ts';
import { askTopic, TOPIC } from './greet.ts';
import { hearFiles } from './hear-files.ts';
import { promise } from './people.ts';
import { stillWaited } from './receipt.ts';
import {
  besideWishes,
  contradictsItself,
  type Heard,
  isServed,
  LIKELY,
  newWishes,
  note,
  toldWishes,
} from './wishes.ts';

/** A message in the middle of another matter is a new wish only when its topic is this likely. */
const SURE = 0.75;
/** A topic so many times likelier than the next is asked about alone. */
const FAR_AHEAD = 2;
/** After so many attempts that were not understood a person takes over. */
const MOST_ATTEMPTS = 3;

/** A message of the buyer: who speaks, what is open, what is wanted. */
export function hear(run: Run, event: Observed<'message_received'>): void {
  const { text, understanding, attachments: files = [] } = event.data;
  const button = pressed(run.state.question, event.data.button);
  const heard: Heard = { text, seq: event.seq, acts: understanding.acts, button, understanding, files };
  const reason = why(run, [run.strategy.id, 'message'], { acts: understanding.acts });
  stopClocks(run, ['silence', 'leave']);
  if (run.state.status === 'resolved') {
    if (farewell(heard)) return say(run, { reply: 'thanks', values: {} }, reason);
    emit(run, 'conversation_reopened', { data: { after: run.state.resolved?.how ?? 'silent' }, why: reason });
    stopClocks(run, ['verify']);
    // Whoever had it last knows what it is about: the buyer need not tell it again.
    if (run.state.last_held) return stepIn(run, run.state.last_held, { reason: 'came_back', why: reason });
  }
  if (run.state.speaker === 'person') return hearForPerson(run, reason);
  if (button === 'person' || (button === null && understanding.acts.includes('person'))) {
    return handOver(run, { reason: 'asked', reply: null }, reason);
  }
  if (files.length > 0 && text === '' && button === null) return hearFiles(run, files, reason);
  if (run.state.angry_since === event.seq) say(run, { reply: 'sorry', values: {} }, reason);
  if (run.state.frames.length > 0) inFlow(run, heard);
  else betweenFlows(run, heard);
}

/** People have the conversation: the assistant does not answer. Who waits for one is told that it was added. */
function hearForPerson(run: Run, reason: Why): void {
  const handover = must(run.state.handover, 'people who have the conversation');
  if (handover.taken_by !== null) return promise(run, reason);
  const values = { promised_at: handover.promised_at ?? '' };
  say(run, { reply: 'waiting_note', values }, reason);
}

/** Only buttons of the open question are alive; pressing an older one counts as its words. */
function pressed(open: OpenQuestion | null, button: string | null): string | null {
  return button !== null && open?.options.some((option) => option.id === button) ? button : null;
}

function farewell(heard: Heard): boolean {
  const polite: Act[] = ['thanks', 'goodbye', 'nothing_else', 'yes'];
  return (
    heard.understanding.wishes.length === 0 &&
    heard.acts.length > 0 &&
    heard.acts.every((act) => polite.includes(act))
  );
}

function inFlow(run: Run, heard: Heard): void {
  const open = run.state.question;
  if (heard.button === null && (heard.acts.includes('never_mind') || deniesThis(run, heard))) {
    // "On second thoughts, send it again": something else of the same matter.
    if (open && saysMore(heard) && amends(run, heard)) return advance(run);
    leaveFor(run, () => newWishes(run, heard, SURE));
    return advance(run);
  }
  // An action is under way, or the shop system was out of reach: what was said counts, and the flow goes on.
  if (!open) {
    const wishes = newWishes(run, heard, SURE);
    note(run, wishes);
    advance(run);
    return stillWaited(run, wishes);
  }
  if (decidesBelow(run, heard, open)) return advance(run);
  if (goesOnTo(run, heard, open) || switches(run, heard, open)) return advance(run);
  if (digress(run, heard, open) || insists(run, heard, open)) return advance(run);
  if (open.asks.kind === 'confirm' && contradictsItself(run, heard, SURE))
    return askAgain(run, open, open.attempt);
  const depth = run.state.frames.length;
  const told = tellsInWords(run, heard, open);
  const confirms = open.asks.kind === 'confirm' && isPlainYes(heard.acts);
  const outcome = answer(run, open, confirms ? { ...heard, text: besideWishes(run, heard, SURE) } : heard);
  const others = told ? [] : newWishes(run, heard, SURE).filter((wish) => !merelyChooses(run, wish));
  if (outcome === 'ahead' && others.length === 0) return askAgain(run, open, open.attempt);
  if (outcome !== 'no' && outcome !== 'ahead') {
    // "No, the address should be …" is a correction and no further wish.
    const corrected = outcome === 'changed' && heard.understanding.wishes.length < 2;
    if (heard.button === null && !corrected) note(run, others);
    if (run.state.frames.length <= depth) advance(run);
    return;
  }
  if (leavesDigression(run, heard)) return advance(run);
  notAnAnswer(run, heard, open);
}

/** "Don't cancel it, send it elsewhere": what is under way is not wanted, but what else is said; "no, don't" only answers. */
function deniesThis(run: Run, heard: Heard): boolean {
  const topic = run.state.frames.at(-1)?.topic;
  const denied = heard.understanding.denied?.some((one) => one === topic) ?? false;
  return denied && newWishes(run, heard, run.strategy.settings.threshold).length > 0;
}

/** So many words are more than a mere "never mind". */
const MORE_WORDS = 5;

function saysMore({ text }: Heard): boolean {
  return text.trim().split(/\s+/).length >= MORE_WORDS;
}

/** What does not answer a digression, but is a plain yes or no or speaks of the matter below, is for that matter. */
function leavesDigression(run: Run, heard: Heard): boolean {
  if (!isDigression(run)) return false;
  const below = must(run.state.frames.at(-2), 'a matter below');
  const { wishes } = heard.understanding;
  const ofBelow = wishes.some(({ topic }) => topic === below.topic);
  const answers = heard.acts.includes('yes') || heard.acts.includes('no');
  if (heard.button !== null || (!ofBelow && !(wishes.length === 0 && answers && isBrief(heard))))
    return false;
  leaveDigression(run);
  return true;
}

/** "No!! There is nothing in my account": what only describes and names nothing says why the answer was none. */
function explainsNo(run: Run, { understanding }: Heard, { topic, words }: NotedWish): boolean {
  if (run.strategy.topics[topic]?.interrupts) return true;
  const described = understanding.wishes.some((wish) => wish.topic === topic && wish.described);
  return described && !namesSomething(run, words);
}

/** Asked whether a question is answered, the buyer wants something else: no answer is owed, and that goes on. */
function goesOnTo(run: Run, heard: Heard, { asks }: OpenQuestion): boolean {
  if (heard.button !== null || asks.kind !== 'solved') return false;
  const refused = heard.acts.includes('no');
  // "No, it is still not there" asks the same again: that goes to whoever the flow has for it.
  const wishes = newWishes(run, heard, SURE).filter((wish) => !refused || !explainsNo(run, heard, wish));
  if (wishes.length === 0) return false;
  const top = must(run.state.frames.at(-1), 'a flow under way');
  const outcome = refused ? 'dropped' : 'done';
  emit(run, 'flow_ended', {
    data: { outcome },
    why: why(run, [top.flow, 'left'], { topic: wishes[0]?.topic ?? '' }),
  });
  note(run, wishes);
  return true;
}

/** "No wait, can I swap it instead": in place of what is to be confirmed something else is wanted, or it in another way. */
function switches(run: Run, heard: Heard, open: OpenQuestion): boolean {
  if (heard.button !== null || open.asks.kind !== 'confirm') return false;
  const wishes = newWishes(run, heard, SURE);
  if (wishes.length === 0 || !isInstead(run, heard, open)) return false;
  if (amends(run, heard)) return true;
  leaveFor(run, () => wishes);
  return true;
}

/** What is under way is not wanted, but what was just said. */
function isInstead(run: Run, { acts, text }: Heard, { asks }: OpenQuestion): boolean {
  if (acts.includes('correction') || acts.includes('no')) return true;
  return (
    asks.kind === 'confirm' && !acts.includes('yes') && (PREFERS[run.state.language]?.test(text) ?? false)
  );
}

const PREFERS: { [language: string]: RegExp } = {
  en: /\b(?:instead|rather|better)\b/i,
  es: /\b(?:mejor|prefiero|preferiría|en vez|en lugar)\b/iu,
};

/** Leaves what is under way for other wishes, if there are any; what they are about was perhaps told with it. */
function leaveFor(run: Run, wishes: () => NotedWish[]): void {
  const before = run.state.frames.at(-1)?.wish?.context ?? '';
  drop(run);
  note(
    run,
    wishes().map((wish) => ({ ...wish, context: `${wish.context}\n${before}` })),
  );
}

/** Asked to tell something in their own words, the buyer tells it: whatever topic that is like, it is no wish unless it asks. */
function tellsInWords(run: Run, { acts }: Heard, { asks }: OpenQuestion): boolean {
  if (asks.kind !== 'slot' || acts.includes('question')) return false;
  return flowOf(run, topFrame(run)).slots[asks.slot]?.kind === 'text';
}

function digress(run: Run, heard: Heard, open: OpenQuestion): boolean {
  // Other words for a question that no article clearly answered are no other matter.
  if (heard.button !== null || open.asks.kind === 'confirm' || open.asks.kind === 'article') return false;
  if (tellsInWords(run, heard, open)) return false;
  if (!heard.acts.includes('question') && chooses(run, open, heard)) return false;
  const wish = newWishes(run, heard, SURE).find((one) => run.strategy.topics[one.topic]?.interrupts);
  if (!wish) return false;
  // "To the Visa; how long does that take?" answers and asks.
  const beside = besideQuestion(heard.text);
  if (open.asks.kind === 'slot' && beside !== '') answer(run, open, { ...heard, text: beside, acts: [] });
  interrupt(run, heard, wish);
  return true;
}

/**
 * Starts what is asked in between. Where that would ask back or do something of its own, a clear answer of the articles goes
 * before: who returns something and asks how long the money takes wants to be told.
 */
function interrupt(run: Run, { text, seq, acts }: Heard, wish: NotedWish): void {
  const { questions } = run.strategy.settings;
  const flow = run.strategy.flows[run.strategy.topics[wish.topic]?.flow ?? ''];
  const busy = flow?.steps.some(asksBack) ?? false;
  const told =
    questions !== undefined && busy && acts.includes('question') && answerTo(run, text).kind === 'answer';
  startFor(run, told ? { topic: questions, words: text, context: text, message_seq: seq } : wish);
}

/** A question is open, but the whole message speaks of another wish that waits already: the buyer means that one now. */
function insists(run: Run, heard: Heard, open: OpenQuestion): boolean {
  const { asks } = open;
  if (heard.button !== null || asks.kind === 'confirm' || asks.kind === 'amend') return false;
  if (tellsInWords(run, heard, open)) return false;
  const { text, seq, understanding } = heard;
  const [wish, ...others] = understanding.wishes;
  if (!wish || others.length > 0 || wish.probability < SURE || wish.to - wish.from < text.length / 2)
    return false;
  if (!run.state.wishes.some((queued) => queued.topic === wish.topic)) return false;
  if (run.state.frames.some((frame) => frame.topic === wish.topic)) return false;
  saidAgain(run, { topic: wish.topic, words: text, context: text, message_seq: seq });
  return true;
}

/** Leaves what is under way for a wish that waits, told again in newer words. */
function saidAgain(run: Run, wish: NotedWish): void {
  drop(run);
  emit(run, 'wish_dropped', { data: { topic: wish.topic }, why: why(run, [wish.topic, 'said_again']) });
  note(run, [wish]);
  startFor(run, wish);
}

function notAnAnswer(run: Run, heard: Heard, open: OpenQuestion): void {
  if (meansAnother(run, heard, open)) return advance(run);
  const wishes = newWishes(run, heard, run.strategy.settings.threshold);
  const first = wishes[0];
  if (first && !heard.acts.includes('question') && chooses(run, open, heard))
    return askAgain(run, open, open.attempt);
  if (first) {
    if (isInstead(run, heard, open)) {
      leaveFor(run, () => wishes);
      return advance(run);
    }
    if (run.strategy.topics[first.topic]?.interrupts) {
      interrupt(run, heard, first);
      return advance(run);
    }
    note(run, wishes);
    const title = inLanguage(run, run.strategy.topics[first.topic]?.title ?? {});
    say(run, { reply: 'noted', values: { title } }, why(run, [first.topic, 'queued']));
    return askAgain(run, open, open.attempt);
  }
  if (heard.acts.includes('nothing_else') || heard.acts.includes('goodbye')) {
    drop(run);
    return advance(run);
  }
  const small: Act[] = ['thanks', 'greeting'];
  const polite = heard.acts.length > 0 && heard.acts.every((act) => small.includes(act));
  if (polite || repeated(run)) return askAgain(run, open, open.attempt);
  const attempt = open.attempt + 1;
  const reason = why(run, [run.strategy.id, 'not_understood'], { attempt });
  // "Here it is" says enough with a picture.
  if (heard.files.length > 0) return hearFiles(run, heard.files, reason);
  if (attempt > MOST_ATTEMPTS)
    return handOver(run, { reason: 'not_understood', reply: 'not_understood_person' }, reason);
  say(run, { reply: attempt === 2 ? 'not_understood' : 'still_not_understood', values: {} }, reason);
  askAgain(run, open, attempt);
}

/** Asked to confirm one thing, the buyer speaks of another that waits: that goes first, in the newer words. */
function meansAnother(run: Run, heard: Heard, { asks }: OpenQuestion): boolean {
  if (heard.button !== null || (asks.kind !== 'confirm' && asks.kind !== 'amend')) return false;
  const { text, seq } = heard;
  const said = toldWishes(run, heard).find(
    ({ topic, probability }) =>
      probability >= SURE && run.state.wishes.some((queued) => queued.topic === topic),
  );
  if (!said) return false;
  const { topic, words } = said;
  saidAgain(run, { topic, words, context: text, message_seq: seq });
  return true;
}

function repeated(run: Run): boolean {
  const [before, last] = run.state.heard.slice(-2);
  return (
    before !== undefined &&
    last !== undefined &&
    before.text.trim().toLowerCase() === last.text.trim().toLowerCase()
  );
}

function betweenFlows(run: Run, heard: Heard): void {
  const { question: open } = run.state;
  const picked = pickedTopic(run, heard);
  // "No, that is all" is an end, whatever its words are like.
  const ends = open?.asks.kind === 'anything_else' && endsHere(run, heard);
  // "Yes. Also cancel 12": a yes to "or is there something else?".
  const certain =
    open?.asks.kind === 'anything_else' && heard.acts.some((act) => ANSWERS_WHAT_ELSE.includes(act));
  const wishes = picked ? [picked] : newWishes(run, heard, certain ? SURE : run.strategy.settings.threshold);
  if (wishes.length > 0) {
    note(run, wishes);
    const titles = [
      ...new Set(wishes.map((wish) => inLanguage(run, run.strategy.topics[wish.topic]?.title ?? {}))),
    ];
    if (titles.length > 1)
      say(run, { reply: 'noted_several', values: { titles } }, why(run, [run.strategy.id, 'wishes']));
    return advance(run);
  }
  if (ends) return end(run);
  const { acts } = heard;
  const reason = why(run, [run.strategy.id, 'message'], { acts });
  if (acts.includes('goodbye') || (acts.includes('thanks') && !acts.includes('question'))) {
    return say(run, { reply: 'thanks', values: {} }, reason);
  }
  unclear(run, heard, open);
}

/** With one of these "or is there something else?" is answered: beside it a wish must be certain. */
const ANSWERS_WHAT_ELSE: readonly Act[] = ['yes', 'no', 'nothing_else', 'goodbye'];

function pickedTopic(run: Run, heard: Heard): NotedWish | null {
  const topic = heard.button === null ? topicAgreed(run, heard) : topicIn(heard.button);
  if (topic === null) return null;
  // What was said since the last matter came to an end may belong to this one.
  const since = run.state.ended.at(-1)?.seq ?? 0;
  const context = run.state.heard
    .filter((one) => one.seq > since)
    .map((one) => one.text)
    .slice(-3)
    .join('\n');
  return { topic, words: '', context, message_seq: heard.seq };
}

function topicIn(button: string): string | null {
  return button.startsWith(TOPIC) ? button.slice(TOPIC.length) : null;
}

/** "Is it this one?" and a yes; or words that go on, without a no and without clearly being about something else. */
function topicAgreed(run: Run, { acts, understanding }: Heard): string | null {
  const asks = run.state.question?.asks;
  if (asks?.kind !== 'topic' || asks.topics.length !== 1 || acts.includes('no')) return null;
  const [asked = null] = asks.topics;
  // A detail of it ("the blue one") tells no topic of its own.
  const served = understanding.topics.filter(({ topic }) => isServed(run, topic));
  const goesOn =
    !understanding.out_of_scope &&
    !acts.some((act) => ENDS.includes(act)) &&
    understanding.topics.some(({ probability }) => probability >= LIKELY) &&
    understanding.wishes.every(({ probability }) => probability < SURE) &&
    served.every(
      ({ topic, probability }) => topic === asked || probability < run.strategy.settings.threshold,
    );
  return acts.includes('yes') || goesOn ? asked : null;
}

const ENDS: readonly Act[] = ['never_mind', 'nothing_else', 'goodbye', 'person'];

/** A yes with many words behind it says something else as well. */
const BRIEF_WORDS = 8;

function isBrief({ text }: Heard): boolean {
  return text.trim().split(/\s+/).length <= BRIEF_WORDS;
}

function endsHere(run: Run, heard: Heard): boolean {
  if (heard.button !== null) return heard.button === 'sorted';
  // "Is everything sorted?" asks for a yes, "is there something else?" for a no.
  const sorted: Act[] = run.state.ended.at(-1)?.outcome === 'done' && isBrief(heard) ? ['yes'] : [];
  const ends: Act[] = ['no', 'nothing_else', 'thanks', 'goodbye', ...sorted];
  return ends.some((act) => heard.acts.includes(act));
}

/** The buyer says that all is sorted: confirmed where something was done; else the conversation is left to rest. */
function end(run: Run): void {
  const reason = why(run, [run.strategy.id, 'anything_else']);
  // What a person did stands in no flow.
  const solved = run.state.person_answered || run.state.ended.some((one) => one.outcome === 'done');
  if (solved) emit(run, 'conversation_resolved', { data: { how: 'confirmed' }, why: reason });
  say(run, { reply: 'goodbye', values: {} }, reason);
}

function unclear(run: Run, heard: Heard, open: OpenQuestion | null): void {
  const { topics, out_of_scope } = heard.understanding;
  const opens = heard.acts.includes('yes') || heard.acts.includes('greeting');
  const wantsMore = heard.button === 'more' || (opens && isBrief(heard));
  if (wantsMore) return askTopic(run, 'what_can_i_do', { attempt: 1 });
  if (answerable(run, heard, ['answer', 'read'])) return advance(run);
  const said = run.state.buyer_messages > 1 && open?.asks.kind === 'topic';
  const attempt = said && !repeated(run) ? (open?.attempt ?? 0) + 1 : 1;
  const reason = why(run, [run.strategy.id, 'not_understood'], { attempt, out_of_scope });
  if (heard.files.length > 0 && topics.every(({ probability }) => probability < LIKELY))
    return hearFiles(run, heard.files, reason);
  if (attempt > MOST_ATTEMPTS)
    return handOver(run, { reason: 'not_understood', reply: 'not_understood_person' }, reason);
  const likely = topics
    .filter(({ topic, probability }) => probability >= LIKELY && isServed(run, topic))
    .slice(0, 3);
  if (likely.length === 0 && heard.acts.includes('question') && answerable(run, heard, ['unsure']))
    return advance(run);
  const [first, second] = likely;
  if (out_of_scope || !first) return askTopic(run, 'out_of_scope', { attempt });
  const alone = first.probability >= FAR_AHEAD * (second?.probability ?? 0);
  const among = (alone ? [first] : likely).map((one) => one.topic);
  askTopic(run, 'choose_topic', { attempt, among });
}

/** What no topic was found for, and an article speaks of, is a question to the articles. */
function answerable(run: Run, { text, seq, button }: Heard, wanted: Answer['kind'][]): boolean {
  const topic = run.strategy.settings.questions;
  if (topic === undefined || button !== null || !wanted.includes(answerTo(run, text).kind)) return false;
  note(run, [{ topic, words: text, context: text, message_seq: seq }]);
  return true;
}

/** When every flow of this turn is through and nothing is open: is there anything else? */
export function whatElse(run: Run): void {
  const { state } = run;
  if (state.frames.length > 0 || state.wishes.length > 0 || state.question || state.status === 'resolved')
    return;
  if (state.speaker !== 'assistant' || state.lookups.length > 0) return;
  const ended = state.ended.at(-1);
  if (!ended || ended.seq <= run.observed.seq) return;
  const options = [
    { id: 'sorted', label: label(run, 'option_sorted', {}) },
    { id: 'more', label: label(run, 'option_more', {}) },
  ];
  const reason = why(run, [run.strategy.id, 'anything_else'], { flow: ended.flow, outcome: ended.outcome });
  const asks = { kind: 'anything_else' as const };
  const reply = ended.outcome === 'done' ? 'anything_else' : 'anything_else_instead';
  question(run, { reply, values: {}, options, asks, attempt: 1 }, reason);
}
