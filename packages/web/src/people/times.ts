const SAID = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A time as people say it, in the reader's own zone. */
export function saidAt(instant: string): string {
  return SAID.format(new Date(instant));
}
