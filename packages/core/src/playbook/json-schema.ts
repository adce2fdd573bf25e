import { z } from 'zod';
import type { JsonObject } from '../lib/json.ts';
import { DOCUMENTS } from './documents.ts';

/** One JSON Schema (2020-12) for every document of a playbook: the first key says by which part the rest is judged. For editors. */
export function playbookJsonSchema(): JsonObject {
  const schema = z.toJSONSchema(z.strictObject(DOCUMENTS), { io: 'input' });
  // What comes out is JSON: it went through its text and back.
  const { properties = {}, $defs = {} }: { properties?: JsonObject; $defs?: JsonObject } = JSON.parse(
    JSON.stringify(schema),
  );
  const kinds = Object.keys(DOCUMENTS);
  const documents = Object.fromEntries(kinds.map((kind) => [documentOf(kind), properties[kind] ?? {}]));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A document of a Hark playbook',
    type: 'object',
    required: ['kind'],
    properties: { kind: { enum: kinds } },
    allOf: kinds.map((kind) => ({
      if: { properties: { kind: { const: kind } } },
      then: { $ref: `#/$defs/${documentOf(kind)}` },
    })),
    $defs: { ...$defs, ...documents },
  };
}

function documentOf(kind: string): string {
  return `document_${kind}`;
}
