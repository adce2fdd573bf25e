import { cp, mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Writes the chat page into dist/: chat.html, chat.js, chat.css, icon.svg. */
export async function build({ minify }) {
  await rm(here('dist'), { recursive: true, force: true });
  await mkdir(here('dist'), { recursive: true });
  await cp(here('public'), here('dist'), { recursive: true });
  await bundle({
    entryPoints: { chat: here('src/main.tsx') },
    outdir: here('dist'),
    bundle: true,
    minify,
    format: 'esm',
    target: ['es2022', 'chrome116', 'firefox124', 'safari17.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: true,
    logLevel: 'warning',
  });
}
