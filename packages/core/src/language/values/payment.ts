import type { PaymentMethod } from '../../conversation/world.ts';
import { wordLanguage } from './everyday-words.ts';
import { findPhrases, phrase, type Token, tokens } from './match.ts';
import { roles } from './roles.ts';

/** A method of the buyer's own that is named; several with the same score fit equally. */
export type FoundMethod = { id: string; from: number; to: number; score: number };

/** What a text says of how to pay or be paid back. */
export type PaymentWish = {
  found: FoundMethod[];
  /** "the same one", "the card I paid with". */
  original: boolean;
  /** "my other card": any but the one in use. */
  other: boolean;
  /** What was named but is none of the buyer's: a kind, a brand, last digits. */
  absent: string[];
};

/** Kind → how people call it. A method's `kind` and `brand` are always looked for as they are, too. */
const CALLED: [kind: RegExp, names: string[]][] = [
  [
    /gift|voucher|store_?credit|balance/,
    [
      'gift card',
      'giftcard',
      'gift certificate',
      'store credit',
      'site credit',
      'shop credit',
      'voucher',
      'gift balance',
      'gift',
      'tarjeta regalo',
      'tarjeta de regalo',
      'vale regalo',
      'vale de compra',
      'un vale',
      'el vale',
      'mi vale',
      'saldo',
    ],
  ],
  [/paypal/, ['paypal', 'pay pal']],
  [/credit|debit|^card/, ['card', 'tarjeta', 'plastic', 'cc', 'bank card']],
  [/credit/, ['credit card', 'credit', 'tarjeta de credito', 'credito']],
  [/debit/, ['debit card', 'debit', 'tarjeta de debito', 'debito']],
  [
    /bank|transfer|sepa|iban|ach/,
    ['bank account', 'bank transfer', 'wire transfer', 'bank', 'transferencia', 'cuenta bancaria', 'banco'],
  ],
  [/apple/, ['apple pay', 'applepay']],
  [/google/, ['google pay', 'googlepay', 'gpay']],
  [/klarna|invoice|later/, ['invoice', 'klarna', 'pay later', 'factura']],
];
const BRANDS = [
  'visa',
  'mastercard',
  'master card',
  'amex',
  'american express',
  'discover',
  'maestro',
  'paypal',
  'klarna',
];

const SAME_AS: [string, string][] = [
  ['master card', 'mastercard'],
  ['american express', 'amex'],
];

type Name = { ids: string[]; words: string; weight: number };

function brandOf(method: PaymentMethod): string {
  const brand = (method.brand ?? '').toLowerCase();
  return SAME_AS.find(([long]) => long === brand)?.[1] ?? brand;
}

function namesOf(methods: PaymentMethod[]): Name[] {
  const names = new Map<string, Name>();
  const add = (words: string, id: string | null, weight: number): void => {
    const known = names.get(words) ?? { ids: [], words, weight };
    if (id !== null && !known.ids.includes(id)) known.ids.push(id);
    names.set(words, known);
  };
  for (const [, called] of CALLED)
    for (const words of called) add(words, null, words === 'card' || words === 'tarjeta' ? 0.6 : 0.8);
  for (const brand of BRANDS) add(brand, null, 0.9);
  for (const method of methods) {
    add(method.kind.replaceAll('_', ' '), method.id, 0.8);
    const brand = brandOf(method);
    if (brand !== '')
      for (const words of [brand, ...SAME_AS.filter(([, short]) => short === brand).map(([long]) => long)])
        add(words, method.id, 0.9);
    for (const [kind, called] of CALLED) {
      if (kind.test(method.kind))
        for (const words of called)
          add(words, method.id, words === 'card' || words === 'tarjeta' ? 0.6 : 0.8);
    }
  }
  return [...names.values()];
}

