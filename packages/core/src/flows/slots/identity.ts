import type { Lookup } from '../../conversation/world.ts';
import { findEmails, findNames, findPostcodes } from '../../language/values/contact.ts';
import { digest } from '../../lib/hash.ts';
import type { Json } from '../../lib/json.ts';
import type { Words } from '../run.ts';
import { type Filling, filled, NOTHING, type SlotContext, type SlotKind, type SlotQuestion } from './slot.ts';

/** What the buyer has said of who they are, and the combinations that found nobody. */
type Clues = {
  emails: string[];
  names: { first_name: string; last_name: string }[];
  postcodes: string[];
  tried: string[];
};

const NONE: Clues = { emails: [], names: [], postcodes: [], tried: [] };

function cluesOf(context: SlotContext): Clues {
  const { current } = context;
  return current !== null && current.value !== null && !current.complete ? (current.value as Clues) : NONE;
}

function lookups(context: SlotContext, clues: Clues): Lookup[] {
  const { ways } = context.run.strategy.settings.identify;
  const found: Lookup[] = [];
  if (ways.some((way) => way.length === 1 && way[0] === 'email')) {
    for (const email of clues.emails) found.push({ read: 'buyer_by_email', email });
  }
  if (ways.some((way) => way.includes('name') && way.includes('postcode'))) {
    for (const name of clues.names) {
      for (const postcode of clues.postcodes) found.push({ read: 'buyer_by_name', ...name, postcode });
    }
  }
  return found;
}

function untried(context: SlotContext): Lookup | null {
  const clues = cluesOf(context);
  return lookups(context, clues).find((one) => !clues.tried.includes(digest(one as Json))) ?? null;
}

function unasked(context: SlotContext): Filling {
  const { candidate } = context.run.state.facts;
  const next = untried(context);
  if (!candidate || !next || digest(candidate.lookup as Json) !== digest(next as Json)) return NOTHING;
  if (candidate.value) return filled(candidate.value.id, 'words');
  const clues = cluesOf(context);
  const value: Clues = { ...clues, tried: [...clues.tried, digest(next as Json)] };
  return { kind: 'filled', value, source: 'words', complete: false };
}

function fromWords(context: SlotContext, words: Words): Filling {
  const clues = cluesOf(context);
  const asked = context.run.state.question?.asks.kind === 'slot';
  const emails = findEmails(words.text).map((one) => one.email);
  const names = findNames(words.text, { expected: asked }).map(({ first_name, last_name }) => ({
    first_name,
    last_name,
  }));
  const postcodes = postcodesIn(words.text, asked || names.length > 0);
  if (emails.length + postcodes.length + names.length === 0) return NOTHING;
  const value: Clues = {
    emails: fresh(clues.emails, emails),
    names: fresh(clues.names, names),
    postcodes: fresh(clues.postcodes, postcodes),
    tried: clues.tried,
  };
  return { kind: 'filled', value, source: 'words', complete: false };
}

/** A postcode that nobody asked for, beside no name, is that of an address to send something to. */
function postcodesIn(text: string, meant: boolean): string[] {
  const found = findPostcodes(text);
  const cued = found.filter((one) => one.cued);
  return (cued.length > 0 ? cued : meant ? found : []).map((one) => one.postcode);
}

// The newest come first: they are what the buyer has just said.
function fresh<T extends Json>(known: T[], found: T[]): T[] {
  const all = [...found, ...known];
  return all.filter((one, at) => all.findIndex((other) => digest(other) === digest(one)) === at).slice(0, 4);
}

function question(context: SlotContext): SlotQuestion {
  const clues = cluesOf(context);
  if (clues.tried.length > 0) return { values: {}, options: [], reply: 'identity_not_found' };
  if (clues.names.length > 0) return { values: {}, options: [], reply: 'identity_needs_postcode' };
  if (clues.postcodes.length > 0) return { values: {}, options: [], reply: 'identity_needs_name' };
  return { values: {}, options: [] };
}

/** Who the buyer is: e-mail, or name and postcode, as the playbook allows; several may be tried. */
export const identity: SlotKind = {
  needs(context) {
    const next = untried(context);
    const { candidate } = context.run.state.facts;
    if (!next || (candidate && digest(candidate.lookup as Json) === digest(next as Json))) return [];
    return [next];
  },
  unasked,
  fromWords,
  fromButton: () => NOTHING,
  question,
};
