import type { TraceEntry } from '@hark/wire';

/** One thing that happened outside, and all that was done about it. */
export type Turn = {
  cause: TraceEntry;
  /** In order of `seq`, without the cause. */
  entries: TraceEntry[];
  /** Time since the last entry of the turn before; null for the first turn. */
  waited_ms: number | null;
};

/** What is shown of a trace. */
export const FILTERS = ['messages', 'decisions', 'everything'] as const;

/** One of {@link FILTERS}. */
export type Filter = (typeof FILTERS)[number];

const MESSAGES: readonly string[] = ['message_received', 'message_sent', 'agent_wrote'];

/** Whether an entry is shown under a filter. Decisions show messages too: they are what was decided upon. */
export function isShown(entry: TraceEntry, filter: Filter): boolean {
  if (filter === 'everything') return true;
  if (MESSAGES.includes(entry.type)) return true;
  return filter === 'decisions' && !entry.observed;
}

/** An answer to a lookup comes from outside, but within the turn that asked. */
function beginsTurn(entry: TraceEntry): boolean {
  return entry.observed && entry.type !== 'lookup_answered';
}

/** The turn that an entry belongs to: along its causes up to what began one; without a cause, the turn under way. */
function turnOf(entry: TraceEntry, turns: Map<number, Turn>, belongs: Map<number, Turn>): Turn | undefined {
  const cause = entry.caused_by;
  const named = cause === null ? undefined : (turns.get(cause) ?? belongs.get(cause));
  return named ?? [...turns.values()].at(-1);
}

/** Groups a log by what caused what. Every entry is in exactly one turn. */
export function groupByTurn(entries: readonly TraceEntry[]): Turn[] {
  const turns = new Map<number, Turn>();
  const belongs = new Map<number, Turn>();
  let before: TraceEntry | undefined;
  for (const entry of entries) {
    const turn = beginsTurn(entry) ? undefined : turnOf(entry, turns, belongs);
    if (turn) {
      turn.entries.push(entry);
      belongs.set(entry.seq, turn);
    } else {
      const waited_ms = before ? Date.parse(entry.recorded_at) - Date.parse(before.recorded_at) : null;
      turns.set(entry.seq, { cause: entry, entries: [], waited_ms });
    }
    before = entry;
  }
  return [...turns.values()];
}
