import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Mail } from '../mail/mail.ts';
import { sendFile } from './files.ts';
import { escaped } from './markup.ts';
import { Refusal } from './refusal.ts';
import { CONTENT_SECURITY_POLICY } from './security-headers.ts';

/** The addresses that the app for people at work answers; what each shows, it decides itself by who is signed in. */
export const APP_PAGES = [
  '/sign-in',
  '/reset',
  '/invitation',
  '/account',
  '/team',
  '/keys',
  '/audit',
  '/articles',
  '/webhooks',
  '/trace',
  '/desk',
] as const;

const HIDDEN = { config: { access: 'public' as const }, schema: { hide: true } };
const PLACE = '__NONCE__';

/** What the pages for people need. */
export type PeoplePageParts = { folders: { web: string }; mail: Mail };

/** The app for people at work: one page under many addresses, its files, and the demo's letters. */
export function peoplePages(app: FastifyInstance, { folders, mail }: PeoplePageParts): void {
  for (const address of APP_PAGES)
    app.get(address, HIDDEN, async (_request, reply) => sendApp(reply, folders.web));
  app.get<{ Params: { file: string } }>('/app/:file', HIDDEN, async (request, reply) =>
    sendFile(request, reply, { folder: folders.web, name: request.params.file }),
  );
  // Only where letters are kept in place of being sent, which is the demo.
  app.get('/demo/mail', HIDDEN, async (_request, reply) => {
    const letters = mail.kept();
    if (letters === null) throw new Refusal('no_such_page');
    const shown = letters.map(
      ({ to, subject, text, at }) =>
        `<li><h2>${escaped(subject)}</h2><p>To ${escaped(to)}, <time datetime="${at}">${at}</time></p><pre>${linked(text)}</pre></li>`,
    );
    const body =
      shown.length === 0
        ? '<p>Letters that Hark would send stand here, newest first. There is none yet: invite somebody, or ask for a new password.</p>'
        : `<ul>${shown.join('\n')}</ul>`;
    return reply.type('text/html; charset=utf-8').send(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hark: letters of the demo</title><link rel="icon" href="/chat/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/index.css"></head>
<body><main><h1>Letters of the demo</h1>${body}</main></body></html>`);
  });
}

/** Styles that the components make while they run are let in by a word that no other page can guess. */
async function sendApp(reply: FastifyReply, folder: string): Promise<FastifyReply> {
  const page = await readFile(join(folder, 'app.html'), 'utf8').catch(() => null);
  if (page === null) throw new Refusal('no_such_page');
  const nonce = randomBytes(16).toString('base64');
  const policy = CONTENT_SECURITY_POLICY.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`);
  return reply
    .header('content-security-policy', policy)
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(PLACE, nonce));
}

function linked(text: string): string {
  return escaped(text).replace(/https?:\/\/[^\s<]+/g, (link) => `<a href="${link}">${link}</a>`);
}
