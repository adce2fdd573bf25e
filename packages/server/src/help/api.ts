import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { inboundText } from '../conversations/inbound-text.ts';
import { personOf } from '../http/access.ts';
import { Refusal } from '../http/refusal.ts';
import { fromOwnPage } from '../http/same-origin.ts';
import {
  type HelpParts,
  type HelpSource,
  helpRoutes,
  LONGEST_QUESTION,
  languageOf,
  resultsOf,
  revisionOf,
  VISITOR,
  visitorOf,
} from './routes.ts';
import { articleStandings } from './standings.ts';

const TAGS = ['help'];
const MINUTE_MS = 60_000;
/** Suggestions of one address in a minute: faster than anybody types for long. */
const SEARCHES = 300;
/** A year. */
const VISITOR_SECONDS = 31_536_000;

const Question = z.object({
  q: z.string().min(1).max(LONGEST_QUESTION),
  language: z.string().min(2).max(20),
});
const Pieces = z.array(z.object({ text: z.string(), marked: z.boolean() }));
const Answers = z.object({
  results: z.array(
    z.object({
      article: z.string(),
      section: z.string(),
      title: z.string(),
      heading: Pieces,
      snippet: Pieces,
      href: z.string(),
    }),
  ),
});
const Standings = z.object({
  articles: z.array(
    z.object({
      article: z.string(),
      language: z.string(),
      title: z.string(),
      href: z.string().nullable(),
      reads: z.int(),
      helped: z.int(),
      not_helped: z.int(),
      comments: z.array(z.object({ helped: z.boolean(), text: z.string(), at: z.string() })),
    }),
  ),
});
const Said = z.object({
  helped: z.enum(['yes', 'no', 'none']),
  comment: z.string().max(1_000).default(''),
});

/** The help centre: its pages, the search while one types, what visitors say of articles, and how these stand. */
export function helpCentre(app: FastifyInstance, parts: HelpParts): void {
  const { help } = parts;
  if (!help) return;
  const made = { ...parts, help };
  helpRoutes(app, made);
  searchRoute(app, help);
  standingRoute(app, made);
  void app.register(async (forms) => feedbackRoute(forms, made));
}

function searchRoute(app: FastifyInstance, help: HelpSource): void {
  const check = app.createRateLimit({
    max: SEARCHES,
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => `help ${request.ip}`,
  });
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/help/search',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Search the articles',
        description:
          'What is asked may be only begun. Sections of articles come best first; `marked` pieces of their texts speak of what was asked.',
        tags: TAGS,
        querystring: Question,
        response: { 200: Answers },
      },
    },
    async (request, reply) => {
      const checked = await check(request);
      if (!checked.isAllowed && checked.isExceeded) {
        reply.header('retry-after', Math.max(1, checked.ttlInSeconds));
        throw new Refusal('too_many');
      }
      const language = languageOf(help, request.query.language);
      return { results: resultsOf(help, language, { asked: request.query.q.trim(), typing: true }) };
    },
  );
}

function standingRoute(app: FastifyInstance, { help, help_desk }: HelpParts & { help: HelpSource }): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/help/articles',
    {
      config: { access: { roles: ['specialist', 'strategist', 'admin'] } },
      schema: {
        summary: 'How often articles were read and whether they helped, in the last ninety days',
        description: 'Every article in every language. One that the playbook has no more has no `href`.',
        tags: TAGS,
        response: { 200: Standings },
      },
    },
    async (request) => ({
      articles: articleStandings(help, await help_desk.standings(personOf(request))),
    }),
  );
}

/** A form, so that it works without a script; the answer is the page again, with what was said. */
function feedbackRoute(app: FastifyInstance, parts: HelpParts & { help: HelpSource }): void {
  const { help, help_desk, public_origin } = parts;
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 16_384 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.withTypeProvider<ZodTypeProvider>().post(
    '/help/:language/:article/feedback',
    {
      config: { access: 'public' },
      schema: {
        hide: true,
        params: z.object({ language: z.string().max(20), article: z.string().max(100) }),
        body: Said,
      },
    },
    async (request, reply) => {
      if (!fromOwnPage(request, public_origin)) throw new Refusal('foreign_page');
      const { language, article } = request.params;
      const named = revisionOf(help, article, language);
      if (!named) throw new Refusal('no_such_page');
      const { helped, comment } = request.body;
      const known = visitorOf(request);
      if (helped === 'none') {
        if (known !== null) await help_desk.take_back(named.revision, known);
      } else {
        const visitor = known ?? newVisitor(reply, request.protocol === 'https');
        const opinion = { helped: helped === 'yes', comment: inboundText(comment) };
        await help_desk.give(named.revision, visitor, opinion);
      }
      return reply.redirect(`/help/${language}/${article}#feedback`, 303);
    },
  );
}

function newVisitor(reply: FastifyReply, secure: boolean): string {
  const visitor = randomBytes(16).toString('base64url');
  reply.header(
    'set-cookie',
    `${VISITOR}=${visitor}; Path=/help; Max-Age=${VISITOR_SECONDS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
  );
  return visitor;
}
