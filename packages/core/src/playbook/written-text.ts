import type { Text } from '../replies/reply.ts';
import type { Place, Source } from './place.ts';

/** What a text is for: the word on a button, a heading, something that is said, a part of a card, an article. */
export type TextRole = 'button' | 'title' | 'said' | 'card' | 'article';

/** A text in its languages, where it stands, and what it is for. */
export type WrittenText = { source: Source; place: Place; text: Text; role: TextRole };

/** The text of one language of it. */
export type Words = { source: Source; place: Place; role: TextRole; language: string; words: string };
