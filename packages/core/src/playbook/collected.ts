import type { ActionDocument } from '../actions/action.ts';
import type { ArticleDocument } from '../articles/article.ts';
import type { CalendarDocument } from '../calendar/calendar.ts';
import type { FlowDocument } from '../flows/flow.ts';
import type { ReplyTemplate } from '../replies/reply.ts';
import type { TemplateDocument } from '../replies/template.ts';
import type { SegmentDocument } from '../segments/segment.ts';
import type { SurveyDocument } from '../surveys/survey.ts';
import type { PlaybookDocument, TopicDocument } from './documents.ts';
import type { Place, Source } from './place.ts';

/** Documents of a playbook by kind and id, each with the file it came from. */
export type Documents = {
  playbook: { document: PlaybookDocument; source: Source } | null;
  topics: Map<string, { document: TopicDocument; source: Source }>;
  flows: Map<string, { document: FlowDocument; source: Source }>;
  actions: Map<string, { document: ActionDocument; source: Source }>;
  articles: Map<string, { document: ArticleDocument; source: Source }>;
  calendars: Map<string, { document: CalendarDocument; source: Source }>;
  segments: Map<string, { document: SegmentDocument; source: Source }>;
  surveys: Map<string, { document: SurveyDocument; source: Source }>;
  templates: Map<string, { document: TemplateDocument; source: Source }>;
  /** `use` is the reply as it is written, bare text or not. */
  replies: Map<string, { template: ReplyTemplate; use: object; source: Source; place: Place }>;
  /** By what the rest is checked: the playbook document, or what can be told of one that has mistakes. */
  settings: PlaybookDocument | null;
  /** What mistakes of form leave open: whether the settings are whole, names of documents and replies that could not be read, and of files in which something was mended. */
  broken: { settings: boolean; names: Set<string>; misshapen: Set<string> };
};
