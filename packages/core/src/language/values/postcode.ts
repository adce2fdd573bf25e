/** A postcode and where it stands. */
export type Postcode = { postcode: string; from: number; to: number };

// An Irish one has a letter in its second half, which a number of an order has not.
/** The pattern of an Irish postcode. */
export const EIRCODE = '[AC-FHKNPRTV-Y](?:\\d\\d|6W)\\s?(?=\\d{0,3}[A-Z])[\\dAC-FHKNPRTV-Y]{4}';

const POSTCODES = [
  new RegExp(`\\b${EIRCODE}\\b`, 'gi'),
  /\b\d{5}(?:-\d{4})?\b/g,
  /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/gi,
  /\b[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d\b/gi,
  /\b[1-9]\d{3} ?[A-Z]{2}\b/g,
];

/** The first postcode of a text, of the country whose form is tried first; null without one. */
export function postcodeIn(text: string): Postcode | null {
  for (const pattern of POSTCODES) {
    const match = [...text.matchAll(pattern)][0];
    if (match)
      return { postcode: match[0].toUpperCase(), from: match.index, to: match.index + match[0].length };
  }
  return null;
}
