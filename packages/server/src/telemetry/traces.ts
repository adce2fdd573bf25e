import type { About, Around } from './around.ts';

/** Where traces go; what else can be set (sampling, headers, batches) OpenTelemetry reads from its own variables. */
export type TracingConfig = {
  /** Takes OTLP over HTTP in protobuf. */
  url: string;
  service: string;
};

/** A request that is served, as its trace sees it. */
export type TracedRequest = {
  /** What is begun within belongs to the request. */
  within(work: () => void): void;
  end(status: number): void;
};

/** How a request is named: by its route as it was declared, never by its address, which may hold ids. */
export type RequestNamed = {
  method: string;
  route: string;
  headers: { [name: string]: string | string[] | undefined };
  about: About;
};

/** Traces of what happens, for those who operate Hark. */
export type Tracing = {
  around: Around;
  /** The headers by which whoever is asked next knows what it belongs to (W3C Trace Context). */
  outgoing(): { [header: string]: string };
  request(named: RequestNamed): TracedRequest;
  /** Sends what is not sent yet. */
  close(): Promise<void>;
};
