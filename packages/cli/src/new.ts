import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { starterPlaybook } from '@hark/server';
import { schemaText } from './schema.ts';

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
  pointEditors(dir);
  process.stdout.write(
    [
      `${dir} is made. Begin with ${join(dir, 'playbook.yaml')}: title, languages and numbers; opening hours are in calendars/service-desk.yaml.`,
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

const SCHEMA = 'schema.json';

/** Editors that know the YAML language server complete and check each document by the schema that its first line names. */
function pointEditors(dir: string): void {
  writeFileSync(join(dir, SCHEMA), schemaText());
  for (const path of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    const file = join(dir, path);
    if (!path.endsWith('.yaml')) continue;
    const text = readFileSync(file, 'utf8');
    // Scenarios and worlds are no documents of the playbook.
    if (!text.startsWith('kind: ')) continue;
    const schema = relative(dirname(file), join(dir, SCHEMA)).replaceAll('\\', '/');
    writeFileSync(file, `# yaml-language-server: $schema=${schema}\n${text}`);
  }
}
