import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chatWith } from '../packages/cli/src/chat.ts';
import { type FakeServer, startFake } from './browser/fake-server.ts';

let fake: FakeServer;

beforeEach(async () => {
  fake = await startFake();
});

afterEach(async () => {
  await fake.close();
});

type Ran = { code: number; output: string; errors: string };

function collect(stream: PassThrough): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  return () => text;
}

/** Runs the command as in a pipe: every line is a message. */
async function pipe(lines: string[], argv: string[] = []): Promise<Ran> {
  const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const [said, complained] = [collect(output), collect(errors)];
  input.end(lines.map((line) => `${line}\n`).join(''));
  const code = await chatWith(['--url', fake.url, ...argv], { input, output, errors, columns: null });
  return { code, output: said(), errors: complained() };
}

test('lines in a pipe hold a conversation, numbers press buttons, and the receipt is printed', async () => {
  const { code, output } = await pipe(['cancel my kettle', '1', '1']);
  expect(code).toBe(0);
  expect(output).toMatch(/1\) #N2048117: Kettle/);
  expect(output).toMatch(/\| Order +being prepared → cancelled/);
  expect(output).toContain('Order cancelled  (Reference N2048117-7)');
  const received = fake.lastLog().entries.filter((entry) => entry.type === 'message_received');
  expect(received.map(({ data }) => data.button)).toEqual([null, 'order:1', 'yes']);
});

test('the rows of a card stand under each other', async () => {
  const { output } = await pipe(['cancel', '1', '1']);
  const receipt = output.slice(output.indexOf('Order cancelled'));
  const rows = ['#N2048117', '€64.90', 'Visa card', 'Friday'].map(
    (value) =>
      receipt
        .split('\n')
        .find((line) => line.includes(value) && line.includes('| '))
        ?.indexOf(value) ?? -1,
  );
  expect(new Set(rows).size).toBe(1);
  expect(rows[0]).toBeGreaterThan(0);
});

test('a conversation that was left is taken up again where it stood', async () => {
  const first = await pipe(['cancel']);
  const conversation = /--conversation (\S+)/.exec(first.output)?.[1] ?? '';
  const second = await pipe(['1', '1'], ['--conversation', conversation]);
  expect(second.output).toContain('Which order shall I cancel?');
  expect(second.output).toContain('Order cancelled');
  expect(fake.opened()).toBe(1);
});

test('a lost acknowledgement and a server that refuses for a moment make no message twice', async () => {
  fake.faults.lose_acknowledgements = 1;
  fake.faults.refuse_sends = 1;
  const { code, output } = await pipe(['cancel']);
  expect(code).toBe(0);
  expect(output.match(/Which order shall I cancel/g)).toHaveLength(1);
  expect(fake.lastLog().entries.filter((entry) => entry.type === 'message_received')).toHaveLength(1);
});

test('an answer that comes late is waited for', async () => {
  fake.faults.answer_after_ms = 1_500;
  expect((await pipe(['cancel'])).output).toContain('Which order shall I cancel?');
});

test('the promised time of a person is told, in Spanish too', async () => {
  expect((await pipe(['a person please'])).output).toMatch(/A person answers by \w+day \d+ \w+, \d\d:\d\d/);
  expect((await pipe(['una persona'], ['--lang', 'es'])).output).toMatch(/Una persona responde antes de:/);
});

test('text that tries to steer the terminal is shown without its power', async () => {
  const { output } = await pipe(['\u001b[2J\u001b]0;owned\u0007 hello']);
  expect(output).not.toContain('\u001b');
  expect(output).not.toContain('\u0007');
  expect(output).toContain('[2J]0;owned hello');
});

test('without a server, with a wrong address or a wrong call it says what to do and fails', async () => {
  const nobody = await pipe([], ['--url', 'http://127.0.0.1:9']);
  expect(nobody).toMatchObject({
    code: 1,
    errors: 'Nothing answers at http://127.0.0.1:9. Is Hark running there?\n',
  });
  expect((await pipe([], ['--url', 'somewhere'])).errors).toContain('is no address');
  expect((await pipe([], ['--conversation', 'x'])).errors).toContain('ID:TOKEN');
  expect((await pipe([], ['--colour'])).code).toBe(2);
  expect((await pipe([], ['--token', 'old'])).errors).toContain('Open the chat from the shop again.');
});

test('a person who types sees answers above the prompt and leaves by Ctrl-C', async () => {
  const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const said = collect(output);
  const left = chatWith(['--url', fake.url], { input, output, errors, columns: 80 });
  await expect.poll(said).toContain('I am the assistant');
  input.write('cancel\r');
  await expect.poll(said).toContain('Which order shall I cancel?');
  input.write('\u0003');
  expect(await left).toBe(0);
  expect(said()).toContain('--conversation');
});
