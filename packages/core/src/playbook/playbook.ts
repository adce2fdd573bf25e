import type { ArticleDocument } from '../articles/article.ts';
import type { Strategy } from '../flows/strategy.ts';
import type { Understander } from '../language/understand.ts';
import type { TemplateDocument } from '../replies/template.ts';
import type { PlaybookDocument, TopicDocument } from './documents.ts';

/**
 * One file of a playbook, before it is read. `path` is relative to the playbook's folder. `unreadable`: why there is no text,
 * as the end of a sentence without its point.
 */
export type SourceFile = { path: string; text: string; unreadable?: string };

/**
 * A playbook that has passed every check. `version` is the hash of its files. Everything in it but the renderer is data;
 * it is immutable, and two of the same version decide alike.
 */
export type Playbook = Strategy & {
  settings: PlaybookDocument;
  topics: { [id: string]: TopicDocument };
  articles: { [id: string]: ArticleDocument };
  templates: { [id: string]: TemplateDocument };
  understander: Understander;
};
