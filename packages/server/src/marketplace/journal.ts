import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '@hark/core';
import { z } from 'zod';
import { InputError } from '../input-error.ts';
import type { Outcome } from './calls/call.ts';

/** One call that the shop system answered: by its key it is never carried out twice. `at` is when, where time passes. */
export type Entry = { key: string; call: string; args: JsonObject; outcome: Outcome; at?: string };

const Fields = z.record(z.string(), z.json());

/** Shape of an entry as it is read back. */
export const EntryShape: z.ZodType<Entry> = z.strictObject({
  key: z.string(),
  call: z.string(),
  args: Fields,
  at: z.iso.datetime().exactOptional(),
  outcome: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('done'), result: Fields }),
    z.strictObject({ outcome: z.literal('refused'), code: z.string(), reason: z.string() }),
  ]),
});

/** Where a shop system keeps what it answered. */
export type Journal = { entries(): readonly Entry[]; append(entry: Entry): void; close(): void };

/** A journal that lives as long as the process. */
export function memoryJournal(): Journal {
  const entries: Entry[] = [];
  return { entries: () => entries, append: (entry) => void entries.push(entry), close: () => undefined };
}

function readEntry(file: string, line: string, number: number): Entry {
  const place = `${file}, line ${number}`;
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw new InputError(`${place}: not JSON. The journal was damaged by something other than a crash.`);
  }
  const parsed = EntryShape.safeParse(json);
  if (!parsed.success)
    throw new InputError(`${place}: not an entry of this journal: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/**
 * A journal in a file of JSON lines; each entry is on the disk before `append` returns. What a crash left of a last
 * line is cut off: nobody was told of it. Throws {@link InputError} when a whole line cannot be read.
 */
export function fileJournal(file: string): Journal {
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(file, 'a+');
  const bytes = readFileSync(file);
  const whole = bytes.lastIndexOf(0x0a) + 1;
  if (whole < bytes.length) ftruncateSync(handle, whole);
  fsyncSync(handle);
  syncFolder(dirname(file));
  const lines = bytes.subarray(0, whole).toString('utf8').split('\n').slice(0, -1);
  const entries = lines.map((line, index) => readEntry(file, line, index + 1));
  return {
    entries: () => entries,
    append(entry) {
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      let written = 0;
      while (written < line.length) written += writeSync(handle, line, written);
      fsyncSync(handle);
      entries.push(entry);
    },
    close: () => closeSync(handle),
  };
}

/** Whether an entry is of the very same call. */
export function isSameCall(entry: Entry, call: string, args: JsonObject): boolean {
  return entry.call === call && isDeepStrictEqual(entry.args, args);
}
