import type { Attachment, JsonObject } from '@hark/core';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { inboundText, LONGEST_MESSAGE } from '../conversations/inbound-text.ts';
import { personOf } from '../http/access.ts';
import { Refusal } from '../http/refusal.ts';
import { ConversationAddress } from '../http/schemas.ts';
import type { Person } from '../identity/role.ts';
import { actingOf, type Doing, doAs, takingOf } from './doings.ts';
import { actionsOn, ordersFor, readBuyer } from './gate.ts';
import { AT_DESK, type DeskParts, stateOf } from './parts.ts';
import * as shapes from './shapes.ts';

const CHANGES = { access: { roles: AT_DESK, scope: 'conversations:write' as const } };
const TAGS = ['desk'];

/** What people do in a conversation. Each may be refused with a reason, and is done once however often it is sent. */
export function doingRoutes(app: FastifyInstance, parts: DeskParts): void {
  wordRoutes(app, parts);
  typingRoute(app, parts);
  holdingRoutes(app, parts);
  actionRoutes(app, parts);
}

function readText(raw: string): string {
  if (raw.length > LONGEST_MESSAGE) throw new Refusal('text_too_long');
  const text = inboundText(raw);
  if (text === '') throw new Refusal('empty_text');
  return text;
}

/** The files that an answer names; refuses what people have not attached in this conversation. */
async function carried(
  { attachments, store }: DeskParts,
  conversation_id: string,
  ids: string[],
): Promise<Attachment[]> {
  if (ids.length === 0) return [];
  const found = await store.load(conversation_id);
  if (attachments === null || !found) throw new Refusal('no_such_file');
  return attachments.claim({ conversation_id, shop_id: found.shop_id, author: 'person' }, ids);
}

function schemaOf<Body>(summary: string, body: Body) {
  return { summary, tags: TAGS, params: ConversationAddress, body, response: { 200: shapes.DeskDone } };
}

function wordRoutes(app: FastifyInstance, parts: DeskParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/desk/conversations/:id/replies',
    {
      config: { ...CHANGES, audited: 'conversation_answered' },
      schema: schemaOf('Answer the buyer', shapes.Reply),
    },
    async (request) => {
      const person = personOf(request);
      const { client_id, seq_seen } = request.body;
      const conversation_id = request.params.id;
      const files = await carried(parts, conversation_id, request.body.attachments ?? []);
      const text = files.length > 0 && request.body.text === '' ? '' : readText(request.body.text);
      const attachments = files.length > 0 ? { attachments: files } : {};
      const data = { ...actingOf(person), client_id, text, seq_seen, ...attachments };
      const observation = { type: 'agent_wrote' as const, data };
      return doAs(parts, person, {
        conversation_id,
        client_id,
        observation,
        audited: 'conversation_answered',
      });
    },
  );
  typed.post(
    '/api/desk/conversations/:id/notes',
    {
      config: { ...CHANGES, audited: 'note_written' },
      schema: schemaOf('Write a note, which no buyer reads', shapes.Note),
    },
    async (request) => {
      const person = personOf(request);
      const { client_id } = request.body;
      const data = { ...actingOf(person), client_id, text: readText(request.body.text) };
      const observation = { type: 'agent_noted' as const, data };
      const conversation_id = request.params.id;
      return doAs(parts, person, { conversation_id, client_id, observation, audited: 'note_written' });
    },
  );
}

function typingRoute(app: FastifyInstance, { store, desk }: DeskParts): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/desk/conversations/:id/typing',
    {
      config: { ...CHANGES, audited: { nothing: 'nothing is stored' } },
      schema: {
        summary: 'Say that whoever holds the conversation is writing',
        description:
          'Told to the buyer as `event: typing`, where the caller holds the conversation; nothing is stored.',
        tags: TAGS,
        params: ConversationAddress,
      },
    },
    async (request, reply) => {
      const { handover } = await stateOf(store, request.params.id);
      if (handover?.taken_by?.agent_id === personOf(request).person_id)
        desk.streams.typing(request.params.id);
      return reply.code(204).send();
    },
  );
}

/** What people do with nothing but a press, and how it is called. */
const PRESSES = {
  take: { type: 'agent_joined', audited: 'conversation_taken', summary: 'Take a conversation over' },
  'give-back': {
    type: 'agent_left',
    audited: 'conversation_given_back',
    summary: 'Give a conversation back to the assistant',
  },
  resolve: { type: 'agent_resolved', audited: 'conversation_resolved', summary: 'Say that it is solved' },
} as const;

