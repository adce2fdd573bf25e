import { type Attachment, againstAnswer, type Visited } from '@hark/core';
import type { OpenConversation } from '@hark/wire';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Attachments } from '../attachments/attachments.ts';
import { bearer, buyerOf, optionalBearer, personOf } from '../http/access.ts';
import { lastEventId, startStream } from '../http/event-stream.ts';
import { Refusal } from '../http/refusal.ts';
import * as shapes from '../http/schemas.ts';
import type { BuyerTokens } from '../identity/buyer-token.ts';
import type { ConversationTokens } from '../identity/conversation-tokens.ts';
import type { Streams } from '../live/stream.ts';
import type { Marketplace } from '../marketplace/marketplace.ts';
import { type Turns, UnknownConversation } from '../turn.ts';
import { inboundText, LONGEST_MESSAGE, showsSomething } from './inbound-text.ts';
import { chooseLanguage } from './language.ts';
import { shopOf } from './shop-of.ts';
import type { Loaded, Store } from './store.ts';
import { readStanding, type View } from './view.ts';

/** What the routes of conversations need. */
export type ConversationParts = {
  turns: Turns;
  store: Store;
  view: View;
  streams: Streams;
  tokens: ConversationTokens;
  buyers: BuyerTokens;
  marketplace: Pick<Marketplace, 'lookup'>;
  /** Null: no files are taken here. */
  attachments: Attachments | null;
  languages: string[];
  now: () => string;
  /** What a topic is called; null when the playbook does not know it any more. */
  topic_title(topic: string, language: string): string | null;
};

/** More open pages on one conversation than anybody has. */
const STREAMS_EACH = 20;

/** Opens, reads, writes and follows conversations; lists and traces them for people who run the shop. */
export function conversationRoutes(app: FastifyInstance, parts: ConversationParts): void {
  openRoute(app, parts);
  buyerRoute(app, parts);
  messageRoutes(app, parts);
  surveyRoute(app, parts);
  streamRoute(app, parts);
  typingRoute(app, parts);
  traceRoutes(app, parts);
}

function openRoute(app: FastifyInstance, parts: ConversationParts): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/conversations',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Open a conversation',
        description:
          'With a token signed by the marketplace the buyer is known; without one the conversation is anonymous. ' +
          "About an order of the buyer's own it is with the shop that sold it, otherwise with the marketplace.",
        tags: ['conversations'],
        body: shapes.OpenConversation,
        response: { 201: shapes.OpenedConversation },
      },
    },
    async (request, reply) => {
      const token = optionalBearer(request);
      const claim = token === null ? null : await buyerOf(token, parts.buyers);
      const { language } = request.body;
      const from = {
        buyer_id: claim?.buyer_id ?? null,
        order_id: claim?.order_id ?? request.body.order_id ?? null,
      };
      const shop_id = await shopOf(parts.marketplace, from);
      const { conversation_id, events, state } = await parts.turns.open({
        ...from,
        shop_id,
        channel: 'chat',
        ...visitedOf(request.body),
        language: chooseLanguage(parts.languages, language ?? request.headers['accept-language'] ?? ''),
      });
      const access = await parts.tokens.issue({ conversation_id, shop_id });
      reply.code(201);
      return {
        conversation_id,
        token: access,
        messages: parts.view.messages(events),
        standing: parts.view.standing(state, events),
      };
    },
  );
}

/** What was searched is the buyer's own words, as a message is. */
function visitedOf({ visited }: OpenConversation): { visited?: Visited } {
  const read = visited?.read ?? [];
  const searched = (visited?.searched ?? []).map(inboundText).filter((words) => words !== '');
  return read.length + searched.length === 0 ? {} : { visited: { read, searched } };
}

/** As many as one looks back through on a telephone. */
const EARLIER = 20;

function buyerRoute(app: FastifyInstance, parts: ConversationParts): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/conversations/mine',
    {
      config: { access: 'buyer' },
      schema: {
        summary: 'The latest conversations of a buyer',
        description:
          'For the buyer whom the token of the marketplace names; the same token reads and writes each of them.',
        tags: ['conversations'],
        querystring: shapes.WishedLanguage,
        response: { 200: shapes.BuyerConversations },
      },
    },
    async (request) => {
      const { buyer_id } = await buyerOf(bearer(request), parts.buyers);
      const wished = request.query.language ?? request.headers['accept-language'] ?? '';
      const language = chooseLanguage(parts.languages, wished);
      const found = await parts.store.ofBuyer(buyer_id, EARLIER);
      const conversations = found.map(({ topic, ...one }) => ({
        ...one,
        title: topic === null ? null : parts.topic_title(topic, language),
      }));
      return { conversations };
    },
  );
}

async function loaded(store: Store, conversation_id: string): Promise<Loaded> {
  const found = await store.load(conversation_id);
  if (!found) throw new UnknownConversation(`no conversation ${conversation_id}`);
  return found;
}

