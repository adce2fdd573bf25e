import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished, ROOT } from './run.mjs';

/** Installs the libraries unless exactly those of the lock file are there; throws a sentence when that cannot be done. */
export async function install() {
  const missing = whatIsMissing();
  if (!missing) return;
  console.log(`Installing the libraries (${missing}) …`);
  const code = await finished(npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']));
  if (code !== 0)
    throw new Error(
      'The libraries could not be installed (npm ci failed, see above). Look after the network or the disk and try again.',
    );
}

/** Why the installed libraries are not those of the lock file, or null. npm writes its own list last, so a broken-off install has none. */
export function whatIsMissing() {
  const wanted = packagesOf(join(ROOT, 'package-lock.json'));
  const present = packagesOf(join(ROOT, 'node_modules', '.package-lock.json'));
  if (!present) return 'none is there yet';
  const differs = Object.entries(wanted).find(
    ([path, entry]) =>
      path.startsWith('node_modules/') &&
      !entry.optional &&
      !entry.devOptional &&
      !entry.peer &&
      present[path]?.version !== entry.version,
  );
  return differs ? `${differs[0].slice('node_modules/'.length)} is missing or of another version` : null;
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

function npm(args) {
  const options = { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] };
  const own = process.env.npm_execpath;
  // Under npm the very same npm is used; otherwise the one that people would call (a script on Windows, hence the shell).
  if (own && /npm-cli\.c?js$/.test(own)) return spawn(process.execPath, [own, ...args], options);
  return spawn('npm', args, { ...options, shell: process.platform === 'win32' });
}
