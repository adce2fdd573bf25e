import { must, type Playbook, type State } from '@hark/core';
import type { DeskRow, DeskTold } from '@hark/wire';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { FILES_EACH_MESSAGE } from '../attachments/attachments.ts';
import { personOf } from '../http/access.ts';
import { lastEventId, startStream } from '../http/event-stream.ts';
import { Refusal } from '../http/refusal.ts';
import { After, ConversationAddress } from '../http/schemas.ts';
import type { Person } from '../identity/role.ts';
import { doingRoutes } from './doing-routes.ts';
import { actingOf, takingOf } from './doings.ts';
import { actionsOn, ordersFor, readBuyer } from './gate.ts';
import type { ListedAtDesk, ToldAtDesk } from './lists.ts';
import { AT_DESK, type DeskParts, stateOf } from './parts.ts';
import * as shapes from './shapes.ts';
import { foundIn } from './snippet.ts';
import { templatesFor } from './templates.ts';
import { deskThread, topicTitle } from './view.ts';
import { toldForDesk } from './words.ts';

const READS = { access: { roles: AT_DESK, scope: 'conversations:read' as const } };
const TAGS = ['desk'];
/** More open pages than anybody has. */
const STREAMS_EACH = 20;

/** Lists, threads, facts and what people do in conversations. */
export function deskRoutes(app: FastifyInstance, parts: DeskParts): void {
  listRoutes(app, parts);
  seenRoute(app, parts);
  threadRoutes(app, parts);
  factRoutes(app, parts);
  doingRoutes(app, parts);
}

function listRoutes(app: FastifyInstance, { desk, now, playbook }: DeskParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/api/desk/conversations',
    {
      config: READS,
      schema: {
        summary: 'A list of the desk, or what is found',
        description:
          '`mine`, `unassigned`, `due` (promised within the hour, or broken), `waiting` (for the buyer or the other side), ' +
          '`resolved`, and those that the assistant has. With `q`: all conversations, by the beginnings of words that were said or ' +
          'noted, of names, addresses of mail, order numbers and products.',
        tags: TAGS,
        querystring: shapes.DeskQuestion,
        response: { 200: shapes.DeskPage },
      },
    },
    async (request) => {
      const person = personOf(request);
      const { list, q, from, limit } = request.query;
      const question = { list, query: q.trim(), from, limit, now: now() };
      const [counts, page, told] = await Promise.all([
        desk.lists.counts(person, question.now),
        desk.lists.page(person, question),
        desk.lists.told(person),
      ]);
      const rows = page.rows.map((row) => ({
        ...rowOf(playbook, person, row),
        found: foundIn(row, question.query),
      }));
      return { counts, rows, more: page.more, told: told.map(toldOf) };
    },
  );
  typed.get(
    '/api/desk/stream',
    {
      config: READS,
      schema: {
        summary: 'Hear when lists change',
        description:
          'Server-sent events: `changed` with the ids of conversations, `look` where the list should be read again.',
        tags: TAGS,
      },
    },
    async (request, reply) => {
      const { person_id, shop_id } = personOf(request);
      if (desk.streams.count(person_id) >= STREAMS_EACH) throw new Refusal('too_many');
      startStream(reply);
      desk.streams.lists({ person_id, shop_id }, reply.raw);
      return reply;
    },
  );
}

function seenRoute(app: FastifyInstance, { desk }: DeskParts): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/desk/conversations/:id/seen',
    {
      config: {
        access: { roles: AT_DESK, scope: 'conversations:write' as const },
        audited: { nothing: 'a notice to oneself is put away' },
      },
      schema: {
        summary: 'Say that you know that a colleague took a conversation from you',
        description: 'It is told with the lists until then.',
        tags: TAGS,
        params: ConversationAddress,
      },
    },
    async (request, reply) => {
      await desk.lists.seen(personOf(request), request.params.id);
      return reply.code(204).send();
    },
  );
}

const LONGEST_LINE = 160;

function toldOf(told: ToldAtDesk): DeskTold {
  const { conversation_id, by_name: by, at_ms } = told;
  return { conversation_id, by, buyer: buyerName(told), at: must(instant(at_ms), 'a time') };
}

function buyerName({ first_name, last_name }: Pick<ToldAtDesk, 'first_name' | 'last_name'>): string | null {
  return [first_name, last_name].filter(Boolean).join(' ') || null;
}

