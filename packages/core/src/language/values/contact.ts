import { isEveryday, plain } from './everyday-words.ts';
import { LONGEST } from './match.ts';

/** An e-mail address and where it stands. */
export type FoundEmail = { email: string; from: number; to: number };

/** `cued` when the text says that it is a postcode. */
export type FoundPostcode = { postcode: string; from: number; to: number; cued: boolean };

/** Somebody’s name and where it stands. */
export type FoundName = { first_name: string; last_name: string; from: number; to: number };

const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,6}\p{L}{2,24}/gu;
const SPOKEN =
  /([\p{L}\p{N}._%+-]{1,64}(?:\s(?:dot|punto)\s[\p{L}\p{N}_-]{1,30})?)\s{0,2}[([]?\s?(?:@|\bat\b|\barroba\b)\s?[)\]]?\s{0,2}([\p{L}\p{N}-]{1,63})\s{0,2}[([]?\s?(?:\.|\bdot\b|\bpunto\b)\s?[)\]]?\s{0,2}(\p{L}{2,10})\b/gu;

/** E-mail addresses, lower case, also those written in words ("anna at example dot com"). */
export function findEmails(text: string): FoundEmail[] {
  const cut = text.slice(0, LONGEST);
  const found: FoundEmail[] = [];
  for (const match of cut.matchAll(EMAIL)) {
    const lead = /^['.-]+/.exec(match[0])?.[0].length ?? 0;
    const email = match[0].slice(lead).toLowerCase();
    found.push({ email, from: match.index + lead, to: match.index + match[0].length });
  }
  for (const match of cut.matchAll(SPOKEN)) {
    const [whole, name = '', host = '', domain = ''] = match;
    const to = match.index + whole.length;
    // "look at example.com" has a dot but no second spoken sign; "at … dot …" has both.
    const spoken = !/\s(?:at|arroba)\s/.test(whole) || /\s(?:dot|punto)\s/.test(whole) || /[[(]/.test(whole);
    if (!spoken || found.some((one) => one.from < to && match.index < one.to)) continue;
    const local = name.replace(/\s(?:dot|punto)\s/, '.');
    found.push({ email: `${local}@${host}.${domain}`.toLowerCase(), from: match.index, to });
  }
  return found.sort((a, b) => a.from - b.from);
}

const POSTCODES: RegExp[] = [
  // An Irish one has a letter in its second half, which a number of an order has not.
  /\b[AC-FHKNPRTV-Y](?:\d\d|6W)\s?(?=\d{0,3}[A-Z])[\dAC-FHKNPRTV-Y]{4}\b/gi,
  /\b\d{5}-\d{4}\b/g,
  /\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b/gi,
  /\b[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d\b/gi,
  /\b[1-9]\d{3} ?[A-Z]{2}\b/g,
  /\b\d{5}\b/g,
];

const POSTCODE_CUE = /\b(?:zip|postal|post ?code|postcode|plz|codigo|código|c\.?p\.?)\b[^\d\n]{0,24}$/i;
const NO_POSTCODE_BEFORE =
  /(?:[#$€£@]|\b[A-Z]{1,3}-?|\b(?:order|pedido|orden|number|numero|ending|ends|digits|card|visa|mastercard|paypal|tracking|phone)\W*(?:in|with|number|no|id|is)?\W*|\d[-.,/ ])$/i;
const NO_POSTCODE_AFTER = /^(?:[.,]\d|-\d|\s?(?:ml|mah|kg|lbs?|gb|usd|eur|dollars?|euros?|€|%)\b|@)/i;
const STREET_AFTER =
  /^\s+(?:[NSEW]\.?\s+)?(?:\p{L}+\s+){0,3}(?:st|street|ave|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane|ct|court|way|pl|place|hwy|highway|pkwy|parkway|terrace|circle|trail)\b/iu;

/** Postcodes of the United States, Canada, the United Kingdom, the Netherlands and countries with five digits; the surest first. */
export function findPostcodes(text: string): FoundPostcode[] {
  const cut = text.slice(0, LONGEST);
  const emails = findEmails(cut);
  const found: FoundPostcode[] = [];
  for (const pattern of POSTCODES) {
    for (const match of cut.matchAll(pattern)) {
      const from = match.index;
      const to = from + match[0].length;
      const before = cut.slice(Math.max(0, from - 40), from);
      const after = cut.slice(to, to + 60);
      const cued = POSTCODE_CUE.test(before);
      if (
        found.some((one) => one.from < to && from < one.to) ||
        emails.some((one) => one.from < to && from < one.to)
      )
        continue;
      if (!cued && (NO_POSTCODE_BEFORE.test(before) || STREET_AFTER.test(after))) continue;
      if (NO_POSTCODE_AFTER.test(after)) continue;
      found.push({ postcode: match[0].toUpperCase(), from, to, cued });
    }
  }
  return found.sort((a, b) => Number(b.cued) - Number(a.cued) || a.from - b.from);
}

const WORD = "\\p{L}[\\p{L}\\p{M}'’.-]{0,30}";
const NAME = `(${WORD}(?:[ \\t]{1,2}${WORD}){0,4})`;
const SURE = new RegExp(
  `(?:\\bmy (?:full )?name(?:'s|’s| is|:)|\\bname(?:'s|’s| is|:)|\\bcall me|\\bunder the name(?: of)?|\\bin the name of|\\bme llamo|\\bmi nombre(?: completo)? es|\\bnombre:|\\ba nombre de|\\bregistered to|\\bbelongs to)\\s{0,2}["“]?${NAME}`,
  'giu',
);
const LIKELY = new RegExp(
  `(?:\\bi['’]?m|\\bi am|\\bthis is|\\bit['’]?s|\\bit is|\\bsoy|\\bunder|\\bfor|\\b(?:regards|thanks|thank you|cheers|best|sincerely|gracias|saludos)[,!.]?|\\bhere is|^|[\\n,.;:!?(])\\s{0,3}${NAME}`,
  'giu',
);
const FIRST_LAST = new RegExp(
  `\\b(?:first name|nombre)(?: is|:| es)?\\s{0,2}(${WORD})[\\s,;.]{1,3}(?:and |y )?(?:(?:my )?(?:last name|surname|family name)|apellidos?)(?: is|:| es)?\\s{0,2}(${WORD}(?:[ \\t]${WORD}){0,2})`,
  'giu',
);
const PARTICLES = new Set([
  'de',
  'la',
  'del',
  'van',
  'von',
  'der',
  'den',
  'da',
  'di',
  'dos',
  'le',
  'bin',
  'al',
  'el',
  'ter',
  'st',
  'mc',
  'y',
]);

/** Who says who they are: candidates, likeliest first. `expected` when the name has just been asked, so that lower case counts too. */
export function findNames(text: string, options: { expected?: boolean } = {}): FoundName[] {
  const cut = text.slice(0, LONGEST);
  const expected = options.expected === true;
  const found: FoundName[] = [];
  for (const match of cut.matchAll(FIRST_LAST)) {
    const first = spelled(match[1] ?? '');
    const last = spelled(trimEnd(match[2] ?? '', 'sure'));
    if (last !== '')
      found.push({
        first_name: first,
        last_name: last,
        from: match.index,
        to: match.index + match[0].length,
      });
  }
  if (found.length > 0) return found;
  for (const match of cut.matchAll(SURE)) found.push(...readName(match, 'sure'));
  for (const match of overlapping(cut)) {
    const wholeMessage =
      match[1] !== undefined && cut.trim().replace(/[.!]$/, '') === match[1].trim().replace(/[.!]$/, '');
    const sure = (expected && (wholeMessage || beforeData(cut, match))) || saysIAm(cut, match);
    found.push(...readName(match, sure ? 'sure' : 'likely'));
  }
  if (expected) found.push(...reversed(cut));
  return unique(found).slice(0, 6);
}

// A match may begin inside another ("Hi, I'm Anna Kowalski"): the search goes on right behind the cue.
function overlapping(text: string): RegExpMatchArray[] {
  const pattern = new RegExp(LIKELY.source, LIKELY.flags);
  const all: RegExpMatchArray[] = [];
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    all.push(match);
    pattern.lastIndex = match.index + Math.max(1, match[0].length - match[1]!.length);
    if (match[0].length === match[1]!.length) pattern.lastIndex = match.index + match[1]!.length;
  }
  return all;
}

/** The words stand before a postcode or an e-mail, as one writes when asked for both. */
function beforeData(text: string, match: RegExpMatchArray): boolean {
  const end = (match.index ?? 0) + match[0].length;
  const start = text.slice(0, (match.index ?? 0) + match[0].length - (match[1]?.length ?? 0)).trim() === '';
  return (
    start && /^[\s,;:/-]{1,4}(?:zip\s|postcode\s|and\s)?[\w.]{0,24}[\d@]/i.test(text.slice(end, end + 40))
  );
}

/** "i'm anna kowalski, 10115": lower case counts where the message gives a postcode or a number too. */
function saysIAm(text: string, match: RegExpMatchArray): boolean {
  const two = /^(?:i['’]?m|i am|this is|soy)\s{1,3}(\S+)\s\S+$/i.exec(
    `${match[0]
      .split(/\s+/)
      .slice(
        0,
        match[0].toLowerCase().startsWith('i am') || match[0].toLowerCase().startsWith('this is') ? 4 : 3,
      )
      .join(' ')}`,
  );
  return two !== null && /\d{4}/.test(text) && !/(?:ing|ed)$/i.test(two[1] ?? '');
}

type Certainty = 'sure' | 'likely';

function readName(match: RegExpMatchArray, how: Certainty): FoundName[] {
  const written = match[1] ?? '';
  const from = (match.index ?? 0) + match[0].length - written.length;
  const kept = trimEnd(written, how);
  const words = kept.split(/\s+/).filter((word) => word !== '');
  if (words.length < 2 || words.length > 5) return [];
  const to = from + kept.length;
  return splits(words).map(([first_name, last_name]) => ({
    first_name: spelled(first_name),
    last_name: spelled(last_name),
    from,
    to,
  }));
}

/** The words as long as they can be part of a name: capitals, or any that nobody uses otherwise when a name is sure to stand here. */
function trimEnd(written: string, how: Certainty): string {
  const parts = written.split(/([ \t]+)/);
  let kept = '';
  let words = 0;
  for (let at = 0; at < parts.length; at += 2) {
    const word = parts[at]!.replace(/[.'’-]+$/, '');
    const bare = plain(word);
    const capital = word !== word.toLowerCase();
    const particle =
      words > 0 &&
      (PARTICLES.has(bare) || (word.length === 1 && word !== bare && word !== 'A' && word !== 'I'));
    const everyday = isEveryday(bare, 'en') || isEveryday(bare, 'es') || NEVER_NAMES.has(bare);
    if (!particle && (everyday || (how === 'likely' && !capital))) break;
    if (word === '') break;
    kept += (at > 0 ? parts[at - 1]! : '') + word;
    words += 1;
    if (/[.,]$/.test(parts[at]!) && word.length > 2) break;
  }
  return kept.replace(/(?:\s+(?:de|la|del|van|von|y|el|al))+$/i, '');
}

const NEVER_NAMES = new Set(
  'zip postcode hello hi hey dear team hark support customer service please usa january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday paypal visa mastercard amex street avenue road yes no sorry also and'.split(
    ' ',
  ),
);

/** First and last name; of three words the middle one may belong to either. */
function splits(words: string[]): [string, string][] {
  const particle = words.findIndex((word, at) => at > 0 && PARTICLES.has(plain(word)));
  if (particle > 0) return [[words.slice(0, particle).join(' '), words.slice(particle).join(' ')]];
  if (words.length === 2) return [[words[0]!, words[1]!]];
  if (words.length === 3) {
    const late: [string, string] = [words.slice(0, 2).join(' '), words[2]!];
    const early: [string, string] = [words[0]!, words.slice(1).join(' ')];
    return [early, late, [words[0]!, words[2]!]];
  }
  return [
    [words.slice(0, 2).join(' '), words.slice(2).join(' ')],
    [words[0]!, words.slice(1).join(' ')],
  ];
}

/** "Kowalski, Anna". */
function reversed(text: string): FoundName[] {
  const match = new RegExp(
    `^\\s{0,5}(${WORD}(?:[ \\t]${WORD})?),\\s{0,2}(${WORD})\\s{0,5}[.,]?\\s{0,2}$`,
    'u',
  ).exec(text);
  if (!match) return [];
  const [last, first] = [match[1]!, match[2]!];
  const words = [...last.split(/\s/), first].map(plain);
  if (words.some((word) => isEveryday(word, 'en') || isEveryday(word, 'es') || NEVER_NAMES.has(word)))
    return [];
  return [{ first_name: spelled(first), last_name: spelled(last), from: 0, to: text.trimEnd().length }];
}

// Only names all in one case are given capitals: "van der Berg" and "McKay" stay as they were written.
function spelled(name: string): string {
  if (name !== name.toLowerCase() && (name !== name.toUpperCase() || name.length < 3)) return name;
  return name
    .toLowerCase()
    .replace(/(^|[\s'’-])(\p{L})/gu, (_, lead: string, letter: string) => lead + letter.toUpperCase());
}

function unique(found: FoundName[]): FoundName[] {
  return found.filter(
    (one, at) =>
      found.findIndex((other) => other.first_name === one.first_name && other.last_name === one.last_name) ===
      at,
  );
}
