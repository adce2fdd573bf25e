import type { Survey } from '@hark/wire';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { Chat, View } from '../chat.ts';
import { isAwaiting } from '../thread.ts';
import type { Language } from '../times.ts';
import { Composer } from './composer.tsx';
import { Earlier } from './earlier.tsx';
import { Header } from './header.tsx';
import { Log, type LogProps } from './log.tsx';
import type { Parts } from './parts.ts';
import { SurveyPlace } from './survey.tsx';
import { type Words, wordsAt } from './words.ts';

/** An answer faster than this needs no word about working on it. */
const WORKING_AFTER_MS = 500;

function useView(chat: Chat): View {
  const [, show] = useReducer((count: number, _: null) => count + 1, 0);
  // Before anything else can happen, so that no change falls between the first sight and the listening.
  useLayoutEffect(() => chat.subscribe(() => show(null)), [chat]);
  return chat.view();
}

/** The present minute, so that "today" and a promise that has run out are told rightly on a page that stays open. */
function useNow(): string {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function useLasting(wished: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!wished) {
      setLasting(false);
      return;
    }
    const timer = setTimeout(() => setLasting(true), WORKING_AFTER_MS);
    return () => clearTimeout(timer);
  }, [wished]);
  return lasting;
}

/** One quiet line of fixed height: nothing moves when it speaks. */
function StatusLine({ view, words }: { view: View; words: Words }): JSX.Element {
  const working = useLasting(view.phase === 'ready' && (view.typing || isAwaiting(view.thread)));
  const offline = view.connection === 'offline' && view.phase !== 'gone';
  return (
    <p class={offline ? 'status offline' : 'status'} role="status">
      {offline
        ? words.phrases.offline
        : working
          ? view.typing
            ? words.phrases.writing
            : words.phrases.working
          : ''}
    </p>
  );
}

type FaultProps = { view: View; chat: Chat; words: Words; goAnonymous(): void };

/** A state in which the conversation cannot go on as it is: what happened, and one way on. */
function Fault({ view, chat, words, goAnonymous }: FaultProps): JSX.Element | null {
  const { phrases } = words;
  const faults: { [phase in View['phase']]: null | { says: string; next: string; go(): void } } = {
    starting: null,
    ready: null,
    failed: { says: view.reason ?? phrases.failed, next: phrases.failed_next, go: () => chat.renew() },
    token_refused: { says: phrases.token_refused, next: phrases.token_refused_next, go: goAnonymous },
    gone: { says: phrases.gone, next: phrases.gone_next, go: () => chat.renew() },
  };
  const fault = faults[view.phase];
  if (!fault) return null;
  return (
    <div class="fault" role="alert">
      <p>{fault.says}</p>
      <button type="button" class="option primary" onClick={fault.go}>
        {fault.next}
      </button>
    </div>
  );
}

/**
 * What the chat is given; `goAnonymous` forgets the buyer's token and begins again. `close` is there when the chat is a guest on
 * another page.
 */
export type PageProps = {
  chat: Chat;
  language: Language;
  goAnonymous(): void;
  close?: () => void;
  parts: Parts;
};

/** The whole chat. */
export function Page({ chat, language, goAnonymous, close, parts }: PageProps): JSX.Element {
  const view = useView(chat);
  const words = wordsAt(language, useNow(), parts);
  const [draft, write] = useState('');
  const [looksBack, lookBack] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const focusComposer = (): void => field.current?.focus();
  const { standing } = view.thread;
  const asked = useRef<Survey | null>(null);
  // What was answered stays, with its thanks, until something new is said.
  asked.current = standing?.survey ?? (standing?.status === 'resolved' ? asked.current : null);
  const survey = asked.current;
  const Whole = close ? 'div' : 'main';

  return (
    <Whole class="page">
      <Header
        standing={standing}
        words={words}
        askPerson={() => {
          lookBack(false);
          chat.say(words.phrases.person_wish);
        }}
        renew={() => {
          lookBack(false);
          chat.renew();
          write('');
        }}
        look={chat.signedIn ? () => lookBack(true) : null}
        close={close ?? null}
      />
      {looksBack ? (
        <Earlier
          chat={chat}
          current={view.conversation_id}
          words={words}
          back={() => {
            lookBack(false);
            focusComposer();
          }}
        />
      ) : (
        <Said chat={chat} view={view} words={words} focusComposer={focusComposer} edit={write} />
      )}
      <Fault view={view} chat={chat} words={words} goAnonymous={goAnonymous} />
      {survey && (
        <SurveyPlace
          key={survey.seq}
          survey={survey}
          chat={chat}
          language={language}
          rating={parts.rating}
          leave={focusComposer}
        />
      )}
      {standing?.status === 'resolved' && <p class="ended">{words.phrases.ended}</p>}
      <StatusLine view={view} words={words} />
      <Composer
        field={field}
        draft={draft}
        write={(text) => {
          if (text !== '') chat.write();
          write(text);
        }}
        words={words}
        door={chat.door}
        say={(text, files) => {
          lookBack(false);
          chat.say(text, undefined, files);
        }}
      />
    </Whole>
  );
}

function Said({ chat, view, words, focusComposer, edit }: LogProps): JSX.Element {
  if (view.phase === 'starting' && view.thread.pending.length === 0) {
    return (
      <div class="log-frame starting" aria-busy="true">
        <p>{words.phrases.starting}</p>
      </div>
    );
  }
  return (
    <Log
      chat={chat}
      view={view}
      words={words}
      focusComposer={focusComposer}
      edit={(text) => {
        edit(text);
        focusComposer();
      }}
    />
  );
}
