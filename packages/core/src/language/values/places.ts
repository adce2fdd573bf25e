import { plain } from './everyday-words.ts';

const STATES =
  'AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|DC District of Columbia|PR Puerto Rico|AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia|ON Ontario|QC Quebec|SK Saskatchewan';

const REGIONS = new Map<string, string>(
  STATES.split('|').flatMap((one): [string, string][] => {
    const code = one.slice(0, 2);
    return [
      [code.toLowerCase(), code],
      [plain(one.slice(3)), code],
    ];
  }),
);

/** The code of a state or province of North America that is named or given by its code; null for anything else. */
export function regionCode(text: string): string | null {
  const bare = plain(text).replace(/\./g, '').trim();
  const code = REGIONS.get(bare) ?? null;
  // In lower case these codes are words.
  const word =
    bare.length === 2 &&
    text.trim() === text.trim().toLowerCase() &&
    ['in', 'or', 'me', 'hi', 'ok', 'on', 'la', 'de', 'id', 'al', 'pa', 'ma'].includes(bare);
  return word ? null : code;
}

const COUNTRIES: [code: string, names: string][] = [
  ['US', 'us|usa|united states|united states of america|america|estados unidos|eeuu'],
  ['CA', 'canada'],
  ['GB', 'uk|united kingdom|great britain|england|scotland|wales|reino unido|inglaterra'],
  ['IE', 'ireland|irlanda'],
  ['DE', 'germany|deutschland|alemania'],
  ['AT', 'austria|osterreich'],
  ['CH', 'switzerland|schweiz|suisse|suiza'],
  ['NL', 'netherlands|the netherlands|nederland|holland|paises bajos'],
  ['BE', 'belgium|belgique|belgie|belgica'],
  ['FR', 'france|francia'],
  ['ES', 'spain|espana'],
  ['PT', 'portugal'],
  ['IT', 'italy|italia'],
  ['MX', 'mexico'],
  ['AU', 'australia'],
];

const COUNTRY = new Map(
  COUNTRIES.flatMap(([code, names]) =>
    [...names.split('|'), code.toLowerCase()].map((name): [string, string] => [name, code]),
  ),
);

/** The ISO 3166 code of a country that is named in English, Spanish or its own language. */
export function countryNamed(text: string): string | null {
  const bare = plain(text).replace(/\./g, '').trim();
  if (bare.length === 2 && text !== text.toUpperCase() && !text.includes('.')) return null;
  return COUNTRY.get(bare) ?? null;
}

/** How a country is written where the shop has no way of its own: by its code. */
export function countrySpelled(code: string): string {
  return code;
}

/** Words that end the name of a street, as a pattern. */
export const STREET_LAST =
  'street|st|avenue|ave|av|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|way|terrace|ter|parkway|pkwy|highway|hwy|circle|cir|square|sq|trail|trl|loop|row|close|crescent|gardens|alley|path|plaza|point|ridge|run|walk|mews|grove|hill';

/** Words that begin the name of a street. */
export const STREET_FIRST =
  'rue|avenue|boulevard|place|chemin|allee|allée|impasse|quai|calle|via|rua|broadway|avenida';

/** Words for a part of a house. */
export const UNIT =
  'apartment|apt|suite|ste|unit|room|rm|floor|fl|flat|building|bldg|box|po box|lot|piso|puerta';
