import type { PlaybookProblem, Reran, Rerun, RerunKind, RerunRow, TraceEntry } from '@hark/wire';
import { Fragment, type JSX, useCallback, useEffect, useRef, useState } from 'react';
import { askForRerun } from './rerun-api.ts';
import { BECAUSE, summaryOf } from './rerun-summary.ts';
import { saidTime } from './times.ts';
import { lineOf, titleOf, wordsOf } from './wording.ts';

const KINDS: { [K in RerunKind]: { sign: string; word: string } } = {
  same: { sign: '=', word: 'the same' },
  differs: { sign: '≠', word: 'differs' },
  only_before: { sign: '−', word: 'only then' },
  only_now: { sign: '+', word: 'only now' },
};
const STAGES = {
  checking: 'Checking the working copy of the playbook',
  learning: 'Learning its topics',
  running: 'Running the conversation again',
};
type Running = { answer: Rerun | null; fault: string | null; busy: boolean };

function useRerun(conversation_id: string) {
  const [state, setState] = useState<Running>({ answer: null, fault: null, busy: false });
  const round = useRef(0);
  const stop = useCallback(() => {
    round.current += 1;
    setState({ answer: null, fault: null, busy: false });
  }, []);
  const start = useCallback(
    async (anew: boolean) => {
      const mine = ++round.current;
      setState({ answer: null, fault: null, busy: true });
      for (;;) {
        const told = await askForRerun(conversation_id, anew);
        if (mine !== round.current) return;
        if (!told.ok) return setState({ answer: null, fault: told.says, busy: false });
        const busy = told.value.kind === 'working';
        setState({ answer: told.value, fault: null, busy });
        if (!busy) return;
      }
    },
    [conversation_id],
  );
  useEffect(
    () => () => {
      round.current += 1;
    },
    [],
  );
  return { ...state, start, stop };
}

