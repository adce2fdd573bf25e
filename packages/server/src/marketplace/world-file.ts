import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { z } from 'zod';
import { InputError } from '../input-error.ts';
import { issueInWords } from '../issue-words.ts';
import { makeFolder } from '../make-folder.ts';
import { systemReason } from '../system-reason.ts';
import { loosePlaces, World } from './world.ts';

/** Name of the file of an imported world in its folder. */
export const WORLD_FILE = 'world.json';

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new InputError(`${file}: cannot be read: ${systemReason(error)}`);
  }
}

function unpacked(file: string): string {
  const bytes = readBytes(file);
  if (!file.endsWith('.gz')) return bytes.toString('utf8');
  try {
    return gunzipSync(bytes).toString('utf8');
  } catch (error) {
    throw new InputError(`${file}: cannot be unpacked, it is cut off or damaged: ${systemReason(error)}`);
  }
}

function placeOf(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  const before = text.slice(0, position === undefined ? text.length : Number(position));
  const column = before.length - before.lastIndexOf('\n');
  return `line ${before.split('\n').length}, column ${column}`;
}

function parsed(file: string, given: string): unknown {
  // Some editors begin a file with a mark that JSON does not know.
  const text = given.startsWith('\uFEFF') ? given.slice(1) : given;
  if (text.trim() === '') throw new InputError(`${file}: is empty`);
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = systemReason(error);
    throw new InputError(`${file}: ${placeOf(text, message)}: not JSON, or cut off: ${message}`);
  }
}

/** Reads a file of JSON (packed when its name ends in `.gz`) in the shape given. Throws {@link InputError} with file and place. */
export function readJsonFile<S extends z.ZodType>(file: string, shape: S): z.output<S> {
  const fitted = shape.safeParse(parsed(file, unpacked(file)), { error: issueInWords });
  if (fitted.success) return fitted.data;
  const shown = fitted.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.map(String).join('.') || 'what stands there'} ${issue.message}`);
  const more = fitted.error.issues.length - shown.length;
  throw new InputError(`${file}: ${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`);
}

/** The world when nothing in it names what does not exist; throws {@link InputError} with the places otherwise. */
export function soundWorld(source: string, world: World): World {
  const loose = loosePlaces(world);
  if (loose.length === 0) return world;
  const more = loose.length > 5 ? `; and ${loose.length - 5} more` : '';
  throw new InputError(`${source}: ${loose.slice(0, 5).join('; ')}${more}`);
}

/** Reads the world that was written into a folder. */
export function readWorld(dir: string): World {
  const file = join(dir, WORLD_FILE);
  return soundWorld(file, readJsonFile(file, World));
}

/** What a world holds, in a line. */
export function worldInWords(world: World): string {
  const orders = Object.values(world.orders);
  const variants = Object.values(world.products).reduce((sum, product) => sum + product.variants.length, 0);
  const buyers = Object.keys(world.buyers).length;
  const products = Object.keys(world.products).length;
  return `${buyers} buyers, ${orders.length} orders, ${products} products, ${variants} variants`;
}

function statuses(world: World): string {
  const counts = new Map<string, number>();
  for (const order of Object.values(world.orders))
    counts.set(order.status, (counts.get(order.status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `- ${count} orders ${status}`).join('\n');
}

/** Writes a world into a folder, whole or not at all, with a README that counts what is in it. */
export function writeWorld(dir: string, world: World): void {
  const file = join(dir, WORLD_FILE);
  if (existsSync(dir) && !existsSync(file) && existsSync(join(dir, 'README.md'))) {
    throw new InputError(
      `${dir}: holds something else (a README.md and no ${WORLD_FILE}); choose another folder`,
    );
  }
  const title = `# World of ${world.marketplace.name}`;
  try {
    makeFolder(dir);
    writeFileSync(`${file}.new`, `${JSON.stringify(world, null, 1)}\n`, { flush: true });
    renameSync(`${file}.new`, file);
    writeFileSync(join(dir, 'README.md'), `${title}\n\n${worldInWords(world)}.\n\n${statuses(world)}\n`);
  } catch (error) {
    throw new InputError(`${dir}: no world can be written there: ${systemReason(error)}`);
  }
}
