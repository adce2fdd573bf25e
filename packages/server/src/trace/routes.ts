import { type SourceFile, writtenAt } from '@hark/core';
import type { WrittenReason } from '@hark/wire';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Store } from '../conversations/store.ts';
import type { View } from '../conversations/view.ts';
import { Refusal } from '../http/refusal.ts';
import { ConversationAddress } from '../http/schemas.ts';
import { UnknownConversation } from '../turn.ts';
import type { Reruns } from './reruns.ts';
import * as shapes from './shapes.ts';
import { WorkshopFailed } from './workshop.ts';

/** The playbook that decides now, as it is written. */
export type LoadedPlaybook = { version: string; files: readonly SourceFile[] };

/** What the routes of the trace need. */
export type TraceParts = {
  store: Store;
  view: View;
  trace: { reruns: Reruns; loaded: LoadedPlaybook };
  failed: (error: unknown, what: string) => void;
};

/** Runs conversations again under the working copy of the playbook, and shows where a reason is written. */
export function traceRoutes(app: FastifyInstance, parts: TraceParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/api/conversations/:id/rerun',
    {
      config: { access: { roles: ['strategist', 'admin'] }, audited: { nothing: 'nothing is changed' } },
      schema: {
        summary: 'Run a conversation again under the working copy of the playbook',
        description:
          'Changes nothing. The working copy is the folder of the playbook as it is now. While it is checked and learned the answer is `working`: ask again for the same.',
        tags: ['people'],
        params: ConversationAddress,
        body: shapes.RerunWish,
        response: { 200: shapes.Rerun },
      },
    },
    async (request) => {
      const found = await parts.store.load(request.params.id);
      if (!found) throw new UnknownConversation(`no conversation ${request.params.id}`);
      const { state } = found;
      const events = await parts.store.events(request.params.id, 0);
      const before = parts.view.trace(state, events).entries;
      try {
        return await parts.trace.reruns.rerun({ state, events, before, anew: request.body.anew });
      } catch (error) {
        if (!(error instanceof WorkshopFailed)) throw error;
        parts.failed(error, 'running a conversation again');
        throw new Refusal('rerun_failed');
      }
    },
  );
  typed.get(
    '/api/playbook/reason',
    {
      config: { access: { roles: ['specialist', 'strategist', 'admin'] } },
      schema: {
        summary: 'Where a reason is written in the playbook that is loaded',
        tags: ['people'],
        querystring: shapes.ReasonQuestion,
        response: { 200: shapes.WrittenReason },
      },
    },
    async (request) => writtenReason(parts.trace.loaded, request.query),
  );
}

/** Lines shown around what is meant. */
const AROUND = 4;
/** A long step is shown by its beginning. */
const MOST_LINES = 24;

function writtenReason(
  { version, files }: LoadedPlaybook,
  question: { document: string; step: string; version: string },
): WrittenReason {
  if (question.version !== version) return { kind: 'gone', version };
  const place = writtenAt(files, question);
  const text = files.find(({ path }) => path === place?.file)?.text;
  if (place === null || text === undefined) return { kind: 'nowhere' };
  const last_line = Math.min(place.last_line, place.line + MOST_LINES - 1);
  const from = Math.max(1, place.line - AROUND);
  const lines = text.split(/\r?\n/).slice(from - 1, last_line + AROUND);
  return { kind: 'written', ...place, last_line, from, lines };
}
