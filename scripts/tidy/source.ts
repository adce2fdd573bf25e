import { findImports, type ImportFound } from './imports.ts';
import { scan, type Token } from './scan.ts';
import { type Syntax, syntax } from './syntax.ts';

/** A text file of the repository; `path` from its root, with slashes. */
export type TextFile = { path: string; text: string };

/** A file of code, read once for all rules. */
export type Source = TextFile & {
  all: Token[];
  code: Syntax;
  imports: ImportFound[];
  /** `core` … for a file in packages/, the folder's name for one of the free folders, '' elsewhere. */
  area: string;
  /** Path inside `packages/<area>/src`, or the whole path. */
  inside: string;
  /** A test, or code that only tests use. */
  test: boolean;
};

/** One rule broken in one place, with the sentence that says where the line belongs. */
export type Fault = { file: string; line: number; rule: string; name?: string; message: string };

const CODE = /\.(?:tsx?|mts|mjs|js)$/;

/** Whether the rules about code apply to this file. */
export function isCode(path: string): boolean {
  return CODE.test(path);
}

/** Tests, and what only tests use: a folder `testing/`, a file `test-….ts` or `….fixture.ts`. */
export function isTestCode(path: string): boolean {
  return /\.(?:test|fixture)\.tsx?$|(?:^|\/)test-[^/]*\.ts$|(?:^|\/)(?:testing|tests)\//.test(path);
}

/** Reads a file of code. */
export function readSource(file: TextFile): Source {
  const all = scan(file.text, file.path.endsWith('x'));
  const code = syntax(all);
  const inPackage = /^packages\/([^/]+)\/(?:src\/)?(.*)$/.exec(file.path);
  return {
    ...file,
    all,
    code,
    imports: findImports(code),
    area: inPackage ? inPackage[1]! : (file.path.split('/')[0] ?? ''),
    inside: inPackage ? inPackage[2]! : file.path,
    test: isTestCode(file.path),
  };
}
