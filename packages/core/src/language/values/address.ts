import type { Address } from '../../conversation/world.ts';
import { addressInPieces, type Pieces as Written } from './address-pieces.ts';
import { isEveryday, plain, wordLanguage } from './everyday-words.ts';
import { LONGEST } from './match.ts';
import { findOrders } from './order-number.ts';
import { countryNamed, countrySpelled, regionCode, STREET_FIRST, STREET_LAST, UNIT } from './places.ts';
import { EIRCODE, postcodeIn } from './postcode.ts';

/** An address that the shop has already: of an order, or of the buyer's profile (`order_id` null). */
export type KnownAddress = { label: string; order_id: string | null; address: Address };

/** An address written out, with what it still lacks, or one of those known. */
export type FoundAddress =
  | { address: Address; complete: boolean; missing: (keyof Address)[]; from: number; to: number }
  | { known_index: number; from: number; to: number };

/** A postal address in free words, whole or in part, or a known one that is referred to; `asked`: one was asked for. */
export function findAddress(
  text: string,
  known: KnownAddress[],
  { language, asked = false }: { language: string; asked?: boolean },
): FoundAddress | null {
  const cut = text.slice(0, LONGEST);
  const written = american(cut) ?? european(cut);
  const whole = written !== null && written.address.line1 !== '' && written.address.city !== '';
  if (!whole) {
    const referred = reference(cut, known, language);
    if (referred !== null) return { known_index: referred, from: 0, to: cut.length };
  }
  const part = written ?? loose(cut) ?? addressInPieces(cut, { asked });
  if (part === null) return null;
  const address = { ...part.address, country: countryOf(part.address, known) };
  const missing = missingOf(address);
  return { address, complete: missing.length === 0, missing, from: part.from, to: part.to };
}

const EMPTY: Address = { line1: '', line2: '', city: '', region: '', postcode: '', country: '' };

function missingOf(address: Address): (keyof Address)[] {
  const needed: (keyof Address)[] = ['line1', 'city', 'postcode'];
  if (countryNamed(address.country) === 'US' || countryNamed(address.country) === 'CA') needed.push('region');
  return needed.filter((part) => address[part] === '');
}

/** The country as the shop writes it, so that the same place is the same text. */
function countryOf(address: Address, known: KnownAddress[]): string {
  const code = countryNamed(address.country) ?? (isAmerican(address) ? 'US' : null);
  const usual = new Set(known.map((one) => one.address.country));
  if (code === null && address.country === '' && usual.size === 1) return [...usual][0]!;
  if (code === null) return address.country;
  const spelled = known.find((one) => countryNamed(one.address.country) === code)?.address.country;
  return spelled ?? countrySpelled(code);
}

function isAmerican(address: Address): boolean {
  return (
    (address.region !== '' && /^[A-Z]{2}$/.test(address.region)) || /^\d{5}-\d{4}$/.test(address.postcode)
  );
}

type Part = { text: string; from: number; to: number };

/** The pieces between commas and line ends. */
function split(text: string, from: number): Part[] {
  const parts: Part[] = [];
  for (const match of text.slice(from, from + 260).matchAll(/[^,\n;]+/g)) {
    const lead = /^\s*/.exec(match[0])![0].length;
    const piece = match[0].trim();
    if (piece === '') continue;
    parts.push({
      text: piece,
      from: from + match.index + lead,
      to: from + match.index + lead + piece.length,
    });
  }
  return parts;
}

// A street may be named after another kind of street: "12 Hill Road".
const START = new RegExp(
  `\\b(\\d{1,6}[A-Za-z]?(?:-\\d{1,4})?(?:\\s+[1-9]/[2-9])?)\\s+((?:[\\p{L}\\p{N}.'’-]{1,24}\\s+){0,5}?(?:${STREET_LAST})\\b\\.?(?:\\s+(?!st\\b)(?:${STREET_LAST})\\b\\.?)?(?:\\s+(?:[NSEW]{1,2}|north|south|east|west)\\b\\.?)?|(?:${STREET_FIRST})\\s[\\p{L}.'’ -]{2,40}(?=,|\\n))`,
  'giu',
);

