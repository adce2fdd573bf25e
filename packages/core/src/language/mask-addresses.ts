import { STREET_LAST } from './values/places.ts';

/** Stands for a whole address where only the topic of a text is asked for. */
const PLACEHOLDER = 'postaladdress';

/** House number, street, what follows, and the postcode that ends it, with or without commas between. */
const WRITTEN_OUT = new RegExp(
  `\\b\\d{1,6}[a-z]?\\s+(?:[\\p{L}'’.-]{1,24}\\s+){0,3}?(?:${STREET_LAST})\\b\\.?(?:[\\s,#.]+[\\p{L}\\p{N}'’-]{1,24}){0,9}?[\\s,]+\\d{5}\\b(?:[\\s,]+(?:usa|us|united states)\\b)?`,
  'giu',
);

/** A text with addresses that are written out in full told by one word: their names say nothing of what is wanted. */
export function maskAddresses(text: string): string {
  return text.replace(WRITTEN_OUT, PLACEHOLDER);
}
