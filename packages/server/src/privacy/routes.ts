import { Readable } from 'node:stream';
import type { Playbook } from '@hark/core';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { personOf } from '../http/access.ts';
import type { Turns } from '../turn.ts';
import { type ErasingParts, eraseBuyer, holdingOf } from './erase.ts';
import { type ExportParts, exportBuyer } from './export.ts';
import type { Keeper } from './keeper.ts';
import { dueOf } from './retention.ts';
import { privacyShapes } from './shapes.ts';
import { fingerprintOf } from './subject.ts';

const OF_BUYERS = { access: { roles: ['specialist', 'admin'] as const, scope: 'privacy:write' as const } };
const TAGS = ['privacy'];

// In the body, so that no address in a log of a proxy names a buyer.
const Buyer = z.object({ buyer_id: z.string().min(1).max(200) });

/** What the routes of privacy need. */
export type PrivacyParts = Omit<ErasingParts, 'erase'> &
  Pick<ExportParts, 'store' | 'now'> & {
    turns: Pick<Turns, 'erase'>;
    words_of: ExportParts['render'];
    playbook: Pick<Playbook, 'settings'>;
    keeper: Pick<Keeper, 'figures'>;
  };

/** A buyer's data on request: what there is, all of it as a file, and erasing it. */
export function privacyRoutes(app: FastifyInstance, parts: PrivacyParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/privacy/holding',
    {
      config: { ...OF_BUYERS, audited: { nothing: 'nothing is changed' } },
      schema: {
        summary: 'How much is held of a buyer',
        tags: TAGS,
        body: Buyer,
        response: { 200: privacyShapes.holding },
      },
    },
    async (request) => holdingOf(parts, request.body.buyer_id),
  );
  exportRoute(app, parts);
  retentionRoute(app, parts);
  typed.post(
    '/api/privacy/erase',
    {
      config: { ...OF_BUYERS, audited: 'buyer_erased' },
      schema: {
        summary: 'Erase what a buyer said and is, with every shop',
        description:
          'Open conversations are closed by it. `waiting` are those in which the shop system has not answered yet: they are as they ' +
          'were, and the same request erases them later. It cannot be undone.',
        tags: TAGS,
        body: Buyer,
        response: { 200: privacyShapes.erased },
      },
    },
    async (request) => {
      const { person_id: person } = personOf(request);
      const { buyer_id } = request.body;
      return eraseBuyer({ ...parts, erase: parts.turns.erase }, { buyer_id, person });
    },
  );
}

function retentionRoute(app: FastifyInstance, parts: PrivacyParts): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/privacy/retention',
    {
      config: OF_BUYERS,
      schema: {
        summary: 'How long what is kept, and what is due to be erased by its age',
        description:
          "`kept` are the durations of the playbook; null: for ever. `due` is still there, `erased` what this server's process has erased by age.",
        tags: TAGS,
        response: {
          200: privacyShapes.retention,
        },
      },
    },
    async () => {
      const { retention: policy } = parts.playbook.settings;
      const { conversations = null, comments = null } = policy;
      const due = await dueOf({ ...parts, policy });
      return { kept: { conversations, comments }, due, ...parts.keeper.figures() };
    },
  );
}

function exportRoute(app: FastifyInstance, parts: PrivacyParts): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/privacy/export',
    {
      config: { ...OF_BUYERS, audited: 'buyer_exported' },
      schema: {
        summary: "A buyer's data as a file of JSON",
        description: 'Attached files stand in it with their bytes (`content`, base64).',
        tags: TAGS,
        body: Buyer,
      },
    },
    async (request, reply) => {
      const { buyer_id } = request.body;
      await parts.audit.write({
        shop_id: null,
        person: personOf(request).person_id,
        action: 'buyer_exported',
        target: fingerprintOf(buyer_id),
      });
      const pieces = exportBuyer({ ...parts, render: parts.words_of }, buyer_id);
      return reply
        .type('application/json; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="hark-privacy-export.json"')
        .send(Readable.from(pieces));
    },
  );
}
