import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const LIBRARY = '@sparticuz/chromium';

/** A browser from the installed packages: its program, and the libraries that come with it where the machine has none of its own. */
export type PackedBrowser = { path: string; libraries: string };

/**
 * The browser that an installed package holds, unpacked. Once for each user and version, into a folder that has its name only
 * when it is whole: two that start at the same moment, a killed one and another user's do no harm.
 */
export async function packedBrowser(): Promise<PackedBrowser> {
  const folder = join(tmpdir(), `hark-browser-${await version()}-${userInfo().uid}`);
  if (!existsSync(folder)) await unpack(folder);
  return { path: join(folder, 'chromium'), libraries: join(folder, 'al2023', 'lib') };
}

function installed(): string {
  return createRequire(import.meta.url).resolve(LIBRARY);
}

async function version(): Promise<string> {
  const about: unknown = JSON.parse(await readFile(join(installed(), '..', '..', 'package.json'), 'utf8'));
  if (typeof about !== 'object' || about === null || !('version' in about))
    throw new Error(`the package ${LIBRARY} has no version`);
  return String(about.version);
}

async function unpack(folder: string): Promise<void> {
  const fresh = await mkdtemp(`${folder}-`);
  try {
    // The package unpacks into the folder for temporary files, whichever that is: a process of its own is given one.
    const face = pathToFileURL(installed()).href;
    const libraries = JSON.stringify(join(installed(), '..', '..', 'bin', 'al2023.tar.br'));
    const script = `import packed, { inflate } from '${face}'; await packed.executablePath(); await inflate(${libraries});`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...process.env, TMPDIR: fresh },
    });
    await rename(fresh, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
