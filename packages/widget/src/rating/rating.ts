import type { AnswerSurvey, Survey } from '@hark/wire';
import RATING_STYLE from '../../public/rating.css';
import { dress, make } from '../make.ts';
import type { Language } from '../times.ts';
import type { MountRating, RatingParts } from './settings.ts';

/** Words of the rating that no playbook says. */
const WORDS: { [L in Language]: { send: string; skip: string; failed: string } } = {
  en: { send: 'Send rating', skip: 'Skip', failed: 'That could not be sent. Nothing is lost; try again.' },
  es: {
    send: 'Enviar valoración',
    skip: 'Omitir',
    failed: 'No se pudo enviar. No se pierde nada; inténtalo de nuevo.',
  },
};
const LONGEST = 2_000;

/** A radio group of the points; `chosen` is told which. The words of the two ends stand under it until one is chosen. */
function scaleOf({ ask, scale }: Survey, chosen: (rating: number) => void): HTMLElement {
  const said = make('p', { className: 'rating-said', ariaHidden: 'true' });
  said.append(
    make('span', { dir: 'auto' }, scale[0] ?? ''),
    make('span', { dir: 'auto' }, scale.at(-1) ?? ''),
  );
  const points = scale.map((words, at) => {
    const radio = make('input', { type: 'radio', name: 'rating', value: String(at + 1) });
    radio.addEventListener('change', () => {
      said.replaceChildren(make('span', { dir: 'auto' }, words));
      chosen(at + 1);
    });
    const number = make('span', { className: 'rating-point' }, String(at + 1));
    return make('label', { title: words }, radio, number, make('span', { className: 'unseen' }, ` ${words}`));
  });
  const row = make('div', { className: 'rating-points' }, ...points);
  return make('fieldset', {}, make('legend', { dir: 'auto' }, ask), row, said);
}

/** The server's words where it gave any. */
function reasonOf(error: unknown, otherwise: string): string {
  if (!(error instanceof Error) || !('next' in error) || error.message === '') return otherwise;
  return `${error.message} ${String(error.next)}`;
}

function fieldOf(words: string): { label: HTMLElement; field: HTMLTextAreaElement } {
  const field = make('textarea', { rows: 2, maxLength: LONGEST, dir: 'auto' });
  return { label: make('label', { hidden: true, dir: 'auto' }, words, field), field };
}

/** Draws the question into its place; what was answered is thanked for there. */
export const mountRating: MountRating = (place, parts) => {
  const { survey, language } = parts;
  const words = WORDS[language];
  dress(place.getRootNode(), RATING_STYLE);
  const send = make('button', { type: 'submit', className: 'option primary', disabled: true }, words.send);
  const skip = make('button', { type: 'button', className: 'quiet' }, words.skip);
  const wrong = make('p', { className: 'unsent refused', role: 'alert' });
  const comment = survey.comment === null ? null : fieldOf(survey.comment);
  let rating: number | null = null;
  const scale = scaleOf(survey, (chosen) => {
    rating = chosen;
    send.disabled = false;
    if (comment) comment.label.hidden = false;
  });
  const ways = make('div', { className: 'rating-ways' }, send, skip);
  const form = make('form', { className: 'rating' }, scale, ...(comment ? [comment.label] : []), wrong, ways);
  const heard = make('p', { className: 'unseen', role: 'status' });
  place.replaceChildren(heard, form);
  // What stands in it at once is not read out.
  requestAnimationFrame(() => heard.append(survey.ask));

  const answer = (what: Pick<AnswerSurvey, 'rating' | 'comment'>): void => {
    wrong.textContent = '';
    ways.inert = true;
    parts.send({ survey_seq: survey.seq, ...what }).then(
      () => thank(place, parts, what.rating !== null),
      (error: unknown) => {
        ways.inert = false;
        wrong.textContent = reasonOf(error, words.failed);
      },
    );
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const said = comment?.field.value.trim();
    if (rating !== null) answer({ rating, ...(said ? { comment: said } : {}) });
  });
  skip.addEventListener('click', () => answer({ rating: null }));
};

/** Who answered by key must not lose the focus. */
function thank(place: HTMLElement, { survey, leave }: RatingParts, answered: boolean): void {
  if (!answered) {
    place.replaceChildren();
    return leave();
  }
  const thanks = make('p', { className: 'rating-thanks', tabIndex: -1, dir: 'auto' }, survey.thanks);
  place.replaceChildren(thanks);
  thanks.focus();
}
