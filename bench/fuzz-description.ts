import { z } from 'zod';

/** A JSON Schema, as far as descriptions of interfaces use it. */
export type Schema = { readonly [key: string]: unknown };

/** One way to call the interface. */
export type Operation = {
  method: string;
  /** As it stands in the description, with `{name}` for what changes. */
  path: string;
  parameters: { name: string; in: 'path' | 'query'; schema: Schema }[];
  body: Schema | null;
};

const AnySchema = z.record(z.string(), z.unknown());
const Called = z.object({
  parameters: z
    .array(z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']), schema: AnySchema }))
    .default([]),
  requestBody: z
    .object({ content: z.object({ 'application/json': z.object({ schema: AnySchema }) }) })
    .optional(),
});
const Description = z.object({
  paths: z.record(z.string(), z.record(z.string(), Called)),
  components: z.object({ schemas: z.record(z.string(), AnySchema) }),
});

/** Every operation of an OpenAPI document, with what its schemas refer to put in place. */
export function operationsOf(document: unknown): Operation[] {
  const { paths, components } = Description.parse(document);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody }]): Operation => {
      const body = requestBody?.content['application/json'].schema ?? null;
      return {
        method: method.toUpperCase(),
        path,
        parameters: parameters.flatMap(({ name, in: place, schema }) =>
          place === 'header' ? [] : [{ name, in: place, schema: resolved(schema, components.schemas) }],
        ),
        body: body === null ? null : resolved(body, components.schemas),
      };
    }),
  );
}

const REFERENCE = '#/components/schemas/';
/** What refers to itself is cut off there. */
const DEEPEST = 12;

function resolved(schema: Schema, known: { [name: string]: Schema }, depth = 0): Schema {
  const { $ref } = schema;
  if (depth > DEEPEST) return {};
  if (typeof $ref === 'string') return resolved(known[$ref.slice(REFERENCE.length)] ?? {}, known, depth + 1);
  const inside = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(inside);
    const object = AnySchema.safeParse(part);
    return object.success ? resolved(object.data, known, depth + 1) : part;
  };
  return Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, inside(part)]));
}
