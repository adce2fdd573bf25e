import type { OpenQuestion } from '../conversation/state.ts';
import { isPlainYes } from '../language/acts.ts';
import { afterAnswer } from '../language/after-answer.ts';
import { pickOption } from '../language/values/pick.ts';
import { must, never } from '../lib/assert.ts';
import { digest } from '../lib/hash.ts';
import { advance, standing } from './advance.ts';
import { fill } from './fill.ts';
import { into, stepAt } from './path.ts';
import { emit, inLanguage, label, moveOrEnd, question, type Run, say, type Words, why } from './run.ts';
import { choosesClearly } from './slots/choice.ts';
import { isReady, type SlotContext } from './slots/slot.ts';
import { SLOT_KIND_TABLE } from './slots/slot-kinds.ts';
import {
  answerTo,
  askWhichArticle,
  goWithout,
  type NearPassages,
  NONE_OF_THESE,
  PASSAGE,
  passageAt,
  tell,
} from './steps/answer.ts';
import { askFor, slotContext } from './steps/ask.ts';
import { askWhetherSolved } from './steps/ask-if-solved.ts';
import { askWhich, branchTold, chosenIn, openChoices } from './steps/choose.ts';
import { flowValues } from './values.ts';

/**
 * What a message did to the open question: answered it, changed something else, told only what would be asked for later, or
 * none of it.
 */
export type Answered = 'answered' | 'changed' | 'ahead' | 'no';

/** Takes a message as the answer to the open question of the top flow, if it is one. */
export function answer(run: Run, open: OpenQuestion, words: Words & { button: string | null }): Answered {
  switch (open.asks.kind) {
    case 'slot':
      return answerSlot(run, open.asks.slot, words);
    case 'confirm':
      return answerConfirm(run, open.asks, words);
    case 'choose':
      return answerChoose(run, words);
    case 'amend':
      return answerAmend(run, open, words);
    case 'solved':
      return answerSolved(run, words);
    case 'article':
      return answerArticle(run, { ...open.asks, options: open.options }, words);
    case 'topic':
    case 'anything_else':
      return 'no';
    default:
      return never(open.asks);
  }
}

type Said = Words & { button: string | null };

/**
 * Whether the words choose one of a closed set that the open question is about, or say again what it reads back: no other
 * wish then, whatever topic they are like.
 */
export function chooses(run: Run, open: OpenQuestion, words: Words): boolean {
  const { asks } = open;
  if (asks.kind !== 'slot' && asks.kind !== 'confirm') return false;
  const context = standing(run);
  return Object.entries(context.flow.slots).some(([name, { kind }]) => {
    const asked = asks.kind === 'slot' ? asks.slot === name : context.frame.slots[name]?.complete === true;
    if (kind !== 'choice' || !asked) return false;
    return SLOT_KIND_TABLE.choice.fromWords(slotContext(context, name), words).kind === 'filled';
  });
}

function answerSlot(run: Run, name: string, words: Said): Answered {
  const slot = slotContext(standing(run), name);
  const kind = SLOT_KIND_TABLE[slot.slot.kind];
  const filling = words.button === null ? kind.fromWords(slot, words) : kind.fromButton(slot, words.button);
  if (filling.kind === 'filled' && !isMeantOtherwise(run, slot, words)) {
    fill(slot, filling);
    if (words.button === null && words.acts.includes('correction')) amendOthers(run, words, name);
    return 'answered';
  }
  if (filling.kind === 'refused' || filling.kind === 'impossible') {
    say(run, filling, why(run, [slot.flow.id, `slots.${name}`]));
    askFor(slotContext(standing(run), name), standing(run), 1);
    return 'answered';
  }
  if (amendOthers(run, words, name) === 'changed') return 'changed';
  return tellsAhead(run, words, name) ? 'ahead' : 'no';
}

/** More words than a bare "the Visa?" are a question, not an answer. */
const QUESTION_WORDS = 6;

/**
 * "Send me another one", said to "what is wrong?", clearly answers what is asked next; "how long does it take to reach a card?"
 * names no card to use.
 */
function isMeantOtherwise(run: Run, slot: SlotContext, words: Said): boolean {
  if (words.button !== null) return false;
  if (slot.slot.kind === 'payment_method')
    return words.acts.includes('question') && words.text.trim().split(/\s+/).length >= QUESTION_WORDS;
  return slot.slot.kind === 'choice' && !choosesClearly(slot, words) && tellsAhead(run, words, slot.name);
}

/** Whether the words say what another slot will ask for, or say again what it holds: then they need not be told again. */
function tellsAhead(run: Run, said: Said, asked: string | null): boolean {
  const words = { ...said, text: afterAnswer(said.text) };
  if (said.button !== null || words.text === '' || said.acts.includes('question')) return false;
  const { flow } = standing(run);
  return Object.keys(flow.slots).some((name) => {
    const slot = slotContext(standing(run), name);
    if (name === asked || !AHEAD.includes(slot.slot.kind) || !isReady(slot)) return false;
    return SLOT_KIND_TABLE[slot.slot.kind].fromWords(slot, words).kind === 'filled';
  });
}

