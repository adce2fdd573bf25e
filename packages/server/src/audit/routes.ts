import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { personOf } from '../http/access.ts';
import { AUDIT_GROUPS, AUDITED, type Audit, actionsOf, groupOf, isAudited } from './audit.ts';
import { type AuditQuestion, type NamedRow, readAudit, saidOf, shopShown } from './read.ts';

const READERS = { access: { roles: ['shop_admin', 'admin'] as const, scope: 'audit:read' as const } };
const TAGS = ['audit'];
const PAGE = 50;
/** More than a person reads; whoever needs more asks for the next part by `before`. */
const EXPORTED = 50_000;

const Text = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be on one line, without control characters');
const Filters = z.object({
  action: z
    .enum([...Object.keys(AUDIT_GROUPS), ...Object.keys(AUDITED)])
    .optional()
    .meta({ description: 'what was done, or a group of it' }),
  person: Text.optional().meta({ description: 'the id of who did it' }),
  target: Text.optional().meta({ description: 'the id of what it was about, such as a conversation' }),
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional().meta({ description: 'the first instant that is left out' }),
  before: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z\/\d{1,9}$/, 'must be what the page before gave')
    .refine((place) => isInstant(place.split('/')[0]), 'must be what the page before gave')
    .optional(),
});

function isInstant(text: unknown): boolean {
  return z.iso.datetime().safeParse(text).success;
}

const Page = z.object({
  entries: z.array(
    z.object({
      shop_id: z.string().nullable(),
      seq: z.int(),
      at: z.string(),
      person: z.string(),
      person_name: z.string().nullable(),
      action: z.string(),
      says: z.string(),
      target: z.string(),
      target_name: z.string().nullable(),
      names: z
        .record(z.string(), z.string())
        .meta({ description: 'what is called by a name of what `detail` names by id' }),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
  before: z.string().nullable(),
  actions: z.array(z.object({ action: z.string(), says: z.string(), group: z.string() })),
  groups: z.array(z.object({ group: z.string(), says: z.string() })),
});

/** What the routes of the audit log need. */
export type AuditParts = { database: Pick<Database, 'as'>; audit: Audit };

/** Reads the audit log of one's house, page by page or as a file. */
export function auditRoutes(app: FastifyInstance, { database, audit }: AuditParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/api/audit',
    {
      config: READERS,
      schema: {
        summary: 'What people did, newest first',
        tags: TAGS,
        querystring: Filters,
        response: { 200: Page },
      },
    },
    async (request) => {
      const rows = await readAudit(database, personOf(request), question(request.query, PAGE));
      const last = rows.at(-1);
      return {
        entries: rows.map(lineOf),
        before: rows.length === PAGE && last ? `${last.at}/${last.seq}` : null,
        actions: Object.keys(AUDITED)
          .filter(isAudited)
          .map((action) => ({ action, says: AUDITED[action], group: groupOf(action) })),
        groups: Object.entries(AUDIT_GROUPS).map(([group, says]) => ({ group, says })),
      };
    },
  );
  typed.get(
    '/api/audit/export',
    {
      config: { ...READERS, audited: 'audit_exported' },
      schema: {
        summary: 'The audit log as a file: one JSON object a line, with the hashes',
        tags: TAGS,
        querystring: Filters,
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      await audit.write({
        shop_id: person.shop_id,
        person: person.person_id,
        action: 'audit_exported',
        target: 'audit',
      });
      const rows = await readAudit(database, person, question(request.query, EXPORTED));
      return reply
        .type('application/x-ndjson; charset=utf-8')
        .header('content-disposition', 'attachment; filename="hark-audit.jsonl"')
        .send(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    },
  );
}

function question(query: z.output<typeof Filters>, limit: number): AuditQuestion {
  const [at, seq] = query.before?.split('/') ?? [];
  const before = at !== undefined && seq !== undefined ? { at, seq: Number(seq) } : null;
  const { action, person = null, target = null, since = null, until = null } = query;
  const actions = action === undefined ? null : actionsOf(action);
  return { actions, person, target, since, until, before, limit };
}

function lineOf(row: NamedRow) {
  const { seq, at, person, person_name, action, target, target_name, names, detail } = row;
  return {
    shop_id: shopShown(row.shop_id),
    seq,
    at,
    person,
    person_name,
    action,
    says: saidOf(action),
    target,
    target_name,
    names,
    detail,
  };
}
