import { randomBytes } from 'node:crypto';
import { articleMarkdown, type Playbook, search, shortDigest } from '@hark/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { chooseLanguage } from '../conversations/language.ts';
import { Refusal } from '../http/refusal.ts';
import { ownOrigin } from '../http/same-origin.ts';
import { CONTENT_SECURITY_POLICY } from '../http/security-headers.ts';
import { articleHtml } from './article-html.ts';
import type { HelpDesk, Opinion, Revision } from './desk.ts';
import type { HelpFrame } from './frame.ts';
import { type ArticleTitle, articlePage, type Group, helpPage, missingPage } from './page.ts';
import { HELP_SCRIPT } from './script.ts';
import { type Result, resultOf } from './snippet.ts';
import { HELP_STYLE } from './style.ts';

/** What the help centre is made from; `help` is null where there are no articles to show. */
export type HelpParts = {
  help: HelpSource | null;
  help_desk: HelpDesk;
  public_origin: string | null;
  failed: (error: unknown, what: string) => void;
};

/** What of a playbook the help centre shows. */
export type HelpSource = Pick<Playbook, 'settings' | 'articles' | 'search' | 'replies' | 'renderer'>;

/** The cookie by which a visitor changes what they said; set when they say it, never before. */
export const VISITOR = 'hark.help';

const HIDDEN = { config: { access: 'public' as const }, schema: { hide: true } };
/** More than this is nobody's question. */
export const LONGEST_QUESTION = 200;
const Asked = z.object({ q: z.string().max(LONGEST_QUESTION).catch('').default('') });
const Address = z.object({ language: z.string().max(20), article: z.string().max(100).optional() });
const MOST_FOUND = 6;
const MOST_NEAR = 3;
const MOST_READ = 4;
const RELATED = 4;
const ANSWERS_SHOWN = 2;
/** What speaks of less than this part of what is asked is no answer, and at best the nearest that there is. */
const LEAST = 0.35;

/** The pages of the help centre. */
export function helpRoutes(app: FastifyInstance, parts: HelpParts & { help: HelpSource }): void {
  const { help, help_desk } = parts;
  const { languages } = help.settings;
  app.get('/help.css', HIDDEN, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(HELP_STYLE),
  );
  app.get('/help.js', HIDDEN, async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(HELP_SCRIPT),
  );
  app.get('/help', HIDDEN, async (request, reply) =>
    reply.redirect(`/help/${chooseLanguage(languages, request.headers['accept-language'] ?? '')}`, 302),
  );
  app.get('/help/:language', HIDDEN, async (request, reply) => {
    const { frame } = addressOf(parts, request);
    if (!frame) return missing(parts, request, reply);
    const asked = Asked.parse(request.query).q.trim();
    const read = await mostRead(parts);
    const page = helpPage(frame, {
      asked,
      ...lookedUp(help, frame.language, { asked }),
      most_read: read.flatMap((id) => titleOf(help, id, frame.language) ?? []),
      groups: groupsOf(help, frame.language),
    });
    return send(reply, frame, page);
  });
  app.get('/help/:language/:article', HIDDEN, async (request, reply) => {
    const { frame, article: id } = addressOf(parts, request);
    const named = frame && revisionOf(help, id, frame.language);
    if (!frame || !named) return missing(parts, request, reply);
    help_desk.read(id, frame.language).catch((error: unknown) => parts.failed(error, 'counting a reader'));
    const opinion = await opinionOf(parts, request, named.revision);
    return send(reply, frame, articleOf(help, frame, { id, markdown: named.markdown, opinion }));
  });
  app.get('/help/*', HIDDEN, async (request, reply) => missing(parts, request, reply));
}

/** Passages that speak of what is asked, best first. */
export function resultsOf(help: HelpSource, language: string, what: Looked): Result[] {
  return lookedUp(help, language, what).found;
}

type Looked = { asked: string; typing?: boolean };

/** Passages that speak of what is asked, best first; where there is none, those that come nearest. */
function lookedUp(
  { search: indexes }: HelpSource,
  language: string,
  what: Looked,
): { found: Result[]; nearest: Result[] } {
  const index = indexes[language];
  if (!index || what.asked === '') return { found: [], nearest: [] };
  const { asked, typing = false } = what;
  const all = search(index, asked, { most: MOST_FOUND, typing });
  const shown = (some: typeof all): Result[] => some.map((one) => resultOf(index, one, what));
  const found = all.filter(({ coverage }) => coverage >= LEAST);
  const nearest = found.length > 0 ? [] : all.filter(({ told }) => told > 0).slice(0, MOST_NEAR);
  return { found: shown(found), nearest: shown(nearest) };
}

/** The article as it is written now: what a visitor says is about this revision. Null where there is none. */
export function revisionOf(
  help: HelpSource,
  id: string,
  language: string,
): { revision: Revision; markdown: string } | null {
  if (!help.settings.languages.includes(language)) return null;
  const markdown = articleMarkdown(help, id, language);
  if (markdown === null) return null;
  const title = help.articles[id]?.title[language] ?? id;
  return { markdown, revision: { article: id, language, revision: shortDigest([title, markdown]) } };
}

