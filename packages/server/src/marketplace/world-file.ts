import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { z } from 'zod';
import { InputError } from './input-error.ts';
import { loosePlaces, World } from './world.ts';

/** Name of the file of an imported world in its folder. */
export const WORLD_FILE = 'world.json';

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new InputError(`${file}: cannot be read: ${reasonOf(error)}`);
  }
}

function unpacked(file: string): string {
  const bytes = readBytes(file);
  if (!file.endsWith('.gz')) return bytes.toString('utf8');
  try {
    return gunzipSync(bytes).toString('utf8');
  } catch (error) {
    throw new InputError(`${file}: cannot be unpacked, it is cut off or damaged: ${reasonOf(error)}`);
  }
}

function placeOf(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  const before = text.slice(0, position === undefined ? text.length : Number(position));
  const column = before.length - before.lastIndexOf('\n');
  return `line ${before.split('\n').length}, column ${column}`;
}

function parsed(file: string, text: string): unknown {
  if (text.trim() === '') throw new InputError(`${file}: is empty`);
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = reasonOf(error);
    throw new InputError(`${file}: ${placeOf(text, message)}: not JSON, or cut off: ${message}`);
  }
}

/** Reads a file of JSON (packed when its name ends in `.gz`) in the shape given. Throws {@link InputError} with file and place. */
export function readJsonFile<S extends z.ZodType>(file: string, shape: S): z.output<S> {
  const fitted = shape.safeParse(parsed(file, unpacked(file)));
  if (fitted.success) return fitted.data;
  const shown = fitted.error.issues
    .slice(0, 5)
    .map((issue) => `at ${issue.path.join('.') || 'the top'}: ${issue.message}`);
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
  mkdirSync(dir, { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(world, null, 1)}\n`, { flush: true });
  renameSync(`${file}.new`, file);
  const title = `# World of ${world.marketplace.name}`;
  writeFileSync(join(dir, 'README.md'), `${title}\n\n${worldInWords(world)}.\n\n${statuses(world)}\n`);
}
