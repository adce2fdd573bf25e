import type { Tracing, TracingConfig } from './traces.ts';

/** Traces where they are configured. Nothing of OpenTelemetry is loaded otherwise. */
export async function openTracing(
  config: TracingConfig | null,
  failed: (error: unknown) => void,
): Promise<Tracing | null> {
  if (config === null) return null;
  const { openTelemetry } = await import('./open-telemetry.ts');
  return openTelemetry(config, failed);
}
