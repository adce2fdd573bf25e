/** The longest comment to a survey that is accepted, in UTF-16 units. */
export const LONGEST_COMMENT = 2_000;

/** The longest message that is accepted, in UTF-16 units. */
export const LONGEST_MESSAGE = 8_000;

const SEPARATOR = /[\s.\-\u00ad\u2010-\u2015\u200b-\u200d\u2060\ufeff]/u;
const DIGIT_RUN = /\p{Nd}(?:[\s.\-\u00ad\u2010-\u2015\u200b-\u200d\u2060\ufeff]{0,3}\p{Nd})+/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** A message as it may be kept: card numbers masked, no control characters, whole characters only. */
export function inboundText(raw: string): string {
  const whole = raw
    .replace(/\r\n?/g, '\n')
    .replace(CONTROL, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
  return maskCardNumbers(whole).trim();
}

const VISIBLE = /[^\p{Z}\p{Cc}\p{Cf}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u;

/** Whether anything of a message can be seen; blanks without width, for one, cannot. */
export function showsSomething(text: string): boolean {
  return VISIBLE.test(inboundText(text));
}

/** The text with all but the last four digits of every payment card number replaced; offsets stay as they are. */
export function maskCardNumbers(text: string): string {
  return text.replace(DIGIT_RUN, maskRun);
}

type Digit = { at: number; length: number; value: number; starts_group: boolean; ends_group: boolean };

/** Within a run of digits and separators, every stretch of whole groups that is a card number. */
function maskRun(run: string): string {
  const digits = digitsOf(run);
  const masked = new Set<number>();
  for (let start = 0; start < digits.length; start += 1) {
    if (!digits[start]?.starts_group) continue;
    for (let length = 19; length >= 13; length -= 1) {
      const stretch = digits.slice(start, start + length);
      if (stretch.length < length || !stretch.at(-1)?.ends_group) continue;
      if (!isCardNumber(stretch.map((digit) => digit.value))) continue;
      for (const digit of stretch.slice(0, -4)) {
        for (let unit = 0; unit < digit.length; unit += 1) masked.add(digit.at + unit);
      }
    }
  }
  if (masked.size === 0) return run;
  let out = '';
  for (let at = 0; at < run.length; at += 1) out += masked.has(at) ? '•' : run.charAt(at);
  return out;
}

function digitsOf(run: string): Digit[] {
  const digits: Digit[] = [];
  let at = 0;
  let starts_group = true;
  for (const character of run) {
    if (SEPARATOR.test(character)) {
      const last = digits.at(-1);
      if (last) last.ends_group = true;
      starts_group = true;
    } else {
      digits.push({
        at,
        length: character.length,
        value: digitValue(character),
        starts_group,
        ends_group: false,
      });
      starts_group = false;
    }
    at += character.length;
  }
  const last = digits.at(-1);
  if (last) last.ends_group = true;
  return digits;
}

/** Decimal digits stand in rows of ten in code order, 0 to 9, so the value is the distance to the row's beginning. */
function digitValue(character: string): number {
  if (character >= '0' && character <= '9') return Number(character);
  const code = character.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}

/** Prefixes and lengths of the card schemes (ISO/IEC 7812): without them one long order number in ten would be taken for a card. */
const SCHEMES: { from: number; to: number; lengths: readonly number[] }[] = [
  { from: 4000, to: 4999, lengths: [13, 16, 19] },
  { from: 5100, to: 5599, lengths: [16] },
  { from: 2221, to: 2720, lengths: [16] },
  { from: 3400, to: 3499, lengths: [15] },
  { from: 3700, to: 3799, lengths: [15] },
  { from: 3000, to: 3059, lengths: [14, 16] },
  { from: 3600, to: 3699, lengths: [14, 16, 19] },
  { from: 3800, to: 3999, lengths: [14, 16, 19] },
  { from: 3528, to: 3589, lengths: [16, 19] },
  { from: 5000, to: 5099, lengths: [13, 14, 15, 16, 17, 18, 19] },
  { from: 5600, to: 5899, lengths: [13, 14, 15, 16, 17, 18, 19] },
  { from: 6000, to: 6999, lengths: [13, 14, 15, 16, 17, 18, 19] },
  { from: 2200, to: 2204, lengths: [16, 17, 18, 19] },
];

function isCardNumber(digits: number[]): boolean {
  const prefix = digits.slice(0, 4).reduce((sum, digit) => sum * 10 + digit, 0);
  const known = SCHEMES.some(
    (scheme) => prefix >= scheme.from && prefix <= scheme.to && scheme.lengths.includes(digits.length),
  );
  return known && luhn(digits);
}

function luhn(digits: number[]): boolean {
  let sum = 0;
  for (const [index, digit] of digits.toReversed().entries()) {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
