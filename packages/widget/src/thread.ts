import type { AttachedFile, Message, Messages, Standing } from '@hark/wire';

/** A message on its way. `unsent` is tried again; `refused` needs the buyer. */
export type Pending = {
  client_id: string;
  text: string;
  button: string | null;
  /** Files that are at the server already; absent in what was kept before there were any. */
  attachments?: AttachedFile[];
  at: string;
  state: 'sending' | 'unsent' | 'refused';
  /** The server's words when it refused. */
  reason: string | null;
};

/** What the chat knows of a conversation: what was said, what is on its way, where it stands. */
export type Thread = {
  /** By `seq`, each once. */
  messages: Message[];
  pending: Pending[];
  standing: Standing | null;
  /** Everything up to here was heard from the server in order; a stream resumes after it. */
  heard: number;
};

/** A thread in which nothing was said. */
export const EMPTY: Thread = { messages: [], pending: [], standing: null, heard: 0 };

function place(messages: Message[], message: Message): Message[] {
  const others = messages.filter((each) => each.seq !== message.seq);
  const at = others.findIndex((each) => each.seq > message.seq);
  return at === -1 ? [...others, message] : [...others.slice(0, at), message, ...others.slice(at)];
}

/** A message came from the server; one that came before changes nothing, and one that was sent from here is on its way no more. */
export function hear(thread: Thread, message: Message): Thread {
  return {
    ...thread,
    messages: place(thread.messages, message),
    pending: thread.pending.filter((each) => each.client_id !== message.client_id),
    heard: Math.max(thread.heard, message.seq),
  };
}

/** The server told where the conversation stands; an older word does not undo a newer one. */
export function stand(thread: Thread, standing: Standing): Thread {
  if (thread.standing && thread.standing.seq > standing.seq) return thread;
  return { ...thread, standing, heard: Math.max(thread.heard, standing.seq) };
}

/** Messages and standing read in one go. */
export function catchUp(thread: Thread, read: Messages): Thread {
  return stand(read.messages.reduce(hear, thread), read.standing);
}

/** The buyer wrote something; it shows at once. */
export function put(thread: Thread, pending: Pending): Thread {
  return { ...thread, pending: [...thread.pending, pending] };
}

/** How a message on its way fares. */
export function mark(thread: Thread, client_id: string, change: Pick<Pending, 'state' | 'reason'>): Thread {
  return {
    ...thread,
    pending: thread.pending.map((each) => (each.client_id === client_id ? { ...each, ...change } : each)),
  };
}

/** The buyer takes a message back that was not sent. */
export function drop(thread: Thread, client_id: string): Thread {
  return { ...thread, pending: thread.pending.filter((each) => each.client_id !== client_id) };
}

/** The server has it. `heard` stays: what came before it may still be on the stream. */
export function acknowledge(thread: Thread, client_id: string, seq: number): Thread {
  const sent = thread.pending.find((each) => each.client_id === client_id);
  if (!sent) return thread;
  const rest = drop(thread, client_id);
  if (rest.messages.some((each) => each.seq === seq)) return rest;
  const message: Message = {
    seq,
    from: 'buyer',
    client_id,
    name: null,
    text: sent.text,
    card: null,
    options: [],
    ...(sent.attachments?.length ? { attachments: sent.attachments } : {}),
    at: sent.at,
  };
  return { ...rest, messages: place(rest.messages, message) };
}

function lastOf(thread: Thread, from: 'buyer' | 'other'): number {
  return thread.messages.findLast((each) => (each.from === 'buyer') === (from === 'buyer'))?.seq ?? 0;
}

/** `seq` of the message whose buttons can be pressed now: those of the open question, until the buyer has answered. */
export function aliveButtons(thread: Thread): number | null {
  const { standing } = thread;
  if (
    !standing ||
    thread.pending.some((each) => each.state !== 'refused') ||
    lastOf(thread, 'buyer') > standing.seq
  )
    return null;
  return standing.question_seq;
}

/** Whether the assistant owes the next word. */
export function isAwaiting(thread: Thread): boolean {
  if (thread.standing?.speaker !== 'assistant') return false;
  if (thread.standing.working || thread.pending.some((each) => each.state === 'sending')) return true;
  const said = lastOf(thread, 'buyer');
  return said > lastOf(thread, 'other') && said > thread.standing.seq;
}
