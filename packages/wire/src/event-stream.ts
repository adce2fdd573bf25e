/** One event of a server-sent stream. */
export type StreamEvent = { event: string; id: string | null; data: string };

/**
 * Reads a server-sent stream: give it text as it arrives, cut anywhere, and it returns the events that have become complete.
 * Comments (heartbeats) give nothing; an event without data is none, as the standard has it.
 */
export function makeStreamReader(): (piece: string) => StreamEvent[] {
  let rest = '';
  let event = 'message';
  let id: string | null = null;
  let data: string[] = [];

  function finish(): StreamEvent[] {
    const complete = data.length === 0 ? [] : [{ event, id, data: data.join('\n') }];
    event = 'message';
    data = [];
    return complete;
  }

  function take(line: string): StreamEvent[] {
    if (line === '') return finish();
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') event = value;
    if (field === 'id') id = value;
    if (field === 'data') data.push(value);
    return [];
  }

  return (piece) => {
    const text = rest + piece;
    // A carriage return at the end may be the first half of a line break: it waits for the next piece.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const lines = whole.split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + text.slice(whole.length);
    return lines.flatMap(take);
  };
}
