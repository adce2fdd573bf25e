import type { AttachedFile, Message } from '@hark/wire';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Chat } from '../chat.ts';
import type { Pending } from '../thread.ts';
import { exactInstant, timeOfDay } from '../times.ts';
import { CardView } from './card.tsx';
import type { Words } from './words.ts';

type Option = Message['options'][number];

function Time({ at, words }: { at: string; words: Words }): JSX.Element {
  return (
    <time class="figures" dateTime={at} title={exactInstant(at, words.clock)}>
      {timeOfDay(at, words.clock)}
    </time>
  );
}

function OptionWords({ option }: { option: Option }): JSX.Element {
  return (
    <>
      <span dir="auto">{option.label}</span>
      {option.detail !== undefined && (
        <span class="option-detail" dir="auto">
          {option.detail}
        </span>
      )}
    </>
  );
}

const ARTICLE = /(?<=^|\n)\/help\/[a-z]{2,3}(?:-[A-Za-z]+)?\/[a-z0-9_]+(?:#[\p{L}\p{M}\p{N}-]+)?$/u;

/** What was said. A line that is the address of an article is a link to it; of a buyer's own words nothing is. */
function Said({ message, base, words }: { message: Message; base: string; words: Words }): JSX.Element {
  const article = message.from === 'assistant' ? ARTICLE.exec(message.text)?.[0] : undefined;
  const text = article === undefined ? message.text : message.text.slice(0, -article.length).trimEnd();
  return (
    <>
      <p class="text" dir="auto">
        {text}
      </p>
      {article !== undefined && (
        <p class="text">
          <a href={`${base}${article}`} target="_blank" rel="noopener">
            {words.phrases.whole_article}
          </a>
        </p>
      )}
    </>
  );
}

/** The place of a message's files, as large as it will be; what stands in it is fetched. */
function Files({
  files = [],
  door,
  words,
}: {
  files: AttachedFile[] | undefined;
  door: Chat['door'];
  words: Words;
}): JSX.Element | null {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    words.parts.files().then(
      ({ show }) => place.current && show(place.current, files, { language: words.language, door }),
      () => {},
    );
  }, []);
  if (files.length === 0) return null;
  return (
    <div class="files" ref={place}>
      {files.map(({ id, name, width, height }) => (
        <div
          key={id}
          class={width === null ? 'file document' : 'file'}
          style={width && height ? { width: Math.min(240, Math.max(96, (144 * width) / height)) } : {}}
        >
          {name}
        </div>
      ))}
    </div>
  );
}

type OptionsProps = {
  message: Message;
  alive: boolean;
  words: Words;
  press(option: Option, byKey: boolean): void;
};

/** Buttons of the open question; of an older one the same words in the same place, quiet. */
function Options({ message, alive, words, press }: OptionsProps): JSX.Element {
  const firstIsPrimary = message.card?.kind === 'confirmation';
  return (
    <ul class="options" aria-label={words.phrases.answers}>
      {message.options.map((option, index) => (
        <li key={option.id}>
          {alive ? (
            <button
              type="button"
              class={firstIsPrimary && index === 0 ? 'option primary' : 'option'}
              onClick={(event) => press(option, event.detail === 0)}
            >
              <OptionWords option={option} />
            </button>
          ) : (
            <span class="option past">
              <OptionWords option={option} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** One message that the server has. `led` is set when the one before it is of the same speaker. */
export function Entry(props: OptionsProps & { led: boolean; base: string; door: Chat['door'] }): JSX.Element {
  const { message, words, led, base } = props;
  const speaker = message.name ?? words.phrases.from[message.from];
  return (
    <article class={`entry from-${message.from}${led ? ' led' : ''}`}>
      <p class="entry-head">
        <span class={message.from === 'buyer' ? 'unseen' : 'speaker'} dir="auto">
          {speaker}
        </span>{' '}
        <Time at={message.at} words={words} />
      </p>
      {message.text !== '' && <Said message={message} base={base} words={words} />}
      <Files files={message.attachments} door={props.door} words={words} />
      {message.card && <CardView card={message.card} words={words} />}
      {message.options.length > 0 && <Options {...props} />}
    </article>
  );
}

type PendingProps = {
  pending: Pending;
  words: Words;
  led: boolean;
  door: Chat['door'];
  retry(): void;
  takeBack(): void;
};

/** One message on its way, looking as it will, with a word on how it fares. */
export function PendingEntry({ pending, words, led, door, retry, takeBack }: PendingProps): JSX.Element {
  const { phrases } = words;
  return (
    <article class={`entry from-buyer${led ? ' led' : ''} is-${pending.state}`}>
      <p class="entry-head">
        <span class="unseen">{phrases.from.buyer}</span>{' '}
        {pending.state === 'sending' ? phrases.sending : <Time at={pending.at} words={words} />}
      </p>
      {pending.text !== '' && (
        <p class="text" dir="auto">
          {pending.text}
        </p>
      )}
      <Files files={pending.attachments} door={door} words={words} />
      {pending.state === 'unsent' && (
        <p class="unsent">
          {phrases.unsent}{' '}
          <button type="button" class="quiet" onClick={retry}>
            {phrases.try_again}
          </button>
        </p>
      )}
      {pending.state === 'refused' && (
        <p class="unsent refused">
          {pending.reason ?? phrases.refused}{' '}
          <button type="button" class="quiet" onClick={takeBack}>
            {phrases.take_back}
          </button>
        </p>
      )}
    </article>
  );
}
