import type { AnswerSurvey, Survey } from '@hark/wire';
import type { Language } from '../times.ts';

/** What the rating is given; `leave` when it was skipped and the focus must go somewhere. */
export type RatingParts = {
  survey: Survey;
  language: Language;
  send(answer: AnswerSurvey): Promise<unknown>;
  leave(): void;
};

/** Draws the rating into a place that nothing else draws in. */
export type MountRating = (place: HTMLElement, parts: RatingParts) => void;

/** The rating, which is fetched only when it is needed, tells by this event on the widget's element that it is there. */
export const RATING_LOADED = 'hark:rating';