function rowOf(playbook: Playbook, person: Person, row: ListedAtDesk): Omit<DeskRow, 'found'> {
  return {
    conversation_id: row.conversation_id,
    shop_id: row.of_shop,
    status: row.status,
    side: row.side,
    holder: row.agent_name,
    mine: row.agent_id === person.person_id,
    waiting_since: instant(row.waiting_ms),
    promised_at: instant(row.promised_ms),
    level: row.level,
    priority: row.priority,
    buyer: buyerName(row),
    words: row.last_text === null ? null : row.last_text.slice(0, LONGEST_LINE),
    title: row.wish ? toldForDesk(playbook, row.wish) : topicTitle(playbook, row.topic),
    angry: row.mood === 'angry',
    language: row.language,
    at: must(instant(row.updated_ms), 'a time'),
  };
}

function instant(ms: number | null): string | null {
  return ms === null ? null : new Date(Math.round(ms)).toISOString();
}

function threadRoutes(app: FastifyInstance, { store, desk, playbook, spoken, attachments }: DeskParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/api/desk/conversations/:id',
    {
      config: READS,
      schema: {
        summary: 'A conversation with all that people see of it',
        tags: TAGS,
        params: ConversationAddress,
        response: { 200: shapes.DeskThread },
      },
    },
    async (request) => {
      const state = await stateOf(store, request.params.id);
      const log = await store.events(request.params.id, 0);
      const looking = { playbook, spoken, by: takingOf(personOf(request)) };
      const seen = log.filter(({ seq }) => seq <= state.seq);
      const files = attachments && { bytes: attachments.limits.bytes, each: FILES_EACH_MESSAGE };
      return { ...deskThread(looking, state, seen), files };
    },
  );
  typed.get(
    '/api/desk/conversations/:id/stream',
    {
      config: READS,
      schema: {
        summary: 'Follow a conversation as people see it',
        description:
          'Server-sent events: `news` with items and standing; `id` is the place in the log. Resumes after the header ' +
          'Last-Event-ID or the parameter `after`, without gap and without double.',
        tags: TAGS,
        params: ConversationAddress,
        querystring: After,
      },
    },
    async (request, reply) => {
      const by = takingOf(personOf(request));
      if (desk.streams.count(by.agent_id) >= STREAMS_EACH) throw new Refusal('too_many');
      const after = lastEventId(request) ?? request.query.after;
      startStream(reply);
      desk.streams.thread(
        { looking: { playbook, spoken, by }, conversation_id: request.params.id, after },
        reply.raw,
      );
      return reply;
    },
  );
}

/** The order that it is about: the brief's, else the last that something was asked for, else that of the page. */
function orderOf({ handover, actions, order_id }: State): string | null {
  return handover?.brief?.order_id ?? actions.findLast((one) => one.order_id !== null)?.order_id ?? order_id;
}

function factRoutes(app: FastifyInstance, parts: DeskParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/api/desk/conversations/:id/orders',
    {
      config: READS,
      schema: {
        summary: 'The buyer’s orders as the shop system has them now',
        description: 'People of a shop see those of their shop.',
        tags: TAGS,
        params: ConversationAddress,
        response: { 200: shapes.DeskFacts },
      },
    },
    async (request) => {
      const { state, unavailable } = await readBuyer(parts, await stateOf(parts.store, request.params.id));
      const orders = unavailable === null ? ordersFor(state, actingOf(personOf(request))) : [];
      const wanted = orderOf(state);
      const focus = orders.find(({ id }) => id === wanted)?.id ?? orders.at(-1)?.id ?? null;
      return { orders, focus, unavailable };
    },
  );
  typed.get(
    '/api/desk/conversations/:id/actions',
    {
      config: READS,
      schema: {
        summary: 'What may be done with an order now, with the reason for or against',
        tags: TAGS,
        params: ConversationAddress,
        querystring: shapes.OfOrder,
        response: { 200: shapes.DeskActions },
      },
    },
    async (request) => {
      const { order_id } = request.query;
      const by = actingOf(personOf(request));
      const { state, unavailable } = await readBuyer(parts, await stateOf(parts.store, request.params.id));
      const order = ordersFor(state, by).find(({ id }) => id === order_id);
      if (!order) return { order_id, actions: [], unavailable };
      return { order_id, actions: await actionsOn(parts, { state, by, order }), unavailable };
    },
  );
  typed.get(
    '/api/desk/conversations/:id/templates',
    {
      config: READS,
      schema: {
        summary: 'Texts to begin an answer with, their values put in, in the buyer’s language',
        tags: TAGS,
        params: ConversationAddress,
        response: { 200: shapes.DeskTemplates },
      },
    },
    async (request) => {
      const person = personOf(request);
      const { state, unavailable } = await readBuyer(parts, await stateOf(parts.store, request.params.id));
      const orders = unavailable === null ? ordersFor(state, actingOf(person)) : [];
      const wanted = orderOf(state);
      const order = orders.find(({ id }) => id === wanted) ?? null;
      const agent = person.name.split(' ', 1)[0] ?? person.name;
      return { templates: templatesFor({ playbook: parts.playbook, state, order, agent }) };
    },
  );
}
