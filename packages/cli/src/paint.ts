const SGR = { bad: '1;31', odd: '1;33', good: '1;32', place: '1', mark: '36', dim: '2' } as const;

/** What a piece of output is, and so how it looks where there are colours. */
export type Look = keyof typeof SGR;

/** Whether to write colours: only to a terminal, and not where NO_COLOR is set (https://no-color.org). */
export function colours(stream: { isTTY?: boolean }, env = process.env): boolean {
  return stream.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
}

/** The words in their colour, or as they are. */
export function inColour(painted: boolean, look: Look, words: string): string {
  return painted ? `\u001b[${SGR[look]}m${words}\u001b[0m` : words;
}
