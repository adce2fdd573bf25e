import {
  type Check,
  isFlag,
  isInstant,
  isText,
  isTraceEntry,
  isWhole,
  listOf,
  oneOf,
  orNull,
  shape,
} from './reading.ts';
import type { PlaybookProblem, Reran, Rerun, RerunRow, WrittenReason } from './trace.ts';

type Of<Union, Kind> = Extract<Union, { kind: Kind }>;

const isReran = shape<Reran>({
  kind: oneOf('done'),
  versions: shape<Reran['versions']>({ before: isText, now: isText }),
  anew: isFlag,
  answers: shape<Reran['answers']>({ all: isWhole, differing: isWhole }),
  inexact: orNull(
    shape<NonNullable<Reran['inexact']>>({
      because: oneOf('not_caused', 'read_otherwise', 'never_read', 'other_time'),
      before: orNull(isWhole),
      now: orNull(isWhole),
      type: isText,
    }),
  ),
  rows: listOf(
    shape<RerunRow>({
      kind: oneOf('same', 'differs', 'only_before', 'only_now'),
      estimated: isFlag,
      before: orNull(isTraceEntry),
      now: orNull(isTraceEntry),
    }),
  ),
});

const isProblem = shape<PlaybookProblem>({
  code: isText,
  message: isText,
  mend: isText,
  file: isText,
  line: isWhole,
  column: isWhole,
  text: orNull(isText),
});

const RERUNS: readonly Check[] = [
  shape<Of<Rerun, 'working'>>({
    kind: oneOf('working'),
    stage: oneOf('checking', 'learning', 'running'),
  }),
  shape<Of<Rerun, 'problems'>>({ kind: oneOf('problems'), problems: listOf(isProblem) }),
  shape<Of<Rerun, 'unreadable'>>({ kind: oneOf('unreadable'), says: isText }),
  shape<Of<Rerun, 'erased'>>({ kind: oneOf('erased'), at: isInstant }),
  isReran,
];

/** Whether an unknown value is what came of asking for a run. */
export function isRerun(value: unknown): value is Rerun {
  return RERUNS.some((check) => check(value));
}

const WRITTEN: readonly Check[] = [
  shape<Of<WrittenReason, 'written'>>({
    kind: oneOf('written'),
    file: isText,
    line: isWhole,
    last_line: isWhole,
    from: isWhole,
    lines: listOf(isText),
  }),
  shape<Of<WrittenReason, 'gone'>>({ kind: oneOf('gone'), version: isText }),
  shape<Of<WrittenReason, 'nowhere'>>({ kind: oneOf('nowhere') }),
];

/** Whether an unknown value says where a reason is written. */
export function isWrittenReason(value: unknown): value is WrittenReason {
  return WRITTEN.some((check) => check(value));
}
