import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { starterPlaybook } from '@hark/server';

const NAME = /^[a-z][a-z0-9-]{0,60}$/;

/** `hark new NAME`: a folder with a playbook of that name, which passes `hark check` and `hark test`; nothing is overwritten. */
export async function newPlaybook(argv: string[]): Promise<number> {
  const [dir, ...more] = argv;
  if (dir === undefined || more.length > 0) {
    process.stderr.write('Usage: hark new NAME\n');
    return 2;
  }
  const name = basename(dir);
  if (!NAME.test(name)) {
    process.stderr.write(
      `"${name}" is no name for a playbook: use small letters, digits and hyphens, as in my-shop.\n`,
    );
    return 2;
  }
  if (existsSync(dir)) {
    process.stderr.write(`${dir} is there already; nothing was changed. Choose another name.\n`);
    return 1;
  }
  cpSync(starterPlaybook(), dir, { recursive: true, errorOnExist: true, force: false });
  rename(join(dir, 'playbook.yaml'), name);
  process.stdout.write(
    [
      `${dir} is made. Begin with ${join(dir, 'playbook.yaml')}: title, languages, hours and numbers.`,
      `  hark check ${dir}    tells every mistake`,
      `  hark test ${dir}     plays the scenarios`,
      `  HARK_PLAYBOOK=${dir} hark start`,
      '',
    ].join('\n'),
  );
  return 0;
}

function rename(file: string, name: string): void {
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(/^id: .*$/m, () => `id: ${name}`),
  );
}
