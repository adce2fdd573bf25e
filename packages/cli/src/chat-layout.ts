import type { Message, Standing } from '@hark/wire';

/** How everything is laid out: in which language, how wide, and in which zone times are told (`undefined`: the machine's). */
export type Layout = { language: 'en' | 'es'; width: number; zone: string | undefined };

/** How one message is laid out: whether its buttons can be chosen by number, and whether its speaker has just been named. */
export type MessageLayout = Layout & { alive: boolean; led: boolean };

type Words = {
  from: { [from in Message['from']]: string };
  reference: string;
  promised(by: string): string;
  resolved: string;
  choose: string;
};

const WORDS: { [L in Layout['language']]: Words } = {
  en: {
    from: { buyer: 'You', assistant: 'Assistant', person: 'Person' },
    reference: 'Reference',
    promised: (by) => `A person answers by ${by}.`,
    resolved: 'This conversation is finished. If something is still open, just write.',
    choose: 'Type a number, or your own words.',
  },
  es: {
    from: { buyer: 'Tú', assistant: 'Asistente', person: 'Persona' },
    reference: 'Referencia',
    promised: (by) => `Una persona responde antes de: ${by}.`,
    resolved: 'Esta conversación ha terminado. Si queda algo pendiente, escribe sin más.',
    choose: 'Escribe un número, o tus propias palabras.',
  },
};

const SPACE = 0x20;
const DELETE = 0x7f;
const LAST_CONTROL = 0x9f;

/** Text that cannot steer the terminal: control characters but line breaks are dropped, tabs become blanks. */
export function harmless(text: string): string {
  let clean = '';
  for (const character of text.replaceAll('\t', '  ')) {
    const code = character.codePointAt(0) ?? 0;
    const control = code < SPACE || (code >= DELETE && code <= LAST_CONTROL);
    if (!control || character === '\n') clean += character;
  }
  return clean;
}

/** Breaks a text at blanks so that no line is wider than `width`; a longer word is cut. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = [];
    let current = '';
    for (const word of line.split(' ')) {
      const joined = current === '' ? word : `${current} ${word}`;
      if (joined.length <= width) {
        current = joined;
        continue;
      }
      if (current !== '') lines.push(current);
      current = word;
      while (current.length > width) {
        lines.push(current.slice(0, width));
        current = current.slice(width);
      }
    }
    return [...lines, current];
  });
}

function indented(lines: string[], first: string, rest: string): string[] {
  return lines.map((line, index) => `${index === 0 ? first : rest}${line}`.trimEnd());
}

function layoutCard(card: NonNullable<Message['card']>, layout: Layout): string[] {
  const words = WORDS[layout.language];
  const rows = card.rows.map(({ label, value, from, to }) => ({
    label: harmless(label),
    value: harmless(from === null && to === null ? (value ?? '') : `${from ?? ''} → ${to ?? ''}`),
  }));
  const wide = Math.min(24, Math.max(0, ...rows.map(({ label }) => label.length)));
  const mark = card.kind === 'receipt' ? `${words.reference} ` : '';
  const head = card.reference === null ? card.title : `${card.title}  (${mark}${card.reference})`;
  const body = rows.flatMap(({ label, value }) =>
    indented(
      wrap(value, layout.width - wide - 6),
      `  | ${label.padEnd(wide)}  `,
      `  | ${' '.repeat(wide)}  `,
    ),
  );
  return ['', ...indented(wrap(harmless(head), layout.width - 4), '  | ', '  | '), '  |', ...body];
}

function layoutOptions(message: Message, layout: MessageLayout): string[] {
  if (!layout.alive || message.options.length === 0) return [];
  const rows = message.options.map(({ label, detail }, index) => {
    const words = detail === undefined ? label : `${label}: ${detail}`;
    const number = `${index + 1}`.padStart(4);
    return indented(wrap(harmless(words), layout.width - 6), `${number}) `, '      ');
  });
  return ['', ...rows.flat(), `  ${WORDS[layout.language].choose}`];
}

/** One message as lines for a terminal: speaker, words, card as aligned rows, numbered buttons. */
export function layoutMessage(message: Message, layout: MessageLayout): string {
  const speaker = harmless(message.name ?? WORDS[layout.language].from[message.from]);
  const lines = layout.led ? [] : [`${speaker}:`];
  if (message.text !== '')
    lines.push(...indented(wrap(harmless(message.text), layout.width - 2), '  ', '  '));
  if (message.card) lines.push(...layoutCard(message.card, layout));
  lines.push(...layoutOptions(message, layout));
  return `${lines.join('\n')}\n`;
}

const LOCALE = { en: 'en-GB', es: 'es-ES' } as const;

/** "Tuesday 24 Nov, 18:00 CET". */
function saidTime(instant: string, { language, zone }: Layout): string {
  const part = (form: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(LOCALE[language], { timeZone: zone, ...form }).format(new Date(instant));
  const day = [part({ weekday: 'long' }), part({ day: 'numeric' }), part({ month: 'short' })].join(' ');
  return `${day}, ${part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' })}`;
}

/** What a new standing has to say to the buyer; null when it is nothing new. */
export function layoutStanding(before: Standing | null, now: Standing, layout: Layout): string | null {
  const words = WORDS[layout.language];
  if (now.promised_at !== null && now.promised_at !== before?.promised_at) {
    return `  ${words.promised(saidTime(now.promised_at, layout))}\n`;
  }
  return now.status === 'resolved' && before?.status !== 'resolved' ? `  ${words.resolved}\n` : null;
}
