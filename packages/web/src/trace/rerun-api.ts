import { isRerun, isWrittenReason, type Rerun, type TraceEntry, type WrittenReason } from '@hark/wire';
import { type Answer, ask } from '../api/ask.ts';

/** Asks for a run under the working copy, or how far it is. The server answers within about a second. */
export function askForRerun(conversation_id: string, anew: boolean): Promise<Answer<Rerun>> {
  const path = `/api/conversations/${encodeURIComponent(conversation_id)}/rerun`;
  return ask({ path, body: { anew }, is: isRerun });
}

/** Where a reason is written in the playbook that is loaded. */
export function readReason(why: NonNullable<TraceEntry['why']>): Promise<Answer<WrittenReason>> {
  const { document, step, version } = why;
  const query = new URLSearchParams({ document, step, version });
  return ask({ path: `/api/playbook/reason?${query}`, is: isWrittenReason });
}