/** Which of the buyer's payment methods are named, the surest first. */
export function findPaymentMethods(text: string, methods: PaymentMethod[], language: string): PaymentWish {
  const words = tokens(text, language);
  const role = roles(words, language);
  const named = placesOf(words, methods, language).map((place) => ({
    ...place,
    refused: refused(words, place, role[place.first] === 'rejected'),
  }));
  const digits = digitsIn(words, methods);
  const flat = words.map((token) => token.word).join(' ');
  const original = ORIGINAL[wordLanguage(language)].test(flat);
  const other =
    /(?:^| )(?:other|another|different|otra|otro|distinta) (?:\w+ )?(?:card|account|method|one|tarjeta|cuenta|metodo)(?= |$)/.test(
      flat,
    );
  if (digits.length > 0) {
    const found = digits.flatMap((one) =>
      one.ids.map((id) => ({ id, from: one.from, to: one.to, score: 1 })),
    );
    const wrong = digits.filter((one) => one.ids.length === 0).map((one) => one.text);
    return {
      found: wrong.length > 0 && found.length === 0 ? [] : once(found),
      original: false,
      other: false,
      absent: wrong,
    };
  }
  const wanted = named.filter((one) => !one.refused);
  const off = new Set(named.filter((one) => one.refused).flatMap((one) => one.name.ids));
  const open = wanted.filter((place) => !isPast(words, place));
  const found = (open.length > 0 ? open : wanted).flatMap((place) => {
    const ids = place.name.ids.filter((id) => !off.has(id) || place.name.weight > 0.6);
    const score = other ? place.name.weight - 0.3 : place.name.weight;
    return ids.map((id) => ({
      id,
      from: words[place.first]!.from,
      to: words[place.last]!.to,
      score: Math.round(score * place.quality * 100) / 100,
    }));
  });
  const absent = wanted.filter((one) => one.name.ids.length === 0).map((one) => one.name.words);
  return {
    found: narrowed(once(found)),
    original: original && wanted.every((one) => one.name.weight <= 0.6),
    other,
    absent,
  };
}

/** The best of what was found: a brand says more than "card". */
function narrowed(found: FoundMethod[]): FoundMethod[] {
  const sorted = [...found].sort((a, b) => b.score - a.score || a.from - b.from);
  const best = sorted[0];
  if (!best) return [];
  const bare = sorted.filter((one) => one.score <= 0.6);
  return bare.length === sorted.length
    ? sorted
    : sorted.filter((one) => one.score > 0.6 || one.score === best.score);
}

function once(found: FoundMethod[]): FoundMethod[] {
  const best = new Map<string, FoundMethod>();
  for (const one of found)
    if (!best.has(one.id) || best.get(one.id)!.score < one.score) best.set(one.id, one);
  return [...best.values()];
}

type Place = { name: Name; first: number; last: number; quality: number };

function placesOf(words: Token[], methods: PaymentMethod[], language: string): Place[] {
  const names = namesOf(methods);
  const hits = findPhrases(
    words,
    names.map((name) => phrase(name.words, name, language)),
    language,
  );
  const sorted = [...hits].sort(
    (a, b) => b.last - b.first - (a.last - a.first) || b.quality - a.quality || b.of.weight - a.of.weight,
  );
  const kept: Place[] = [];
  for (const hit of sorted) {
    if (hit.of.words === 'gift' || hit.of.words === 'credit' || hit.of.words === 'debit') {
      if (hit.quality < 1) continue;
    }
    if (!kept.some((one) => one.first <= hit.last && hit.first <= one.last)) {
      kept.push({ name: hit.of, first: hit.first, last: hit.last, quality: hit.quality });
    }
  }
  return joined(
    kept.sort((a, b) => a.first - b.first),
    words,
  );
}

/** "visa card", "visa credit card": one thing, told twice. */
function joined(places: Place[], words: Token[]): Place[] {
  return places.filter((place, at) => {
    const before = places[at - 1];
    const close =
      before !== undefined && place.first - before.last === 1 && /^\s*$/.test(words[place.first]!.before);
    return !(close && before.name.weight > place.name.weight);
  });
}

/** "not the gift card", "instead of PayPal", "rather than my visa". */
function refused(words: Token[], place: Place, rejected: boolean): boolean {
  const before = words.slice(Math.max(0, place.first - 4), place.first);
  const strict = before.map((token) => token.word).join(' ');
  if (
    /(?:instead of|rather than|not|don't want|except|besides|other than|en lugar de|en vez de|no) ?(?:on|to|with|from|use|using|my|the|a|mi|la|el|una)?(?: (?:my|the|a))?$/.test(
      strict,
    )
  )
    return true;
  return rejected && /(?:^| )from(?: my| the| a)?$/.test(strict) && !isSource(words, place);
}