/** Kinds of slots that words fill only where they clearly mean them. */
const AHEAD = ['choice', 'payment_method'];

function answerConfirm(run: Run, asks: { action: string; digest: string }, words: Said): Answered {
  const { frame, flow } = standing(run);
  const reason = why(run, [flow.id, frame.path.join('.')], { digest: asks.digest });
  const { acts, button } = words;
  if (button === 'no') {
    askWhatToChange(run);
    return 'answered';
  }
  const plainYes = button === 'yes' || isPlainYes(acts);
  if (!plainYes || button === null) {
    // "yes, but to my other card" changes what was read back; it is read back anew.
    const amended = amendOthers(run, words, null);
    if (amended === 'changed') return 'changed';
    if (amended === 'refused') {
      askWhatToChange(run);
      return 'answered';
    }
  }
  if (plainYes) {
    emit(run, 'confirmation_given', { data: { action: asks.action, digest: asks.digest }, why: reason });
    return 'answered';
  }
  if (acts.includes('no') || acts.includes('correction')) {
    askWhatToChange(run);
    return 'answered';
  }
  // "One moment", "yes, if it is free": what was read back stands, and nothing is done.
  const waits = acts.includes('hold') && !acts.includes('question');
  return waits || tellsAhead(run, words, null) ? 'ahead' : 'no';
}

/** Takes a change of mind that says what is wanted instead as a correction; false when it only drops the matter. */
export function amends(run: Run, words: Words): boolean {
  return amendOthers(run, words, null) === 'changed';
}

/** What a correction did: a refusal was told with its reason. */
type Amended = 'changed' | 'refused' | 'no';

/** Fills slots anew from a correction; what depends on a changed slot is forgotten and the flow gone over again. */
function amendOthers(run: Run, said: Words, except: string | null): Amended {
  const words = { ...said, text: afterAnswer(said.text) };
  if (words.text === '') return 'no';
  const { frame, flow } = standing(run);
  let changed = false;
  let refused = false;
  for (const name of Object.keys(flow.slots)) {
    const slot = slotContext(standing(run), name);
    if (name === except || !slot.current?.complete || slot.slot.kind === 'identity') continue;
    const filling = SLOT_KIND_TABLE[slot.slot.kind].fromWords(slot, words);
    if (filling.kind === 'refused' && except === null) {
      say(run, filling, why(run, [flow.id, `slots.${name}`]));
      refused = true;
    }
    if (filling.kind !== 'filled' || digest(filling.value) === digest(slot.current.value)) continue;
    fill(slot, { ...filling, also: [] });
    changed = true;
    forgetDependents(run, name);
  }
  if (changed)
    emit(run, 'flow_moved', {
      data: { to: [0] },
      why: why(run, [flow.id, 'correction'], { started: frame.started }),
    });
  return changed ? 'changed' : refused ? 'refused' : 'no';
}

function forgetDependents(run: Run, changed: string): void {
  const { flow } = standing(run);
  for (const [name, slot] of Object.entries(flow.slots)) {
    if (slot.of !== changed || !standing(run).frame.slots[name]) continue;
    emit(run, 'slot_cleared', {
      data: { slot: name, forget: true },
      why: why(run, [flow.id, `slots.${name}`], { changed }),
    });
    forgetDependents(run, name);
  }
}

/** "No" to what was read back: which part of it is wrong? */
function askWhatToChange(run: Run, attempt = 1): void {
  const { flow, frame } = standing(run);
  const slots = Object.keys(flow.slots).filter((name) => {
    const filled = frame.slots[name];
    return filled?.complete === true && flow.slots[name]?.kind !== 'identity';
  });
  const options = [
    ...slots.map((name) => ({
      id: name,
      label: label(run, 'option_change', { slot: must(flow.slots[name], name).kind }),
    })),
    { id: 'drop', label: label(run, 'option_drop', {}) },
  ];
  const values = flowValues(run.strategy, run.state, frame);
  const reason = why(run, [flow.id, frame.path.join('.')]);
  question(
    run,
    { reply: 'what_to_change', values, options, asks: { kind: 'amend', slots }, attempt },
    reason,
  );
}

function answerAmend(run: Run, open: OpenQuestion, words: Said): Answered {
  const { flow } = standing(run);
  const reason = why(run, [flow.id, 'amend']);
  const amended = words.button === null ? amendOthers(run, words, null) : 'no';
  if (amended === 'changed') return 'changed';
  if (amended === 'refused') {
    askWhatToChange(run);
    return 'answered';
  }
  const picked = words.button ?? onlyPick(words.text, open, run.state.language);
  if (picked === 'drop') {
    drop(run);
    return 'answered';
  }
  if (picked === null || !flow.slots[picked]) return 'no';
  emit(run, 'slot_cleared', { data: { slot: picked, forget: false }, why: reason });
  forgetDependents(run, picked);
  emit(run, 'flow_moved', { data: { to: [0] }, why: reason });
  return 'answered';
}

