/** Longest expression and deepest nesting that are read. */
const MAX_LENGTH = 1000;
const MAX_DEPTH = 50;

class Unreadable extends Error {}

type Reader = { tokens: string[]; at: number; depth: number };

function readTokens(expression: string): string[] {
  if (expression.length > MAX_LENGTH) throw new Unreadable('The expression is too long.');
  const tokens: string[] = [];
  let rest = expression.trimStart();
  while (rest !== '') {
    const token = /^(?:\d+(?:\.\d*)?|\.\d+|[-+*/()])/.exec(rest)?.[0];
    if (token === undefined) throw new Unreadable(`Not understood: ${rest.slice(0, 20)}`);
    tokens.push(token);
    rest = rest.slice(token.length).trimStart();
  }
  return tokens;
}

function readAtom(reader: Reader): number {
  const token = reader.tokens[reader.at++];
  if (token === undefined) throw new Unreadable('The expression ends too early.');
  if (++reader.depth > MAX_DEPTH) throw new Unreadable('The expression is nested too deeply.');
  let value: number;
  if (token === '-') value = -readAtom(reader);
  else if (token === '+') value = readAtom(reader);
  else if (token === '(') {
    value = readSum(reader);
    if (reader.tokens[reader.at++] !== ')') throw new Unreadable('A closing parenthesis is missing.');
  } else if (/^[\d.]/.test(token)) value = Number(token);
  else throw new Unreadable(`Not expected here: ${token}`);
  reader.depth--;
  return value;
}

function readProduct(reader: Reader): number {
  let value = readAtom(reader);
  for (let sign = reader.tokens[reader.at]; sign === '*' || sign === '/'; sign = reader.tokens[reader.at]) {
    reader.at++;
    const right = readAtom(reader);
    if (sign === '/' && right === 0) throw new Unreadable('Division by zero.');
    value = sign === '*' ? value * right : value / right;
  }
  return value;
}

function readSum(reader: Reader): number {
  let value = readProduct(reader);
  for (let sign = reader.tokens[reader.at]; sign === '+' || sign === '-'; sign = reader.tokens[reader.at]) {
    reader.at++;
    const right = readProduct(reader);
    value = sign === '+' ? value + right : value - right;
  }
  return value;
}

/** The value of an expression of numbers, `+ - * /` and parentheses, rounded to two decimals. */
export function calculate(expression: string): { value: number } | { problem: string } {
  try {
    const reader: Reader = { tokens: readTokens(expression), at: 0, depth: 0 };
    const value = readSum(reader);
    const left = reader.tokens[reader.at];
    if (left !== undefined) throw new Unreadable(`Not expected here: ${left}`);
    if (!Number.isFinite(value)) throw new Unreadable('The result is too large.');
    return { value: Number(value.toFixed(2)) };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    throw error;
  }
}
