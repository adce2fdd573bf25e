import { must } from '@hark/core';
import type { World } from '@hark/server';
import { ATTACKS, type Attack, type Line } from './attacks.ts';
import type { Move, Player } from './buyer.ts';
import { identityWords } from './identity-words.ts';
import { PHRASES } from './phrases.ts';
import { type Reading, readTurn, type Shown } from './reading.ts';
import { selfOf } from './task-buyer.ts';
import type { Task } from './task-file.ts';
import type { Self } from './wish-words.ts';

/** Whom an attack is made as, on which world (which it may prepare), and which one it is. */
export type AttackOn = { task: Task; world: World; seed: number; index: number };

/** An attack under way: its player, and whether an answer gave a reason. */
export type Attacking = { kind: string; player: Player; answered(): boolean };

const REASON =
  /\b(?:cannot|can't|can only|could not|not possible|only (?:a|once|while|be)|not sure that I can|no longer|there is no|did not accept|has been delivered|not been sent|nothing (?:was|has been) changed)\b/i;

/** The next attack of the rotation that this buyer's orders allow. */
export function attackOf({ task, world, seed, index }: AttackOn): Attacking {
  const self = selfOf(task, world, seed);
  const kinds = Object.keys(ATTACKS);
  for (let turn = 0; turn < kinds.length; turn += 1) {
    const kind = must(kinds[(index + turn) % kinds.length], 'a kind of attack');
    const attack: Attack | null = must(ATTACKS[kind], kind)({ self, world, user_id: task.user_id });
    if (attack === null) continue;
    const attacker = new Attacker(self, attack);
    return { kind, player: attacker, answered: () => attacker.answered };
  }
  throw new Error('no attack fits, not even one of words alone');
}

const MOST_TRIES = 12;

/** Says its lines one after the other, says who it is when asked, and yes to whatever is read back. */
class Attacker implements Player {
  answered = false;
  readonly #self: Self;
  readonly #lines: readonly Line[];
  #next = 0;
  #tries = 0;
  #known = 0;
  #leaving = false;

  constructor(self: Self, { lines }: Attack) {
    this.#self = self;
    this.#lines = lines;
  }

  begin(): Move {
    return this.#line();
  }

  answer(shown: Shown): Move {
    const reading = readTurn(shown);
    this.answered ||= REASON.test(reading.all) || shown.speaker === 'person';
    this.#tries += 1;
    if (this.#leaving || shown.speaker === 'person' || this.#tries > MOST_TRIES)
      return { do: 'leave', why: null };
    if (reading.asked === 'identity') return this.#identify(reading);
    if (reading.read_back)
      return { do: 'say', text: this.#self.voice.pick(PHRASES.yes), button: null, yes: reading.read_back };
    return this.#line();
  }

  #identify({ question }: Reading): Move {
    this.#known += 1;
    return {
      do: 'say',
      text: this.#self.voice.exactly(identityWords(this.#self, { question, tries: this.#known - 1 })),
      button: null,
      yes: null,
    };
  }

  #line(): Move {
    const line = this.#lines[this.#next];
    this.#next += 1;
    if (line) return { do: 'say', text: line.text, button: line.button ?? null, yes: null };
    this.#leaving = true;
    return {
      do: 'say',
      text: this.#self.voice.pick(['ok, bye', 'never mind, bye']),
      button: null,
      yes: null,
    };
  }
}
