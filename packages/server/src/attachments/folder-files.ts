import { randomUUID } from 'node:crypto';
import type { WriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { assert } from '@hark/core';
import { type Draft, type FileAddress, type FileStore, FileTooLarge, StorageFull } from './file-store.ts';

const ARRIVING = 'arriving';
const SAFE = /^[a-z0-9-]{1,100}$/;

/** Files in `folder`, which is made when the first one comes; nobody but Hark's own user may look into it. */
export function folderFiles(folder: string): FileStore {
  const arriving = join(folder, ARRIVING);
  const groupFolder = (group: string): string => {
    assert(SAFE.test(group), 'a group is named by a hash, never by what came from outside');
    return join(folder, group.slice(0, 2), group);
  };
  const pathOf = ({ group, name }: FileAddress): string => {
    assert(SAFE.test(name), 'a file is named by a hash, never by what came from outside');
    return join(groupFolder(group), name);
  };
  return {
    async receive(from, most_bytes) {
      const path = join(arriving, randomUUID());
      try {
        await makeFolder(arriving);
        const bytes = await writeAll(path, from, most_bytes);
        return draftOf(path, bytes, pathOf);
      } catch (error) {
        await rm(path, { force: true });
        throw inWords(error);
      }
    },
    async read(address) {
      try {
        return (await open(pathOf(address))).createReadStream();
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      }
    },
    remove: (address) => rm(pathOf(address), { force: true }),
    removeGroup: (group) => rm(groupFolder(group), { recursive: true, force: true }),
    async removeDrafts(before) {
      const names = await readdir(arriving).catch(() => []);
      let removed = 0;
      for (const name of names) {
        const path = join(arriving, name);
        const found = await stat(path).catch(() => null);
        if (found === null || found.mtime >= before) continue;
        await rm(path, { force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

function draftOf(path: string, bytes: number, pathOf: (address: FileAddress) => string): Draft {
  return {
    bytes,
    content: () => readFile(path),
    async replace(content) {
      try {
        await writeAll(path, [content], content.length);
      } catch (error) {
        throw inWords(error);
      }
    },
    async keep(address) {
      const place = pathOf(address);
      try {
        await makeFolder(dirname(place));
        await rename(path, place);
      } catch (error) {
        throw inWords(error);
      }
    },
    drop: () => rm(path, { force: true }),
  };
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}

type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Writes what comes, as it comes, and has it on the disk before it says so. How many bytes. */
async function writeAll(path: string, from: Pieces, most_bytes: number): Promise<number> {
  const file = await open(path, 'w', 0o600);
  let bytes = 0;
  async function* counted() {
    for await (const piece of from) {
      bytes += piece.length;
      if (bytes > most_bytes) throw new FileTooLarge(`more than ${most_bytes} bytes`);
      yield piece;
    }
  }
  const to: WriteStream = file.createWriteStream({ flush: true });
  await pipeline(counted, to);
  return bytes;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

function inWords(error: unknown): unknown {
  const full = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(codeOf(error)));
  return full ? new StorageFull('there is no room for the file', { cause: error }) : error;
}
