import { readFileSync } from 'node:fs';
import { nearest } from '@hark/core';
import { COMMANDS } from './commands.ts';

const AT_MOST_WIDE = 12;

/** Runs one command of `hark`; the result is the exit code (2: it was asked for wrongly). */
export async function main(argv: string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return help(rest[0]);
  if (name === '--version' || name === '-v' || name === 'version') return say(version());
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return unknown(name);
  if (rest[0] === '--help' || rest[0] === '-h') return help(name);
  const run = await command.load();
  return run(rest);
}

function help(name: string | undefined): number {
  if (name === undefined) return say(overview());
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return command ? say(`${command.what}\n\n  ${command.usage.join('\n  ')}`) : unknown(name);
}

function overview(): string {
  const lines = Object.entries(COMMANDS).map(([name, { what }]) => `  ${name.padEnd(AT_MOST_WIDE)}${what}`);
  return ['Usage: hark COMMAND …', '', ...lines, '', 'More about one: hark help COMMAND'].join('\n');
}

function unknown(name: string): number {
  const meant = nearest(name, Object.keys(COMMANDS));
  const hint = meant ? `Did you mean "hark ${meant}"?` : 'See "hark help".';
  process.stderr.write(`There is no command "${name}". ${hint}\n`);
  return 2;
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return /"version":\s*"([^"]+)"/.exec(text)?.[1] ?? 'unknown';
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}
