/** A survey that was put to the buyer of a conversation, and what they answered; `rating` null: they would rather not say. */
export type AskedSurvey = {
  survey: string;
  /** `seq` of the `survey_asked` that made it. */
  seq: number;
  /** Of the playbook that asked. */
  version: string;
  asked_at: string;
  points: number;
  open_until: string;
  answer: null | { rating: number | null; at: string };
};

/** Why an answer is not kept. The closed list. */
export type SurveyRefusal = 'not_asked' | 'answered' | 'late' | 'no_such_rating';

/** Why an answer that comes at the instant `at` is not kept, or null when it is. Instants are as Hark writes them. */
export function againstAnswer(
  { survey }: { survey: AskedSurvey | null },
  { survey_seq, rating, at }: { survey_seq: number; rating: number | null; at: string },
): SurveyRefusal | null {
  if (survey === null || survey.seq !== survey_seq) return 'not_asked';
  if (survey.answer !== null) return 'answered';
  if (at > survey.open_until) return 'late';
  if (rating === null) return null;
  return Number.isInteger(rating) && rating >= 1 && rating <= survey.points ? null : 'no_such_rating';
}
