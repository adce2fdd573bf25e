import { createServer } from 'node:http';

/** A page of some shop: what stands in its body, its style sheet, and its content security policy. */
export type HostPage = { body: string; style?: string; policy?: string };

/** A shop's own server, on an origin that is not Hark's. */
export type Host = { url: string; show(path: string, page: HostPage): string; close(): Promise<void> };

/** Starts a shop that has no pages yet. */
export async function startHost(): Promise<Host> {
  const pages = new Map<string, HostPage>();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const page = pages.get(path.replace(/\.css$/, ''));
    if (!page) return response.writeHead(404).end();
    const css = path.endsWith('.css');
    const policy = page.policy === undefined ? {} : { 'content-security-policy': page.policy };
    response.writeHead(200, { 'content-type': css ? 'text/css' : 'text/html; charset=utf-8', ...policy });
    return response.end(css ? (page.style ?? '') : whole(path, page));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    url,
    show(path, page) {
      pages.set(path, page);
      return url + path;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function whole(path: string, { body }: HostPage): string {
  const text = '<p>Everything that a shop has to say about this order, at some length.</p>'.repeat(40);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A shop</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<link rel="stylesheet" href="${path}.css"></head>
<body><main><h1>A shop</h1>${text}<p><a href="#end" id="end">The end</a></p></main>${body}</body></html>`;
}