/** "Take it from my PayPal": what is to be charged, not what is to be left. */
function isSource(words: Token[], place: Place): boolean {
  const before = words.slice(Math.max(0, place.first - 8), place.first).map((token) => token.word);
  return /(?:^| )(?:take|charge|pay|deduct|debit|bill|collect)(?: \w+){0,4} from(?: my| the| a)?$/.test(
    before.join(' '),
  );
}

/** "I paid by card" tells what was, when something else is asked for. */
function isPast(words: Token[], place: Place): boolean {
  const before = words.slice(Math.max(0, place.first - 4), place.first).map((token) => token.word);
  return before.some((word) =>
    ['paid', 'charged', 'purchased', 'bought', 'pague', 'compre', 'cobraron'].includes(word),
  );
}

type Digits = { text: string; ids: string[]; from: number; to: number };

const LEADS =
  /(?:^| )(?:ending|ends|end|ended|finishing|last|digits?|numbers?|no|nr|card|visa|mastercard|amex|paypal|account|tarjeta|termina|terminada|acaba|en|in|with|is|are|four|4|on|cuenta|method|id)$/;

/** Digits that end a card's number or a method's id, said to be so. */
function digitsIn(words: Token[], methods: PaymentMethod[]): Digits[] {
  const about =
    /(?:^| )(?:card|visa|mastercard|amex|paypal|account|tarjeta|credit|debit|gift|cuenta|payment|pago|discover)(?= |$)/;
  return words.flatMap((token, at): Digits[] => {
    const digits = token.raw.replace(/\D/g, '');
    if (digits.length < 3 || digits.length > 19 || token.kind === 'quantity') return [];
    const before = words
      .slice(Math.max(0, at - 6), at)
      .map((one) => one.word)
      .join(' ');
    const masked = /[*•x.…]{2,}\s*$/i.test(token.before);
    const ids = methods.filter((method) => endsWith(method, digits)).map((method) => method.id);
    const shape = /#$/.test(token.before) || /^[a-z]\d/i.test(token.raw);
    const claimed =
      about.test(before) &&
      (LEADS.test(before) || masked) &&
      !shape &&
      /(?:order|zip|pedido|postcode)(?: \w+){0,2}$/.test(before) === false;
    const bare = words.length <= 3 && ids.length > 0;
    if (!claimed && !bare && !(ids.length > 0 && (masked || (digits.length === 4 && LEADS.test(before)))))
      return [];
    return [{ text: token.raw, ids, from: token.from, to: token.to }];
  });
}

function endsWith(method: PaymentMethod, digits: string): boolean {
  if (
    method.last_four !== undefined &&
    (method.last_four.endsWith(digits) || digits.endsWith(method.last_four))
  )
    return true;
  const id = method.id.replace(/\D/g, '');
  return digits.length >= 3 && id.length >= digits.length && id.endsWith(digits);
}

const ORIGINAL = {
  en: /(?:^| )(?:original|same|initial) (?:\w+ )?(?:payment|card|method|way|account|form|one|source)(?= |$)|(?:i|i've|we) (?:originally )?(?:paid|used|bought|purchased|ordered)(?: for)?(?: it| that| them| this)?(?: with|$)|(?:used|paid) (?:originally|before|initially|for (?:it|the order|this))|(?:original|same) (?:payment )?method|back to (?:where|the original)|whatever i (?:paid|used)|how i paid|(?:the )?(?:same )?way (?:that )?(?:i|we) (?:paid|used)|(?:back )?where (?:it|the money|i paid) (?:came )?from|(?:what|which|where|wherever|however) (?:i|we) paid/,
  es: /(?:mism[oa]|original) (?:\w+ )?(?:metodo|tarjeta|forma|pago|cuenta|medio)|(?:metodo|tarjeta|forma|medio)(?: de pago)? original|(?:con (?:el|la|lo)|por (?:donde|el|la|lo)|donde|igual|lo mismo|al|a la|a lo|el|la|de donde) (?:que )?(?:pague|page|la pague|lo pague|los pague|compre)|(?:tal |asi )?como (?:lo |la |los )?(?:pague|page|compre)|de donde (?:salio|vino)|donde (?:lo |la )?pague/,
};
