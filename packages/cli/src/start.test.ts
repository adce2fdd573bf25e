import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const HARK = fileURLToPath(new URL('../bin/hark.mjs', import.meta.url));

/** A `hark start` under way, and everything it has said so far. */
class Started {
  said = '';
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;

  constructor(env: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, [HARK, 'start'], { env: { ...process.env, ...env }, stdio: 'pipe' });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.said += chunk.toString();
      });
    this.ended = new Promise((resolve) => this.child.on('close', resolve));
  }

  /** The address, once it is running; throws what was said when it ends before. */
  async url(): Promise<string> {
    for (;;) {
      const found = /running at (\S+)/.exec(this.said)?.[1];
      if (found && this.said.includes('Ctrl-C')) return found;
      if (this.child.exitCode !== null) throw new Error(this.said);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

// Each test starts a whole Hark, some of them twice.
describe('hark start', { timeout: 120_000 }, () => {
  let folder = '';
  let started: Started[] = [];
  const start = (env: NodeJS.ProcessEnv = {}): Started => {
    const one = new Started({ PORT: '0', HARK_DATA: join(folder, 'data'), DATABASE_URL: '', ...env });
    started.push(one);
    return one;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hark start '));
    // As root the database runs as another user; where that one may enter, its data stays in the folder and goes with it.
    chmodSync(folder, 0o755);
  });
  afterEach(async () => {
    for (const { child } of started) child.kill('SIGINT');
    await Promise.all(started.map(({ ended }) => ended));
    started = [];
    rmSync(folder, { recursive: true, force: true });
  });

  test('says what to open, answers there, and stops in order at the first Ctrl-C, twice in a row', async () => {
    for (let round = 0; round < 2; round++) {
      const hark = start();
      const url = await hark.url();
      expect(hark.said).toContain(`${url}/chat`);
      expect(hark.said).toContain(`${url}/sign-in`);
      expect(hark.said).toContain(`${url}/docs`);
      const health = await fetch(`${url}/health`);
      expect(health.status).toBe(200);
      hark.child.kill('SIGINT');
      expect(await hark.ended).toBe(0);
      expect(hark.said).toContain('Stopped. Everything is kept.');
      await expect(fetch(`${url}/health`)).rejects.toThrow();
    }
  });

  test('a signal that npm hands on a second time is one signal', async () => {
    const hark = start();
    await hark.url();
    hark.child.kill('SIGINT');
    hark.child.kill('SIGINT');
    expect(await hark.ended).toBe(0);
    expect(hark.said).toContain('Stopped. Everything is kept.');
  });

  test('a second Ctrl-C leaves at once, and the database goes too', async () => {
    const hark = start();
    await hark.url();
    const pidfile = join(folder, 'data', 'postgresql', 'postmaster.pid');
    const database = Number(readFileSync(pidfile, 'utf8').split('\n')[0]);
    // A database that does not answer keeps the first stop busy.
    process.kill(database, 'SIGSTOP');
    hark.child.kill('SIGINT');
    while (!hark.said.includes('Stopping')) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    hark.child.kill('SIGINT');
    expect(await hark.ended).toBe(130);
    process.kill(database, 'SIGCONT');
    while (existsSync(pidfile)) await new Promise((resolve) => setTimeout(resolve, 50));
  });

  test('told to stop while it is still starting, it starts nothing that stays', async () => {
    const hark = start();
    while (!hark.said.includes('database') && hark.child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 10));
    hark.child.kill('SIGTERM');
    expect(await hark.ended).toBe(0);
    expect(hark.said).toContain('Stopped. Everything is kept.');
  });

  test('a port in use is told in a sentence that names PORT, and nothing stays running', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const hark = start({ PORT: port });
    expect(await hark.ended).toBe(1);
    expect(hark.said).toContain(`Port ${port} is in use`);
    expect(hark.said).not.toContain('    at ');
    other.close();
  });

  test('a second Hark on the same data folder is refused in a sentence', async () => {
    await start().url();
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.said).toContain('Another Hark');
    expect(second.said).not.toContain('    at ');
  });

  test('a data folder that cannot be one is told in a sentence', async () => {
    writeFileSync(join(folder, 'data'), '');
    const hark = start();
    expect(await hark.ended).toBe(1);
    expect(hark.said).toContain('Nothing was changed');
    expect(hark.said).not.toContain('    at ');
  });

  test('a playbook that is not there is told in a sentence, before anything is started', async () => {
    const hark = start({ HARK_PLAYBOOK: join(folder, 'nowhere') });
    expect(await hark.ended).toBe(1);
    expect(hark.said).toContain('nowhere');
    expect(hark.said).not.toContain('database');
    expect(hark.said).not.toContain('    at ');
  });
});
