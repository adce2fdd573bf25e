/**
 * PostgreSQL's text and jsonb hold neither the character NUL nor half a surrogate pair; messages can. Such characters are
 * written as the noncharacter U+FDD0 and four hex digits, U+FDD0 itself too, so that reading gives back exactly what was written.
 */
const LEAD = '\uFDD0';
const SUSPECT_JSON = /\\u0000|\\ud[89a-f]|\uFDD0/i;
const WRITTEN = /\uFDD0([0-9a-f]{4})/g;
const UNHOLDABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
  /[\u0000\uFDD0]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Text as a column can hold it. */
export function encodeText(text: string): string {
  return text.replace(
    UNHOLDABLE,
    (character) => LEAD + character.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}

/** The text that {@link encodeText} was given. */
export function decodeText(text: string): string {
  if (!text.includes(LEAD)) return text;
  return text.replace(WRITTEN, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** JSON text as a json or jsonb column can hold it. */
export function encodeJson(value: unknown): string {
  const text = JSON.stringify(value);
  return SUSPECT_JSON.test(text) ? JSON.stringify(eachText(JSON.parse(text), encodeText)) : text;
}

/** The value that {@link encodeJson} was given. */
export function decodeJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return text.includes(LEAD) ? eachText(value, decodeText) : value;
}

function eachText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((element) => eachText(element, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [change(name), eachText(held, change)]),
  );
}
