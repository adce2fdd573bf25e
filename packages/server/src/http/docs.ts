import { randomBytes } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { CONTENT_SECURITY_POLICY } from './security-headers.ts';

/** The description of the interface: as OpenAPI at /openapi.json, for people at /docs, nothing of it from elsewhere. */
export function docsRoutes(app: FastifyInstance): void {
  const hidden = { config: { access: 'public' as const }, schema: { hide: true } };
  app.get('/openapi.json', hidden, async () => app.swagger());
  app.get('/docs', hidden, async (_request, reply) => {
    const nonce = randomBytes(16).toString('base64');
    // The reader of the description writes style sheets into its page, taken only with this mark, and style attributes.
    const styles = `style-src 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'`;
    const policy = CONTENT_SECURITY_POLICY.replace("style-src 'self'", styles);
    return reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(page(nonce));
  });
  let script: Promise<string> | undefined;
  app.get('/docs/reader.js', hidden, async (_request, reply) => {
    script ??= readerScript();
    return reply
      .header('cache-control', 'public, max-age=3600')
      .type('text/javascript; charset=utf-8')
      .send(await script);
  });
}

const SETTINGS = {
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  // It offers to send the description to somebody else's server.
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
};

function page(nonce: string): string {
  const settings = JSON.stringify(SETTINGS).replaceAll('"', '&quot;');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" nonce="${nonce}" content="${nonce}">
<title>Hark: the interface</title>
<link rel="icon" href="/chat/icon.svg" type="image/svg+xml">
</head>
<body>
<script id="api-reference" type="application/json" data-url="/openapi.json" data-configuration="${settings}"></script>
<script src="/docs/reader.js"></script>
</body>
</html>
`;
}

/** The package hands its script out only as a route, and it is large: fetched from it when somebody first wants it. */
async function readerScript(): Promise<string> {
  const { default: reference } = await import('@scalar/fastify-api-reference');
  const shelf = Fastify();
  await shelf.register(reference, { routePrefix: '/docs', configuration: { content: {} } });
  const answer = await shelf.inject('/docs/js/scalar.js');
  await shelf.close();
  if (answer.statusCode !== 200) throw new Error('the reader of the description is not where it was');
  return answer.body;
}
