import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Packages that are pages, each with a build.mjs of its own, and what of ours they are made from. */
const PAGES = { widget: ['widget', 'wire'], web: ['web', 'wire', 'core'] };

/** Builds the pages in a repository whose sources changed since the last time; resolves to the names of those built. */
export async function buildPages(repository) {
  const built = [];
  for (const [name, sources] of Object.entries(PAGES)) {
    const script = join(repository, 'packages', name, 'build.mjs');
    const mark = join(repository, 'node_modules', '.cache', `hark-pages-${name}`);
    const key = keyOf(repository, sources);
    if (existsSync(join(repository, 'packages', name, 'dist')) && read(mark) === key) continue;
    const page = await import(pathToFileURL(script).href);
    await page.build({ minify: true });
    mkdirSync(join(mark, '..'), { recursive: true });
    writeFileSync(mark, key);
    built.push(name);
  }
  return built;
}

function keyOf(repository, names) {
  const hash = createHash('sha256').update(readFileSync(join(repository, 'package-lock.json')));
  const walk = (folder) => {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name === 'dist' || entry.name === 'node_modules') continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else hash.update(`\0${path}\0`).update(readFileSync(path));
    }
  };
  for (const name of names) walk(join(repository, 'packages', name));
  return hash.digest('hex');
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
