import type { Standing } from '@hark/wire';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { exactInstant, saidDeadline } from '../times.ts';
import { Icon } from './icon.tsx';
import type { Words } from './words.ts';

function PromisedTime({ standing, words }: { standing: Standing; words: Words }): JSX.Element | null {
  const { phrases, clock, now } = words;
  const { promised_at: at, person, speaker } = standing;
  // Whoever is there says more than a time, unless it has passed.
  if (at === null || (person !== null && Date.parse(at) >= Date.parse(now))) {
    if (speaker === 'assistant') return null;
    return (
      <p class="promise">
        {person === null ? phrases.person_awaited : phrases.person_here(person.name, person.house)}
      </p>
    );
  }
  const late = Date.parse(at) < Date.parse(now);
  const said = saidDeadline(at, now, clock);
  return (
    <p class={late ? 'promise late' : 'promise'} title={exactInstant(at, clock)}>
      {late ? phrases.promise_late(said) : phrases.promised(said)}
    </p>
  );
}

/** Keeps the line free for the promised time, so that nothing moves when it comes. */
const NOT_YET_KNOWN = '\u00a0';

/** The way to a person, with the time by which one answers who is asked for now. */
function PersonButton({
  standing,
  words,
  ask,
}: {
  standing: Standing | null;
  words: Words;
  ask(): void;
}): JSX.Element {
  const { phrases, clock, now } = words;
  const by = standing?.speaker === 'assistant' ? standing.person_by : null;
  const told = by !== null && Date.parse(by) > Date.parse(now) ? by : null;
  return (
    <button type="button" class="option person" onClick={ask}>
      {phrases.person} {standing === null && <span class="option-detail">{NOT_YET_KNOWN}</span>}
      {told !== null && (
        <span class="option-detail" title={exactInstant(told, clock)}>
          {phrases.person_by(saidDeadline(told, now, clock))}
        </span>
      )}
    </button>
  );
}

/** Asks before what was said leaves the page. */
function NewConversation({ words, renew }: { words: Words; renew(): void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const { phrases } = words;
  return (
    <>
      <button
        type="button"
        class="quiet tool"
        title={phrases.new_conversation}
        onClick={() => dialog.current?.showModal()}
      >
        <Icon name="new" />
        <span class="unseen">{phrases.new_conversation}</span>
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

type HeaderProps = {
  standing: Standing | null;
  words: Words;
  askPerson(): void;
  renew(): void;
  /** Shows the earlier conversations; null when nobody is signed in. */
  look: (() => void) | null;
  /** Closes the chat where it is a guest on a page; null where it is the page. */
  close: (() => void) | null;
};

/** Who is there, the way to a person with the promised time, and the way to begin anew. */
export function Header({ standing, words, askPerson, renew, look, close }: HeaderProps): JSX.Element {
  const { phrases } = words;
  // On a page of its own the chat's head is a part of that page; as a guest it must not pass for the head of the shop's page.
  const [Head, Title] = close ? (['div', 'h2'] as const) : (['header', 'h1'] as const);
  return (
    <Head class="head">
      <div class="head-words">
        <Title class="title">{phrases.title}</Title>
        <p class="what">{standing?.person ? phrases.says_person : phrases.says_what_it_is}</p>
      </div>
      <div class="head-ways">
        <PersonButton standing={standing} words={words} ask={askPerson} />
        <div class="tools">
          {look && (
            <button type="button" class="quiet tool" title={phrases.earlier} onClick={look}>
              <Icon name="earlier" />
              <span class="unseen">{phrases.earlier}</span>
            </button>
          )}
          <NewConversation words={words} renew={renew} />
        </div>
      </div>
      {close && (
        <button
          type="button"
          class="quiet close"
          aria-label={phrases.close}
          title={phrases.close}
          onClick={close}
        >
          <Icon name="close" />
        </button>
      )}
      <div class="head-promise" aria-live="polite">
        {standing && <PromisedTime standing={standing} words={words} />}
      </div>
    </Head>
  );
}
