import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { personOf } from '../http/access.ts';
import type { Deliveries } from './deliveries.ts';
import type { Endpoints } from './endpoints.ts';
import { EVENT_TYPE_NAMES, EVENT_TYPES } from './event-types.ts';
import * as shapes from './shapes.ts';

const CONFIG = { access: { roles: ['shop_admin', 'admin'] as const, scope: 'webhooks:write' as const } };
const TAGS = ['webhooks'];
const PAGE = 50;

/** Where the webhooks of a house are managed. */
export type Webhooks = { endpoints: Endpoints; deliveries: Deliveries };

/** What the routes of webhooks need; null: there are none. */
export type WebhookParts = { webhooks: Webhooks | null };

/** Endpoints and what they were sent, for people who lead a house and for keys with `webhooks:write`. */
export function webhookRoutes(app: FastifyInstance, { endpoints, deliveries }: Webhooks): void {
  endpointRoutes(app, endpoints);
  secretRoutes(app, endpoints);
  deliveryRoutes(app, deliveries);
  againRoutes(app, deliveries);
}

function endpointRoutes(app: FastifyInstance, endpoints: Endpoints): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/api/webhooks',
    {
      config: CONFIG,
      schema: { summary: 'The webhook endpoints', tags: TAGS, response: { 200: shapes.Endpoints } },
    },
    async (request) => ({
      endpoints: await endpoints.list(personOf(request)),
      event_types: EVENT_TYPE_NAMES.map((type) => ({ type, says: EVENT_TYPES[type].says })),
    }),
  );
  typed.post(
    '/api/webhooks/:webhook/change',
    {
      config: { ...CONFIG, audited: 'webhook_changed' },
      schema: {
        summary: 'Change a webhook endpoint, turn it on or off',
        tags: TAGS,
        params: shapes.EndpointAddress,
        body: shapes.ChangeEndpoint,
        response: { 200: shapes.Done },
      },
    },
    async (request) => {
      await endpoints.change(personOf(request), request.params.webhook, request.body);
      return { done: true as const };
    },
  );
  typed.post(
    '/api/webhooks/:webhook/remove',
    {
      config: { ...CONFIG, audited: 'webhook_removed' },
      schema: {
        summary: 'Remove a webhook endpoint',
        tags: TAGS,
        params: shapes.EndpointAddress,
        response: { 200: shapes.Done },
      },
    },
    async (request) => {
      await endpoints.remove(personOf(request), request.params.webhook);
      return { done: true as const };
    },
  );
}

function secretRoutes(app: FastifyInstance, endpoints: Endpoints): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/webhooks',
    {
      config: { ...CONFIG, audited: 'webhook_made' },
      schema: {
        summary: 'Make a webhook endpoint',
        description: 'The secret is in this answer and nowhere else.',
        tags: TAGS,
        body: shapes.MakeEndpoint,
        response: { 200: shapes.MadeEndpoint },
      },
    },
    async (request) => endpoints.make(personOf(request), request.body),
  );
  typed.post(
    '/api/webhooks/:webhook/rotate',
    {
      config: { ...CONFIG, audited: 'webhook_secret_rotated' },
      schema: {
        summary: 'Make a new secret for a webhook endpoint',
        description: 'The secret is in this answer and nowhere else. Until the old one ends both sign.',
        tags: TAGS,
        params: shapes.EndpointAddress,
        body: shapes.Rotate,
        response: { 200: shapes.RotatedSecret },
      },
    },
    async (request) =>
      endpoints.rotate(personOf(request), request.params.webhook, request.body.overlap_hours),
  );
}

function deliveryRoutes(app: FastifyInstance, deliveries: Deliveries): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/api/webhooks/:webhook/deliveries',
    {
      config: CONFIG,
      schema: {
        summary: 'What an endpoint was sent in the last 30 days, newest first',
        tags: TAGS,
        params: shapes.EndpointAddress,
        querystring: shapes.DeliveryFilters,
        response: { 200: shapes.Deliveries },
      },
    },
    async (request) => {
      const { status = null, before: place } = request.query;
      const [made_at, message_id] = place?.split('/') ?? [];
      const before = made_at !== undefined && message_id !== undefined ? { made_at, message_id } : null;
      const question = { status, before, limit: PAGE };
      const found = await deliveries.list(personOf(request), request.params.webhook, question);
      const last = found.at(-1);
      const next = found.length === PAGE && last ? `${last.made_at}/${last.message_id}` : null;
      return { deliveries: found, before: next };
    },
  );
  typed.get(
    '/api/webhooks/:webhook/deliveries/:message',
    {
      config: CONFIG,
      schema: {
        summary: 'One delivery with its body and every try',
        tags: TAGS,
        params: shapes.DeliveryAddress,
        response: { 200: shapes.DeliveryInFull },
      },
    },
    async (request) => deliveries.read(personOf(request), request.params.webhook, request.params.message),
  );
}

function againRoutes(app: FastifyInstance, deliveries: Deliveries): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/webhooks/:webhook/test',
    {
      config: { ...CONFIG, audited: 'webhook_tested' },
      schema: {
        summary: 'Send a test event',
        tags: TAGS,
        params: shapes.EndpointAddress,
        response: { 200: shapes.Tested },
      },
    },
    async (request) => ({
      message_id: await deliveries.test(personOf(request), request.params.webhook),
    }),
  );
  typed.post(
    '/api/webhooks/:webhook/deliveries/:message/again',
    {
      config: { ...CONFIG, audited: 'webhook_sent_again' },
      schema: {
        summary: 'Send a message again, under the same id',
        tags: TAGS,
        params: shapes.DeliveryAddress,
        response: { 200: shapes.Done },
      },
    },
    async (request) => {
      await deliveries.again(personOf(request), request.params.webhook, request.params.message);
      return { done: true as const };
    },
  );
  typed.post(
    '/api/webhooks/:webhook/again',
    {
      config: { ...CONFIG, audited: 'webhook_sent_again' },
      schema: {
        summary: 'Send again everything that failed since a time',
        tags: TAGS,
        params: shapes.EndpointAddress,
        body: shapes.AgainSince,
        response: { 200: shapes.BegunAgain },
      },
    },
    async (request) => ({
      messages: await deliveries.againSince(personOf(request), request.params.webhook, request.body.since),
    }),
  );
}
