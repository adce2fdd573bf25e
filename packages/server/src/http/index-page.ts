import { escaped } from './markup.ts';

/** A buyer of the demo, and the language in which their pages are. */
export type DemoBuyer = {
  id: string;
  name: string;
  note: string;
  order_id: string | null;
  language: 'en' | 'es';
};

/** The first page: what there is to open. */
export function indexPage(demo: DemoBuyer[]): string {
  const buyers = demo.map(
    ({ id, name, note }) =>
      `<li><a href="/demo/${encodeURIComponent(id)}">Chat as ${escaped(name)}</a><p>${escaped(note)}</p></li>`,
  );
  const shop =
    demo.length === 0
      ? ''
      : '<li><a href="/demo/shop">The demo shop</a><p>My orders, each with the chat on its page.</p></li>';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hark</title>
<link rel="icon" href="/chat/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/index.css">
</head>
<body>
<main>
<h1>Hark is running</h1>
<h2>For buyers</h2>
<ul>
${shop}
${buyers.join('\n')}
<li><a href="/chat">Chat without signing in</a><p>Hark finds out who is there.</p></li>
</ul>
<h2>For people who run the shop</h2>
<ul>
<li><a href="/trace">Traces of conversations</a><p>Event by event, each with its reason. Asks for the operator token.</p></li>
<li><a href="/docs">The interface</a><p>What programs can ask, as OpenAPI 3.1.</p></li>
<li><a href="/health">Health</a><p>Database, shop system, and work that is due.</p></li>
</ul>
</main>
</body>
</html>
`;
}

/** The style sheet of the first page. */
export const INDEX_STYLE = `:root { color-scheme: light dark; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; }
main { max-width: 40rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { font-size: 1.75rem; margin: 0 0 1.5rem; }
h2 { font-size: 1rem; margin: 2rem 0 .5rem; font-weight: 600; }
ul { list-style: none; margin: 0; padding: 0; }
li { padding: .75rem 0; border-top: 1px solid GrayText; }
li p { margin: .125rem 0 0; overflow-wrap: anywhere; }
a { font-weight: 600; color: LinkText; }
`;
