import type { World } from './world.ts';

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function collect(path: string, [expected, found]: [unknown, unknown], into: string[]): void {
  if (isGroup(expected) && isGroup(found) && Array.isArray(expected) === Array.isArray(found)) {
    const [left, right] = [new Map(Object.entries(expected)), new Map(Object.entries(found))];
    for (const key of new Set([...left.keys(), ...right.keys()])) {
      collect(path === '' ? key : `${path}.${key}`, [left.get(key), right.get(key)], into);
    }
  } else if (!Object.is(expected, found)) {
    into.push(`${path}: expected ${shown(expected)}, found ${shown(found)}`);
  }
}

/** The differences between two end states in words (path, expected, found); what was done on the way there does not count. */
export function compareWorlds(expected: World, found: World): string[] {
  const differences: string[] = [];
  const { log: _wanted, ...left } = expected;
  const { log: _done, ...right } = found;
  collect('', [left, right], differences);
  return differences;
}
