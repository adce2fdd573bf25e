import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { must } from '@hark/core';
import { z } from 'zod';
import type { Faults } from './faults.ts';
import { type Entry, EntryShape } from './journal.ts';
import { World } from './world.ts';

const Ready = z.object({ url: z.string(), pid: z.int() });

/** The fake shop system as a process of its own, for tests that kill it. */
export type SpawnedFake = {
  url: string;
  pid: number;
  setFaults(faults: Faults): Promise<void>;
  entries(): Promise<Entry[]>;
  world(): Promise<World>;
  /** As a power cut would: SIGKILL, and gone when it resolves. */
  kill(): Promise<void>;
};

async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  for await (const chunk of must(child.stdout, 'standard output of the fake')) {
    text += String(chunk);
    const end = text.indexOf('\n');
    if (end >= 0) return text.slice(0, end);
  }
  throw new Error(`the fake shop system did not start: ${errors}`);
}

/** The fake as it lies among the sources. */
export const FAKE_SOURCE = fileURLToPath(new URL('./fake-process.ts', import.meta.url));

/** Starts the fake with the arguments of `fake-process.ts`, its control routes open; from its sources, or as a `bundle` of them. */
export async function spawnFake(args: string[], bundle?: string): Promise<SpawnedFake> {
  const program = bundle === undefined ? ['--import', 'tsx', FAKE_SOURCE] : [bundle];
  const child = spawn(process.execPath, [...program, '--control', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { url, pid } = Ready.parse(JSON.parse(await firstLine(child)));
  async function control(method: string, path: string, body?: Faults): Promise<unknown> {
    const response = await fetch(`${url}/control/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
  return {
    url,
    pid,
    setFaults: async (faults) => void (await control('PUT', 'faults', faults)),
    entries: async () => z.array(EntryShape).parse(await control('GET', 'journal')),
    world: async () => World.parse(await control('GET', 'world')),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
