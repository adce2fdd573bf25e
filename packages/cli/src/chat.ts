import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { Messages } from '@hark/wire';
import { type Access, ChatError, type Connection, connect, openConversation } from './chat-connection.ts';
import { harmless } from './chat-layout.ts';
import { Talk } from './chat-talk.ts';

/** Where words come from and go to; `columns` is null when nobody sits there. */
export type Terminal = { input: Readable; output: Writable; errors: Writable; columns: number | null };

const DEFAULT_URL = 'http://localhost:4600';
const WIDEST = 80;

type Wish = { url: string; buyer: string | null; language: 'en' | 'es'; resume: Access | null };

function readWish(argv: string[]): Wish {
  const { values } = parseArgs({
    args: argv,
    options: {
      url: { type: 'string', default: DEFAULT_URL },
      token: { type: 'string' },
      lang: { type: 'string', default: 'en' },
      conversation: { type: 'string' },
    },
  });
  const url = /^https?:/i.test(values.url) && URL.canParse(values.url) ? new URL(values.url).origin : null;
  if (url === null)
    throw new ChatError(`"${values.url}" is no address. Write it like ${DEFAULT_URL}.`, false);
  const [conversation_id, token] = values.conversation?.split(':') ?? [];
  if (values.conversation !== undefined && (!conversation_id || !token)) {
    throw new ChatError('--conversation takes what hark chat printed when it was left: ID:TOKEN.', false);
  }
  return {
    url,
    buyer: values.token ?? null,
    language: values.lang.toLowerCase().startsWith('es') ? 'es' : 'en',
    resume: conversation_id && token ? { conversation_id, token } : null,
  };
}

function showAbovePrompt(terminal: Terminal, lines: Interface): (text: string) => void {
  if (terminal.columns === null) return (text) => void terminal.output.write(text);
  return (text) => {
    terminal.output.write(`\r\u001b[K${text}`);
    lines.prompt(true);
  };
}

async function typed(talk: Talk, lines: Interface): Promise<void> {
  for await (const line of lines) {
    if (line.trim() !== '') await talk.say(line.trim());
    lines.prompt();
  }
}

/** Without a person at the keyboard each line waits for its answer, so that the output reads like the conversation. */
async function piped(talk: Talk, lines: Interface, output: Writable): Promise<void> {
  for await (const line of lines) {
    if (line.trim() === '') continue;
    output.write(`> ${harmless(line.trim())}\n\n`);
    await talk.answered(await talk.say(line.trim()));
  }
}

async function enter(wish: Wish): Promise<{ access: Access; connection: Connection; read: Messages }> {
  if (wish.resume) {
    const connection = connect(wish.url, wish.resume);
    return { access: wish.resume, connection, read: await connection.messages(0) };
  }
  const opened = await openConversation(wish.url, { body: { language: wish.language }, buyer: wish.buyer });
  return { ...opened, connection: connect(wish.url, opened.access) };
}

async function hold(wish: Wish, terminal: Terminal): Promise<void> {
  const { access, connection, read } = await enter(wish);
  // Only now: lines that come before somebody iterates over them would be lost.
  const lines = createInterface({
    input: terminal.input,
    ...(terminal.columns === null ? {} : { output: terminal.output, terminal: true }),
    prompt: '> ',
  });
  const talk = new Talk({
    connection,
    show: showAbovePrompt(terminal, lines),
    layout: { language: wish.language, width: Math.min(WIDEST, terminal.columns ?? WIDEST), zone: undefined },
  });
  talk.begin(read);
  // Ctrl-C and the end of the input both leave; the conversation itself stays open.
  lines.on('SIGINT', () => lines.close());
  let fault: unknown = null;
  const following = talk
    .follow()
    .catch((error: unknown) => {
      fault = error;
    })
    .finally(() => lines.close());
  try {
    await (terminal.columns === null ? piped(talk, lines, terminal.output) : typed(talk, lines));
  } finally {
    talk.stop();
    lines.close();
    await following;
  }
  if (fault !== null) throw fault;
  terminal.output.write(`Go on with: hark chat --conversation ${access.conversation_id}:${access.token}\n`);
}

/** Holds a conversation between a terminal and a running server; the result is the exit code. */
export async function chatWith(argv: string[], terminal: Terminal): Promise<number> {
  try {
    await hold(readWish(argv), terminal);
    return 0;
  } catch (error) {
    const wrongCall =
      error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    if (!wrongCall && !(error instanceof ChatError)) throw error;
    terminal.errors.write(`${error.message}\n`);
    return wrongCall ? 2 : 1;
  }
}

/**
 * `hark chat [--url U] [--token T] [--lang es] [--conversation ID:TOKEN]`: talks to a running server. Typed into a pipe, each line
 * is a message, and the answers are printed.
 */
export async function chat(argv: string[]): Promise<number> {
  const { stdin, stdout, stderr } = process;
  const sits = stdin.isTTY === true && stdout.isTTY === true;
  return chatWith(argv, {
    input: stdin,
    output: stdout,
    errors: stderr,
    columns: sits ? stdout.columns : null,
  });
}
