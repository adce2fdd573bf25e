import type { Event } from '@hark/core';
import type { Attachments } from '../attachments/attachments.ts';
import { scopeKey, subjectOf } from '../conversations/consequences.ts';
import type { Sent } from '../conversations/spoken.ts';
import type { Store } from '../conversations/store.ts';
import { firstName } from '../conversations/view.ts';
import type { Database } from '../db/database.ts';
import { conversationsOf, EVERY_SHOP, type Place } from './subject.ts';

/**
 * What exporting stands on; `render` gives the words of a message, or null where the playbook has none for it any more. `attachments`
 * null: the bytes of files are not here.
 */
export type ExportParts = {
  database: Pick<Database, 'as'>;
  attachments: Pick<Attachments, 'content'> | null;
  store: Store;
  render: (sent: Sent, version: string) => string | null;
  now: () => string;
};

/** What such a file says of itself; it grows when a reader would have to change. */
export const EXPORT_FORMAT = 'hark-privacy-export/1';

/**
 * Everything that is held of a buyer as one JSON document, in pieces: conversations with every shop one after the other, so that no
 * more than one of them is in memory, and of files no more than a piece.
 */
export async function* exportBuyer(parts: ExportParts, buyer_id: string): AsyncGenerator<string> {
  const head = { format: EXPORT_FORMAT, buyer_id, exported_at: parts.now() };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "conversations": [`;
  let first = true;
  for (const place of await conversationsOf(parts.database, buyer_id)) {
    const conversation = await conversationOf(parts, place);
    if (conversation === null) continue;
    const { files, ...rest } = conversation;
    yield `${first ? '' : ','}\n${indented(rest).slice(0, -END.length)},\n      "files": [`;
    yield* written(parts, place, files);
    yield `]${END}`;
    first = false;
  }
  yield `\n  ],\n  "counted": ${JSON.stringify(await countedOf(parts, buyer_id))}\n}\n`;
}

/** How a conversation ends when it is written as {@link indented}. */
const END = '\n    }';

/** Files with their bytes in base64 (`content`); null where those are not here. */
async function* written(
  { attachments }: ExportParts,
  place: Place,
  files: { id: string }[],
): AsyncGenerator<string> {
  for (const [index, file] of files.entries()) {
    const head = JSON.stringify(file).slice(0, -1);
    yield `${index === 0 ? '' : ','}\n        ${head},"content":`;
    const content = (await attachments?.content(place, file.id)) ?? null;
    if (content === null) yield 'null}';
    else {
      yield '"';
      yield* inBase64(content);
      yield '"}';
    }
  }
  if (files.length > 0) yield '\n      ';
}

/** Bytes in base64, piece by piece. Three bytes are four letters: what is over waits for the next piece. */
export async function* inBase64(content: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let over = Buffer.alloc(0);
  for await (const piece of content) {
    const bytes = Buffer.concat([over, piece]);
    const whole = bytes.length - (bytes.length % 3);
    yield bytes.toString('base64', 0, whole);
    over = bytes.subarray(whole);
  }
  yield over.toString('base64');
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/^/gm, '    ');
}

async function conversationOf(parts: ExportParts, { conversation_id, shop_id }: Place) {
  const loaded = await parts.store.load(conversation_id);
  if (loaded === null || loaded.state.erased) return null;
  const { state } = loaded;
  const events = await parts.store.events(conversation_id, 0);
  const told = <T>(of: (event: Event) => T | null): T[] => events.flatMap((event) => of(event) ?? []);
  return {
    conversation_id,
    shop_id,
    channel: state.channel,
    language: state.language,
    opened_at: state.opened_at,
    status: state.status,
    resolved: state.resolved?.how ?? null,
    order_id: state.order_id,
    known_by: state.identity?.how ?? null,
    segment: state.segment?.id ?? null,
    read_before: state.visited ?? null,
    messages: told((event) => message(parts, event)),
    understood: told(understood),
    read_at_the_shop: told(read),
    actions: told(action),
    surveys: told(survey),
    handed_to_people: told(handed),
    files: await filesOf(parts, { conversation_id, shop_id }),
  };
}

function message({ render }: ExportParts, event: Event) {
  const at = event.recorded_at;
  switch (event.type) {
    case 'message_received': {
      const { text, attachments = [] } = event.data;
      return { at, from: 'buyer', text, files: attachments.map(({ id }) => id) };
    }
    case 'message_sent': {
      const { reply, values } = event.data;
      const text = render(event.data, event.why.version);
      return text === null ? { at, from: 'assistant', reply, values } : { at, from: 'assistant', text };
    }
    case 'agent_wrote': {
      const { text, name, attachments = [] } = event.data;
      return { at, from: 'person', name: firstName(name), text, files: attachments.map(({ id }) => id) };
    }
    case 'agent_noted':
      return { at, from: 'note', name: firstName(event.data.name), text: event.data.text };
    case 'agent_passed':
      return { at, from: 'note', name: firstName(event.data.name), text: event.data.words };
    default:
      return null;
  }
}

/** What was made of the buyer's words by machine. */
function understood(event: Event) {
  if (event.type === 'slot_filled') {
    const { slot, value } = event.data;
    return { at: event.recorded_at, slot, value: value.value, source: value.source };
  }
  if (event.type !== 'message_received') return null;
  const { language, topics, acts } = event.data.understanding;
  return { at: event.recorded_at, language, topics, acts };
}

function read(event: Event) {
  if (event.type === 'lookup_requested') return { at: event.recorded_at, asked: event.data.lookup };
  return event.type === 'lookup_answered' ? { at: event.recorded_at, answer: event.data.answer } : null;
}

/** What was decided and done for the buyer, with the document and step that decided it. */
function action(event: Event) {
  const at = event.recorded_at;
  switch (event.type) {
    case 'action_requested': {
      const { document, version, step } = event.why;
      const { action, arguments: given, order_id, amount_cents } = event.data;
      const decided_by = { document, version, step };
      return { at, seq: event.seq, action, arguments: given, order_id, amount_cents, decided_by };
    }
    case 'action_withheld': {
      const { document, version, step } = event.why;
      const { action, code } = event.data;
      return { at, action, withheld: code, decided_by: { document, version, step } };
    }
    case 'action_succeeded':
      return { at, of_seq: event.data.request_seq, outcome: 'done', result: event.data.result };
    case 'action_refused':
      return { at, of_seq: event.data.request_seq, outcome: 'refused', reason: event.data.reason };
    case 'action_failed':
    case 'action_unknown':
      return { at, of_seq: event.data.request_seq, outcome: event.type.slice('action_'.length) };
    default:
      return null;
  }
}

function survey(event: Event) {
  if (event.type === 'survey_asked')
    return { at: event.recorded_at, asked: event.data.survey, points: event.data.points };
  if (event.type !== 'survey_answered') return null;
  const { rating, comment } = event.data;
  return { at: event.recorded_at, rating, comment };
}

function handed(event: Event) {
  if (event.type !== 'speaker_changed' || event.data.to !== 'person') return null;
  const { side, reason, brief } = event.data;
  return { at: event.recorded_at, side, reason, brief };
}

function filesOf({ database }: ExportParts, { conversation_id, shop_id }: Place) {
  return database.as(EVERY_SHOP, (transaction) =>
    transaction.query<{ id: string }>(
      `select attachment_id as id, author as from, name, kind, bytes, sha256, uploaded_at from hark.attachments
       where shop_id = $1 and conversation_id = $2 order by uploaded_at, attachment_id`,
      [shop_id, conversation_id],
    ),
  );
}

/** What limits count under the buyer's id. */
function countedOf({ database }: ExportParts, buyer_id: string) {
  return database.as(EVERY_SHOP, (transaction) =>
    transaction.query(
      `select action, used_at, amount_cents::integer as amount_cents from hark.usage
       where shop_id = 'platform' and scope = $1 order by used_at, action`,
      [scopeKey(subjectOf(buyer_id))],
    ),
  );
}
