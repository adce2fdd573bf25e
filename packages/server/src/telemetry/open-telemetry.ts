import {
  type Context,
  context,
  DiagLogLevel,
  diag,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { type About, type Around, type Piece, whenEnded } from './around.ts';
import type { Tracing, TracingConfig } from './traces.ts';

/** The SDK of OpenTelemetry: spans in batches to a collector, W3C Trace Context in and out. */
export function openTelemetry({ url, service }: TracingConfig, failed: (error: unknown) => void): Tracing {
  const quiet = (): void => undefined;
  // What it says of itself is that a collector does not answer; only faults are told.
  const tell = (message: string): void => failed(new Error(message));
  diag.setLogger(
    { error: tell, warn: quiet, info: quiet, debug: quiet, verbose: quiet },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  );
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))],
  });
  provider.register();
  const tracer = provider.getTracer('hark');

  const around: Around = (piece, work) => {
    const span = tracer.startSpan(piece.name, {
      kind: piece.name.startsWith('marketplace.') ? SpanKind.CLIENT : SpanKind.INTERNAL,
      attributes: named(piece.about),
    });
    const note = (about: About): void => void span.setAttributes(named(about));
    return whenEnded(
      () => context.with(trace.setSpan(context.active(), span), () => work(note)),
      (error) => end(span, error),
    );
  };
  return {
    around,
    outgoing() {
      const headers: { [header: string]: string } = {};
      propagation.inject(context.active(), headers);
      return headers;
    },
    request({ method, route, headers, about }) {
      const from = propagation.extract(ROOT_CONTEXT, headers);
      const attributes = { 'http.request.method': method, 'http.route': route, ...named(about) };
      const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, from);
      const within: Context = trace.setSpan(from, span);
      return {
        within: (work) => context.with(within, work),
        end(status) {
          span.setAttribute('http.response.status_code', status);
          if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    async close() {
      await provider.shutdown();
      for (const one of [trace, context, propagation, diag]) one.disable();
    },
  };
}

function named(about: Piece['about']): About {
  return Object.fromEntries(Object.entries(about).map(([name, value]) => [`hark.${name}`, value]));
}

/** Of an error only its kind is told: its words may hold what a person or a shop system said. */
function end(span: Span, error: unknown): void {
  if (error !== null) {
    span.setAttribute('error.type', error instanceof Error ? error.name : 'thrown');
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}
