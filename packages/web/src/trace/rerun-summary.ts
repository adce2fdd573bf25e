import type { InexactBecause, Reran } from '@hark/wire';

/** Why a run is an estimate, as the end of a sentence. */
export const BECAUSE: { [K in InexactBecause]: string } = {
  not_caused: 'what happens there answers something that would not have happened now',
  read_otherwise: 'somebody answers words that read otherwise now',
  never_read: 'something is looked up that was not looked up then',
  other_time: 'a timer runs out when it did not then',
};

/** "3 of 14 answers differ; from event 22 on this is an estimate: …" */
export function summaryOf({ answers, inexact, rows }: Reran): string {
  const { all, differing } = answers;
  const other = rows.filter(({ kind }) => kind !== 'same').length;
  if (other === 0) return 'Nothing differs: under the working copy all of it is the same.';
  const told = `${differing} of ${all} ${all === 1 ? 'answer differs' : 'answers differ'}`;
  if (inexact === null) return `${told}; exact to the end.`;
  const where = inexact.before === null ? `new event ${inexact.now}` : `event ${inexact.before}`;
  return `${told}; from ${where} on this is an estimate: ${BECAUSE[inexact.because]}.`;
}
