import type { Card, Option } from '@hark/core';
import type { Message } from '@hark/wire';
import type { ReadBack } from './card-check.ts';

/** What a buyer sees after having written: the new messages, and whether a person has taken over. */
export type Shown = { messages: readonly Message[]; speaker: 'assistant' | 'person' };

/** What the assistant wants to know, as a reader takes it. */
export type Asked =
  | 'confirm'
  | 'identity'
  | 'order'
  | 'reason'
  | 'variant'
  | 'items'
  | 'more_items'
  | 'method'
  | 'address'
  | 'change'
  | 'else'
  | 'what'
  | 'ways'
  | 'solved'
  | 'nothing';

/** A turn of the assistant as a buyer reads it. */
export type Reading = {
  asked: Asked;
  /** The last message, which holds the question. */
  question: string;
  /** Everything said in the turn. */
  all: string;
  read_back: ReadBack | null;
  receipts: Card[];
  options: readonly Option[];
  /** Something was said not to be possible. */
  refused: boolean;
  /** The assistant said that it did not understand. */
  lost: boolean;
};

const RULES: readonly [Asked, RegExp][] = [
  [
    'else',
    /\b(?:anything|something|everything) (?:else|more|sorted)\b|\bis (?:everything|all) (?:sorted|settled|done)\b|\bwhat else\b/i,
  ],
  ['solved', /\b(?:is|was) (?:it|that|this|your problem) solved\b|\bdid (?:that|this) (?:help|solve)\b/i],
  [
    'change',
    /\bwhat (?:should be different|is wrong|was wrong|would you like to (?:change|correct))\b|\bwhat should I (?:correct|put right)\b/i,
  ],
  ['order', /\b(?:which|what) (?:of your )?orders?\b|\border number\b.*\?/i],
  ['reason', /\bwhy\b|\breason\b|\bno longer needed\b.*\?/i],
  ['more_items', /\b(?:another|other|more) (?:item|article|product)s?\b.*\?/i],
  ['variant', /\binstead of your(?:s)?\b|\bwhich (?:variant|version|option)s?\b|\bcan be had\b/i],
  [
    'method',
    /\bpayment method\b|\brefund (?:go|be sent|to)\b|\bwould you like to pay\b|\bhow (?:should|do you want to|would you like to) (?:pay|be refunded)\b|\b(?:which|what) card\b/i,
  ],
  [
    'address',
    /\bstreet\b|\b(?:new|default|shipping|delivery|another|which|what) address\b|\bwhere should\b/i,
  ],
  ['items', /\b(?:which|what) (?:of the )?(?:items?|articles?|products?|things?)\b/i],
  ['identity', /\be-?mail\b|\bzip\b|\bpost(?:al )?code\b|\b(?:full|last) name\b|\bwho (?:are you|am I)\b/i],
  [
    'what',
    /\bwhat (?:can|may) I do\b|\bhow can I help\b|\bone of these\b|\btell me\b|\bwhat do you need\b|\bthese things\b/i,
  ],
];

const REFUSED =
  /\b(?:cannot|can't|can only|could not|not possible|unable to|not allowed|no longer be|did not accept|does not hold|not something|only (?:a|once|while)|there is no\b|nothing (?:was|has been) changed)/i;
const LOST = /\b(?:did not|didn't|could not) (?:quite )?understand\b/i;

/** Reads a turn as a person would: from texts, cards and buttons alone. */
export function readTurn(shown: Shown): Reading {
  const said = shown.messages.filter((message) => message.from !== 'buyer');
  const last = said.at(-1);
  const all = said.map((message) => message.text).join(' \n ');
  const cards = said.flatMap((message) => (message.card ? [{ text: message.text, card: message.card }] : []));
  const read_back = last?.card?.kind === 'confirmation' ? { text: last.text, card: last.card } : null;
  const options = last?.options ?? [];
  return {
    asked: read_back ? 'confirm' : askedIn(last?.text ?? '', options),
    question: last?.text ?? '',
    all,
    read_back,
    receipts: cards.map(({ card }) => card).filter((card) => card.kind === 'receipt'),
    options,
    refused: REFUSED.test(all),
    lost: LOST.test(all),
  };
}

function askedIn(text: string, options: readonly Option[]): Asked {
  const found = RULES.find(([, words]) => words.test(text));
  const asking = /\?|:\s*$|\bplease\b|\btell me\b/i.test(text) || options.length > 0;
  if (found && asking) return found[0];
  return options.length > 0 ? 'ways' : 'nothing';
}