/** Leaves the present wish: nothing is done. */
export function drop(run: Run): void {
  const { flow, frame } = standing(run);
  const reason = why(run, [flow.id, 'never_mind']);
  emit(run, 'flow_ended', { data: { outcome: 'dropped' }, why: reason });
  say(run, { reply: 'dropped', values: { title: inLanguage(run, flow.title) } }, reason);
  // A flow that was only called for this one goes with it.
  const below = run.state.frames.at(-1);
  if (below && below.topic === frame.topic && below.wish?.message_seq === frame.wish?.message_seq)
    emit(run, 'flow_ended', { data: { outcome: 'dropped' }, why: reason });
}

function onlyPick(text: string, open: OpenQuestion, language: string): string | null {
  const { picked } = pickOption(text, open.options, language);
  return picked.length === 1 ? (picked[0]?.id ?? null) : null;
}

function answerChoose(run: Run, words: Said): Answered {
  const context = standing(run);
  const { flow, path } = context;
  const step = stepAt(flow, path);
  if (!step || !('choose' in step)) return 'no';
  const open = openChoices(step, context);
  const options = open.map((one) => ({ id: one.id, label: inLanguage(run, one.label) }));
  const clear = words.button === null ? (chosenIn(step, context, words.text)?.id ?? null) : null;
  const picks =
    words.button === null && clear === null ? pickOption(words.text, options, run.state.language).picked : [];
  const told =
    words.button === null && picks.length === 0
      ? branchTold(step, context, { words: words.text, message_seq: words.seq })
      : null;
  const picked = words.button ?? clear ?? told ?? (picks.length === 1 ? (picks[0]?.id ?? null) : null);
  if (picked === null || !open.some((one) => one.id === picked)) return 'no';
  moveOrEnd(run, into(flow, path, picked), why(run, [flow.id, path.join('.')], { chosen: picked }));
  return 'answered';
}

function answerSolved(run: Run, words: Said): Answered {
  const { flow, path } = standing(run);
  const reason = why(run, [flow.id, path.join('.')]);
  const refuses = words.acts.includes('no') || words.acts.includes('unsolved');
  if (words.button === 'no' || (refuses && !words.acts.includes('nothing_else'))) {
    moveOrEnd(run, into(flow, path, 'no'), reason);
    return 'answered';
  }
  const yes = ['yes', 'thanks', 'nothing_else', 'goodbye'] as const;
  if (words.button !== 'yes' && !yes.some((act) => words.acts.includes(act))) return 'no';
  emit(run, 'flow_ended', { data: { outcome: 'done' }, why: reason });
  if (run.state.frames.length === 0 && run.state.wishes.length === 0) {
    emit(run, 'conversation_resolved', { data: { how: 'confirmed' }, why: reason });
    say(run, { reply: 'goodbye', values: {} }, reason);
  }
  return 'answered';
}

/** One of the passages by button or words; other words are a question of their own. */
function answerArticle(
  run: Run,
  { asked, passages, options }: NearPassages & Pick<OpenQuestion, 'options'>,
  words: Said,
): Answered {
  const context = standing(run);
  const { picked, none } = pickOption(words.text, options, run.state.language);
  const only = picked.length === 1 ? (picked[0]?.id ?? null) : null;
  const id = words.button ?? only;
  const refused = words.acts.includes('no') && !words.acts.includes('question');
  if (id === NONE_OF_THESE || (id === null && (none || refused))) {
    goWithout(context, { asked, found: false });
    return 'answered';
  }
  const address = passages.find(({ article, section }) => id === `${PASSAGE}${article}#${section}`);
  const passage = address && passageAt(run, address);
  if (passage) {
    tell(context, { passage, coverage: 1 });
    return 'answered';
  }
  const anew = answerTo(run, words.text);
  if (anew.kind !== 'answer') return 'no';
  tell(context, anew.found);
  return 'answered';
}

/** Asks the open question of the top flow again: the same, or with "choose one of these" before it. */
export function askAgain(run: Run, open: OpenQuestion, attempt: number): void {
  const context = standing(run);
  const { flow, path } = context;
  const step = stepAt(flow, path);
  if (open.asks.kind === 'slot') return askFor(slotContext(context, open.asks.slot), context, attempt);
  if (step && 'choose' in step) return askWhich(step, context, attempt);
  if (open.asks.kind === 'article') return askWhichArticle(context, open.asks, attempt);
  if (step && 'ask_if_solved' in step) return askWhetherSolved(step, context, attempt);
  // A confirmation is read back anew by its own step; an amendment is asked anew.
  if (open.asks.kind === 'amend') return askWhatToChange(run, attempt);
  emit(run, 'flow_moved', { data: { to: path }, why: why(run, [flow.id, path.join('.')], { attempt }) });
  advance(run);
}
