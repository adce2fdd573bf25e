import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';

/** Runs a program of this folder in a process of its own and reads its last line in the shape given. */
export async function runProcess<S extends z.ZodType>(
  program: string,
  args: string[],
  shape: S,
): Promise<z.output<S>> {
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
  return shape.parse(JSON.parse(said.trim().split('\n').at(-1) ?? ''));
}
