import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const HARK = fileURLToPath(new URL('../packages/cli/bin/hark.mjs', import.meta.url));

/** A Hark as people start it, in a process of its own. */
export type HarkProcess = {
  url: string;
  pid: number;
  /** All that it has said. */
  said(): string;
  /** As a power cut would: SIGKILL, and gone when it resolves. */
  kill(): Promise<void>;
  /** As Ctrl-C would; the exit code. */
  stop(): Promise<number | null>;
};

/** Starts Hark with these settings; resolves when it can be used. `flags` are Node's own. */
export async function startHark(settings: NodeJS.ProcessEnv, flags: string[] = []): Promise<HarkProcess> {
  const child = spawn(process.execPath, [...flags, HARK, 'start'], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const found = /running at (\S+)/.exec(said)?.[1];
        if (found && said.includes('Ctrl-C')) resolve(found);
      });
    ended.then(() => reject(new Error(`Hark did not start: ${said}`)), reject);
  });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (isRunning(child)) child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    url,
    pid: child.pid ?? 0,
    said: () => said,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGINT'),
  };
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** A port that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('a port has a number');
  return address.port;
}
