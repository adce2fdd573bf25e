import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must } from '@hark/core';
import { isMessages, isOpenedConversation } from '@hark/wire';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const HARK = fileURLToPath(new URL('../bin/hark.mjs', import.meta.url));

/** A `hark start` under way, and everything it has said so far. */
class Started {
  said = '';
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;

  constructor(env: NodeJS.ProcessEnv, [program, ...args]: [string, ...string[]]) {
    // A group of its own, as a terminal gives to what is started in it.
    this.child = spawn(program, args, { env: { ...process.env, ...env }, stdio: 'pipe', detached: true });
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

/** A conversation over HTTP; a message that is sent again under its name is one message. */
async function openAt(url: string) {
  const json = { 'content-type': 'application/json' };
  const opened: unknown = await (
    await fetch(`${url}/api/conversations`, { method: 'POST', headers: json, body: '{}' })
  ).json();
  if (!isOpenedConversation(opened)) throw new Error(`not a conversation: ${JSON.stringify(opened)}`);
  const address = `${url}/api/conversations/${opened.conversation_id}/messages`;
  const headers = { ...json, authorization: `Bearer ${opened.token}` };
  return {
    say: (text: string) => {
      const body = JSON.stringify({ client_id: text.replaceAll(' ', '-'), text });
      return fetch(address, { method: 'POST', headers, body });
    },
    async texts(): Promise<string[]> {
      const read: unknown = await (await fetch(address, { headers })).json();
      if (!isMessages(read)) throw new Error(`not messages: ${JSON.stringify(read)}`);
      return read.messages.map(({ text }) => text);
    },
  };
}

// Each test starts a whole Hark, some of them twice.
describe('hark start', { timeout: 120_000 }, () => {
  let folder = '';
  let started: Started[] = [];
  const start = (
    env: NodeJS.ProcessEnv = {},
    command: [string, ...string[]] = [process.execPath, HARK, 'start'],
  ): Started => {
    const settings = {
      PORT: '0',
      HARK_DATA: join(folder, 'data'),
      DATABASE_URL: '',
      HARK_DEMO_HISTORY: 'no',
    };
    const one = new Started({ ...settings, ...env }, command);
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

  test('Ctrl-C while the database is being made, which is told too, stops and says no more than that', async () => {
    const hark = start();
    const data = join(folder, 'data');
    const making = () => existsSync(data) && readdirSync(data).some((name) => name.includes('.new-'));
    while (!making() && hark.child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
    process.kill(-must(hark.child.pid, 'a process that runs has a number'), 'SIGINT');
    expect(await hark.ended).toBe(0);
    expect(hark.said.replaceAll(/^database: .*\n/gm, '')).toBe(
      '\nStopping …\nStopped. Everything is kept.\n',
    );
    await start().url();
  });

  test('npm that is stopped alone, as a supervisor does, takes Hark along', async () => {
    const shell = `"${process.execPath}" "${HARK}" start; true`;
    const npm = start({ npm_command: 'exec' }, ['sh', '-c', shell]);
    const url = await npm.url();
    npm.child.kill('SIGTERM');
    // Both of its streams end only when Hark has ended too.
    await npm.ended;
    expect(npm.said).toContain('Stopped. Everything is kept.');
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });

  test('a database that is killed comes back by itself: what was acknowledged is there, what was not can be sent again', async () => {
    const hark = start({ HARK_LIMIT_ADDRESS: '1000000', HARK_LIMIT_CONVERSATION: '1000000' });
    const url = await hark.url();
    const talk = await openAt(url);
    const pidfile = join(folder, 'data', 'postgresql', 'postmaster.pid');
    process.kill(Number(readFileSync(pidfile, 'utf8').split('\n')[0]), 'SIGKILL');
    const acknowledged: string[] = [];
    const refused = new Set<number>();
    while (acknowledged.length < 5) {
      const text = `message ${acknowledged.length}`;
      const { status } = await talk.say(text);
      if (status === 202) acknowledged.push(text);
      else refused.add(status);
    }
    expect([...refused].filter((status) => status !== 503)).toEqual([]);
    expect((await talk.texts()).filter((text) => text.startsWith('message '))).toEqual(acknowledged);
    expect(hark.said).toContain('The embedded PostgreSQL runs again.');
    expect(hark.said).not.toContain('    at ');
  });

  test('a data folder that the system does not let anybody make is told in a sentence', async () => {
    const hark = start({ HARK_DATA: '/proc/hark/data' });
    expect(await hark.ended).toBe(1);
    expect(hark.said).toContain('/proc/hark');
    expect(hark.said).not.toContain('    at ');
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
