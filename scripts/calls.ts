import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { smallServer } from '../packages/server/src/testing/small-server.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Where the types of the calls lie, from which the client is typed. */
export const CALLS = 'packages/web/src/api/calls.ts';

type Schema = { [keyword: string]: unknown };
type Operation = {
  summary?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[];
  requestBody?: { content?: { [type: string]: { schema?: Schema } } };
  responses?: { [status: string]: { content?: { [type: string]: { schema?: Schema } } } };
};
type Description = {
  paths: { [path: string]: { [method: string]: Operation } };
  components?: { schemas?: { [name: string]: Schema } };
};

/** The description of the interface, as a Hark with everything serves it. */
async function description(): Promise<Description> {
  const absent = () => new Proxy(Object.create(null), { get: () => () => undefined });
  const { app } = await smallServer({
    help: absent(),
    webhooks: { endpoints: absent(), deliveries: absent() },
  });
  const served: Description = (await app.inject('/openapi.json')).json();
  await app.close();
  return served;
}

/** A schema as a TypeScript type. */
export function typeOf(schema: Schema | undefined): string {
  if (schema === undefined || Object.keys(schema).length === 0) return 'unknown';
  const { $ref: ref, const: fixed, enum: values, anyOf, oneOf, allOf, type } = schema;
  if (typeof ref === 'string') return nameOf(ref);
  if (fixed !== undefined) return JSON.stringify(fixed);
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ');
  const union = anyOf ?? oneOf;
  if (Array.isArray(union)) return [...new Set(union.map(typeOf))].join(' | ');
  if (Array.isArray(allOf)) return allOf.map((one) => `(${typeOf(one)})`).join(' & ');
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...schema, type: one })).join(' | ');
  return plainType(schema);
}

function plainType(schema: Schema): string {
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `(${typeOf(schemaIn(schema.items))})[]`;
    case 'object':
      return objectType(schema);
    default:
      return 'unknown';
  }
}

function objectType({ properties, required, additionalProperties: others }: Schema): string {
  const needed = Array.isArray(required) ? required : [];
  const fields = Object.entries(properties ?? {}).map(
    ([name, of]) => `${key(name)}${needed.includes(name) ? '' : '?'}: ${typeOf(schemaIn(of))}`,
  );
  if (fields.length > 0) return `{ ${fields.join('; ')} }`;
  return typeof others === 'object'
    ? `{ [name: string]: ${typeOf(schemaIn(others))} }`
    : '{ [name: string]: unknown }';
}

function schemaIn(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}

/** `#/components/schemas/Order` is `Order`. */
function nameOf(ref: string): string {
  return (ref.split('/').at(-1) ?? '').replace(/\W/g, '_');
}

const JSON_TYPE = 'application/json';

function callType({ parameters = [], requestBody, responses }: Operation): string {
  const given = (place: string): string =>
    parameters
      .filter((one) => one.in === place)
      .map(({ name, required, schema }) =>
        required ? `${key(name)}: ${typeOf(schema)}` : `${key(name)}?: ${typeOf(schema)} | undefined`,
      )
      .join('; ');
  const [path, query] = [given('path'), given('query')];
  const needed = parameters.some((one) => one.in === 'query' && one.required);
  const body = requestBody?.content?.[JSON_TYPE]?.schema;
  const taken = [
    ...(path === '' ? [] : [`params: { ${path} }`]),
    ...(query === '' ? [] : [`query${needed ? '' : '?'}: { ${query} }`]),
    ...(body === undefined ? [] : [`body: ${typeOf(body)}`]),
  ];
  const all = taken.length === 0 ? 'Record<string, never>' : `{ ${taken.join('; ')} }`;
  return `{ given: ${all}; answer: ${typeOf(answerOf(responses))} }`;
}

function answerOf(responses: Operation['responses']): Schema | undefined {
  const good = Object.entries(responses ?? {}).find(([status]) => /^2/.test(status));
  return good?.[1].content?.[JSON_TYPE]?.schema;
}

/** Every call of the description as TypeScript types, one a line. */
export function callsFor({ paths, components }: Description): string {
  const schemas = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) =>
      `/** ${name}, as the description has it. */\nexport type ${nameOf(name)} = ${typeOf(schema)};\n`,
  );
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) =>
        `  /** ${operation.summary ?? 'Undescribed'}. */\n  '${method.toUpperCase()} ${path}': ${callType(operation)};\n`,
    ),
  );
  return `// Made from the description of the interface; renewed by: npx tsx scripts/docs.ts --write
${schemas.join('')}
/** Every call: what it is given, and what it answers. */
export type Calls = {
${calls.join('')}};
`;
}

/** Writes the types anew (\`--write\`), or says whether it is as the description has it. */
export async function callFaults(write: boolean): Promise<string[]> {
  const fresh = callsFor(await description());
  const path = join(ROOT, CALLS);
  if (write) writeFileSync(path, fresh);
  return readFileSync(path, 'utf8') === fresh
    ? []
    : [`${CALLS} is not as the interface has it; renew it: npx tsx scripts/docs.ts --write`];
}
