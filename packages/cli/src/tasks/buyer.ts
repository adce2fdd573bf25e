import {
  linesOf,
  pressElse,
  pressEnough,
  pressFault,
  pressFor,
  pressKind,
  pressLeave,
  pressNo,
  pressYes,
} from './buttons.ts';
import type { CardFault, ReadBack } from './card-check.ts';
import { faultsOf } from './card-check.ts';
import type { Goal, TalkGoal, WishGoal } from './goals.ts';
import { identityWords } from './identity-words.ts';
import { likelyGoal } from './likely-goal.ts';
import { AGAIN_BEFORE, JOINTS, NEXT_BEFORE, VAGUE } from './openings.ts';
import { outputsLeft } from './outputs.ts';
import { PHRASES } from './phrases.ts';
import { type Asked, type Reading, readTurn, type Shown } from './reading.ts';
import { answerTalk, askedAgain, nextSentences, topicOf } from './talk.ts';
import type { WishKind } from './wish.ts';
import { answerWish } from './wish-answers.ts';
import { faultWords, type Self, tellWish } from './wish-words.ts';

/** `words` writes everything; `buttons` presses where there are buttons; `careless` writes and says yes to whatever is read back. */
export type BuyerKind = 'words' | 'buttons' | 'careless';

/** What a buyer does next: `yes` stands on a yes to a read-back. */
export type Move =
  | { do: 'say'; text: string; button: string | null; yes: ReadBack | null }
  | { do: 'leave'; why: string | null };

/** Whoever sits before the chat: begins, then answers each turn until leaving. */
export type Player = { begin(shown: Shown): Move; answer(shown: Shown): Move };

/** What a scripted buyer brings along. */
export type BuyerParts = {
  self: Self;
  goals: Goal[];
  kind: BuyerKind;
  opening: string | null;
  outputs: readonly string[];
  instruction: string;
};

const MOST_CORRECTIONS = 2;
const MOST_ASKED = 4;
const MOST_TOLD = 2;

/** A buyer with goals, who reads what is shown and answers it. */
export class Buyer implements Player {
  readonly #parts: BuyerParts;
  #current: Goal | null = null;
  #faults: readonly CardFault[] = [];
  #agreed: WishGoal | null = null;
  #leaving = false;
  #heard = '';
  #identityAsked = 0;
  #vague = false;
  /** The topic that was chosen last, so that it is not chosen over and over. */
  #topic = '';

  constructor(parts: BuyerParts) {
    this.#parts = parts;
  }

