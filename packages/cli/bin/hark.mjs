#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

async function run() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    process.stderr.write(
      `Hark needs Node 20.19 or newer, and this is Node ${process.versions.node}. Nothing was started.\n`,
    );
    return 1;
  }
  if (!existsSync(join(REPOSITORY, 'node_modules', 'esbuild'))) {
    process.stderr.write(
      `Hark's libraries are not installed yet: run "npm ci" in ${REPOSITORY} and try again.\n`,
    );
    return 1;
  }
  process.setSourceMapsEnabled(true);
  const { bundled } = await import('./bundle.mjs');
  let program;
  try {
    program = await bundled(REPOSITORY);
    if (process.argv[2] === 'start') await build();
  } catch (error) {
    // The bundler has said already which line of the sources it cannot read.
    process.stderr.write(
      `${error.errors ? "Hark's sources have mistakes (above), so nothing was started." : error.message}\n`,
    );
    return 1;
  }
  const { main } = await import(pathToFileURL(program).href);
  return main(process.argv.slice(2));
}

/** The server shows pages; they are built when their sources have changed. */
async function build() {
  const { buildPages } = await import('./pages.mjs');
  try {
    const built = await buildPages(REPOSITORY);
    if (built.length > 0) process.stdout.write(`Built the pages of ${built.join(' and ')}\n`);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
    process.stderr.write(
      `The pages cannot be built here, so those are shown that are there: ${error.message}\n`,
    );
  }
}

// Whoever reads only the beginning (hark … | head) has read enough.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run();
