import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tauRetail } from './import-tau-retail.ts';

export { goldCall, runTool, type ShopCall, type Tool } from './import-tau-retail-tools.ts';

import { InputError } from '../input-error.ts';
import type { Importer } from './importer.ts';
import type { World } from './world.ts';
import { readWorld, WORLD_FILE } from './world-file.ts';

/** Every kind of data folder that can become a world. */
export const IMPORTERS: readonly Importer[] = [tauRetail];

/** The world in a folder: one that was imported, or a data folder that an importer recognises. */
export function loadWorld(dir: string): World {
  if (!existsSync(dir)) throw new InputError(`${dir}: there is no such folder`);
  if (existsSync(join(dir, WORLD_FILE))) return readWorld(dir);
  const importer = IMPORTERS.find((candidate) => candidate.recognises(dir));
  if (importer) return importer.read(dir);
  const known = IMPORTERS.map((candidate) => candidate.name).join(', ');
  throw new InputError(`${dir}: holds neither a ${WORLD_FILE} nor data of a known kind (${known})`);
}
