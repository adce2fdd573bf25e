import { names } from './seen.ts';

/** Those of the outputs that nobody said; commas within numbers do not count, and "10" is not said by "105". */
export function outputsLeft(outputs: readonly string[], said: string): string[] {
  const heard = withoutCommas(said);
  const numbers = new Set([...heard.matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => Number(number)));
  return outputs.filter((output) => {
    const wanted = withoutCommas(output).trim();
    return /^\$?\d+(?:\.\d+)?$/.test(wanted)
      ? !numbers.has(Number(wanted.replace('$', '')))
      : !names(heard, wanted);
  });
}

function withoutCommas(text: string): string {
  return text.replace(/(?<=\d),(?=\d{3})/g, '');
}
