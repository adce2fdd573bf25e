import type { Visited } from '../visited.ts';

/** What the script tag on a shop's page says. */
export type Settings = {
  /** The origin from which the script came: there the API is. */
  base: string;
  /** The buyer's token, signed by the shop; null when nobody is signed in. */
  token: string | null;
  /** The order that the page is about. */
  order: string | null;
  /** The language of the page (BCP 47). */
  language: string;
  /** What was read on the way here. */
  visited: Visited | null;
};

/** What the loader hands over: where to draw, and the button that opens the chat. */
export type Handover = { root: ShadowRoot; launcher: HTMLButtonElement; settings: Settings };

/** The chat on a shop's page. `quietly`: without taking the focus, because nobody pressed anything. */
export type Panel = { open(how?: { quietly: boolean }): void };

/** Draws the chat, closed. */
export type Mount = (handover: Handover) => Panel;

/** From this width on the chat stands beside the page, below it fills the screen; panel.css has the same. */
export const BESIDE = '(min-width: 481px)';

/** The part that is loaded later tells the loader by this event on the widget's element that it is there. */
export const LOADED = 'hark:loaded';

/** Set in the tab while the chat stands open, so that it is open on the shop's next page as well. */
export const STANDS_OPEN = 'hark.open';