  begin(shown: Shown): Move {
    const { self, goals, opening, kind } = this.#parts;
    const { voice } = self;
    const [first] = goals;
    if (!first) return this.#leave();
    this.#current = first;
    if (kind === 'buttons' && first.kind === 'wish') {
      const pressed = this.#press(pressKind(readTurn(shown).options, first.wish.kind));
      if (pressed) return this.#counted(first, pressed);
    }
    if (opening !== null) return this.#counted(first, this.#say(opening));
    if (first.kind === 'wish' && voice.chance(0.06)) {
      this.#vague = true;
      return this.#write(voice.pick(VAGUE));
    }
    const wishes = goals.filter((goal) => goal.kind === 'wish');
    const all = wishes.length > 1 && first.kind === 'wish' && voice.chance(0.35);
    const told = all
      ? wishes.map((goal) => tellWish(self, goal.wish, { rich: false }))
      : [this.#tellWords(first)];
    first.told += 1;
    const words = told
      .map((one) => one.replace(/[.!]$/, ''))
      .reduce((before, one) => `${before}${voice.pick(JOINTS)}${one}`);
    const who = voice.chance(0.3) ? identityWords(self, { question: '', tries: 0 }) : null;
    return this.#write(who === null ? words : voice.pick([`${words}. ${who}`, `${who}. ${words}`]));
  }

  answer(shown: Shown): Move {
    if (this.#leaving) return { do: 'leave', why: null };
    const reading = readTurn(shown);
    this.#heard += ` \n ${reading.all} \n ${shown.messages.map(({ card }) => (card ? JSON.stringify(card) : '')).join(' ')}`;
    if (shown.speaker === 'person') return { do: 'leave', why: null };
    this.#hearReceipts(reading);
    if (reading.asked === 'identity') return this.#identify(reading);
    if (reading.read_back) return this.#judge(reading, reading.read_back);
    const goal = likelyGoal(reading, this.#waiting(), this.#current);
    if (!goal) return this.#nothingMore(reading);
    if (reading.asked === 'else' || reading.asked === 'nothing' || reading.asked === 'solved')
      return this.#goOn(reading);
    if (reading.asked === 'change') return this.#sayWhatIsWrong(goal, reading);
    this.#current = goal;
    return this.#answerAbout(goal, reading);
  }

  #waiting(): Goal[] {
    return this.#parts.goals.filter(({ status }) => status === 'waiting');
  }

  #hearReceipts(reading: Reading): void {
    if (reading.receipts.length > 0 && this.#agreed) this.#agreed.status = 'done';
    this.#agreed = null;
  }

  #identify(reading: Reading): Move {
    this.#identityAsked += 1;
    const { self } = this.#parts;
    if (this.#identityAsked > self.known.emails.length + 4)
      return { do: 'leave', why: 'was not recognised as a buyer' };
    return this.#say(identityWords(self, { question: reading.question, tries: this.#identityAsked - 1 }));
  }

  /** Reads what is read back against the wishes, row by row. */
  #judge(reading: Reading, shown: ReadBack): Move {
    const { self, kind } = this.#parts;
    // What was given up is judged too: it may be read back after all.
    const wishes = this.#parts.goals
      .filter((goal) => goal.kind === 'wish')
      .filter(({ status }) => status !== 'done');
    const judged = wishes.map((goal) => ({ goal, faults: faultsOf(shown, goal.wish, self.methods) }));
    const waiting = wishes.filter(({ status }) => status === 'waiting');
    const likely = likelyGoal(reading, waiting.length > 0 ? waiting : wishes, this.#current);
    const right = judged.find(({ faults }) => faults.length === 0);
    const found = right ?? judged.find(({ goal }) => goal === likely);
    if (!found || (found.faults[0]?.wrong === 'kind' && found.goal.status === 'left'))
      return this.#decline(reading);
    const { goal, faults } = found;
    goal.first_right ??= faults.length === 0;
    if (faults.length === 0 || kind === 'careless') {
      this.#current = goal;
      this.#agreed = goal;
      this.#faults = [];
      const option = kind === 'buttons' ? pressYes(reading.options) : null;
      const text = option?.label ?? self.voice.write(self.voice.pick(PHRASES.yes));
      return { do: 'say', text, button: option?.id ?? null, yes: shown };
    }
    this.#current = goal;
    this.#faults = faults;
    goal.corrections += 1;
    if (goal.corrections > MOST_CORRECTIONS)
      return {
        do: 'leave',
        why: `${goal.wish.kind}: read back wrong ${goal.corrections} times (${faults.map(faultName).join(', ')})`,
      };
    if (kind === 'buttons') {
      const pressed = this.#press(pressNo(reading.options));
      if (pressed) return pressed;
    }
    return this.#write(`${self.voice.pick(PHRASES.no)}${faultWords(self, goal.wish, faults)}`);
  }

  #sayWhatIsWrong(goal: Goal, reading: Reading): Move {
    const { self, kind } = this.#parts;
    if (goal.kind !== 'wish' || this.#faults.length === 0)
      return this.#leaveIt(goal, reading, PHRASES.decline);
    if (this.#tooOften(goal, reading)) return this.#leaveIt(goal, reading, PHRASES.drop);
    if (kind === 'buttons') {
      const pressed = this.#press(pressFault(reading.options, this.#faults));
      goal.pressed.clear();
      if (pressed) return pressed;
    }
    return this.#write(faultWords(self, goal.wish, this.#faults));
  }

  #answerAbout(goal: Goal, reading: Reading): Move {
    const { self, kind, instruction } = this.#parts;
    if (reading.asked === 'what') return this.#tellAgain(goal, reading);
    const before = goal.asked.get(reading.asked) ?? 0;
    if (this.#tooOften(goal, reading)) return this.#leaveIt(goal, reading, PHRASES.drop);
    if (goal.kind === 'person') return this.#write(self.voice.pick(PHRASES.person));
    if (goal.kind === 'talk') return this.#write(answerTalk({ self, goal, reading, instruction }));
    if (kind === 'buttons') {
      const pressed = this.#press(pressFor(reading, goal, self.methods));
      if (pressed) return pressed;
    }
    if (reading.asked === 'ways') return this.#chooseWay(goal, reading);
    if (!concerns(reading.asked, goal.wish.kind))
      return this.#write(`No, that is not what I want. ${tellWish(self, goal.wish, { rich: true })}`);
    const words = answerWish(self, goal, { reading, again: before });
    return reading.asked === 'address' ? this.#say(words) : this.#write(words);
  }

  /** None of the ways may be what is wanted: then it is left. */
  #chooseWay(goal: WishGoal, reading: Reading): Move {
    const { self } = this.#parts;
    const way = pressKind(reading.options, goal.wish.kind);
    if (way) return this.#write(self.voice.pick([way.label, `${way.label} please`]));
    if ((goal.asked.get('ways') ?? 0) < 2 && pressLeave(reading.options) === null)
      return this.#write(tellWish(self, goal.wish, { rich: true }));
    return this.#leaveIt(goal, reading, PHRASES.drop);
  }

  #tellAgain(goal: Goal, reading: Reading): Move {
    const { kind } = this.#parts;
    const most = MOST_TOLD + 2 + (goal.kind === 'talk' ? goal.sentences.length : 0);
    if (goal.told >= most || (goal.kind === 'talk' && this.#settled(goal)))
      return this.#leaveIt(goal, reading, PHRASES.end);
    const topic = goal.kind === 'talk' && !this.#heardEverything() ? topicOf(goal, reading.options) : null;
    if (topic && this.#topic !== topic.label) {
      this.#topic = topic.label;
      return kind === 'buttons' ? (this.#press(topic) ?? this.#leave()) : this.#write(topic.label);
    }
    if (kind === 'buttons' && goal.kind === 'wish') {
      const pressed = this.#press(pressKind(reading.options, goal.wish.kind));
      if (pressed) return this.#counted(goal, pressed);
    }
    const words = this.#tellWords(goal);
    goal.told += 1;
    return this.#write(words);
  }

  /** One thing is through or was refused: the next, or the same once more in other words. */
  #goOn(reading: Reading): Move {
    const { self, kind } = this.#parts;
    for (const goal of this.#waiting()) {
      if (goal.kind === 'talk' && this.#settled(goal)) goal.status = 'done';
      else if (goal.told >= MOST_TOLD && goal.kind !== 'talk') goal.status = 'left';
      else {
        this.#current = goal;
        if (kind === 'buttons' && goal.kind === 'wish') {
          const pressed = this.#press(pressElse(reading.options, true));
          if (pressed) return pressed;
        }
        const before =
          this.#vague && goal.told === 0
            ? ''
            : self.voice.pick(goal.told === 0 ? NEXT_BEFORE : goal.kind === 'talk' ? [''] : AGAIN_BEFORE);
        const words = `${before}${this.#tellWords(goal)}`;
        goal.told += 1;
        return this.#write(words);
      }
    }
    return this.#nothingMore(reading);
  }

  #settled(goal: TalkGoal): boolean {
    const left = outputsLeft(this.#parts.outputs, this.#heard);
    const more = goal.next < goal.sentences.length;
    if (more) return false;
    return (
      left.length === 0 || goal.told > goal.sentences.length + 1 || !goal.sentences.some(({ asks }) => asks)
    );
  }

  #heardEverything(): boolean {
    return outputsLeft(this.#parts.outputs, this.#heard).length === 0;
  }

  #tellWords(goal: Goal): string {
    const { self, instruction } = this.#parts;
    if (goal.kind === 'person') return self.voice.pick(PHRASES.person);
    if (goal.kind === 'wish') return tellWish(self, goal.wish, { rich: goal.told > 0 });
    const left = !this.#heardEverything();
    const said = nextSentences(goal, goal.told === 0 ? 2 : 1);
    if (said.length > 0) return said.join(' ');
    const asking = goal.sentences.filter(({ asks }) => asks).map(({ text }) => text);
    return left && asking.length > 0
      ? askedAgain(self.voice, self.voice.pick(asking))
      : answerTalk({ self, goal, reading: null, instruction });
  }

  #tooOften(goal: Goal, reading: Reading): boolean {
    const { asked } = reading;
    const before = goal.asked.get(asked) ?? 0;
    goal.asked.set(asked, before + 1);
    const many =
      goal.kind === 'wish' && ['items', 'more_items', 'variant', 'change'].includes(asked)
        ? 2 * linesOf(goal.wish).length
        : 0;
    return before >= (reading.refused ? 2 : MOST_ASKED) + many;
  }

  #leaveIt(goal: Goal, reading: Reading, words: readonly string[]): Move {
    const { self, kind } = this.#parts;
    goal.status = 'left';
    this.#faults = [];
    const pressed = kind === 'buttons' ? this.#press(pressLeave(reading.options)) : null;
    return pressed ?? this.#write(self.voice.pick(words));
  }

  #decline(reading: Reading): Move {
    const { self, kind } = this.#parts;
    this.#faults = [];
    const pressed = kind === 'buttons' ? this.#press(pressNo(reading.options)) : null;
    return pressed ?? this.#write(self.voice.pick(PHRASES.decline));
  }

