import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
} from 'fastify-type-provider-zod';
import { attachmentRoutes } from '../attachments/routes.ts';
import { type AuditParts, auditRoutes } from '../audit/routes.ts';
import { type ConversationParts, conversationRoutes } from '../conversations/routes.ts';
import type { DeskParts } from '../desk/parts.ts';
import { deskRoutes } from '../desk/routes.ts';
import { helpCentre } from '../help/api.ts';
import type { HelpParts } from '../help/routes.ts';
import { accountRoutes } from '../identity/account-routes.ts';
import type { IdentityParts } from '../identity/identity.ts';
import { keyRoutes } from '../identity/key-routes.ts';
import { oidcRoutes } from '../identity/oidc-routes.ts';
import { passkeyRoutes } from '../identity/passkey-routes.ts';
import { signInRoutes } from '../identity/sign-in-routes.ts';
import { teamRoutes } from '../identity/team-routes.ts';
import { type PrivacyParts, privacyRoutes } from '../privacy/routes.ts';
import type { Tracing } from '../telemetry/traces.ts';
import { type TraceParts, traceRoutes } from '../trace/routes.ts';
import { describedEvents } from '../webhooks/event-types.ts';
import { type WebhookParts, webhookRoutes } from '../webhooks/routes.ts';
import { type Access, type AccessParts, type Audited, guard } from './access.ts';
import { docsRoutes } from './docs.ts';
import { answerUnknown, answerUnreadable, cutOffSlow, takeJsonAlone } from './doorstep.ts';
import { errorAnswer } from './errors.ts';
import { type HealthParts, healthRoute } from './health.ts';
import { type MetricsParts, measure, metricsRoute } from './metrics.ts';
import { allowOrigins } from './origins.ts';
import { type PageParts, pageRoutes } from './pages.ts';
import { type PeoplePageParts, peoplePages } from './people-pages.ts';
import { Refusal } from './refusal.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { traceRequests } from './trace-requests.ts';
import { validatorCompiler } from './validator.ts';

/**
 * How much is taken in, per minute where it is a rate; `request_ms`: how long a request may take to arrive, `upload_ms`: one that
 * brings a file.
 */
export type Limits = {
  body_bytes: number;
  per_address: number;
  per_conversation: number;
  per_person: number;
  request_ms: number;
  upload_ms: number;
};

/** What the API stands on. */
export type ApiParts = ConversationParts &
  AccessParts &
  HealthParts &
  PageParts &
  MetricsParts &
  HelpParts &
  PeoplePageParts &
  AuditParts &
  DeskParts &
  PrivacyParts &
  TraceParts &
  WebhookParts & {
    identity: IdentityParts;
    limits: Limits;
    /** Origins whose pages may use the API. */
    origins: readonly string[];
    trust_proxy: boolean;
    version: string;
    failed: (error: unknown, what: string) => void;
    /** Hears of every route, as `GET /health`. */
    routed?: (route: string) => void;
    /** Hears of every route with what it declares. */
    declared?: (route: Declared) => void;
    /** Null: no traces are made. */
    tracing: Tracing | null;
  };

/** How often connections are looked at for requests that do not come to an end. */
const LOOK_EVERY_MS = 5_000;
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const UNREADABLE = JSON.stringify(errorAnswer(new Refusal('wrong_request')).body);

