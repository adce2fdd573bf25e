/** An author's mistake: what, where, and how to mend it. Lines and columns count from 1. */
export type Problem = {
  code: string;
  message: string;
  /** The way out. */
  mend: string;
  file: string;
  line: number;
  column: number;
};

/** What can be wrong with a playbook as a whole, by code; mistakes in expressions and texts have codes of their own. */
export const PROBLEM_CODES = {
  'playbook.none': 'There is no document of kind playbook.',
  'playbook.several': 'There is more than one document of kind playbook.',
  'playbook.no_topics': 'There is no document of kind topic.',
  'document.unreadable': 'A file is no text in UTF-8, too large, or may not be read.',
  'document.syntax': 'The file is not valid YAML.',
  'document.empty': 'The file holds no document.',
  'document.kind': 'The first key does not name a kind of document that there is.',
  'document.shape': 'A key is missing, unknown, or holds the wrong kind of value.',
  'document.duplicate': 'Two documents of the same kind have the same id.',
  'reference.flow': 'A flow is named that does not exist.',
  'reference.action': 'An action is named that does not exist.',
  'reference.topic': 'A topic is offered that does not exist, or that no flow serves.',
  'reference.calendar': 'A calendar is named that does not exist.',
  'reference.segment': 'A segment is listed that does not exist.',
  'reference.survey': 'A survey is listed that does not exist.',
  'reference.slot': 'A slot is named that the flow does not have.',
  'reference.article': 'An article is named that does not exist.',
  'reference.section': 'Questions are said to be answered by a section that the article does not have.',
  'reference.option': 'A choice takes an option that it does not have.',
  'reference.reply': 'A reply is named that does not exist.',
  'reference.argument': 'An action is given an argument that it does not have, or lacks one that it needs.',
  'reply.missing': 'A reply that every playbook needs is not there.',
  'reply.duplicate': 'Two replies have the same name.',
  'topic.language': 'A topic has no examples in one of the playbook’s languages.',
  'topic.example': 'The same example stands under two topics, or twice under one.',
  'topic.title': 'Two topics have the same title.',
  'topic.clash': 'Two topics cannot be told apart by their examples.',
  'action.readback': 'An action that needs the buyer’s yes says nothing back before it.',
  'action.order': 'An action with lines or swaps has no order that they belong to.',
  'action.limit': 'A limit has neither a count nor an amount.',
  'settings.zone': 'The zone is not an IANA time zone.',
  'settings.duration': 'A duration is not written as ISO 8601, or is no time at all.',
  'slot.order': 'A slot that is part of an order does not say in which slot the order is.',
  'slot.options': 'A choice has no options.',
  'slot.early': 'A slot is read before it is asked for.',
  'slot.again': 'A slot is asked for where it is known.',
  'value.never': 'A choice is compared with a value that it never has.',
  'condition.constant': 'A condition always or never holds where it stands.',
  'slot.unused': 'A slot is neither asked for nor given by a call.',
  'option.duplicate': 'Two options of one choice have the same id.',
  'argument.kind':
    'An argument of an action is given a slot of another kind, or one with values that the action refuses.',
  'step.unreachable': 'A step stands behind one that ends the flow.',
  'flow.circle': 'Flows call each other in a circle, and ask nothing in between.',
  'flow.unused': 'No topic leads to a flow, and no flow calls it.',
  'flow.no_answer': 'A way through a flow ends without a word, an act or a person after the buyer spoke.',
  'flow.questions': 'More questions than the playbook allows stand on one way through a flow.',
  'reply.unused': 'No document uses a reply.',
  'action.unconfirmed': 'An action that changes something needs nobody’s yes.',
  'settings.currency': 'There is no such currency.',
  'settings.language': 'A language is named twice, or there is none of that code.',
  'calendar.zone': 'The zone of a calendar is not an IANA time zone.',
  'calendar.hours': 'A stretch of opening hours is none that there is, or two share a minute.',
  'calendar.date': 'The date of an exception is none that there is.',
  'calendar.never': 'No day of a calendar’s week has opening hours: nobody is ever there.',
  'calendar.unused': 'No document names a calendar.',
  'calendar.night': 'A stretch of opening hours goes through the night and lasts longer than people work.',
  'segment.constant':
    'A segment changes a constant that the playbook does not have, or that is of another kind.',
  'segment.idle': 'A segment promises nothing.',
  'segment.twice': 'A segment is listed twice.',
  'segment.unused': 'A segment is not listed in the playbook document: nobody belongs to it.',
  'survey.scale': 'Two points of a survey say the same.',
  'survey.twice': 'A survey is listed twice.',
  'survey.unused': 'A survey is not listed in the playbook document: nobody is asked.',
  'text.plain': 'A title, label or reason that is told as it is has Liquid marks in it.',
  'text.empty': 'A text has no words in one of the languages.',
  'text.language': 'A text seems to be written in another of the playbook’s languages than it stands under.',
  'text.long': 'A text is longer than what has room, or is read.',
  'text.html': 'HTML stands in a text; it would be shown as it is.',
  'text.placeholder': 'A text has a mark for a value that is no Liquid.',
  'text.unfinished': 'A text says itself that it is not finished.',
  'text.cents': 'An amount of money is told in cents.',
  'constant.unused': 'Nothing uses a constant.',
  'article.bare': 'Nothing stands under a heading of an article.',
  'text.currency': 'An amount is in another currency than the playbook’s.',
  'article.constant': 'A text says another number than the constant that is meant.',
  'text.numbers': 'A text says one number in one language and another in the other.',
  'settings.constant': 'A constant has a value that makes no sense for what its name says.',
  'action.unlimited': 'An action moves money without a limit and without approval.',
  'action.unused': 'No flow requests an action.',
  'topic.nowhere': 'A topic is offered, but neither a flow nor an article serves it.',
} as const;

/** What is told, but keeps nobody from running the playbook: it is probably not what was meant. */
const WARNINGS: ReadonlySet<string> = new Set<keyof typeof PROBLEM_CODES>([
  'step.unreachable',
  'slot.unused',
  'slot.again',
  'condition.constant',
  'flow.unused',
  'reply.unused',
  'action.unlimited',
  'action.unused',
  'calendar.unused',
  'calendar.night',
  'segment.idle',
  'segment.unused',
  'article.constant',
  'constant.unused',
  'article.bare',
  'text.currency',
  'topic.title',
  'text.numbers',
  'survey.unused',
  'text.language',
  'text.long',
  'text.html',
  'text.placeholder',
  'text.unfinished',
  'text.cents',
  'topic.nowhere',
]);

/** Whether a code is that of a warning. Any other is a mistake: the playbook does not run with it. */
export function isWarning(code: string): boolean {
  return WARNINGS.has(code);
}

/** The code of a mistake in a playbook as a whole. */
export type ProblemCode = keyof typeof PROBLEM_CODES;