/** A conversation run again under the working copy of the playbook; `shown` is told whether the result takes the page. */
export function RerunPanel({
  conversation_id,
  shown,
}: {
  conversation_id: string;
  shown(yes: boolean): void;
}): JSX.Element {
  const { answer, fault, busy, start, stop } = useRerun(conversation_id);
  const [anew, setAnew] = useState(false);
  const done = answer?.kind === 'done';
  useEffect(() => shown(done), [shown, done]);
  return (
    <section className="rerun" aria-label="Run again">
      <div className="rerun-bar">
        <button type="button" className="primary" disabled={busy} onClick={() => void start(anew)}>
          Run again with the working copy
        </button>
        <label>
          <input type="checkbox" checked={anew} onChange={(event) => setAnew(event.target.checked)} />{' '}
          Understand the messages anew
        </label>
        {(busy || answer) && (
          <button type="button" className="quiet" onClick={stop}>
            {busy ? 'Stop' : 'Close'}
          </button>
        )}
      </div>
      <div role="status">
        {busy && <p className="note">{STAGES[answer?.kind === 'working' ? answer.stage : 'checking']} …</p>}
      </div>
      {fault && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      {answer && <Outcome answer={answer} />}
    </section>
  );
}

function Outcome({ answer }: { answer: Rerun }): JSX.Element | null {
  switch (answer.kind) {
    case 'working':
      return null;
    case 'erased':
      return (
        <p className="note">
          What the buyer said was erased on {saidTime(answer.at)}, so nothing can be decided again.
        </p>
      );
    case 'unreadable':
      return (
        <p className="fault" role="alert">
          {answer.says}
        </p>
      );
    case 'problems':
      return <Problems problems={answer.problems} />;
    case 'done':
      return <SideBySide reran={answer} />;
  }
}

/** As `hark check` tells them. */
function Problems({ problems }: { problems: PlaybookProblem[] }): JSX.Element {
  return (
    <div className="problems" role="alert">
      <p>
        The working copy has {problems.length} {problems.length === 1 ? 'mistake' : 'mistakes'}. The playbook
        that runs is not touched by it.
      </p>
      <ol>
        {problems.map((one) => (
          <li key={`${one.file}:${one.line}:${one.column}:${one.code}:${one.message}`}>
            <p>
              <strong>
                {one.file}:{one.line}:{one.column}
              </strong>{' '}
              <span className="version">{one.code}</span>
            </p>
            {one.text !== null && (
              <pre>{`${one.line} | ${one.text}\n${' '.repeat(String(one.line).length)} | ${' '.repeat(one.column - 1)}^`}</pre>
            )}
            <p>
              {one.message} {one.mend}
            </p>
          </li>
        ))}
      </ol>
    </div>
  );
}

const SAID: readonly string[] = ['message_received', 'message_sent', 'agent_wrote'];

function SideBySide({ reran }: { reran: Reran }): JSX.Element {
  const [all, setAll] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useJumps(place);
  const rows = reran.rows.filter(
    (row) => all || row.kind !== 'same' || SAID.includes((row.before ?? row.now)?.type ?? ''),
  );
  const first = rows.findIndex(({ estimated }) => estimated);
  return (
    <div ref={place} className="compared">
      <p className="summary" role="status">
        {summaryOf(reran)}
      </p>
      <div className="rerun-bar">
        <label>
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> Show all
          that is the same too
        </label>
        {rows.some(({ kind }) => kind !== 'same') && (
          <span className="note">
            <kbd>n</kbd> next difference, <kbd>p</kbd> the one before
          </span>
        )}
      </div>
      <div className="pair heads" aria-hidden="true">
        <span>As it was ({reran.versions.before.slice(0, 8)})</span>
        <span>Working copy ({reran.versions.now.slice(0, 8)})</span>
      </div>
      <ol>
        {rows.map((row, at) => (
          <Fragment key={`${row.before?.seq ?? ''}:${row.now?.seq ?? ''}`}>
            {at === first && (
              <li className="estimate">
                From here on it is an estimate
                {reran.inexact ? `: ${BECAUSE[reran.inexact.because]}` : ''}.
              </li>
            )}
            <RowView row={row} />
          </Fragment>
        ))}
      </ol>
    </div>
  );
}

function RowView({ row }: { row: RerunRow }): JSX.Element {
  const { sign, word } = KINDS[row.kind];
  const { before, now } = row;
  return (
    <li className={`row ${row.kind}`} tabIndex={-1}>
      <p className="kind">
        <span aria-hidden="true">{sign}</span> {word}
        {row.estimated ? ', an estimate' : ''}
      </p>
      <div className="pair">
        <Cell entry={before} side="As it was" absent="did not happen" />
        {row.kind !== 'same' && <Cell entry={now} side="Working copy" absent="does not happen" />}
      </div>
    </li>
  );
}

function Cell({
  entry,
  side,
  absent,
}: {
  entry: TraceEntry | null;
  side: string;
  absent: string;
}): JSX.Element {
  if (entry === null)
    return (
      <div className="cell none">
        <span className="side">{side}: </span>
        {absent}
      </div>
    );
  const words = wordsOf(entry);
  return (
    <div className="cell">
      <p>
        <span className="side">{side}: </span>
        <strong>{titleOf(entry)}</strong> <span className="version">#{entry.seq}</span>
      </p>
      {words === null ? (
        <p className="line">{lineOf(entry)}</p>
      ) : (
        <blockquote className={`said by-${entry.type === 'message_received' ? 'buyer' : 'shop'}`} dir="auto">
          {words}
        </blockquote>
      )}
    </div>
  );
}

/** `n` and `p` go to the next and the last difference, wherever the focus is but in a field. */
function useJumps(place: { current: HTMLElement | null }): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const typing =
        event.target instanceof HTMLInputElement &&
        event.target.type !== 'checkbox' &&
        event.target.type !== 'radio';
      if (typing || event.ctrlKey || event.metaKey || event.altKey || !['n', 'p'].includes(event.key)) return;
      const rows = [...(place.current?.querySelectorAll<HTMLElement>('.row:not(.same)') ?? [])];
      const focused = document.activeElement;
      const at = focused instanceof HTMLElement ? rows.indexOf(focused) : -1;
      const next = event.key === 'n' ? at + 1 : at === -1 ? rows.length - 1 : at - 1;
      const row = rows[(next + rows.length) % Math.max(1, rows.length)];
      row?.focus({ preventScroll: true });
      row?.scrollIntoView({ block: 'center' });
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [place]);
}
