import { countFiles } from '../actions/files.ts';
import type { Attachment, Why } from '../conversation/event.ts';
import { advance } from '../flows/advance.ts';
import { askAgain } from '../flows/answer.ts';
import { type Run, say } from '../flows/run.ts';
import { askTopic } from './greet.ts';

/**
 * A message whose files are all that can be understood of it: they are noted for whoever takes this on, and it goes on where it
 * stood, with the open question or with what it is about.
 */
export function hearFiles(run: Run, files: readonly Attachment[], reason: Why): void {
  const values = countFiles(files);
  const open = run.state.question;
  if (run.state.frames.length > 0) {
    say(run, { reply: 'files_noted', values }, reason);
    return open ? askAgain(run, open, open.attempt) : advance(run);
  }
  const among = open?.asks.kind === 'topic' ? open.asks.topics : [];
  askTopic(run, 'files_about', { attempt: open?.asks.kind === 'topic' ? open.attempt : 1, among, values });
}
