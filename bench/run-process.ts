import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs a program of this folder in a process of its own and reads the figures of that name from its last line, which is JSON. */
export async function runProcess<Name extends string>(
  program: string,
  args: string[],
  names: readonly Name[],
): Promise<{ [name in Name]: number }> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}`);
  const figures: unknown = JSON.parse(said.trim().split('\n').at(-1) ?? '');
  if (!areFigures(figures, names)) throw new Error(`${program} did not print ${names.join(', ')}`);
  return figures;
}

function areFigures<Name extends string>(
  value: unknown,
  names: readonly Name[],
): value is { [name in Name]: number } {
  if (typeof value !== 'object' || value === null) return false;
  const figures = new Map<string, unknown>(Object.entries(value));
  return names.every((name) => typeof figures.get(name) === 'number');
}
