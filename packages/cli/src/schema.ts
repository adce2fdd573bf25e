import { playbookJsonSchema } from '@hark/core';

/** `hark schema`: the JSON Schema of a playbook's documents on the standard output, for editors. */
export async function schema(argv: string[]): Promise<number> {
  if (argv.length > 0) {
    process.stderr.write('Usage: hark schema > schema.json\n');
    return 2;
  }
  process.stdout.write(schemaText());
  return 0;
}

/** The schema as a file holds it. */
export function schemaText(): string {
  return `${JSON.stringify(playbookJsonSchema(), null, 2)}\n`;
}
