import type { Message } from '@hark/wire';

type Card = NonNullable<Message['card']>;

/** What brings a card onto paper, or into a file; it is fetched when somebody wants that. */
export type PaperPart = {
  print(card: Card, near: Element): void;
  save(card: Card, words: { reference: string }): void;
};

/** By this event on the widget's element the part tells that it is there. */
export const PAPER_LOADED = 'hark:paper';
