import {
  compilePlaybook,
  type Event,
  type Playbook,
  type Problem,
  rerun,
  type SourceFile,
  type State,
  understand,
} from '@hark/core';
import type { PlaybookProblem, Reran, Rerun, TraceEntry } from '@hark/wire';
import { spokenBy } from '../conversations/spoken.ts';
import { traceEntry } from '../conversations/view.ts';
import { learnOnce } from '../learned.ts';

/** A conversation, a working copy, and where models are kept. */
export type RerunWork = {
  files: SourceFile[];
  learned: string[];
  conversation_id: string;
  playbook: State['playbook'];
  events: Event[];
  /** The record as the trace shows it. */
  before: TraceEntry[];
  anew: boolean;
};

/** How far a run is. */
export type Stage = Extract<Rerun, { kind: 'working' }>['stage'];

/** What comes of it. */
export type RerunResult = Extract<Rerun, { kind: 'problems' | 'done' }>;

/** Runs conversations again; the working copy that was compiled last is kept. Takes seconds for one that was not seen before. */
export function makeRerunner(): (work: RerunWork, reached: (stage: Stage) => void) => RerunResult {
  let last: { key: string; playbook: Playbook } | null = null;
  return (work, reached) => {
    const key = JSON.stringify(work.files);
    if (last?.key !== key) {
      reached('checking');
      const learn = learnOnce(...work.learned);
      const compiled = compilePlaybook(work.files, (spec) => {
        reached('learning');
        return learn(spec);
      });
      if (!compiled.ok) return { kind: 'problems', problems: withLines(compiled.problems, work.files) };
      last = { key, playbook: compiled.playbook };
    }
    reached('running');
    return ran(work, last.playbook);
  };
}

/** Each problem with the line that it is about. */
export function withLines(problems: readonly Problem[], files: readonly SourceFile[]): PlaybookProblem[] {
  const lines = new Map(files.map(({ path, text }) => [path, text.split(/\r?\n/)]));
  return problems.map((one) => ({ ...one, text: lines.get(one.file)?.[one.line - 1] ?? null }));
}

function ran(
  { conversation_id, events, before, anew, playbook: began }: RerunWork,
  playbook: Playbook,
): Reran {
  const shown = new Map(before.map((entry) => [entry.seq, entry]));
  const { render } = spokenBy(playbook);
  const { rows, inexact, answers } = rerun({
    strategy: playbook,
    conversation_id,
    events,
    words: {
      before: ({ seq }) => {
        const entry = shown.get(seq);
        return entry === undefined || entry.text === null ? null : { text: entry.text, card: entry.card };
      },
      now: ({ data }) => render(data),
    },
    understand: anew ? (text, language) => understand(playbook.understander, text, { language }) : null,
  });
  return {
    kind: 'done',
    versions: { before: began.version, now: playbook.version },
    anew,
    answers,
    inexact,
    rows: rows.map(({ kind, estimated, before: then, now }) => ({
      kind,
      estimated,
      before: then && (shown.get(then.seq) ?? null),
      now: now && traceEntry(render, now),
    })),
  };
}
