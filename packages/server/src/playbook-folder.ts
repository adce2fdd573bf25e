import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { compilePlaybook, type Playbook, type Problem, type SourceFile } from '@hark/core';
import { learnOnce } from './learned.ts';
import { systemReason } from './system-reason.ts';

/** A playbook with mistakes; every one of them is told at once. */
export class PlaybookRefused extends Error {
  override name = 'PlaybookRefused';
  readonly problems: Problem[];
  constructor(dir: string, problems: Problem[]) {
    const lines = problems.map(
      ({ file, line, column, message, mend }) => `${file}:${line}:${column}: ${message} ${mend}`,
    );
    super(`The playbook in ${dir} has ${problems.length} mistake(s):\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/** The folder cannot be read as a playbook; the message says why. */
export class PlaybookUnreadable extends Error {
  override name = 'PlaybookUnreadable';
}

const DOCUMENT = /\.(?:ya?ml|md)$/;
/** Beside the documents: what a playbook is tried on, and what is told about it. */
const NOT_DOCUMENTS = new Set(['world', 'scenarios', 'node_modules']);
const ABOUT = /^readme\.md$/i;
const LARGEST_FILE = 1_000_000;
const MOST_FILES = 2_000;

/** Where models are kept: beside what is installed, so that whoever runs from here learns the same examples once. */
export const LEARNED = join(
  dirname(createRequire(import.meta.url).resolve('@hark/core')),
  ...['..', '..', '..', 'node_modules', '.cache', 'hark-learned'],
);

/**
 * The playbook in the folder; what it learns from its examples is kept beside what is installed or, where nothing can be written there,
 * in the other folder, if one is named. Throws {@link PlaybookRefused} with all mistakes, or {@link PlaybookUnreadable}.
 */
export function loadPlaybookFolder(dir: string, kept: string | null = null): Playbook {
  return compileFiles({ dir, files: readPlaybookFolder(dir) }, kept);
}

/** The same of files that were read already; `dir` is what is told of them. */
export function compileFiles(
  { dir, files }: { dir: string; files: SourceFile[] },
  kept: string | null,
): Playbook {
  const compiled = compilePlaybook(files, learnOnce(LEARNED, ...(kept === null ? [] : [kept])));
  if (!compiled.ok) throw new PlaybookRefused(dir, compiled.problems);
  return compiled.playbook;
}

/** The documents in the folder and below it, by path, before anything is checked. */
export function readPlaybookFolder(dir: string): SourceFile[] {
  const files = lookIntoPlaybookFolder(dir);
  const bad = files.find((one) => one.unreadable !== undefined);
  if (bad) throw new PlaybookUnreadable(`${join(dir, bad.path)} cannot be read: ${bad.unreadable}.`);
  return files;
}

/** The same for those who tell mistakes: a file that cannot be read is one of them, and hides no other. */
export function lookIntoPlaybookFolder(dir: string): SourceFile[] {
  const paths = documentsBelow(dir, '').sort();
  if (paths.length === 0)
    throw new PlaybookUnreadable(`${dir} holds no playbook: there is no .yaml or .md file in it.`);
  if (paths.length > MOST_FILES)
    throw new PlaybookUnreadable(`${dir} holds more than ${MOST_FILES} documents: is it the right folder?`);
  return paths.map((path) => ({ path: path.split(sep).join('/'), ...readDocument(join(dir, path)) }));
}

/** Entries of the folder that look like documents of the playbook and are none: links, and files whose name ends in another case. */
export function skippedDocuments(dir: string, below = ''): Problem[] {
  return readFolder(join(dir, below)).flatMap((entry) => {
    const path = join(below, entry.name);
    if (entry.name.startsWith('.') || NOT_DOCUMENTS.has(entry.name)) return [];
    if (entry.isDirectory()) return skippedDocuments(dir, path);
    const linked = entry.isSymbolicLink() && (DOCUMENT.test(entry.name) || isFolder(join(dir, path)));
    const shouted = entry.isFile() && !DOCUMENT.test(entry.name) && DOCUMENT.test(entry.name.toLowerCase());
    if (ABOUT.test(entry.name) || (!linked && !shouted)) return [];
    const message = linked
      ? 'This is a link and not read: what it leads to is no part of the playbook.'
      : 'This file is not read: names of documents end in small letters.';
    const mend = linked ? 'Put the file itself here.' : `Call it ${entry.name.toLowerCase()}.`;
    const file = path.split(sep).join('/');
    return [{ code: 'document.skipped', message, mend, file, line: 1, column: 1 }];
  });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function documentsBelow(dir: string, below: string): string[] {
  let entries: ReturnType<typeof readFolder>;
  try {
    entries = readFolder(join(dir, below));
  } catch (error) {
    throw new PlaybookUnreadable(`${join(dir, below)} cannot be read as a folder: ${systemReason(error)}.`);
  }
  return entries.flatMap((entry) => {
    const path = join(below, entry.name);
    if (entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return NOT_DOCUMENTS.has(entry.name) ? [] : documentsBelow(dir, path);
    return entry.isFile() && DOCUMENT.test(entry.name) && !ABOUT.test(entry.name) ? [path] : [];
  });
}

function readFolder(dir: string) {
  return readdirSync(dir, { withFileTypes: true });
}

function readDocument(file: string): Pick<SourceFile, 'text' | 'unreadable'> {
  try {
    const { size } = statSync(file);
    if (size > LARGEST_FILE)
      return { text: '', unreadable: `it is larger than ${LARGEST_FILE} bytes (${size})` };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)) };
  } catch (error) {
    return { text: '', unreadable: systemReason(error) };
  }
}
