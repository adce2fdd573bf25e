import type { Playbook } from '@hark/core';
import { makeAttachments } from '../attachments/attachments.ts';
import { folderFiles } from '../attachments/folder-files.ts';
import { makeAudit } from '../audit/audit.ts';
import { eraseConversation } from '../conversations/erase.ts';
import { postgresStore } from '../conversations/postgres-store.ts';
import { spokenBy } from '../conversations/spoken.ts';
import type { Database } from '../db/database.ts';
import { type BuyerErased, type ErasingParts, eraseBuyer, type Holding, holdingOf } from './erase.ts';
import { exportBuyer } from './export.ts';
import { dueOf, type Pieces } from './retention.ts';
import { fingerprintOf } from './subject.ts';
import { wordsOf } from './words.ts';

/** A buyer's data on request, from outside of a server: for the command line. */
export type Privacy = {
  holding(buyer_id: string): Promise<Holding>;
  /** One JSON document in pieces, with the bytes of files where those are here; noted in the audit log. */
  export(buyer_id: string): AsyncGenerator<string>;
  erase(buyer_id: string): Promise<BuyerErased>;
  retention(): Promise<Retention>;
};

/** How long what is kept, null for ever, and what is older and still there. */
export type Retention = {
  kept: { conversations: string | null; comments: string | null };
  due: Pieces;
};

/** Whoever runs the command line may do everything anyway. */
const HARK = 'hark';

/**
 * {@link Privacy} over a database; servers on the same one may run meanwhile. `files_dir`: where attached files lie; null: with the
 * servers, which erase them within minutes.
 */
export function makePrivacy(
  database: Database,
  { playbook, files_dir }: { playbook: () => Playbook; files_dir: string | null },
): Privacy {
  const now = (): string => new Date().toISOString();
  const store = postgresStore(database);
  const audit = makeAudit(database, now);
  const parts: ErasingParts = {
    database,
    audit,
    // Nothing is taken in here, so its size does not matter.
    attachments:
      files_dir === null
        ? null
        : makeAttachments({ database, files: folderFiles(files_dir), limits: { bytes: 0 }, now }),
    erase: async (conversation_id, reason) =>
      (await eraseConversation({ store, now }, conversation_id, reason)).kind,
  };
  return {
    holding: (buyer_id) => holdingOf(parts, buyer_id),
    erase: (buyer_id) => eraseBuyer(parts, { buyer_id, person: HARK }),
    async retention() {
      const { retention: policy } = playbook().settings;
      const { conversations = null, comments = null } = policy;
      const due = await dueOf({ database, attachments: null, policy, now });
      return { kept: { conversations, comments }, due };
    },
    async *export(buyer_id) {
      const target = fingerprintOf(buyer_id);
      await audit.write({ shop_id: null, person: HARK, action: 'buyer_exported', target });
      const { attachments } = parts;
      const render = wordsOf(spokenBy(playbook()));
      yield* exportBuyer({ database, attachments, store, render, now }, buyer_id);
    },
  };
}
