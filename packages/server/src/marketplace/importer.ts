import type { World } from './world.ts';

/** A way to make a world of somebody else's data folder. `read` throws an `InputError` that names the file and the place. */
export type Importer = {
  name: string;
  /** Whether the folder looks like data of this kind. */
  recognises(dir: string): boolean;
  read(dir: string): World;
};