/** Who says something of an article, or null where nothing was said from here. */
export function visitorOf(request: FastifyRequest): string | null {
  const cookies = (request.headers.cookie ?? '').split(/;\s*/);
  const value = cookies.find((one) => one.startsWith(`${VISITOR}=`))?.slice(VISITOR.length + 1);
  return value !== undefined && /^[\w-]{22}$/.test(value) ? value : null;
}

function articleOf(
  help: HelpSource,
  frame: HelpFrame,
  { id, markdown, opinion }: { id: string; markdown: string; opinion: Opinion | null },
): string {
  const { language } = frame;
  const groups = help.settings.help.groups;
  const group = groups.find(({ articles }) => articles.includes(id))?.title[language] ?? null;
  const first = help.search[language]?.passages.find((one) => one.article === id);
  return articlePage(frame, {
    id,
    title: help.articles[id]?.title[language] ?? id,
    about: first?.text.slice(0, 150) ?? '',
    group,
    ...articleHtml(markdown),
    related: related(help, id, language),
    opinion,
  });
}

function addressOf(
  { help, public_origin }: HelpParts & { help: HelpSource },
  request: FastifyRequest,
): { frame: HelpFrame | null; article: string } {
  const { language, article = '' } = Address.parse(request.params);
  const { languages } = help.settings;
  if (!languages.includes(language)) return { frame: null, article };
  return { frame: frameIn(help, language, public_origin ?? ownOrigin(request)), article };
}

function frameIn({ settings }: HelpSource, language: string, origin: string): HelpFrame {
  const nonce = randomBytes(16).toString('base64');
  const { languages, title } = settings;
  return { language, languages, marketplace: title[language] ?? '', origin, nonce };
}

/** An address without a page: told in the language that the address begins with, else in the reader's. */
function missing(
  { help, public_origin }: HelpParts & { help: HelpSource },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const [, , wished = ''] = request.url.split(/[/?#]/);
  const { languages } = help.settings;
  const language = languages.includes(wished)
    ? wished
    : chooseLanguage(languages, request.headers['accept-language'] ?? '');
  const frame = frameIn(help, language, public_origin ?? ownOrigin(request));
  return send(reply.code(404), frame, missingPage(frame));
}

async function opinionOf(
  { help_desk, failed }: HelpParts,
  request: FastifyRequest,
  revision: Revision,
): Promise<Opinion | null> {
  const visitor = visitorOf(request);
  if (visitor === null) return null;
  return help_desk.opinion(revision, visitor).catch((error: unknown) => {
    // What somebody said before is no reason to keep an article from them.
    failed(error, 'reading what a visitor said');
    return null;
  });
}

async function mostRead({ help_desk, failed }: HelpParts): Promise<string[]> {
  return help_desk.most_read(MOST_READ).catch((error: unknown) => {
    failed(error, 'reading what is read most');
    return [];
  });
}

function titleOf(help: HelpSource, id: string, language: string): ArticleTitle | null {
  const article = Object.hasOwn(help.articles, id) ? help.articles[id] : undefined;
  if (!article) return null;
  const passages = help.search[language]?.passages ?? [];
  const answers = passages.flatMap((one) => (one.article === id && one.heading !== '' ? [one.heading] : []));
  return { id, title: article.title[language] ?? id, answers: answers.slice(0, ANSWERS_SHOWN) };
}

function groupsOf(help: HelpSource, language: string): Group[] {
  const groups = help.settings.help.groups.map(({ title, articles }) => ({
    title: title[language] ?? null,
    ids: articles,
  }));
  const placed = new Set(groups.flatMap(({ ids }) => ids));
  const others = Object.keys(help.articles).filter((id) => !placed.has(id));
  return [...groups, { title: null, ids: others }]
    .filter(({ ids }) => ids.length > 0)
    .map(({ title, ids }) => ({
      title,
      articles: ids.flatMap((id) => titleOf(help, id, language) ?? []),
    }));
}

/** Other articles, those of the same topics or the same group first. */
function related(help: HelpSource, id: string, language: string): ArticleTitle[] {
  const topics = help.articles[id]?.topics ?? [];
  const group = help.settings.help.groups.find(({ articles }) => articles.includes(id));
  const shared = (other: string): number =>
    (help.articles[other]?.topics ?? []).filter((topic) => topics.includes(topic)).length +
    (group?.articles.includes(other) ? 1 : 0);
  return Object.keys(help.articles)
    .filter((other) => other !== id)
    .toSorted((a, b) => shared(b) - shared(a))
    .slice(0, RELATED)
    .flatMap((other) => titleOf(help, other, language) ?? []);
}

/** Nothing runs and nothing dresses the page but what it names itself, by a word that nobody can guess. */
function send(reply: FastifyReply, { nonce }: HelpFrame, html: string): FastifyReply {
  const policy = CONTENT_SECURITY_POLICY.replace("script-src 'self'", `script-src 'nonce-${nonce}'`)
    .replace("style-src 'self'", `style-src 'nonce-${nonce}'`)
    .replace("form-action 'none'", "form-action 'self'");
  // Without it a browser does not say of a form that it was sent from here.
  const headers = { 'content-security-policy': policy, 'referrer-policy': 'same-origin' };
  return reply.headers(headers).type('text/html; charset=utf-8').send(html);
}

/** Refuses a language that the playbook does not speak. */
export function languageOf({ settings }: HelpSource, language: string): string {
  if (!settings.languages.includes(language)) throw new Refusal('no_such_page');
  return language;
}