function messageRoutes(app: FastifyInstance, parts: ConversationParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/api/conversations/:id/messages',
    {
      config: { access: 'conversation' },
      schema: {
        summary: 'Read the messages of a conversation',
        tags: ['conversations'],
        params: shapes.ConversationAddress,
        querystring: shapes.After,
        response: { 200: shapes.Messages },
      },
    },
    async (request) => {
      const { state } = await loaded(parts.store, request.params.id);
      const log = await parts.store.events(request.params.id, 0);
      const events = log.filter((event) => event.seq <= state.seq);
      const messages = parts.view.messages(events);
      return {
        messages: messages.filter((message) => message.seq > request.query.after),
        standing: await readStanding(parts, state, events),
      };
    },
  );
  typed.post(
    '/api/conversations/:id/messages',
    {
      config: { access: 'conversation' },
      schema: {
        summary: 'Send a message',
        description: 'Answered once the message is stored durably; what Hark says to it comes by the stream.',
        tags: ['conversations'],
        params: shapes.ConversationAddress,
        body: shapes.SendMessage,
        response: { 202: shapes.SentMessage },
      },
    },
    async (request, reply) => {
      const { client_id, text, button, attachments: ids = [] } = request.body;
      const { id } = request.params;
      if (text.length > LONGEST_MESSAGE) throw new Refusal('text_too_long');
      if (!showsSomething(text) && button === undefined && ids.length === 0) throw new Refusal('empty_text');
      const attachments = await carried(parts, id, ids);
      const incoming = { client_id, text, button: button ?? null, attachments };
      const { seq, duplicate } = await parts.turns.receive(id, incoming);
      reply.code(202);
      return { seq, duplicate };
    },
  );
}

/** The files that a message names; refuses what is not the buyer's own in this conversation. */
async function carried(
  { attachments, store }: ConversationParts,
  conversation_id: string,
  ids: string[],
): Promise<Attachment[]> {
  if (ids.length === 0) return [];
  if (attachments === null) throw new Refusal('no_such_file');
  const { shop_id } = await loaded(store, conversation_id);
  return attachments.claim({ conversation_id, shop_id, author: 'buyer' }, ids);
}

function surveyRoute(app: FastifyInstance, parts: ConversationParts): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/conversations/:id/survey',
    {
      config: { access: 'conversation' },
      schema: {
        summary: 'Answer the survey of a conversation',
        description:
          'For the survey that the standing names. The first answer is kept; one that comes again changes nothing.',
        tags: ['conversations'],
        params: shapes.ConversationAddress,
        body: shapes.AnswerSurvey,
        response: { 200: shapes.AnsweredSurvey },
      },
    },
    async (request) => {
      const { survey_seq, rating, comment = null } = request.body;
      const { state } = await loaded(parts.store, request.params.id);
      const no = againstAnswer(state, { survey_seq, rating, at: parts.now() });
      if (no === 'not_asked' || no === 'late') throw new Refusal('survey_closed');
      if (no === 'no_such_rating') throw new Refusal('no_such_rating');
      const events = await parts.turns.observe(request.params.id, {
        type: 'survey_answered',
        data: { survey_seq, rating, comment },
        caused_by: survey_seq,
        inbound: { source: 'survey', id: String(survey_seq) },
      });
      return { duplicate: !events.some(({ type }) => type === 'survey_kept') };
    },
  );
}

function typingRoute(app: FastifyInstance, { streams }: ConversationParts): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/conversations/:id/typing',
    {
      config: { access: 'conversation' },
      schema: {
        summary: 'Say that the buyer is writing',
        description: 'Told to people who look at the conversation as `event: typing`; nothing is stored.',
        tags: ['conversations'],
        params: shapes.ConversationAddress,
      },
    },
    async (request, reply) => {
      streams.typing(request.params.id);
      return reply.code(204).send();
    },
  );
}

function streamRoute(app: FastifyInstance, parts: ConversationParts): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/conversations/:id/stream',
    {
      config: { access: 'conversation' },
      schema: {
        summary: 'Follow a conversation',
        description:
          'Server-sent events: `message` with a Message, `standing` with a Standing; `id` is the place in the log. ' +
          'Resumes after the header Last-Event-ID or the parameter `after`, without gap and without double.',
        tags: ['conversations'],
        params: shapes.ConversationAddress,
        querystring: shapes.After,
      },
    },
    async (request, reply) => {
      const conversation_id = request.params.id;
      if (parts.streams.count(conversation_id) >= STREAMS_EACH) throw new Refusal('too_many');
      const after = lastEventId(request) ?? request.query.after;
      startStream(reply);
      parts.streams.open({ conversation_id, after }, reply.raw);
      return reply;
    },
  );
}

function traceRoutes(app: FastifyInstance, parts: ConversationParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/api/conversations',
    {
      config: {
        access: { roles: ['shop_admin', 'specialist', 'strategist', 'admin'], scope: 'conversations:read' },
      },
      schema: {
        summary: 'List the latest conversations',
        tags: ['people'],
        querystring: shapes.Limit,
        response: { 200: shapes.ConversationList },
      },
    },
    async (request) => ({ conversations: await parts.store.latest(personOf(request), request.query.limit) }),
  );
  typed.get(
    '/api/conversations/:id/trace',
    {
      config: {
        access: { roles: ['shop_admin', 'specialist', 'strategist', 'admin'], scope: 'conversations:read' },
      },
      schema: {
        summary: 'Every event of a conversation with its reason',
        tags: ['people'],
        params: shapes.ConversationAddress,
        response: { 200: shapes.Trace },
      },
    },
    async (request) => {
      const { state } = await loaded(parts.store, request.params.id);
      return parts.view.trace(state, await parts.store.events(request.params.id, 0));
    },
  );
}
