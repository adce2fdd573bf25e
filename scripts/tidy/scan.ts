/**
 * One piece of source text. Templates and brackets come as opening and closing `punct` tokens, so that whoever
 * walks the tokens only ever has to match brackets; `jsx` is markup between expressions.
 */
export type Token = {
  kind: 'word' | 'number' | 'string' | 'text' | 'regex' | 'punct' | 'comment' | 'jsx';
  text: string;
  line: number;
  end_line: number;
};

/** The opening token of a template literal, which no source text can spell. */
export const TEMPLATE_OPEN = '`<';
/** The closing token of a template literal. */
export const TEMPLATE_CLOSE = '>`';

const PUNCTUATION = [
  '...',
  '===',
  '!==',
  '**=',
  '??=',
  '||=',
  '&&=',
  '=>',
  '==',
  '!=',
  '<=',
  '>=',
  '&&',
  '||',
  '??',
  '?.',
  '++',
  '--',
  '**',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
];
/** After these words an expression begins, so a slash opens a regular expression. */
const BEFORE_EXPRESSION = new Set([
  'return',
  'typeof',
  'case',
  'in',
  'of',
  'delete',
  'void',
  'throw',
  'new',
  'else',
  'do',
  'await',
  'yield',
  'instanceof',
  'default',
  'extends',
]);
const WORD_START = /[\p{ID_Start}$_#]/u;
const WORD = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /0[xXoObB][\da-fA-F_]+n?|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?n?/y;
const TAG_NAME = /[\p{ID_Start}$_][\p{ID_Continue}$.:-]*/uy;

/** Cuts TypeScript or JavaScript into tokens; `jsx` for files that hold markup. Never throws: odd text ends as `punct`. */
export function scan(source: string, jsx = false): Token[] {
  return new Scanner(source, jsx).all();
}

class Scanner {
  private at = 0;
  private line = 1;
  private readonly tokens: Token[] = [];
  private readonly source: string;
  private readonly jsx: boolean;

  constructor(source: string, jsx: boolean) {
    this.source = source;
    this.jsx = jsx;
  }

  all(): Token[] {
    if (this.source.startsWith('#!')) this.take('comment', this.until('\n', 0));
    this.code(false);
    return this.tokens;
  }

  /** Scans code to its end or, inside a template or markup, to the brace that closes it (which is left unread). */
  private code(inside: boolean): void {
    let depth = 0;
    while (this.at < this.source.length) {
      const char = this.source[this.at]!;
      if (inside && depth === 0 && char === '}') return;
      if (char === '{') depth++;
      if (char === '}') depth--;
      this.one(char);
    }
  }

  private one(char: string): void {
    const pair = this.source.slice(this.at, this.at + 2);
    if (/\s/.test(char)) this.skip(1);
    else if (pair === '//') this.take('comment', this.until('\n', this.at));
    else if (pair === '/*') this.take('comment', this.until('*/', this.at + 2, 2));
    else if (char === '"' || char === "'") this.take('string', this.endOfString(char));
    else if (char === '`') this.template();
    else if (char === '/' && this.expressionBegins()) this.take('regex', this.endOfRegex());
    else if (char === '<' && this.jsx && this.expressionBegins() && this.markupBegins()) this.markup();
    else if (WORD_START.test(char) || char.codePointAt(0)! > 0x7f) this.match('word', WORD);
    else if (/\d/.test(char) || (char === '.' && /\d/.test(this.source[this.at + 1] ?? '')))
      this.match('number', NUMBER);
    else this.punctuation();
  }

  private template(): void {
    this.push('punct', TEMPLATE_OPEN);
    this.skip(1);
    let from = this.at;
    while (this.at < this.source.length && this.source[this.at] !== '`') {
      if (this.source[this.at] === '\\') this.skip(2);
      else if (this.source.startsWith('${', this.at)) {
        this.textSince(from);
        this.push('punct', '{');
        this.skip(2);
        this.code(true);
        this.push('punct', '}');
        this.skip(1);
        from = this.at;
      } else this.skip(1);
    }
    this.textSince(from);
    this.push('punct', TEMPLATE_CLOSE);
    this.skip(1);
  }

  private textSince(from: number): void {
    const text = this.source.slice(from, this.at);
    if (text === '') return;
    const first = this.line - (text.match(/\n/g)?.length ?? 0);
    this.tokens.push({ kind: 'text', text, line: first, end_line: this.line });
  }

  private markupBegins(): boolean {
    if (this.source[this.at + 1] === '>') return true;
    // `<T,>(x: T) => …` and `<T extends U>(…) => …` are functions with a type parameter.
    return /^<[\p{ID_Start}$_][\p{ID_Continue}$.:-]*(?!\s*,|[\p{ID_Continue}$.:-]|\s+extends\s)/u.test(
      this.source.slice(this.at, this.at + 200),
    );
  }

  private markup(): void {
    this.push('jsx', '<');
    this.skip(1);
    if (this.tag()) this.children();
  }

  /** Reads a tag to its end; says whether children follow. */
  private tag(): boolean {
    while (this.at < this.source.length) {
      const char = this.source[this.at]!;
      if (char === '{') this.braces();
      else if (char === '"' || char === "'") this.take('string', this.until(char, this.at + 1, 1));
      else if (this.source.startsWith('/>', this.at)) {
        this.skip(2);
        return false;
      } else if (char === '>') {
        this.skip(1);
        return true;
      } else if (WORD_START.test(char)) this.match('jsx', TAG_NAME);
      else this.skip(1);
    }
    return false;
  }

  private children(): void {
    let from = this.at;
    while (this.at < this.source.length) {
      const char = this.source[this.at]!;
      if (char !== '<' && char !== '{') {
        this.skip(1);
        continue;
      }
      this.textSince(from);
      if (this.source.startsWith('</', this.at)) {
        this.take('jsx', this.until('>', this.at, 1));
        return;
      }
      if (char === '{') this.braces();
      else this.markup();
      from = this.at;
    }
  }

  private braces(): void {
    this.push('punct', '{');
    this.skip(1);
    this.code(true);
    this.push('punct', '}');
    this.skip(1);
  }

  /** Whether what comes next starts an expression (a regular expression, markup) and does not go on with one (a division). */
  private expressionBegins(): boolean {
    const last = this.tokens.findLast((token) => token.kind !== 'comment');
    if (!last) return true;
    if (last.kind === 'word') return BEFORE_EXPRESSION.has(last.text);
    if (last.kind !== 'punct') return false;
    if (last.text === '!') return !this.endsOperand(this.tokens.at(-2));
    return ![')', ']', '++', '--', TEMPLATE_CLOSE].includes(last.text);
  }

  private endsOperand(token: Token | undefined): boolean {
    if (token?.kind === 'word') return !BEFORE_EXPRESSION.has(token.text);
    return token?.kind === 'punct' && (token.text === ')' || token.text === ']');
  }

  private endOfString(quote: string): number {
    let at = this.at + 1;
    while (at < this.source.length && this.source[at] !== quote && this.source[at] !== '\n')
      at += this.source[at] === '\\' ? 2 : 1;
    return at + 1;
  }

  private endOfRegex(): number {
    let at = this.at + 1;
    let inClass = false;
    while (at < this.source.length && this.source[at] !== '\n') {
      const char = this.source[at];
      if (char === '\\') at++;
      else if (char === '[') inClass = true;
      else if (char === ']') inClass = false;
      else if (char === '/' && !inClass) break;
      at++;
    }
    at++;
    while (/[a-z]/.test(this.source[at] ?? '')) at++;
    return at;
  }

  private punctuation(): void {
    const found = PUNCTUATION.find((text) => this.source.startsWith(text, this.at));
    // `a ?.5 : b` is a condition.
    const text =
      found === '?.' && /\d/.test(this.source[this.at + 2] ?? '') ? '?' : (found ?? this.source[this.at]!);
    this.take('punct', this.at + text.length);
  }

  private match(kind: Token['kind'], pattern: RegExp): void {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.source)?.[0] ?? String.fromCodePoint(this.source.codePointAt(this.at)!);
    this.take(kind, this.at + text.length);
  }

  private until(end: string, from: number, include = 0): number {
    const found = this.source.indexOf(end, from);
    return found < 0 ? this.source.length : found + include;
  }

  private take(kind: Token['kind'], end: number): void {
    this.push(kind, this.source.slice(this.at, end));
    this.skip(end - this.at);
  }

  private push(kind: Token['kind'], text: string): void {
    const line = this.line;
    const breaks = kind === 'punct' ? 0 : (text.match(/\n/g)?.length ?? 0);
    this.tokens.push({ kind, text, line, end_line: line + breaks });
  }

  private skip(count: number): void {
    for (let i = 0; i < count; i++) if (this.source[this.at + i] === '\n') this.line++;
    this.at += count;
  }
}
