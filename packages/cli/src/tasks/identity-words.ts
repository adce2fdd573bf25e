import { IDENTITIES } from './phrases.ts';
import { kept } from './voice.ts';
import { filled, type Self } from './wish-words.ts';

/** Who the buyer is, as far as they know what is asked; one who has several e-mail addresses tries one after the other. */
export function identityWords(self: Self, asked: { question: string; tries: number }): string {
  const { known, voice, name } = self;
  const email = known.emails[asked.tries % Math.max(known.emails.length, 1)] ?? null;
  const { question } = asked;
  const only = (words: RegExp, others: RegExp) => words.test(question) && !others.test(question);
  if (known.zip !== null && only(/\bzip|post(?:al )?code/i, /e-?mail|\bname\b/i)) return known.zip;
  if (known.zip !== null && only(/\bname\b/i, /e-?mail|\bzip|post(?:al )?code/i)) return name;
  const useEmail = email !== null && (known.zip === null || asked.tries % 2 === 0);
  const fitting = IDENTITIES.filter(({ knows }) => knows === (useEmail ? 'email' : 'name_zip'));
  return filled(voice.pick(fitting).words, {
    email: email && kept(email),
    name: kept(name),
    zip: known.zip,
  });
}
