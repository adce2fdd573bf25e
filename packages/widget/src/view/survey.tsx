import type { Survey } from '@hark/wire';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Chat } from '../chat.ts';
import type { MountRating } from '../rating/settings.ts';
import type { Language } from '../times.ts';

type SurveyProps = {
  survey: Survey;
  chat: Chat;
  language: Language;
  /** Fetches what draws it; where that fails nothing is asked. */
  rating(): Promise<MountRating>;
  leave(): void;
};

/** The place in which the rating draws itself. */
export function SurveyPlace({ survey, chat, language, rating, leave }: SurveyProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    rating().then(
      (mount) =>
        place.current && mount(place.current, { survey, language, leave, send: (one) => chat.rate(one) }),
      () => {},
    );
  }, []);
  return <div ref={place} />;
}
