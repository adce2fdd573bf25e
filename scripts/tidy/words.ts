import { createHash } from 'node:crypto';
import type { Fault, TextFile } from './source.ts';
import { NAMES_DATA_SET } from './table.ts';

/** Names of tools and vendors that have no place in the product, kept as digests so that this file does not name them either. */
const UNWANTED = new Set([
  'c857d09db23e6822',
  'c70eca6b0f88f44d',
  '7d3194f79e645c42',
  '60965168ce762e94',
  '3ea125d0bff386e6',
  '57de4cf40144bdf7',
  '5d72436256ada538',
  '5792d2981981be5a',
]);

const RULES: readonly { pattern: RegExp; message: string }[] = [
  {
    pattern: /(?<![\w.~])\/(?:work|root|home|Users|tmp)\/[\w.-]/,
    message:
      "names a folder of one machine; use a path relative to the repository, or the system's own temporary folder",
  },
  {
    pattern: /\bregistry\.[a-z0-9-]+\.[a-z]/i,
    message: 'names a registry host; the reader has a registry of their own',
  },
  {
    pattern: /"resolved": "https?:/,
    message: 'pins a registry host; run npm install with omit-lockfile-registry-resolved',
  },
  { pattern: /^\s*registry\s*=/, message: 'sets a registry; the reader has one of their own' },
];

/** Words and paths that must not be in the repository, in any text file. */
export function words(file: TextFile): Fault[] {
  const faults: Fault[] = [];
  const lock = file.path === 'package-lock.json';
  file.text.split('\n').forEach((line, i) => {
    const at = { file: file.path, line: i + 1, rule: 'words' };
    for (const { pattern, message } of RULES) if (pattern.test(line)) faults.push({ ...at, message });
    if (lock) return;
    for (const word of new Set(line.toLowerCase().match(/[a-z]{4,}/g)))
      if (UNWANTED.has(digest(word)))
        faults.push({ ...at, message: `"${word}" has no place in this repository` });
    if (
      file.path.startsWith('packages/') &&
      /(?<![a-z])tau|Tau/.test(line) &&
      !NAMES_DATA_SET.test(file.path)
    )
      faults.push({
        ...at,
        message: 'names a data set; only its importer knows it, its policy lives in playbooks/',
      });
  });
  return faults;
}

const digests = new Map<string, string>();

function digest(word: string): string {
  const known = digests.get(word) ?? createHash('sha256').update(word).digest('hex').slice(0, 16);
  digests.set(word, known);
  return known;
}
