import { type Document, isCollection, isScalar, Scalar, visit, type YAMLParseError } from 'yaml';
import { type SyntaxMistake, slipNear } from './syntax-slips.ts';

const QUOTE = 'Put the text in quotes.';
const ENDS_STREAM = / in YAML stream/;

/**
 * The mistakes of a file that is no YAML, in words for its author. Of what one mistake brings with it nothing is told. What
 * stands for something else in YAML (references, tags) is a mistake: the documents of a playbook have none.
 */
export function syntaxMistakes(
  document: Document,
  text: string,
  lineAt: (offset: number) => number,
): SyntaxMistake[] {
  const control = unprintable(text);
  if (control !== null) {
    const message = 'Here stands a control character, which no text has.';
    return [{ offset: control, message, mend: 'Remove it; is this a text file?' }];
  }
  const wide = /^[ \t]*[\u00a0\u2000-\u200b\u202f\u3000]/m.exec(text);
  if (wide && document.errors.length > 0) {
    const message = 'This line is indented with another blank than that of the space bar.';
    return [{ offset: wide.index, message, mend: 'Indent it with plain blanks.' }];
  }
  const tabs = document.errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  const errors = tabs.length > 0 ? tabs : document.errors;
  const mistakes = oneALine(apart(errors, lineAt), ({ pos }) => lineAt(pos[0]))
    .filter((error, at) => at === 0 || !ENDS_STREAM.test(error.message))
    .map((error) => inWords(document, text, error));
  for (const { pos } of document.warnings) {
    const message = 'A word that begins with ! is a tag in YAML, and there are none here.';
    mistakes.push({ offset: pos[0], message, mend: QUOTE });
  }
  return oneALine([...mistakes, ...references(document)], ({ offset }) => lineAt(offset));
}

const STRUCTURE = [
  'BLOCK_AS_IMPLICIT_KEY',
  'MULTILINE_IMPLICIT_KEY',
  'BAD_INDENT',
  'MISSING_CHAR',
  'NON_STRING_KEY',
];
/** A line that cannot be placed makes as many after it look wrong. */
const FOLLOWS_WITHIN = 3;

/** Errors of structure that do not follow from one just above. */
function apart(errors: readonly YAMLParseError[], lineAt: (offset: number) => number): YAMLParseError[] {
  let last = Number.NEGATIVE_INFINITY;
  return errors.filter(({ code, pos }) => {
    if (!STRUCTURE.includes(code)) return true;
    const line = lineAt(pos[0]);
    const follows = line > last && line - last <= FOLLOWS_WITHIN;
    last = Math.max(last, line);
    return !follows;
  });
}

/** The first of each line: the others follow from it. */
function oneALine<T>(all: readonly T[], lineOf: (one: T) => number): T[] {
  const seen = new Set<number>();
  return all.filter((one) => {
    const line = lineOf(one);
    return !seen.has(line) && seen.add(line);
  });
}

function references(document: Document): SyntaxMistake[] {
  const mistakes: SyntaxMistake[] = [];
  visit(document, {
    Alias: (_, node) => {
      const message = 'A word that begins with * is a reference in YAML, and there are none here.';
      mistakes.push({ offset: node.range?.[0] ?? 0, message, mend: QUOTE });
      return new Scalar(`*${node.source}`);
    },
  });
  return mistakes;
}

function inWords(document: Document, text: string, { code, message, pos }: YAMLParseError): SyntaxMistake {
  const offset = pos[0];
  switch (code) {
    case 'TAB_AS_INDENT':
      return { offset, message: 'This line begins with a tab.', mend: 'Indent with blanks.' };
    case 'DUPLICATE_KEY':
      return { offset, message: 'This key stands here twice.', mend: 'Keep one of the two.' };
    case 'MULTIPLE_DOCS': {
      const mend = 'Write it in a file of its own: one file holds one document.';
      return { offset, message: 'A second document begins here.', mend };
    }
    case 'NON_STRING_KEY':
    case 'BAD_SCALAR_START': {
      const said = 'This character at the beginning of a text means something else in YAML.';
      return { offset, message: said, mend: QUOTE };
    }
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return slipNear(text, offset) ?? colon(text, offset);
    case 'BAD_INDENT':
    case 'MISSING_CHAR':
      return unclosed(document, text, offset) ?? slipNear(text, offset) ?? misplaced(code, offset, message);
    default:
      return misplaced(code, offset, message);
  }
}

// A colon in a text makes YAML take it for a key; so does a line that is indented below a text.
function colon(text: string, offset: number): SyntaxMistake {
  const found = /:(?=\s)/.exec(text.slice(offset));
  const end = offset + (found?.index ?? 0);
  const line = text.lastIndexOf('\n', end) + 1;
  if (line > offset) {
    const message = 'This line is indented below a line that has a value already.';
    return { offset: line, message, mend: 'Indent it as the lines beside it.' };
  }
  return { offset: end, message: 'A colon stands in this text.', mend: QUOTE };
}

function misplaced(code: string, offset: number, message: string): SyntaxMistake {
  if (code === 'BAD_INDENT') {
    const said = 'This line begins at another column than the lines it belongs to.';
    return { offset, message: said, mend: 'Indent it as the lines beside it.' };
  }
  const said = (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
  const mend = 'Mend the YAML here; a text with : # { } [ ] or quotes in it is best put in quotes.';
  return { offset, message: `This is no valid YAML: ${said}.`, mend };
}

/** The bracket or quote that never closes is where it opens; the parser notices far below. */
function unclosed(document: Document, text: string, before: number): SyntaxMistake | null {
  let offset = -1;
  visit(document, {
    Node: (_, node) => {
      const bracket = isCollection(node) && node.flow === true;
      const quote = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
      const range = node.range;
      if ((!bracket && !quote) || !range || range[0] >= before) return;
      const closed = CLOSES[text[range[0]] ?? ''] ?? '';
      const whole = range[1] - range[0] > 1 && text[range[1] - 1] === closed;
      if (!whole) offset = Math.max(offset, range[0]);
    },
  });
  if (offset === -1) return null;
  const opened = text[offset] ?? '';
  const message = `This ${opened === '"' || opened === "'" ? 'quote' : 'bracket'} is never closed.`;
  return { offset, message, mend: `Close it with ${CLOSES[opened]}.` };
}

const CLOSES: { [open: string]: string } = { '[': ']', '{': '}', '"': '"', "'": "'" };

function unprintable(text: string): number | null {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const blank = code === 9 || code === 10 || code === 13;
    if ((code < 32 && !blank) || code === 127) return at;
  }
  return null;
}
