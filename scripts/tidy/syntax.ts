import { TEMPLATE_CLOSE, TEMPLATE_OPEN, type Token } from './scan.ts';

const CLOSES: { [open: string]: string } = { '(': ')', '[': ']', '{': '}', [TEMPLATE_OPEN]: TEMPLATE_CLOSE };
const TYPE_PREFIXES = new Set([
  'keyof',
  'readonly',
  'unique',
  'infer',
  'typeof',
  'asserts',
  'abstract',
  'new',
]);

/** The tokens of one file that mean something to the compiler, and for each bracket its partner. */
export type Syntax = { tokens: Token[]; partner: Map<number, number> };

/** Leaves out comments and pairs brackets. */
export function syntax(all: Token[]): Syntax {
  const tokens = all.filter((token) => token.kind !== 'comment');
  const partner = new Map<number, number>();
  const open: number[] = [];
  tokens.forEach((token, i) => {
    if (token.kind !== 'punct') return;
    if (CLOSES[token.text]) open.push(i);
    const opener = open.at(-1);
    if (opener !== undefined && CLOSES[tokens[opener]!.text] === token.text) {
      partner.set(opener, i);
      partner.set(i, opener);
      open.pop();
    }
  });
  return { tokens, partner };
}

/** Whether token `i` is this punctuation or word. */
export function is(code: Syntax, i: number, ...texts: string[]): boolean {
  const token = code.tokens[i];
  return (
    token !== undefined && (token.kind === 'punct' || token.kind === 'word') && texts.includes(token.text)
  );
}

/** Index behind the type that begins at `i`, or −1 where none does. */
export function endOfType(code: Syntax, i: number): number {
  let at = unionMember(code, is(code, i, '|', '&') ? i + 1 : i);
  while (at > 0 && is(code, at, '|', '&')) at = unionMember(code, at + 1);
  if (at < 0 || !is(code, at, 'extends')) return at;
  const tested = endOfType(code, at + 1);
  if (tested < 0 || !is(code, tested, '?')) return tested;
  const yes = endOfType(code, tested + 1);
  return yes > 0 && is(code, yes, ':') ? endOfType(code, yes + 1) : yes;
}

function unionMember(code: Syntax, i: number): number {
  const token = code.tokens[i];
  if (!token) return -1;
  const prefixed =
    token.kind === 'word' && TYPE_PREFIXES.has(token.text) && !is(code, i + 1, ')', ',', ';', '=', '|');
  if (prefixed) return unionMember(code, i + 1);
  let at = primary(code, i);
  if (at > 0 && token.kind === 'word' && is(code, at, 'is')) return endOfType(code, at + 1);
  while (at > 0 && is(code, at, '[') && code.partner.has(at)) at = code.partner.get(at)! + 1;
  return at;
}

function primary(code: Syntax, i: number): number {
  const token = code.tokens[i]!;
  if (token.kind === 'string' || token.kind === 'number') return i + 1;
  if (is(code, i, '-')) return i + 2;
  if (is(code, i, '<')) {
    const parameters = endOfTypeArguments(code, i);
    return parameters > 0 && is(code, parameters, '(') ? primary(code, parameters) : -1;
  }
  if (token.kind === 'punct') {
    const close = code.partner.get(i);
    if (close === undefined || close < i) return -1;
    return is(code, i, '(') && is(code, close + 1, '=>') ? endOfType(code, close + 2) : close + 1;
  }
  if (token.kind !== 'word') return -1;
  let at = i + 1;
  if (token.text === 'import' && is(code, at, '(')) at = (code.partner.get(at) ?? at) + 1;
  while (is(code, at, '.')) at += 2;
  if (!is(code, at, '<')) return at;
  const behind = endOfTypeArguments(code, at);
  return behind > 0 ? behind : at;
}

/** Index behind `<A, B extends C = D>` that begins at `i`, or −1 when this is a comparison. */
export function endOfTypeArguments(code: Syntax, i: number): number {
  let at = i + 1;
  while (at > 0 && at < code.tokens.length) {
    if (is(code, at, 'const', 'in', 'out')) at++;
    at = endOfType(code, at);
    if (at > 0 && is(code, at, '=')) at = endOfType(code, at + 1);
    if (at > 0 && is(code, at, '>')) return at + 1;
    if (at < 0 || !is(code, at, ',')) return -1;
    at++;
    if (is(code, at, '>')) return at + 1;
  }
  return -1;
}

/** Index of the first `,`, `;` or closing bracket behind the expression that begins at `i`. */
export function endOfExpression(code: Syntax, i: number): number {
  let at = i;
  while (at < code.tokens.length) {
    if (is(code, at, ',', ';', ')', ']', '}', TEMPLATE_CLOSE)) return at;
    if (is(code, at, '<')) {
      const behind = endOfTypeArguments(code, at);
      if (behind > 0 && is(code, behind, '(', ')', ',', ';')) {
        at = behind;
        continue;
      }
    }
    const close = code.partner.get(at);
    at = close !== undefined && close > at ? close + 1 : at + 1;
  }
  return at;
}