/** House number first: "320 Cedar Avenue, Suite 116, Springfield, IL 62701, USA". */
function american(text: string): Written | null {
  for (const match of text.matchAll(START)) {
    const from = match.index;
    const line1 = tidy(match[0]);
    if (/\b(?:order|orders|items?|days?|times?|inch|ml)\b/i.test(line1)) continue;
    const rest = afterStreet(text, from + match[0].length);
    return { address: { ...EMPTY, line1, ...rest.address }, from, to: rest.to };
  }
  return numbered(text);
}

// No street word, but house number, commas, a region and a postcode: "12 Broadway, Albany, NY 12207".
function numbered(text: string): Written | null {
  const match = /(?:^|[\s:])(\d{1,6}[A-Za-z]?\s[\p{L}.'’ -]{3,40}),\s{0,2}(?=[\p{L}#])/u.exec(text);
  if (!match) return null;
  const from = match.index + match[0].indexOf(match[1]!);
  const rest = afterStreet(text, from + match[1]!.length);
  const found = rest.address.city !== '' && (rest.address.postcode !== '' || rest.address.region !== '');
  return found ? { address: { ...EMPTY, line1: tidy(match[1]!), ...rest.address }, from, to: rest.to } : null;
}

function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\s,.]+$/, '')
    .trim();
}

type Rest = { address: Partial<Address>; to: number };

const UNIT_PART = new RegExp(
  `^[\\s,;-]{0,4}((?:(?:${UNIT})\\b\\.?\\s{0,2}#?\\s{0,1}[\\p{L}\\p{N}-]{1,6}|#\\s?[\\p{L}\\p{N}-]{1,6}|\\d{1,2}(?:st|nd|rd|th) floor))\\b`,
  'iu',
);

// A sentence's end ends the address; the stop of an abbreviation ("St. Louis") does not, nor one before the postcode.
const AREA =
  /^(?:[^.!?]|(?<=\b(?:St|Ft|Mt|Ste|Co|Rd|Av|Avda|Pza|Ctra|Dr|[A-Z]))\.|\.(?=\s?(?:zip|postcode|\d{5}))){0,200}/i;

function afterStreet(text: string, start: number): Rest {
  const unit = UNIT_PART.exec(text.slice(start, start + 60));
  const line2 = unit ? tidy(unit[1]!) : '';
  const begin = start + (unit ? unit[0].length : 0);
  const area = AREA.exec(text.slice(begin))?.[0] ?? '';
  const body = /^\s*(?:[,\n;]|in\b|\p{L})/iu.test(area) ? area : '';
  return { address: { line2, ...locality(body) }, to: begin + endOf(body) };
}

function endOf(body: string): number {
  const zip = postcodeIn(body);
  return zip ? zip.to : 0;
}

/** "Co. Wicklow", "County Mayo": never the code of an American state. */
const COUNTY = /^(?:co\.?|county) \p{L}/iu;

/** City, region, postcode and country in the words behind the street. */
function locality(body: string): Partial<Address> {
  const zip = postcodeIn(body);
  const country = countryIn(zip ? body.slice(zip.to) : body) ?? countryIn(body) ?? '';
  const before = (zip ? body.slice(0, zip.from) : body).replace(
    /\b(?:zip|postal|post)\s*(?:code)?\b\W*$/i,
    '',
  );
  const pieces = split(before, 0).map((part) => part.text.replace(/^(?:in|at)\s+/i, ''));
  let region = '';
  let city = '';
  for (const piece of pieces) {
    if (city !== '' && region === '' && COUNTY.test(piece)) {
      region = piece;
      continue;
    }
    if (countryNamed(piece) !== null && regionCode(piece) === null) continue;
    const code = city === '' ? null : regionCode(piece);
    if (code !== null) {
      region = code;
      continue;
    }
    if (city !== '') break;
    const split = cityAndRegion(piece);
    city = split.city;
    region = split.region;
  }
  if (zip && city === '') city = cityBehind(body.slice(zip.to));
  const postcode = zip?.postcode ?? '';
  const listed = isPlace(city) ? city : '';
  return { city: listed, region, postcode, country: country === '' ? '' : country };
}

