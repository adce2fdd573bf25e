import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../packages/server/src/config.ts';
import { startServer } from '../packages/server/src/main.ts';

/** The files of the client, which a reader copies beside their own program. */
const CLIENT = ['client.ts', 'calls.ts'] as const;
const PATIENCE_MS = 60_000;

/** The snippets of a text that are programs to be run: those marked `ts run`. */
export function programs(text: string): string[] {
  return [...text.matchAll(/^```ts run\n([\s\S]*?)^```/gm)].map(([, program]) => program!);
}

/** Runs programs beside a copy of the client, against a Hark of their own at `HARK_URL`; what failed, as sentences. */
export async function runPrograms(
  root: string,
  found: { path: string; program: string }[],
): Promise<string[]> {
  if (found.length === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), 'hark-programs-'));
  const set = { PORT: '0', HARK_DATA: join(folder, 'data'), HARK_DEMO_HISTORY: 'no' };
  const server = await startServer(readConfig(set), () => undefined);
  try {
    for (const name of CLIENT) copyFileSync(join(root, 'packages/web/src/api', name), join(folder, name));
    const faults: string[] = [];
    for (const { path, program } of found) {
      const script = join(folder, 'program.mts');
      writeFileSync(script, program);
      const said = await run(root, script, server.url);
      if (said !== null) faults.push(`${path}: a program failed:\n${program}${said}`);
    }
    return faults;
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a program said when it failed; null when it went well. */
function run(root: string, script: string, url: string): Promise<string | null> {
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    cwd: root,
    env: { ...process.env, HARK_URL: url },
    timeout: PATIENCE_MS,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => {
      said += part.toString('utf8');
    });
  return new Promise((resolve) => child.on('close', (code) => resolve(code === 0 ? null : said)));
}