/** The whole of HTTP: routes, who may call them, limits, error answers, pages and the description of the interface. */
export async function makeApi(parts: ApiParts): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: parts.limits.body_bytes,
    requestTimeout: Math.max(parts.limits.request_ms, parts.limits.upload_ms),
    http: {
      headersTimeout: parts.limits.request_ms,
      connectionsCheckingInterval: Math.min(parts.limits.request_ms, LOOK_EVERY_MS),
    },
    trustProxy: parts.trust_proxy,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors(_error, _request, reply) {
      // An address that cannot be decoded, or whose parts are too long, reaches no route.
      reply.hijack();
      reply.raw.writeHead(400, { ...SECURITY_HEADERS, ...JSON_TYPE }).end(UNREADABLE);
    },
    // What cannot even be read as HTTP never reaches a route.
    clientErrorHandler: answerUnreadable,
  });
  takeJsonAlone(app);
  cutOffSlow(app, parts.limits.request_ms);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerErrors(app, parts.failed);
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(SECURITY_HEADERS);
  });
  if (parts.tracing !== null) traceRequests(app, parts.tracing);
  allowOrigins(app, parts.origins);
  await limitByAddress(app, parts.limits);
  guard(app, parts);
  tellRoutes(app, parts);
  await limitByConversation(app, parts.limits);
  await limitByPerson(app, parts.limits);
  measure(app, parts.metrics);
  answerUnknown(app);
  await describeInterface(app, parts.version);
  await app.register(async (routes) => {
    conversationRoutes(routes, parts);
    if (parts.attachments) await attachmentRoutes(routes, { ...parts, attachments: parts.attachments });
    healthRoute(routes, parts);
    signInRoutes(routes, parts.identity);
    accountRoutes(routes, parts.identity);
    passkeyRoutes(routes, parts.identity);
    metricsRoute(routes, parts);
    oidcRoutes(routes, parts.identity);
    teamRoutes(routes, parts.identity);
    keyRoutes(routes, parts.identity);
    auditRoutes(routes, parts);
    deskRoutes(routes, parts);
    traceRoutes(routes, parts);
    privacyRoutes(routes, parts);
    if (parts.webhooks) webhookRoutes(routes, parts.webhooks);
    peoplePages(routes, parts);
    pageRoutes(routes, parts);
    helpCentre(routes, parts);
    docsRoutes(routes);
  });
  app.addHook('preClose', async () => {
    for (const streams of [parts.streams, parts.desk.streams]) streams.close();
  });
  await app.ready();
  return app;
}

/** What a route says of itself; `audited` null: nothing is changed by it. */
export type Declared = { method: string; url: string; access: Access; audited: Audited | null };

function tellRoutes(app: FastifyInstance, { routed, declared }: ApiParts): void {
  app.addHook('onRoute', ({ method, url, config }) => {
    routed?.(`${String(method)} ${url}`);
    if (config?.access === undefined) return;
    const { access, audited = null } = config;
    declared?.({ method: String(method), url, access, audited });
  });
}

function answerErrors(app: FastifyInstance, failed: ApiParts['failed']): void {
  app.setErrorHandler((error, request, reply) => {
    const { status, body, retry_after_s, fault } = errorAnswer(error);
    if (fault) failed(error, `${request.method} ${request.routeOptions.url ?? 'an unknown address'}`);
    if (retry_after_s !== null) reply.header('retry-after', retry_after_s);
    return reply.code(status).send(body);
  });
}

async function describeInterface(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Hark', version } },
    transform: jsonSchemaTransform,
    // The plugin knows no webhooks of its own.
    transformObject: (document) => ({ ...jsonSchemaTransformObject(document), webhooks: describedEvents() }),
  });
}

async function limitByAddress(app: FastifyInstance, limits: Limits): Promise<void> {
  await app.register(rateLimit, { global: false });
  const check = app.createRateLimit({ max: limits.per_address, timeWindow: MINUTE_MS });
  app.addHook('onRequest', async (request, reply) => {
    refuseOver(await check(request), reply);
  });
}

/** Comes after the guard, so that nobody can use up the limit of a conversation that is not theirs. */
async function limitByConversation(app: FastifyInstance, limits: Limits): Promise<void> {
  const check = app.createRateLimit({
    max: limits.per_conversation,
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => `conversation ${request.url.split('/', 4)[3] ?? ''}`,
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404 || request.routeOptions.config.access !== 'conversation') return;
    refuseOver(await check(request), reply);
  });
}

/** Also behind the guard: one person, or one key, however many addresses it comes from. */
async function limitByPerson(app: FastifyInstance, limits: Limits): Promise<void> {
  const check = app.createRateLimit({
    max: limits.per_person,
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => `person ${request.person?.person_id ?? ''}`,
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.person !== null) refuseOver(await check(request), reply);
  });
}

const MINUTE_MS = 60_000;

type Checked = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

function refuseOver(checked: Checked, reply: { header(name: string, value: number): unknown }): void {
  if (checked.isAllowed || !checked.isExceeded) return;
  reply.header('retry-after', Math.max(1, checked.ttlInSeconds));
  throw new Refusal('too_many');
}
