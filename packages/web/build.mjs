import { cp, mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Writes the app for people at work into `folder`, which it empties first: app.html, app.js, app.css, icon.svg. */
export async function build({ minify, folder = here('dist') }) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(here('public'), folder, { recursive: true });
  await bundle({
    entryPoints: { app: here('src/main.tsx') },
    outdir: folder,
    bundle: true,
    minify,
    format: 'esm',
    target: ['es2022', 'chrome116', 'firefox124', 'safari17.4'],
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    sourcemap: true,
    logLevel: 'warning',
  });
}
