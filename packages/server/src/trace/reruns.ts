import { createHash } from 'node:crypto';
import type { Event, SourceFile, State } from '@hark/core';
import type { Rerun, TraceEntry } from '@hark/wire';
import { withDeadline } from '../conversations/deadline.ts';
import { lookIntoPlaybookFolder, PlaybookUnreadable } from '../playbook-folder.ts';
import { type Job, makeWorkshop } from './workshop.ts';

/** What is run again: a conversation as it is stored and as the trace shows it. */
export type RerunQuestion = { state: State; events: Event[]; before: TraceEntry[]; anew: boolean };

/** Runs conversations again under the working copy: the playbook's folder as it is now. Nothing is written to the conversation. */
export type Reruns = {
  /** Answers within about a second: the result, or how far it is. Asked again for the same, it goes on with that. */
  rerun(question: RerunQuestion): Promise<Rerun>;
  close(): Promise<void>;
};

/** As long as a request waits before it says how far the run is. */
const PATIENCE_MS = 1_000;
/** Results that nobody came back for hold what buyers said: the oldest goes. */
const MOST_JOBS = 8;

/** `learned`: folders where models are kept. */
export function makeReruns(parts: { folder: string; learned: string[] }): Reruns {
  const workshop = makeWorkshop();
  const jobs = new Map<string, Job>();
  const jobFor = (key: string, files: SourceFile[], { state, ...rest }: RerunQuestion): Job => {
    const known = jobs.get(key);
    if (known) return known;
    const { conversation_id, playbook } = state;
    const job = workshop.begin({ ...rest, files, learned: parts.learned, conversation_id, playbook });
    jobs.set(key, job);
    for (const old of [...jobs.keys()].slice(0, -MOST_JOBS)) jobs.delete(old);
    return job;
  };
  return {
    async rerun(question) {
      const { state, events, anew } = question;
      if (state.erased) return { kind: 'erased', at: state.erased.at };
      const files = workingCopy(parts.folder);
      if ('says' in files) return { kind: 'unreadable', says: files.says };
      const key = keyOf(files, [state.conversation_id, events.length, anew]);
      const job = jobFor(key, files, question);
      try {
        const told = await withDeadline(job.done, PATIENCE_MS);
        if (told.late) return { kind: 'working', stage: job.stage };
        jobs.delete(key);
        return told.value;
      } catch (error) {
        jobs.delete(key);
        throw error;
      }
    },
    close: () => workshop.close(),
  };
}

function workingCopy(folder: string): SourceFile[] | { says: string } {
  try {
    return lookIntoPlaybookFolder(folder);
  } catch (error) {
    if (error instanceof PlaybookUnreadable) return { says: error.message };
    throw error;
  }
}

function keyOf(files: SourceFile[], about: unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([about, files]))
    .digest('hex');
}
