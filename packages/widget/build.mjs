import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle, transform } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const TARGET = ['es2022', 'chrome116', 'firefox124', 'safari17.4'];

/** Style sheets that a script brings along come as text, made as small as the script. */
const stylesAsText = (minify) => ({
  name: 'styles-as-text',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), {
        loader: 'css',
        minify,
        target: TARGET,
      });
      return { contents: code, loader: 'text' };
    });
  },
});

/** Writes the chat page (chat.html, chat.js, chat.css …) and the chat for shop pages (widget.js, a panel-….js for each language, and its later parts rating-….js, files-….js, paper-….js) into `folder`, which it empties first. */
export async function build({ minify, folder = here('dist') }) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(here('public'), folder, { recursive: true });
  const settings = {
    outdir: folder,
    bundle: true,
    minify,
    target: TARGET,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: true,
    logLevel: 'warning',
  };
  const plugins = [stylesAsText(minify)];
  await bundle({ ...settings, plugins, entryPoints: { chat: here('src/main.tsx') }, format: 'esm' });
  const guest = { ...settings, format: 'iife', sourcemap: false, plugins };
  /** The name of the file that it became, which changes with its content. */
  const part = async (entryPoints, define) => {
    const named = { entryNames: '[name]-[hash]', metafile: true };
    const { metafile } = await bundle({ ...guest, ...named, entryPoints, define });
    return JSON.stringify(basename(Object.keys(metafile.outputs)[0]));
  };
  const later = async (name) => part({ [name]: here(`src/${name}/${name}-for-panel.ts`) }, {});
  const [rating, files, paper] = [await later('rating'), await later('files'), await later('paper')];
  const define = { RATING_FILE: rating, FILES_FILE: files, PAPER_FILE: paper };
  const panelIn = (language) =>
    part(
      { [`panel-${language}`]: here('src/panel/panel.tsx') },
      { ...define, ONLY_LANGUAGE: JSON.stringify(language) },
    );
  const panels = `{"en":${await panelIn('en')},"es":${await panelIn('es')}}`;
  await bundle({
    ...guest,
    entryPoints: { widget: here('src/loader/loader.ts') },
    define: { PANEL_FILES: panels },
  });
}
