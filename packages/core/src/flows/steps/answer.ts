import type { PassageAddress } from '../../conversation/event.ts';
import { type ArticleAnswer, type Found, findAnswer, type Passage } from '../../language/search.ts';
import type { StepDocument } from '../flow.ts';
import { after, into } from '../path.ts';
import { label, moveOrEnd, question, type Run, say } from '../run.ts';
import { AGAIN, because, type StepContext, type StepKind, WAIT } from './step.ts';

/**
 * Answers from the articles what the buyer asked. Where none speaks clearly of it, asks which of those that come near is meant; where
 * none comes near, goes the way that the flow has for that.
 */
export const answer: StepKind<Extract<StepDocument, { answer: unknown }>> = (_step, context) => {
  const asked = wordsOf(context);
  const found = answerTo(context.run, asked);
  switch (found.kind) {
    case 'answer':
      tell(context, found.found);
      return AGAIN;
    case 'unsure':
      askWhichArticle(context, { asked, passages: found.near.map(({ passage }) => addressOf(passage)) }, 1);
      return WAIT;
    case 'read':
      say(
        context.run,
        { reply: 'already_read', values: { title: found.title } },
        because(context, { asked, read: found.title }),
      );
      goWithout(context, { asked, found: false });
      return AGAIN;
    default:
      goWithout(context, { asked, found: false });
      return AGAIN;
  }
};

/** What the articles have for a text; `read`: nothing but an article that the buyer read before the chat. */
export type Answer = ArticleAnswer | { kind: 'read'; title: string };

/** What the articles in the conversation's language have for a text. What was read before and did not help is not told again. */
export function answerTo(run: Run, text: string): Answer {
  const index = run.strategy.search[run.state.language];
  if (!index) return { kind: 'none' };
  const found = findAnswer(index, text);
  const read = new Set(run.state.visited?.read ?? []);
  const unread = ({ passage }: Found): boolean => !read.has(passage.article);
  if (found.kind === 'answer' && !unread(found.found))
    return { kind: 'read', title: found.found.passage.title };
  if (found.kind !== 'unsure') return found;
  const near = found.near.filter(unread);
  const [first] = found.near;
  return near.length > 0 || !first ? { kind: 'unsure', near } : { kind: 'read', title: first.passage.title };
}

/** Tells a passage with the way to it, and goes on. */
export function tell(context: StepContext, { passage, coverage }: Pick<Found, 'passage' | 'coverage'>): void {
  const { run, flow, path } = context;
  const { article, section, title, heading, text } = passage;
  const link = articlePath(run.state.language, article, section);
  const reason = because(context, { article, section, coverage: Math.round(coverage * 100) / 100 });
  say(run, { reply: 'article_answer', values: { title, heading, text, link } }, reason);
  moveOrEnd(run, after(flow, path), reason);
}

/** Goes the way that the flow has for a question without an answer. */
export function goWithout(context: StepContext, values: { asked: string; found: boolean }): void {
  moveOrEnd(context.run, into(context.flow, context.path, 'none'), because(context, values));
}

/** What a button of a passage begins with. */
export const PASSAGE = 'passage:';
/** The button for none of them. */
export const NONE_OF_THESE = 'none_of_these';

/** Passages that come near, and the words that they were found by. */
export type NearPassages = { asked: string; passages: PassageAddress[] };

/** "Did you mean …?", with a button for each passage and one for none of them. */
export function askWhichArticle(
  context: StepContext,
  { asked, passages }: NearPassages,
  attempt: number,
): void {
  const { run } = context;
  const near = passages.flatMap((address) => {
    const passage = passageAt(run, address);
    return passage ? [{ passage, id: `${PASSAGE}${address.article}#${address.section}` }] : [];
  });
  const options = near.map(({ id, passage: { title, heading } }) =>
    heading === '' ? { id, label: title } : { id, label: heading, detail: title },
  );
  options.push({ id: NONE_OF_THESE, label: label(run, 'option_none_of_these', {}) });
  const reason = because(context, { asked, near: near.map(({ id }) => id.slice(PASSAGE.length)) });
  const asks = { kind: 'article' as const, passages, asked };
  question(run, { reply: 'did_you_mean', values: {}, options, asks, attempt }, reason);
}

/** The passage at an address in the conversation's language. */
export function passageAt(run: Run, { article, section }: PassageAddress): Passage | undefined {
  const passages = run.strategy.search[run.state.language]?.passages ?? [];
  return passages.find((one) => one.article === article && one.section === section);
}

function addressOf({ article, section }: Passage): PassageAddress {
  return { article, section };
}

/** Where an article stands in the help centre. */
export function articlePath(language: string, article: string, section: string): string {
  return `/help/${language}/${article}${section === '' ? '' : `#${section}`}`;
}

/** What was asked: the wish's own words, or the last that was said where a button led here. */
function wordsOf({ run, frame }: StepContext): string {
  const { wish } = frame;
  return wish?.words || wish?.context || run.state.last_message?.text || '';
}
