/** A mistake of YAML, `offset` UTF-16 units into the file. */
export type SyntaxMistake = { offset: number; message: string; mend: string };

const KEY = /^[A-Za-z_][\w-]*$/;
/** As far above the place where the parser gives up is the slip looked for, in lines. */
const LOOK_BACK = 3;

type Line = { text: string; from: number; indent: number };

/**
 * The slip of the hand behind a line that YAML cannot place: a blank or a colon that was left out, or a line that begins at another
 * column. The parser notices it only where the next line does not fit; null where nothing of the kind is to be seen.
 */
export function slipNear(text: string, offset: number): SyntaxMistake | null {
  const lines = linesUpTo(text, offset);
  const at = lines.at(-1);
  if (!at) return null;
  for (const line of lines.toReversed().slice(0, LOOK_BACK)) {
    const found = noBlank(line) ?? noColon(text, line);
    if (found) return found;
  }
  return offset <= at.from + at.indent ? otherColumn(lines) : null;
}

function linesUpTo(text: string, offset: number): Line[] {
  const end = text.indexOf('\n', offset);
  let from = 0;
  return text
    .slice(0, end === -1 ? text.length : end)
    .split('\n')
    .map((line) => {
      const one = { text: line, from, indent: line.search(/\S|$/) };
      from += line.length + 1;
      return one;
    })
    .filter((line) => line.text.trim() !== '' && !line.text.trim().startsWith('#'));
}

function noBlank({ text, from, indent }: Line): SyntaxMistake | null {
  if (/^\s*-[A-Za-z_][\w-]*:(?:\s|$)/.test(text)) {
    const message = 'A blank is missing after this dash.';
    return { offset: from + indent, message, mend: `Write \`- ${text.trim().slice(1, 30)}\`.` };
  }
  const [, key, value] = /^\s*(?:- )?([A-Za-z_][\w-]*):([^\s:/].*)$/.exec(text) ?? [];
  if (key === undefined || value === undefined) return null;
  const message = `A blank is missing after the colon of "${key}".`;
  return {
    offset: from + text.indexOf(':'),
    message,
    mend: `Write \`${key}: ${value.trim().slice(0, 30)}\`.`,
  };
}

/** A word and a value where the next line, or the one before, has a key at the same column. */
function noColon(text: string, { text: line, from, indent }: Line): SyntaxMistake | null {
  const [, word = '', value] = /^\s*(?:- )?(\S+)(?:\s+(\S[^:#]*))?$/.exec(line.trimEnd()) ?? [];
  if (!KEY.test(word) || line.trim().startsWith('- ')) return null;
  const next = text.slice(from + line.length + 1).split('\n', 1)[0] ?? '';
  const before =
    text
      .slice(0, Math.max(0, from - 1))
      .split('\n')
      .at(-1) ?? '';
  const beside = (other: string): boolean =>
    other.search(/\S|$/) === indent && /^\s*[A-Za-z_][\w-]*:(?:\s|$)/.test(other);
  const holds = next.search(/\S|$/) > indent && value === undefined && beside(before);
  if (!beside(next) && !beside(before) && !holds) return null;
  const shown = value === undefined ? '' : ` ${value.slice(0, 30)}`;
  const message = `A colon is missing after "${word}".`;
  return { offset: from + indent, message, mend: `Write \`${word}:${shown}\`.` };
}

function otherColumn(lines: readonly Line[]): SyntaxMistake | null {
  const at = lines.at(-1);
  if (!at?.text.trim().startsWith('- ')) return null;
  const dashes = lines.filter((line) => line.text.trim().startsWith('- ')).slice(-12, -1);
  if (dashes.length === 0 || dashes.some((line) => line.indent === at.indent)) return null;
  const message = 'This line begins at another column than the lines it belongs to.';
  return { offset: at.from + at.indent, message, mend: 'Indent it as the lines beside it.' };
}
