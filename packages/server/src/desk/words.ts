import { type Playbook, stepsOf } from '@hark/core';

/** The language in which people at the desk read titles and reasons: English where the playbook speaks it, else its first. */
export function deskLanguage({ settings }: Pick<Playbook, 'settings'>): string {
  return settings.languages.includes('en') ? 'en' : (settings.languages[0] ?? 'en');
}

/** A text of the playbook for people at the desk. */
export function forDesk(playbook: Playbook, text: { [language: string]: string }): string {
  return text[deskLanguage(playbook)] ?? Object.values(text)[0] ?? '';
}

/** A name of the playbook's as words: `order_id` is "Order id". */
export function spelled(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What an action or a flow is called; a name that the playbook does not know any more is spelled out. */
export function titleOf(playbook: Playbook, id: string): string {
  const found = playbook.actions[id] ?? playbook.flows[id];
  return found ? forDesk(playbook, found.title) : spelled(id);
}

const REASONS: { [reason: string]: string } = {
  asked: 'the buyer asked for one',
  approval: 'a person has to approve it',
  failed: 'the shop system could not do it',
  unknown: 'nobody knows whether the shop system did it',
  not_understood: 'the assistant did not understand',
  stepped_in: 'somebody stepped in',
  came_back: 'the buyer came back',
  passed: 'it was passed on',
};

/** Why a person was asked for, in words. */
export function reasonWords(playbook: Playbook, reason: string): string {
  return REASONS[reason] ?? toldForDesk(playbook, reason);
}

/** A title of a topic or a reason of a flow that was told in the buyer's language, as people at the desk read it; other words as they are. */
export function toldForDesk(playbook: Playbook, words: string): string {
  const known = KNOWN.get(playbook) ?? wordsOf(playbook);
  KNOWN.set(playbook, known);
  return known.get(words) ?? words;
}

const KNOWN = new WeakMap<Playbook, ReadonlyMap<string, string>>();

/** What people may find told in any language → the same for the desk. */
function wordsOf(playbook: Playbook): ReadonlyMap<string, string> {
  const titles = Object.values(playbook.topics).map(({ title }) => title);
  const reasons = Object.values(playbook.flows).flatMap((flow) =>
    stepsOf(flow).flatMap(({ step }) => ('hand_over' in step ? [step.hand_over.reason] : [])),
  );
  return new Map(
    [...titles, ...reasons].flatMap((text) =>
      Object.values(text).map((words) => [words, forDesk(playbook, text)] as const),
    ),
  );
}

const OUTCOMES: { [outcome: string]: string } = {
  done: 'done',
  dropped: 'dropped by the buyer',
  refused: 'not possible',
  handed_over: 'handed over',
  failed: 'failed',
  unknown: 'outcome unknown',
  asked: 'asked for',
};

/** What was tried, `<flow or action>: <outcome>` in the brief, in words. */
export function triedWords(playbook: Playbook, tried: string): string {
  const [id = '', outcome = ''] = tried.split(': ', 2);
  return `${titleOf(playbook, id)}: ${OUTCOMES[outcome] ?? outcome}`;
}
