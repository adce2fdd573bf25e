import type { Standing } from '@hark/wire';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { exactInstant, saidDeadline } from '../times.ts';
import type { Words } from './words.ts';

function PromisedTime({ standing, words }: { standing: Standing; words: Words }): JSX.Element | null {
  const { phrases, clock, now } = words;
  const at = standing.promised_at;
  if (at === null) {
    return standing.speaker === 'person' ? <p class="promise">{phrases.person_here}</p> : null;
  }
  const late = Date.parse(at) < Date.parse(now);
  const said = saidDeadline(at, now, clock);
  return (
    <p class={late ? 'promise late' : 'promise'} title={exactInstant(at, clock)}>
      {late ? phrases.promise_late(said) : phrases.promised(said)}
    </p>
  );
}

/** Asks before what was said leaves the page. */
function NewConversation({ words, renew }: { words: Words; renew(): void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const { phrases } = words;
  return (
    <>
      <button type="button" class="quiet" onClick={() => dialog.current?.showModal()}>
        {phrases.new_conversation}
      </button>
      <dialog ref={dialog} aria-labelledby="new-question">
        <h2 id="new-question">{phrases.new_question}</h2>
        <p id="new-explained">{phrases.new_explained}</p>
        <form method="dialog" class="choices">
          <button type="submit" class="option" autofocus>
            {phrases.new_no}
          </button>
          <button type="submit" class="option primary" onClick={renew}>
            {phrases.new_yes}
          </button>
        </form>
      </dialog>
    </>
  );
}

type HeaderProps = { standing: Standing | null; words: Words; askPerson(): void; renew(): void };

/** Who is there, the way to a person with the promised time, and the way to begin anew. */
export function Header({ standing, words, askPerson, renew }: HeaderProps): JSX.Element {
  const { phrases } = words;
  return (
    <header class="head">
      <div class="head-words">
        <h1>{phrases.title}</h1>
        <p class="what">{phrases.says_what_it_is}</p>
      </div>
      <div class="head-ways">
        <button type="button" class="option person" onClick={askPerson}>
          {phrases.person}
        </button>
        <NewConversation words={words} renew={renew} />
      </div>
      <div class="head-promise" aria-live="polite">
        {standing && <PromisedTime standing={standing} words={words} />}
      </div>
    </header>
  );
}
