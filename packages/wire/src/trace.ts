import type { TraceEntry } from './api.ts';

/** A mistake in a playbook: where it stands, what is wrong and the way out; `text` is the line, null where it cannot be shown. */
export type PlaybookProblem = {
  code: string;
  message: string;
  mend: string;
  file: string;
  line: number;
  column: number;
  text: string | null;
};

/** How an event of the record stands to the run: the same, other, or in one of the two alone. */
export type RerunKind = 'same' | 'differs' | 'only_before' | 'only_now';

/** One line of both logs; `estimated`: after the run stopped being exact. */
export type RerunRow = {
  kind: RerunKind;
  estimated: boolean;
  before: TraceEntry | null;
  now: TraceEntry | null;
};

/** Why a run is an estimate from there on. */
export type InexactBecause = 'not_caused' | 'read_otherwise' | 'never_read' | 'other_time';

/** A conversation run again under the working copy of the playbook, beside its record. */
export type Reran = {
  kind: 'done';
  /** Versions of the playbook: the one that the conversation began with, and the working copy. */
  versions: { before: string; now: string };
  /** Whether messages were understood anew by the working copy, or as it was recorded. */
  anew: boolean;
  answers: { all: number; differing: number };
  /** From which event on it is an estimate: its `seq` in the record, or in the new log; and of what type it is. */
  inexact: { because: InexactBecause; before: number | null; now: number | null; type: string } | null;
  rows: RerunRow[];
};

/**
 * What comes of asking for a run. `working`: not through yet, ask again; `problems`: the working copy has mistakes; `unreadable`: it
 * cannot be read as a playbook; `erased`: what the buyer said is gone, so nothing can be decided again.
 */
export type Rerun =
  | { kind: 'working'; stage: 'checking' | 'learning' | 'running' }
  | { kind: 'problems'; problems: PlaybookProblem[] }
  | { kind: 'unreadable'; says: string }
  | { kind: 'erased'; at: string }
  | Reran;

/**
 * Where a reason is written: lines of the document around it, from line `from` on, and the line that is meant. `gone`: the playbook
 * that is loaded is of another version; `nowhere`: the document has nothing written for it.
 */
export type WrittenReason =
  | { kind: 'written'; file: string; line: number; last_line: number; from: number; lines: string[] }
  | { kind: 'gone'; version: string }
  | { kind: 'nowhere' };
