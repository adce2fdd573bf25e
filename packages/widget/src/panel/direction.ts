/** Languages that are written from right to left, by their first part. */
const FROM_RIGHT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** The direction in which a language (BCP 47) is written. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return FROM_RIGHT.has(language.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
