import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { build } from '../packages/widget/build.mjs';

test('the loader of the chat is at most 5 kB, all that a chat on a shop page needs at most 25 kB, what asks at its end how it was 3 kB more, and what shows and sends files 7 kB more, packed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hark-size-'));
  await build({ minify: true, folder });
  const sizes = new Map<string, number>();
  for (const name of await readdir(folder))
    sizes.set(name, gzipSync(await readFile(join(folder, name))).length);
  await rm(folder, { recursive: true });
  const loader = sizes.get('widget.js') ?? Number.NaN;
  // A shop's page speaks one language and fetches one of them.
  const rest = [...sizes].filter(([name]) => /^panel-(?:en|es)-.*\.js$/.test(name));
  expect(rest).toHaveLength(2);
  expect(loader).toBeLessThanOrEqual(5_000);
  expect(loader + Math.max(...rest.map(([, size]) => size))).toBeLessThanOrEqual(25_000);
  const rating = [...sizes].filter(([name]) => /^rating-.*\.js$/.test(name));
  expect(rating).toHaveLength(1);
  expect(rating[0]?.[1]).toBeLessThanOrEqual(3_000);
  const files = [...sizes].filter(([name]) => /^files-.*\.js$/.test(name));
  expect(files).toHaveLength(1);
  expect(files[0]?.[1]).toBeLessThanOrEqual(7_000);
});
