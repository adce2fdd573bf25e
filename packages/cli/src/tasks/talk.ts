import { listed, spoken } from './describe.ts';
import type { TalkGoal } from './goals.ts';
import { PHRASES } from './phrases.ts';
import type { Reading } from './reading.ts';
import { names, namesOrder } from './seen.ts';
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