/** "San Antonio TX", "Portland Oregon", "New York". */
function cityAndRegion(piece: string): { city: string; region: string } {
  const words = piece.split(/\s+/);
  for (const count of [3, 2, 1]) {
    if (words.length <= count) continue;
    const code = regionCode(words.slice(-count).join(' '));
    if (code !== null) return { city: words.slice(0, -count).join(' '), region: code };
  }
  return { city: piece, region: '' };
}

function cityBehind(text: string): string {
  return /^\s*([\p{Lu}][\p{L}.'’-]+(?:[ -][\p{Lu}][\p{L}.'’-]+){0,3})/u.exec(text)?.[1] ?? '';
}

function isPlace(city: string): boolean {
  const words = city.split(/\s+/);
  return (
    city !== '' &&
    words.length <= 4 &&
    /^[\p{L}][\p{L}.'’ -]*$/u.test(city) &&
    !/^(?:and|please|is|thanks|instead|because|for|not|but|my|the|y|por)\b/i.test(city)
  );
}

function countryIn(text: string): string | null {
  for (const part of split(text, 0)) {
    const words = part.text.replace(/[.!?]+$/, '').split(/\s+/);
    for (const count of [3, 2, 1]) {
      for (const some of [words.slice(0, count), words.slice(-count)]) {
        const name = some.join(' ');
        if (
          words.length >= count &&
          name.length > 1 &&
          countryNamed(name) !== null &&
          regionCode(name) === null
        )
          return name;
      }
    }
  }
  return null;
}

const EUROPEAN = new RegExp(
  [
    String.raw`(\p{L}[\p{L}.'’ -]{2,40}?,?\s\d{1,4}(?:\s?[a-zA-Z])?)(?:\s*,\s*([\p{L}\p{N}º°ª. ]{1,20}))?\s*[,\n]\s*`,
    String.raw`(?:[A-Z]{1,2}-)?(\d{4}\s?[A-Z]{2}|\d{5}|\d{4}|${EIRCODE})\s+`,
    String.raw`(\p{Lu}[\p{L}.'’-]+(?:[ -]\p{Lu}?[\p{L}.'’-]+){0,3})`,
  ].join(''),
  'u',
);

const STREET_WORD =
  /^.*?(?<![\p{L}'’-])(?=(?:calle|c\/|avenida|avda|plaza|paseo|camino|carretera|ronda|rambla|travesía|rúa|rua|carrer|rue|chemin|boulevard)(?![\p{L}]))/iu;

/** What leads up to a street is no part of it: "from now on use Lindenallee 12". */
function streetIn(text: string): string {
  if (STREET_WORD.test(text)) return text.replace(STREET_WORD, '');
  const told = text.replace(
    /^.*?\b(?:address is|address to|send it to|ship it to|direcci[oó]n es|is|es|to|at|a)\s+(?=\p{Lu})/u,
    '',
  );
  return told.replace(/^(?:\p{Ll}[\p{L}'’]*\s+){2,}(?=\p{Lu})/u, '');
}

/** House number behind the street, postcode before the town: "Lindenallee 12, 10115 Berlin, Germany". */
function european(text: string): Written | null {
  const match = EUROPEAN.exec(text);
  if (!match) return null;
  const street = tidy(streetIn(match[1]!));
  const from = match.index + match[1]!.indexOf(street);
  const city = tidy(match[4]!).replace(/\s+(?:please|thanks|and|instead|por|gracias)\b.*$/i, '');
  const to = match.index + match[0].length;
  const country = countryIn(text.slice(to, to + 30)) ?? '';
  return {
    address: { line1: street, line2: tidy(match[2] ?? ''), city, region: '', postcode: match[3]!, country },
    from,
    to,
  };
}

/** Only a town with its region or postcode: "Portland, Oregon 97201". */
function loose(text: string): Written | null {
  const match =
    /(?:^|\b(?:in|to|is|city|ciudad)\b[:\s]|[,\n:])\s{0,2}(\p{Lu}[\p{L}.'’-]+(?:[ -]\p{Lu}[\p{L}.'’-]+){0,3}),?\s{1,2}([A-Z]{2}|\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?)(?:,?\s{1,2}(\d{5}(?:-\d{4})?))?\b/u.exec(
      text,
    );
  const region = match ? regionCode(match[2]!) : null;
  if (match && region !== null) {
    const from = match.index + match[0].indexOf(match[1]!);
    return {
      address: { ...EMPTY, city: match[1]!, region, postcode: match[3] ?? '' },
      from,
      to: match.index + match[0].length,
    };
  }
  const bare = /^\s{0,3}((?:zip|postcode|postal code|code)?\W{0,3})(\d{5}(?:-\d{4})?)\s{0,3}$/i.exec(text);
  if (bare) return { address: { ...EMPTY, postcode: bare[2]! }, from: bare.index, to: text.length };
  const only = /^\s{0,3}(\p{Lu}[\p{L}.'’-]+(?:[ -]\p{Lu}[\p{L}.'’-]+){0,2})\s{0,3}$/u.exec(text);
  if (
    !only ||
    only[1]!
      .split(/[\s-]/)
      .some((word) => isEveryday(plain(word).replace(/\W+$/, ''), 'en') || isEveryday(plain(word), 'es'))
  )
    return null;
  const code = regionCode(only[1]!);
  return {
    address: { ...EMPTY, ...(code === null ? { city: only[1]! } : { region: code }) },
    from: 0,
    to: text.length,
  };
}

const REFER = {
  en: /\b(?:same|address|as|like|from|use|where|one|ship|send|deliver)\b/,
  es: /\b(?:mism[oa]|direccion|como|usa|usar|envi\w+)\b/,
};
const PROFILE = {
  en: /\b(?:default|profile|account|home|on file|registered|usual|main|primary|saved|billing|regular|normal) (?:\w+ )?(?:address|one)\b|\baddress (?:\w+ )?(?:(?:on|in|from|of|under) (?:\w+ )?(?:file|profile|account)|you have (?:on file|for me)?)|\b(?:my|in|on) (?:default|profile|account)\b|\b(?:to|at) (?:my )?home\b/,
  es: /\bdireccion (?:\w+ )?(?:predeterminada|habitual|principal|registrada|de (?:mi )?(?:casa|perfil|cuenta))\b|\bmi (?:perfil|casa)\b/,
};
const OTHER_ORDER = {
  en: /\b(?:my |the )?(?:other|another|previous|last|second|different) order\b|\bother address\b/,
  es: /\b(?:mi |el )?otro pedido\b|\botra direccion\b/,
};

/** "the same as order 12", "my default address", "the address of my other order", "the one in Denver". */
function reference(text: string, known: KnownAddress[], language: string): number | null {
  const said = plain(text);
  const lang = wordLanguage(language);
  const addressed = REFER[lang].test(said);
  const named = findOrders(
    text,
    known.flatMap((one) => (one.order_id === null ? [] : [{ id: one.order_id }])),
  );
  if (addressed && named.length > 0) {
    const last = named.at(-1)!.order_id;
    return known.findIndex((one) => one.order_id === last);
  }
  if (PROFILE[lang].test(said)) {
    const at = known.findIndex((one) => one.order_id === null);
    if (at >= 0) return at;
  }
  if (addressed) {
    const labelled = known.flatMap((one, at) =>
      one.label !== '' && new RegExp(`(?:^|\\W)${literal(plain(one.label))}(?:\\W|$)`).test(said) ? [at] : [],
    );
    if (labelled.length === 1) return labelled[0]!;
  }
  if (OTHER_ORDER[lang].test(said)) return onlyOne(known, (one) => one.order_id !== null);
  const streeted = onlyOne(
    known,
    (one) => one.address.line1.length > 4 && said.includes(plain(one.address.line1)),
  );
  if (streeted !== null) return streeted;
  return addressed
    ? onlyOne(
        known,
        (one) =>
          one.address.city !== '' &&
          new RegExp(`(?:^|\\W)${literal(plain(one.address.city))}(?:\\W|$)`).test(said) &&
          /\b(?:one|address|place|house|direccion|casa)\b/.test(said),
      )
    : null;
}

function literal(text: string): string {
  return text.slice(0, 80).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The place of the only address that fits, however often it is known. */
function onlyOne(known: KnownAddress[], fits: (one: KnownAddress) => boolean): number | null {
  const fitting = known.flatMap((one, at) => (fits(one) ? [at] : []));
  const texts = new Set(fitting.map((at) => Object.values(known[at]!.address).join('\n')));
  return texts.size === 1 ? fitting[0]! : null;
}