  #nothingMore(reading: Reading): Move {
    const { kind } = this.#parts;
    if (
      reading.asked === 'solved' ||
      reading.asked === 'else' ||
      reading.asked === 'what' ||
      reading.asked === 'nothing'
    )
      return this.#leave(reading);
    const pressed =
      kind === 'buttons'
        ? (this.#press(pressLeave(reading.options)) ?? this.#press(pressEnough(reading.options)))
        : null;
    this.#identityAsked += 1;
    if (this.#identityAsked > 8) return this.#leave(reading);
    return pressed ?? this.#write(this.#parts.self.voice.pick(PHRASES.drop));
  }

  #leave(reading?: Reading): Move {
    const { self, kind } = this.#parts;
    this.#leaving = true;
    const pressed = kind === 'buttons' && reading ? this.#press(pressElse(reading.options, false)) : null;
    return pressed ?? this.#write(self.voice.pick(PHRASES.end));
  }

  #press(option: { id: string; label: string } | null): Move | null {
    return option && { do: 'say', text: option.label, button: option.id, yes: null };
  }

  #counted(goal: Goal, move: Move): Move {
    goal.told += 1;
    if (goal.kind === 'wish') goal.pressed.clear();
    return move;
  }

  #write(text: string): Move {
    return { do: 'say', text: this.#parts.self.voice.write(text), button: null, yes: null };
  }

  #say(text: string): Move {
    return { do: 'say', text: this.#parts.self.voice.exactly(text), button: null, yes: null };
  }
}

const ASKED_OF: { readonly [asked: string]: readonly WishKind[] } = {
  reason: ['cancel'],
  items: ['return', 'swap'],
  more_items: ['return', 'swap'],
  variant: ['swap'],
  method: ['return', 'swap', 'payment'],
  address: ['address', 'profile'],
};

/** Whether a question can be about such a wish at all; else something else was understood. */
function concerns(asked: Asked, kind: WishKind): boolean {
  return ASKED_OF[asked]?.includes(kind) ?? true;
}

function faultName(fault: CardFault): string {
  if (fault.wrong === 'missing' || fault.wrong === 'extra') return `${fault.wrong} ${fault.line.name}`;
  return fault.wrong === 'variant' ? `other ${fault.swap.line.name}` : fault.wrong;
}
