import { describeAddress } from '../../actions/objects.ts';
import type { Address } from '../../conversation/world.ts';
import { findAddress } from '../../language/values/address.ts';
import { renumbered } from '../../language/values/address-pieces.ts';
import { digest } from '../../lib/hash.ts';
import type { Json } from '../../lib/json.ts';
import { orderInSlot } from '../objects.ts';
import { label, type Words } from '../run.ts';
import { asking } from './choice.ts';
import { type Filling, filled, NOTHING, type SlotContext, type SlotKind, valuesOf } from './slot.ts';

type Known = { label: string; order_id: string | null; address: Address };

/** The address as it is now: the order's, or where it is about no order the buyer's own. */
function addressNow(context: SlotContext): Address | undefined {
  const { state } = context.run;
  return context.slot.of === undefined
    ? state.facts.buyer?.value?.address
    : orderInSlot(state, context.frame, context.slot.of)?.address;
}

/** Addresses that the shop has of this buyer, each once; not the one that is there now. */
function knownAddresses(context: SlotContext): Known[] {
  const { buyer, orders } = context.run.state.facts;
  const now = addressNow(context);
  const profile: Known[] = buyer?.value
    ? [{ label: label(context.run, 'address_of_profile', {}), order_id: null, address: buyer.value.address }]
    : [];
  const ofOrders = (orders?.value ?? []).map((order) => ({
    label: label(context.run, 'address_of_order', { order: order as Json }),
    order_id: order.id,
    address: order.address,
  }));
  const seen = new Set(now ? [digest(now as Json)] : []);
  return [...profile, ...ofOrders].filter((one) => {
    const key = digest(one.address as Json);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** For "the same as order 12": every order's address counts, also one that others share. */
function allAddresses(context: SlotContext): Known[] {
  const { buyer, orders } = context.run.state.facts;
  const profile: Known[] = buyer?.value ? [{ label: '', order_id: null, address: buyer.value.address }] : [];
  const mine = orderInSlot(context.run.state, context.frame, context.slot.of)?.id;
  const others = (orders?.value ?? []).filter((order) => order.id !== mine);
  return [...profile, ...others.map((order) => ({ label: '', order_id: order.id, address: order.address }))];
}

function fromWords(context: SlotContext, words: Words): Filling {
  const known = allAddresses(context);
  const { language } = context.run.state;
  const found = findAddress(words.text, known, { language, asked: asking(context) });
  const told = context.current?.value as Partial<Address> | null | undefined;
  const street = context.current?.complete && told?.line1 ? renumbered(told.line1, words.text) : null;
  if (street !== null && (found === null || 'known_index' in found || found.address.line1 === ''))
    return {
      kind: 'filled',
      value: { ...(told as Address), line1: street },
      source: 'words',
      complete: true,
    };
  if (found === null) return NOTHING;
  if ('known_index' in found) {
    // "The address on file is wrong" names the one that is there, not the one that is wanted.
    const address = known[found.known_index]?.address;
    const now = addressNow(context);
    const same =
      now !== undefined && address !== undefined && digest(now as Json) === digest(address as Json);
    return address && !same ? filled(address, 'words') : NOTHING;
  }
  const { line1, postcode } = found.address;
  // Of an address that was told before, what is told anew replaces the part; a town or country alone is no correction.
  if (context.current?.complete && line1 === '' && postcode === '') return NOTHING;
  const before = told ?? null;
  const address = merged(before, found.address);
  const complete = address.line1 !== '' && address.city !== '' && address.postcode !== '';
  if (!complete && !asking(context) && before === null && found.address.line1 === '') return NOTHING;
  const value = spelled(
    address,
    known.map((one) => one.address),
  );
  return { kind: 'filled', value, source: 'words', complete };
}

const letters = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Spelled as the shop has it where it has it; what was typed without a capital gets its capitals. */
function spelled(address: Address, known: Address[]): Address {
  const same = known.find((one) => letters(describeAddress(one)) === letters(describeAddress(address)));
  if (same) return same;
  const { line1, line2, city } = address;
  return { ...address, line1: capitalised(line1), line2: capitalised(line2), city: capitalised(city) };
}

function capitalised(text: string): string {
  if (text !== text.toLowerCase()) return text;
  return text.replace(
    /(^|[\s-])(\p{L})/gu,
    (_all, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

/** A street with its town is another place: nothing of what was told before belongs to it. */
function merged(told: Partial<Address> | null, found: Address): Address {
  const before = found.line1 !== '' && found.city !== '' ? null : told;
  const pick = (part: keyof Address): string => found[part] || before?.[part] || '';
  return {
    line1: pick('line1'),
    line2: pick('line2'),
    city: pick('city'),
    region: pick('region'),
    postcode: pick('postcode'),
    country: pick('country'),
  };
}

/** A postal address: written out, or one that the shop has already. */
export const address: SlotKind = {
  needs: () => [],
  unasked: () => NOTHING,
  fromWords,
  fromButton(context, id) {
    const one = knownAddresses(context).find((known) => digest(known.address as Json) === id);
    return one ? filled(one.address, 'button') : NOTHING;
  },
  question(context) {
    const partial = context.current?.complete === false && context.current.value !== null;
    const options = knownAddresses(context)
      .slice(0, 8)
      .map((one) => ({
        id: digest(one.address as Json),
        label: describeAddress(one.address),
        detail: one.label,
      }));
    return { values: valuesOf(context), options, ...(partial ? { reply: 'address_incomplete' } : {}) };
  },
};
