import type { Option } from '@hark/core';
import { listed, spoken } from './describe.ts';
import type { TalkGoal } from './goals.ts';
import { PHRASES } from './phrases.ts';
import type { Reading } from './reading.ts';
import { names, namesOrder } from './seen.ts';
import type { Voice } from './voice.ts';
import type { Self } from './wish-words.ts';

/** The next sentences that a buyer says by themselves, at most so many; those that hold only in some case are left out. */
export function nextSentences(goal: TalkGoal, most: number): string[] {
  const said: string[] = [];
  if (most === 0) return goal.sentences.slice(goal.next).map(({ text }) => text);
  while (said.length < most && goal.next < goal.sentences.length) {
    const sentence = goal.sentences[goal.next];
    goal.next += 1;
    if (sentence && (!sentence.conditional || goal.sentences.length === 1)) said.push(sentence.text);
  }
  return said;
}

type Asked = { self: Self; goal: TalkGoal; reading: Reading | null; instruction: string };

/** What somebody answers who only wanted to say or know something: from what the instruction told them. */
export function answerTalk({ self, goal, reading, instruction }: Asked): string {
  const { voice } = self;
  if (reading?.asked === 'order') return orderNamed(self, instruction) ?? voice.pick(PHRASES.unsure);
  const products = productsNamed(self, instruction);
  const which = reading !== null && ['items', 'more_items', 'variant'].includes(reading.asked);
  if (which && products.length > 0) return `the ${listed(products)}`;
  if (reading !== null && /\bproduct\b/i.test(reading.question))
    return productAsked(goal) ?? listed(products);
  return nextSentences(goal, 1)[0] ?? voice.pick(PHRASES.thanks);
}

function productAsked(goal: TalkGoal): string | null {
  return goal.sentences.find(({ asks }) => asks)?.text ?? null;
}

function orderNamed(self: Self, instruction: string): string | null {
  const named = self.orders.find((order) => namesOrder(instruction, order.id));
  if (named) return named.id;
  const [product] = productsNamed(self, instruction);
  return product === undefined ? null : `the one with the ${product}`;
}

function productsNamed(self: Self, instruction: string): string[] {
  const all = new Set(self.orders.flatMap((order) => order.lines.map(({ name }) => name)));
  return [...all].filter((name) => names(instruction, name)).map(spoken);
}

const OPENED: readonly [asks: RegExp, label: RegExp][] = [
  [/\b(?:balance|gift card|payment methods?|profile|account|address on file)\b/i, /\baccount\b|\bprofile\b/i],
  [
    /\b(?:track|status|arrive|shipped|where is|delivered|paid|order (?:total|number)|total of|in (?:my|the) order)/i,
    /\bwhere is\b|\bstatus\b|\btrack/i,
  ],
  [/\b(?:options?|variants?|kinds?|versions?|available|stock|price|cheapest|sell|how many)\b/i, /\bproduct/i],
];

/** The topic, of those that are offered, under which a reader would look for the answer. */
export function topicOf(goal: TalkGoal, options: readonly Option[]): Option | null {
  const sentence = productAsked(goal);
  if (sentence === null) return null;
  const fitting = OPENED.filter(([asks]) => asks.test(sentence));
  return fitting.flatMap(([, label]) => options.find((option) => label.test(option.label)) ?? [])[0] ?? null;
}

const WANTS_TO_KNOW =
  /^(?:I(?:'d| would)? (?:also )?(?:want|like|need) to (?:know|find out|check|ask|figure out|get|see)|Please tell me|I'm (?:wondering|interested in)) */i;

/** A question told once more, as a question. */
export function askedAgain(voice: Voice, sentence: string): string {
  const bare = sentence.replace(WANTS_TO_KNOW, '').replace(/[.?!]$/, '');
  return voice.pick([
    `Could you tell me ${bare}?`,
    `My question is: ${bare}?`,
    `${bare}?`,
    `I just want to know ${bare}`,
  ]);
}
