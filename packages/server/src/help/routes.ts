import { articleMarkdown, type Playbook, search } from '@hark/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { chooseLanguage } from '../conversations/language.ts';
import { Refusal } from '../http/refusal.ts';
import { CONTENT_SECURITY_POLICY } from '../http/security-headers.ts';
import { articleHtml } from './article-html.ts';
import { type ArticleTitle, articlePage, type HelpFrame, helpPage } from './page.ts';
import { HELP_SCRIPT, HELP_STYLE } from './style.ts';

/** What the help centre is made from; null where there are no articles to show. */
export type HelpParts = { help: HelpSource | null };
type HelpSource = Pick<Playbook, 'settings' | 'articles' | 'search' | 'replies' | 'renderer'>;

const HIDDEN = { config: { access: 'public' as const }, schema: { hide: true } };
const Asked = z.object({
  q: z.string().max(200).catch('').default(''),
  typing: z.literal('1').optional().catch(undefined),
});
const Address = z.object({ language: z.string().max(20), article: z.string().max(100).optional() });
/** The search form is sent to this server and to nobody else. */
const POLICY = CONTENT_SECURITY_POLICY.replace("form-action 'none'", "form-action 'self'");
const MOST = 6;
/** Less than this part of what is asked is no answer worth showing in a list. */
const LEAST = 0.35;

/** The help centre: the playbook's articles as pages, and a search over them. */
export function helpRoutes(app: FastifyInstance, { help: playbook }: HelpParts): void {
  if (!playbook) return;
  const { languages, title } = playbook.settings;
  const frameOf = (params: unknown): HelpFrame & { article: string } => {
    const { language, article = '' } = Address.parse(params);
    if (!languages.includes(language)) throw new Refusal('no_such_page');
    return { language, languages, marketplace: title[language] ?? '', article };
  };
  const titles = (language: string): ArticleTitle[] =>
    Object.values(playbook.articles).map((one) => ({ id: one.id, title: one.title[language] ?? one.id }));

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
    const frame = frameOf(request.params);
    const { q, typing } = Asked.parse(request.query);
    const index = playbook.search[frame.language];
    const found = index ? search(index, q, { most: MOST, typing: typing !== undefined }) : [];
    return page(
      reply,
      helpPage(frame, {
        asked: q.trim(),
        found: found.filter(({ coverage }) => coverage >= LEAST),
        articles: titles(frame.language),
      }),
    );
  });
  app.get('/help/:language/:article', HIDDEN, async (request, reply) => {
    const { article: id, ...frame } = frameOf(request.params);
    const markdown = articleMarkdown(playbook, id, frame.language);
    const article = Object.hasOwn(playbook.articles, id) ? playbook.articles[id] : undefined;
    if (markdown === null || !article) throw new Refusal('no_such_page');
    const first = playbook.search[frame.language]?.passages.find((one) => one.article === id);
    return page(
      reply,
      articlePage(frame, {
        id,
        title: article.title[frame.language] ?? id,
        about: first?.text.slice(0, 150) ?? '',
        ...articleHtml(markdown),
        related: related(playbook, article, titles(frame.language)),
      }),
    );
  });
}

const RELATED = 4;

/** Other articles, those of the same topics first. */
function related(
  { articles }: HelpSource,
  { id, topics }: Playbook['articles'][string],
  titles: ArticleTitle[],
): ArticleTitle[] {
  const shared = (other: string): number =>
    (articles[other]?.topics ?? []).filter((topic) => topics.includes(topic)).length;
  return titles
    .filter((one) => one.id !== id)
    .toSorted((a, b) => shared(b.id) - shared(a.id))
    .slice(0, RELATED);
}

function page(reply: FastifyReply, html: string): FastifyReply {
  return reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(html);
}