function holdingRoutes(app: FastifyInstance, parts: DeskParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  for (const [way, { type, audited, summary }] of Object.entries(PRESSES)) {
    typed.post(
      `/api/desk/conversations/:id/${way}`,
      { config: { ...CHANGES, audited }, schema: schemaOf(summary, shapes.Doing) },
      async (request) => {
        const person = personOf(request);
        const { client_id } = request.body;
        const observation = { type, data: actingOf(person) };
        return doAs(parts, person, { conversation_id: request.params.id, client_id, observation, audited });
      },
    );
  }
  typed.post(
    '/api/desk/conversations/:id/replace',
    {
      config: { ...CHANGES, audited: 'conversation_taken_from' },
      schema: {
        ...schemaOf('Take a conversation from the colleague who holds it', shapes.Replace),
        description:
          'For those who lead: a shop_admin in their shop, an admin everywhere. The colleague is told.',
      },
    },
    async (request) => {
      const person = personOf(request);
      const { client_id, instead_of } = request.body;
      const observation = { type: 'agent_joined' as const, data: { ...takingOf(person), instead_of } };
      const conversation_id = request.params.id;
      const detail = { instead_of };
      return doAs(parts, person, {
        conversation_id,
        client_id,
        observation,
        audited: 'conversation_taken_from',
        detail,
      });
    },
  );
  typed.post(
    '/api/desk/conversations/:id/pass',
    {
      config: { ...CHANGES, audited: 'conversation_handed_on' },
      schema: schemaOf('Pass a conversation to the people of the other side', shapes.Pass),
    },
    async (request) => {
      const person = personOf(request);
      const { client_id, to } = request.body;
      const data = { ...actingOf(person), to, words: readText(request.body.words) };
      const observation = { type: 'agent_passed' as const, data };
      const conversation_id = request.params.id;
      const audited = 'conversation_handed_on' as const;
      return doAs(parts, person, { conversation_id, client_id, observation, audited, detail: { to } });
    },
  );
}

type Asked = { action: string; order_id: string; args: JsonObject };

/** The arguments with the order put in where the action takes one. */
function withOrder({ playbook }: DeskParts, { action, order_id, args }: Asked): JsonObject {
  const known = Object.hasOwn(playbook.actions, action) ? playbook.actions[action] : undefined;
  const wanted = known?.arguments ?? {};
  const name = Object.entries(wanted).find(([, { kind }]) => kind === 'order')?.[0];
  return name === undefined ? args : { ...args, [name]: order_id };
}

function actionRoutes(app: FastifyInstance, parts: DeskParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/desk/conversations/:id/actions/check',
    {
      config: { ...CHANGES, audited: { nothing: 'nothing is done' } },
      schema: {
        summary: 'What the gate says to an action with these arguments; nothing is done',
        tags: TAGS,
        params: ConversationAddress,
        body: shapes.Check,
        response: { 200: shapes.DeskActions },
      },
    },
    async (request) => {
      const { order_id, action } = request.body;
      const by = actingOf(personOf(request));
      const { state, unavailable } = await readBuyer(parts, await stateOf(parts.store, request.params.id));
      const order = ordersFor(state, by).find(({ id }) => id === order_id);
      if (!order) return { order_id, actions: [], unavailable };
      const chosen = { action, args: withOrder(parts, request.body) };
      return { order_id, actions: await actionsOn(parts, { state, by, order }, chosen), unavailable };
    },
  );
  typed.post(
    '/api/desk/conversations/:id/actions',
    {
      config: { ...CHANGES, audited: 'action_asked' },
      schema: schemaOf('Ask the gate for an action', shapes.Act),
    },
    async (request) => {
      const person: Person = personOf(request);
      const { client_id, action, order_id } = request.body;
      const data = { ...actingOf(person), client_id, action, args: withOrder(parts, request.body) };
      const doing: Doing = {
        conversation_id: request.params.id,
        client_id,
        observation: { type: 'agent_asked', data },
        audited: 'action_asked',
        detail: { action, order_id },
      };
      return doAs(parts, person, doing);
    },
  );
}
