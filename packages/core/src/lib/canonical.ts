import { assert } from './assert.ts';
import type { Json } from './json.ts';

/** The one way to write `json` as text: keys sorted by UTF-16 code units, no spaces. Equal values give equal texts. */
export function canonical(json: Json): string {
  if (typeof json === 'number') {
    assert(Number.isFinite(json), `${json} cannot be written as JSON`);
    return JSON.stringify(json);
  }
  if (json === null || typeof json !== 'object') return JSON.stringify(json);
  if (Array.isArray(json)) return `[${json.map(canonical).join(',')}]`;
  const fields: string[] = [];
  for (const key of Object.keys(json).sort()) {
    const value = json[key];
    if (value !== undefined) fields.push(`${JSON.stringify(key)}:${canonical(value)}`);
  }
  return `{${fields.join(',')}}`;
}
