import type { ActionDocument, ReplyUse } from '../actions/action.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Programs } from '../expression/programs.ts';
import type { SearchIndex } from '../language/search.ts';
import type { Renderer } from '../replies/render.ts';
import type { ReplyTemplate } from '../replies/reply.ts';
import type { SegmentDocument } from '../segments/segment.ts';
import type { SurveyDocument } from '../surveys/survey.ts';
import type { FlowDocument } from './flow.ts';

/** What flows and the gate need of a playbook: its documents, checked, with their expressions compiled. */
export type Strategy = {
  id: string;
  version: string;
  settings: {
    languages: string[];
    zone: string;
    currency: string;
    rates: { [currency: string]: number };
    assistant: string;
    title: { [language: string]: string };
    constants: { [name: string]: string | number | boolean | string[] };
    people: {
      calendar: string;
      answer_within: string;
      reply_within: string;
      rest_after: string;
      escalate: { factor: number; limit: number };
      most_passes: number;
    };
    segments: string[];
    surveys: string[];
    identify: { flow: string; ways: ('email' | 'name' | 'postcode')[][] };
    opening?: { say: ReplyUse; likely: { when: string; topics: string[] }[] } | undefined;
    silence: string;
    verify_after: string;
    threshold: number;
    questions?: string | undefined;
  };
  topics: {
    [id: string]: {
      id: string;
      title: { [language: string]: string };
      flow?: string | undefined;
      rank: number;
      interrupts: boolean;
      collect: boolean;
      offered: boolean;
    };
  };
  flows: { [id: string]: FlowDocument };
  actions: { [id: string]: ActionDocument };
  calendars: { [id: string]: Calendar };
  segments: { [id: string]: SegmentDocument };
  surveys: { [id: string]: SurveyDocument };
  /** By name; those written in place are named by `placeOf`. */
  replies: { [name: string]: ReplyTemplate };
  /** Reply name → the variables that it reads. */
  reads: { [reply: string]: string[] };
  programs: Programs;
  renderer: Renderer;
  /** What there is to read. */
  articles: { [id: string]: { id: string; title: { [language: string]: string }; topics: string[] } };
  /** Language → the articles, to be searched. */
  search: { [language: string]: SearchIndex };
};
