import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PACKAGES = ['core', 'wire', 'server', 'cli'];
const KEPT_MS = 7 * 24 * 3_600_000;

/** Path of the command line as JavaScript, built unless the very same sources were built before. */
export async function bundled(repository) {
  const cache = cacheFolder(repository);
  const folder = join(cache, keyOf(repository));
  if (existsSync(folder)) {
    // Says that it is in use, so that nobody clears it away.
    touch(folder);
    return join(folder, 'main.js');
  }
  const draft = `${folder}.${process.pid}.${Date.now()}`;
  await build(repository, draft);
  publish(draft, folder);
  clear(cache);
  return join(folder, 'main.js');
}

/** What the result depends on: every source, what is installed, the place, and this file. */
function keyOf(repository) {
  const hash = createHash('sha256').update(repository).update(process.versions.node);
  const add = (path, text) => hash.update(`\0${path}\0${text.length}\0`).update(text);
  add('lock', readFileSync(join(repository, 'package-lock.json')));
  add('bundle', readFileSync(new URL(import.meta.url)));
  const walk = (folder) => {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (/\.(?:ts|json)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
        add(path, readFileSync(path));
    }
  };
  for (const name of PACKAGES) walk(join(repository, 'packages', name, 'src'));
  return hash.digest('hex').slice(0, 24);
}

function cacheFolder(repository) {
  const beside = join(repository, 'node_modules', '.cache', 'hark');
  try {
    mkdirSync(beside, { recursive: true });
    accessSync(beside, constants.W_OK);
    return beside;
  } catch {
    return temporaryFolder(repository);
  }
}

/** A checkout that may only be read is built elsewhere: in a folder that belongs to this user alone, since what lies in it is run. */
function temporaryFolder(repository) {
  const user = process.getuid?.() ?? 'user';
  const place = createHash('sha256').update(repository).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `hark-${user}-${place}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const foreign = process.getuid !== undefined && found.uid !== process.getuid();
  if (!found.isDirectory() || foreign || (process.getuid !== undefined && (found.mode & 0o022) !== 0))
    throw new Error(
      `${folder} belongs to somebody else, so nothing is run from there. Remove it, or set TMPDIR to a folder of your own.`,
    );
  return folder;
}

async function build(repository, outdir) {
  const esbuild = await import('esbuild');
  try {
    await esbuild.build({
      entryPoints: {
        main: join(repository, 'packages', 'cli', 'src', 'main.ts'),
        // A process of its own, started by the server.
        'rerun-program': join(repository, 'packages', 'server', 'src', 'trace', 'rerun-program.ts'),
      },
      absWorkingDir: repository,
      outdir,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: true,
      sourcesContent: false,
      logLevel: 'error',
      plugins: [placed, installed],
    });
  } catch (error) {
    rmSync(outdir, { recursive: true, force: true });
    throw error;
  }
}

/** A source that asks where it lies is told its own place, not that of the bundle. */
const placed = {
  name: 'placed',
  setup(build) {
    build.onLoad({ filter: /[\\/]packages[\\/][^\\/]+[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return {
        contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
        loader: 'ts',
      };
    });
  },
};

/** Libraries stay where they are installed (some hold binaries) and are named by their full path, so that the bundle may lie anywhere. */
const installed = {
  name: 'installed',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (kind === 'entry-point' || pluginData?.seen || path.startsWith('node:') || path.startsWith('@hark/'))
        return undefined;
      const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: { seen: true } });
      if (found.errors.length > 0 || found.external) return found;
      return { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

/** Two that build at once: the first one's stays, the other's goes. */
function publish(draft, folder) {
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

function clear(cache) {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}

function touch(folder) {
  try {
    utimesSync(folder, new Date(), new Date());
  } catch {
    // Somebody else's build, which may be read and not changed.
  }
}
