import { type Found, findAnswer } from '../../language/search.ts';
import type { StepDocument } from '../flow.ts';
import { into } from '../path.ts';
import { moveOrEnd, type Run, say } from '../run.ts';
import { AGAIN, because, type Next, ON, type StepContext, type StepKind } from './step.ts';

/** Answers from the articles what the buyer asked; where none speaks of it, goes the way that the flow has for that. */
export const answer: StepKind<Extract<StepDocument, { answer: unknown }>> = (_step, context) => {
  const asked = wordsOf(context);
  const found = answerTo(context.run, asked);
  if (!found) {
    const reason = because(context, { asked, found: false });
    moveOrEnd(context.run, into(context.flow, context.path, 'none'), reason);
    return AGAIN;
  }
  tell(context, found);
  return ON;
};

/** The passage of an article in the conversation's language that answers a text. */
export function answerTo(run: Run, text: string): Found | null {
  const index = run.strategy.search[run.state.language];
  return index ? findAnswer(index, text) : null;
}

function tell(context: StepContext, { passage, coverage }: Found): Next {
  const { run } = context;
  const { article, section, title, heading, text } = passage;
  const link = articlePath(run.state.language, article, section);
  const reason = because(context, { article, section, coverage: Math.round(coverage * 100) / 100 });
  say(run, { reply: 'article_answer', values: { title, heading, text, link } }, reason);
  return ON;
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
