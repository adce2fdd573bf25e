/** What the instruction of a task tells about who the buyer is. */
export type Known = { emails: string[]; name: string | null; zip: string | null };

/** One sentence of an instruction in the buyer's own mouth. */
export type Sentence = {
  text: string;
  /** It holds only in some case ("if the agent …"): not said blindly. */
  conditional: boolean;
  /** It wants to know something. */
  asks: boolean;
};

const NAME = /\b(?:your name is|you are|you're|you go by)\s+([A-Z][\p{L}'-]+ [A-Z][\p{L}'-]+)/iu;
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const ZIP =
  /\b(?:zip(?: ?code)?|postcode|postal code)(?: is|:)? (\d{5})\b|\b(?:live in|living in|in|from) (\d{5})\b/i;

/** Name, e-mail addresses and zip code as far as the instruction gives them to the buyer. */
export function knownFrom(instruction: string): Known {
  const name = NAME.exec(instruction)?.[1] ?? null;
  const emails = [...new Set(instruction.match(EMAIL) ?? [])];
  const [, told, lived] = ZIP.exec(instruction) ?? [];
  return { emails, name, zip: told ?? lived ?? null };
}

/** A sentence about the buyer's nature, unless it is about something bought or wanted. */
const PERSONA =
  /^(?:you are|you're|your personality is|be)\b(?!.*\b(?:orders?|ordered|returns?|cancel|exchange|bought|buy|purchase|items?|refunds?|deliver|received|unhappy|interested|thinking|looking|trying|going|moving|wondering|planning|not sure)\b)/i;
const ABOUT_SELF =
  /\b[Yy]our (?:name|user id|zip|email|e-mail)\b|^[Yy]ou name is\b|\bmultiple email\b|\bremember (?:which|your) e?-?mail|^[Yy]ou(?:'re| are) (?:\w+_\w+_\d+|\p{Lu}[\p{L}'-]+ \p{Lu}[\p{L}'-]+,? (?:in|from|living|and|with)\b)/u;
const CONDITIONAL =
  /\b(?:if|unless|otherwise|when asked|in case|before confirming|after (?:that|you|the)|initially|eventually|in the end|at the end|finally|but then|change your mind|only share|do not reveal|don't reveal|always)\b/i;
const STAGE =
  /^(?:be|act|pretend|do not|don't|never|always|make sure you|remember|you (?:do not|don't) (?:remember|know|want to (?:reveal|share)))\b/i;
const ASKS =
  /\b(?:how (?:many|much|long|old|can)|what|which|whether|when|where|who|why|know|tell you|check|price|cost|balance|total|amount|tracking|figure out|find out|look up|number of|list)\b/i;

/** The sentences a buyer can say, in the first person; who the buyer is and how is left out. */
export function sentencesOf(instruction: string): Sentence[] {
  return split(instruction)
    .filter((sentence) => !PERSONA.test(sentence) && !ABOUT_SELF.test(sentence) && !STAGE.test(sentence))
    .map((sentence) => ({
      text: firstPerson(sentence),
      conditional: CONDITIONAL.test(sentence),
      asks: ASKS.test(sentence),
    }))
    .filter(({ text }) => text.length > 3);
}

function split(instruction: string): string[] {
  return instruction
    .split(/(?<=[.!?;])\s+(?=[A-Z"'#])/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

const AGENT =
  '(?:the |an |a )?(?:customer service |service |human )?(?:agent|assistant|representative|customer service|shop|store)';

/** Stage directions at the head of a sentence, and what the buyer says in their place. */
const HEADS: readonly [RegExp, string][] = [
  [
    new RegExp(
      `^(?:first |then |also |now |next |please )*(?:try to )?(?:tell|inform|let) ${AGENT}(?: know)? (?:that )?`,
      'i',
    ),
    '',
  ],
  [
    new RegExp(
      `^(?:first |then |also |now |next )*(?:try to )?ask (?:${AGENT} )?(?:if|whether) (?:you )?can\\b`,
      'i',
    ),
    'can I',
  ],
  [
    new RegExp(
      `^(?:first |then |also |now |next )*(?:try to )?ask (?:${AGENT} )?(?:for|to (?:get|have|receive)) `,
      'i',
    ),
    'I would like ',
  ],
  [new RegExp(`^(?:first |then |also |now |next )*(?:try to )?ask (?:${AGENT} )?to `, 'i'), 'please '],
  [
    new RegExp(`^(?:first |then |also |now |next )*(?:try to )?ask (?:${AGENT} )?(?:about )?`, 'i'),
    'please tell me ',
  ],
  [
    /^(?:emphasize|mention|complain|explain|say|state|claim|stress|express)(?: to (?:the )?agent)? (?:that )?/i,
    '',
  ],
  [
    /^(?:first |then |also |now |next |in the end |eventually |finally )*(?:try to|try your best to|attempt to|decide to|you decide to|make sure to) /i,
    'I would like to ',
  ],
  [/^(?:first|then|also|next|now),? (?=you\b)/i, ''],
];

const IMPERATIVE =
  /^(?:return|cancel|exchange|modify|change|get|find|check|know|figure|request|want|unsubscribe|talk|speak|keep|refund|replace)\b/i;

const WORDS: readonly [RegExp, string][] = [
  [/\byou(?:'re| are)\b/gi, "I'm"],
  [/\byou(?:'ve| have)\b/gi, 'I have'],
  [/\byou(?:'d| would)\b/gi, "I'd"],
  [/\byou(?:'ll| will)\b/gi, "I'll"],
  [/\byou were\b/gi, 'I was'],
  [/\byourself\b/gi, 'myself'],
  [/\byours\b/gi, 'mine'],
  [/\byour\b/gi, 'my'],
  [
    /\b(for|to|with|from|at|of|tell|give|gives|help|let|send|sent|gave|charge|charged|refund|told|asks?|get) you\b/gi,
    '$1 me',
  ],
  [/\byou\b/gi, 'I'],
  [/\bthe (?:customer service )?agents?\b/gi, 'you'],
];

function firstPerson(sentence: string): string {
  const headed = HEADS.reduce((text, [head, said]) => text.replace(head, said), sentence);
  const said = WORDS.reduce((text, [from, to]) => text.replace(from, to), headed);
  const whole = IMPERATIVE.test(said) ? `I want to ${said.charAt(0).toLowerCase()}${said.slice(1)}` : said;
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}
