import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A span as a collector got it. */
export type CollectedSpan = {
  trace: string;
  id: string;
  parent: string;
  name: string;
  about: { [attribute: string]: string | number | boolean };
  failed: boolean;
};

/** A collector of traces: OTLP over HTTP in protobuf. */
export type Collector = {
  url: string;
  spans: CollectedSpan[];
  /** Everything that came, as it came. */
  bytes(): Buffer;
};

type Field = { number: number; value: bigint | Buffer };

/** The fields of a message (protobuf encoding): varints and fixed numbers as bigint, everything else as bytes. */
function fields(data: Buffer): Field[] {
  const found: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = data[at++] ?? 0;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const take = (length: number): Buffer => {
    at += length;
    return data.subarray(at - length, at);
  };
  while (at < data.length) {
    const tag = Number(varint());
    const kind = tag & 7;
    const value =
      kind === 0
        ? varint()
        : kind === 1
          ? take(8).readBigUInt64LE()
          : kind === 5
            ? BigInt(take(4).readUInt32LE())
            : take(Number(varint()));
    found.push({ number: tag >> 3, value });
  }
  return found;
}

const messages = (all: Field[], number: number): Buffer[] =>
  all.flatMap((field) => (field.number === number && typeof field.value !== 'bigint' ? [field.value] : []));
const hex = (all: Field[], number: number): string =>
  (messages(all, number)[0] ?? Buffer.alloc(0)).toString('hex');
const text = (all: Field[], number: number): string =>
  (messages(all, number)[0] ?? Buffer.alloc(0)).toString();

/** AnyValue of opentelemetry/proto/common/v1: a string, a flag or a whole number. */
function attributeValue(data: Buffer): string | number | boolean {
  const [field] = fields(data);
  if (field === undefined) return '';
  if (typeof field.value !== 'bigint') return field.value.toString();
  return field.number === 2 ? field.value === 1n : Number(field.value);
}

/** Span of opentelemetry/proto/trace/v1. */
function spanOf(data: Buffer): CollectedSpan {
  const all = fields(data);
  const about = messages(all, 9).map((attribute) => {
    const pair = fields(attribute);
    return [text(pair, 1), attributeValue(messages(pair, 2)[0] ?? Buffer.alloc(0))] as const;
  });
  const status = messages(all, 15)[0];
  return {
    trace: hex(all, 1),
    id: hex(all, 2),
    parent: hex(all, 4),
    name: text(all, 5),
    about: Object.fromEntries(about),
    failed: status !== undefined && fields(status).some(({ number, value }) => number === 3 && value === 2n),
  };
}

/** Listens on this machine until the test ends. */
export async function traceCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const came: Buffer[] = [];
  const server = createServer(async (request, answer) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const body = Buffer.concat(parts);
    came.push(body);
    for (const resource of messages(fields(body), 1))
      for (const scope of messages(fields(resource), 2))
        spans.push(...messages(fields(scope), 2).map(spanOf));
    answer.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1/traces`, spans, bytes: () => Buffer.concat(came) };
}
