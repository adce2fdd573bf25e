import type { Role } from '@hark/wire';
import { escaped } from './markup.ts';

/** A buyer of the demo, and the language in which their pages are. */
export type DemoBuyer = {
  id: string;
  name: string;
  note: string;
  order_id: string | null;
  language: 'en' | 'es';
};

/** One thing to open. */
type Entry = { title: string; href: string; note: string };

/** Who one is, and what there is to open then. */
type Group = { title: string; about: string; entries: Entry[] };

/** What the first page is made from: the demo's buyers (none without a demo), and how far its history is loaded. */
export type IndexParts = { buyers: DemoBuyer[]; history: { loaded: number; total: number } | null };

/** The way in for a role, to a page of its own; a demo fills in who that is. */
function signIn(role: Role, then: string): string {
  return `/sign-in?demo=${role}&amp;then=${encodeURIComponent(then)}`;
}

/** Everything that can be opened, by who opens it. */
function groupsOf(buyers: DemoBuyer[]): Group[] {
  return [
    {
      title: 'Buyer',
      about: 'Asks, presses, sends back, and is told what happens next.',
      entries: [
        ...buyers.map(({ id, name, note, language }) => ({
          title: name,
          href: `/demo/shop?as=${encodeURIComponent(id)}&amp;lang=${language}`,
          note,
        })),
        { title: 'Help centre', href: '/help', note: 'Articles, and a search over them.' },
        { title: 'Chat without signing in', href: '/chat', note: 'The assistant finds out who is there.' },
      ],
    },
    {
      title: "Seller's agent",
      about: 'Answers for one shop.',
      entries: [
        {
          title: 'The desk',
          href: signIn('agent', '/desk'),
          note: 'Who waits, until when, and all that is known of it.',
        },
      ],
    },
    {
      title: 'Specialist',
      about: 'Helps buyers and shops for the platform.',
      entries: [
        {
          title: 'The desk of every shop',
          href: signIn('specialist', '/desk'),
          note: 'What shops pass on, and what nobody has taken.',
        },
      ],
    },
    {
      title: 'Strategist',
      about: 'Decides what good service is.',
      entries: [
        {
          title: 'The trace',
          href: signIn('strategist', '/trace'),
          note: 'Why everything happened, and what a change would make of it.',
        },
      ],
    },
    {
      title: 'Administrator',
      about: 'Runs it, and lets people in.',
      entries: [
        { title: 'The team', href: signIn('admin', '/team'), note: 'People, their roles, invitations.' },
        { title: 'The audit log', href: signIn('admin', '/audit'), note: 'Who changed what, in a chain.' },
      ],
    },
    {
      title: 'Integrator',
      about: 'Connects shop system, pages and people.',
      entries: [
        { title: 'The interface', href: '/docs', note: 'What programs can ask, as OpenAPI 3.1.' },
        { title: 'Health', href: '/health', note: 'Database, shop system, and work that is due.' },
      ],
    },
  ];
}

/** The first page: what there is to open, by who one is. */
export function indexPage({ buyers, history }: IndexParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hark is running</title>
<link rel="icon" href="/chat/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/index.css">
<script src="/index.js" defer></script>
</head>
<body>
<main>
<header><h1>Hark is running</h1>
<p>The service system of a marketplace. Choose who you are.</p></header>
${progressOf(history)}
<div class="groups">
${groupsOf(buyers).map(groupHtml).join('\n')}
</div>
</main>
</body>
</html>
`;
}

function groupHtml({ title, about, entries }: Group): string {
  const items = entries.map(
    ({ title: name, href, note }) =>
      `<li><a href="${href}"><strong>${escaped(name)}</strong><span>${escaped(note)}</span></a></li>`,
  );
  return `<section><div class="who"><h2>${escaped(title)}</h2><p>${escaped(about)}</p></div>
<ul>${items.join('\n')}</ul></section>`;
}

function progressOf(history: IndexParts['history']): string {
  if (history === null || history.loaded >= history.total) return '';
  const { loaded, total } = history;
  return `<p class="history" id="history"><label for="loaded">The demo's history is being loaded: <span id="count">${loaded} of ${total}</span> conversations. Everything can be used meanwhile.</label>
<progress id="loaded" value="${loaded}" max="${total}"></progress></p>`;
}

/** The script of the first page: it follows the loading of the history, where there is one. */
export const INDEX_SCRIPT = `const line = document.getElementById('history');
const look = async () => {
  const answer = await fetch('/health').catch(() => null);
  const history = answer ? (await answer.json()).history : null;
  if (history && history.loaded >= history.total) return line.remove();
  if (history) {
    document.getElementById('count').textContent = history.loaded + ' of ' + history.total;
    document.getElementById('loaded').value = history.loaded;
  }
  setTimeout(look, 2000);
};
if (line) setTimeout(look, 1000);
`;

/** The style sheet of the first page. */
export const INDEX_STYLE = `:root { color-scheme: light dark; --paper: #fbfaf8; --ink: #1d2126; --soft: #5c6268; --line: #e3dfd8; --accent: #0f6e6e; --card: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #15181c; --ink: #e8e6e1; --soft: #a3a7ab; --line: #2f343a; --accent: #6cc5c0; --card: #1b1f24; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: var(--paper); color: var(--ink); }
main { max-width: 960px; margin: 0 auto; padding: 64px 24px 96px; }
h1 { margin: 0; font-size: 28px; line-height: 1.25; } header p { margin: 4px 0 0; color: var(--soft); }
h2 { margin: 0; font-size: 16px; }
.history { margin: 24px 0 0; padding: 12px 16px; border: 1px solid var(--line); border-radius: 8px; font-size: 14px; color: var(--soft); }
.history span { font-variant-numeric: tabular-nums; } progress { display: block; width: 100%; height: 4px; margin-top: 8px; appearance: none; border: 0; border-radius: 2px; background: var(--line); overflow: hidden; }
progress::-webkit-progress-bar { background: var(--line); } progress::-webkit-progress-value { background: var(--accent); } progress::-moz-progress-bar { background: var(--accent); }
.groups { margin-top: 40px; }
section { display: grid; grid-template-columns: 200px 1fr; gap: 16px 32px; padding: 28px 0; border-top: 1px solid var(--line); }
.who p { margin: 4px 0 0; font-size: 14px; color: var(--soft); }
ul { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 12px; }
a { display: block; height: 100%; padding: 12px 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); color: inherit; text-decoration: none; }
a:hover { border-color: var(--accent); } a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
a strong { display: block; color: var(--accent); } a span { display: block; font-size: 14px; color: var(--soft); overflow-wrap: anywhere; }
@media (max-width: 640px) { main { padding: 40px 20px 64px; } section { grid-template-columns: 1fr; } }
`;
