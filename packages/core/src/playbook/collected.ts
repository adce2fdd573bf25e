import type { ActionDocument } from '../actions/action.ts';
import type { FlowDocument } from '../flows/flow.ts';
import type { ReplyTemplate } from '../replies/reply.ts';
import type { PlaybookDocument, TopicDocument } from './documents.ts';
import type { Place, Source } from './source.ts';

/** Documents of a playbook by kind and id, each with the file it came from. */
export type Documents = {
  playbook: { document: PlaybookDocument; source: Source } | null;
  topics: Map<string, { document: TopicDocument; source: Source }>;
  flows: Map<string, { document: FlowDocument; source: Source }>;
  actions: Map<string, { document: ActionDocument; source: Source }>;
  replies: Map<string, { template: ReplyTemplate; source: Source; place: Place }>;
};
