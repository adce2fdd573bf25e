import type { ActionDocument } from '../actions/action.ts';
import type { FlowDocument } from '../flows/flow.ts';
import type { ReplyTemplate } from '../replies/reply.ts';
import type { PlaybookDocument, TopicDocument } from './documents.ts';

/** One file of a playbook, before it is read. `path` is relative to the playbook's folder. */
export type SourceFile = { path: string; text: string };

/** A playbook that has passed every check. `version` is the hash of its files. */
export type Playbook = {
  id: string;
  version: string;
  settings: PlaybookDocument;
  topics: { [id: string]: TopicDocument };
  flows: { [id: string]: FlowDocument };
  actions: { [id: string]: ActionDocument };
  /** By name; those written in place have the name `<flow or action>.<step>`. */
  replies: { [name: string]: ReplyTemplate };
};
