import type { Observed } from '../conversation/event.ts';
import type { State } from '../conversation/state.ts';
import { againstAnswer } from '../conversation/survey.ts';
import { emit, judge, look, type Run, why } from '../flows/run.ts';
import type { Strategy } from '../flows/strategy.ts';
import { must } from '../lib/assert.ts';
import type { JsonObject } from '../lib/json.ts';
import { addDuration, compareInstants, msBetween } from '../lib/time.ts';
import { ASKED, type SurveyDocument } from '../surveys/survey.ts';

/** Asks how it was when the issue is resolved: once for a conversation, and while nothing is under way or waited for. */
export function askSurvey(run: Run): void {
  const { state, strategy } = run;
  const { resolved } = state;
  if (!resolved || state.survey !== null || !isThrough(state)) return;
  const values: JsonObject = {
    how: resolved.how,
    person: state.person_answered,
    messages: state.buyer_messages,
    policy: strategy.settings.constants,
  };
  for (const id of strategy.settings.surveys) {
    const survey = must(strategy.surveys[id], `the survey ${id}`);
    const { holds, because } = judge(run, { document: id, source: survey.when }, values);
    if (holds) return put(run, survey, { how: resolved.how, ...because });
  }
}

/** Resolved; no other wish is under way, no person is asked for, and nothing is out that was asked of the shop system. */
function isThrough(state: State): boolean {
  const { status, speaker, handover, frames, wishes, question, actions } = state;
  if (status !== 'resolved' || speaker !== 'assistant' || handover !== null) return false;
  if (frames.length > 0 || wishes.length > 0 || question !== null) return false;
  return actions.every(({ outcome }) => outcome !== null && outcome !== 'unknown');
}

function put(run: Run, survey: SurveyDocument, because: JsonObject): void {
  const { id, open_for, scale, measure } = survey;
  const { at } = run.state;
  const scopes = scopesOf(run, survey);
  const reason = why(run, [id, 'when'], because);
  if (scopes === 'wait') return;
  if (scopes.some((scope) => wasAsked(run, scope, survey.rest))) return;
  const open_until = addDuration(at, open_for);
  emit(run, 'survey_asked', {
    data: { survey: id, measure, points: scale.length, open_until, scopes },
    why: reason,
  });
}

/** Whose rest counts; `wait` while it is being read when they were asked last, or when that cannot be read. */
function scopesOf(run: Run, { id, rest }: SurveyDocument): string[] | 'wait' {
  const { identity, facts, turn, at } = run.state;
  if (!identity || rest === undefined) return [];
  const scopes = [`buyer:${identity.buyer_id}`];
  if (facts.usage[ASKED]?.turn === turn) return scopes;
  if (facts.unavailable.usage !== turn) {
    const since = addDuration(at, `-${rest}`);
    look(run, { read: 'usage', action: ASKED, scopes, since }, why(run, [id, 'rest'], { rest }));
  }
  return 'wait';
}

function wasAsked({ state }: Run, scope: string, rest: string | undefined): boolean {
  if (rest === undefined) return false;
  const since = addDuration(state.at, `-${rest}`);
  const used = state.facts.usage[ASKED]?.value ?? [];
  return used.some((one) => one.scope === scope && compareInstants(one.used_at, since) > 0);
}

/** The buyer has answered, or would rather not: the first answer within its time is kept. */
export function surveyAnswered(run: Run, { data }: Observed<'survey_answered'>): void {
  const { survey_seq, rating } = data;
  const { survey, at } = run.state;
  const code = againstAnswer(run.state, { survey_seq, rating, at });
  if (code !== null || survey === null) {
    const reason = why(run, [survey?.survey ?? run.strategy.id, 'answer'], { rating });
    return void emit(run, 'survey_refused', { data: { survey_seq, code: code ?? 'not_asked' }, why: reason });
  }
  const { survey: id, points, version, asked_at } = survey;
  const values = {
    asked_with: version,
    after_ms: msBetween(asked_at, at),
    reopened: run.state.status === 'open',
  };
  emit(run, 'survey_kept', {
    data: { survey: id, survey_seq, points, rating },
    why: why(run, [id, rating === null ? 'skipped' : 'answer'], values),
  });
}

/** What is shown of a survey that can be answered now. `scale`: what each point says, the worst, 1, first. */
export type ShownSurvey = {
  seq: number;
  ask: string;
  scale: string[];
  comment: string | null;
  thanks: string;
};

/** The survey that the buyer of a conversation can answer at the instant `at`, in the conversation's language; null when there is none. */
export function shownSurvey(
  { surveys, settings }: Pick<Strategy, 'surveys' | 'settings'>,
  state: State,
  at: string,
): ShownSurvey | null {
  const { survey: asked, language } = state;
  if (asked === null || !isThrough(state)) return null;
  if (againstAnswer(state, { survey_seq: asked.seq, rating: null, at }) !== null) return null;
  const survey = surveys[asked.survey];
  // Asked with another playbook, whose points said something else: no word of this one would fit.
  if (!survey || survey.scale.length !== asked.points) return null;
  const first = must(settings.languages[0], 'a language');
  const told = (text: { [language: string]: string }): string => text[language] ?? text[first] ?? '';
  return {
    seq: asked.seq,
    ask: told(survey.ask),
    scale: survey.scale.map(told),
    comment: survey.comment ? told(survey.comment) : null,
    thanks: told(survey.thanks),
  };
}
