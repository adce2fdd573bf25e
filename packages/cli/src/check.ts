import { compilePlaybook } from '@hark/core';
import { PlaybookUnreadable, readPlaybookFolder } from '@hark/server';

/** `hark check DIR`: tells every mistake of the playbook in one run; 0 when there is none, 1 when there are, 2 when it cannot be read. */
export async function check(argv: string[]): Promise<number> {
  const [dir, ...more] = argv;
  if (dir === undefined || more.length > 0) {
    process.stderr.write('Usage: hark check DIR\n');
    return 2;
  }
  try {
    return told(dir);
  } catch (error) {
    if (!(error instanceof PlaybookUnreadable)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function told(dir: string): number {
  const files = readPlaybookFolder(dir);
  const compiled = compilePlaybook(files);
  if (compiled.ok) {
    process.stdout.write(`${dir}: ${files.length} documents, no mistakes\n`);
    return 0;
  }
  for (const { file, line, column, code, message, mend } of compiled.problems)
    process.stdout.write(`${file}:${line}:${column}: ${message} ${mend} [${code}]\n`);
  const count = compiled.problems.length;
  process.stdout.write(`${dir}: ${count} ${count === 1 ? 'mistake' : 'mistakes'}\n`);
  return 1;
}
