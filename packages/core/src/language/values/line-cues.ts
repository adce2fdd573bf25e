import { type WordLanguage, wordLanguage } from './everyday-words.ts';
import type { Token } from './match.ts';

/** What the words around say of a choice of lines. */
export type LineCues = {
  /** All lines are meant, or all are to be kept; null when nothing of the sort is said. */
  everything: 'meant' | 'kept' | null;
  /** "except" was said. */
  except: boolean;
  both: boolean;
  /** "also": what was chosen before stays chosen. */
  adds: boolean;
  /** Whether the mention between two tokens is to be left out: forbidden, kept, or said to be in order. */
  excluded(first: number, last: number): boolean;
  /** "Just the radio": the mention that begins at a token is all that is meant, or all that came. */
  only(first: number): 'meant' | 'came' | null;
  /** "The poncho was not there", "falta el poncho"; and "the radio came", "venía la radio". */
  presence(first: number, last: number): 'absent' | 'came' | null;
  /** How many of a thing are said before the mention that begins at a token. */
  countBefore(first: number): number | 'all' | null;
};

type Words = {
  everything: RegExp;
  nothingOfAll: RegExp;
  except: Set<string>;
  keep: Set<string>;
  not: Set<string>;
  acts: Set<string>;
  /** What is said behind it is not what was denied before. */
  but: Set<string>;
  adds: RegExp;
  both: RegExp;
  /** Behind a mention: it is in order, or it is kept. */
  inOrder: RegExp;
  /** Right before a mention, or right before what joins them. */
  only: Set<string>;
  links: Set<string>;
  came: Set<string>;
  /** Behind a mention, and before it: it did not come. */
  absent: RegExp;
  missing: Set<string>;
};

const set = (words: string): Set<string> => new Set(words.split(' '));

const WORDS: Record<WordLanguage, Words> = {
  en: {
    everything:
      /(?:^| )(?:everything|all of (?:them|it|these|those|my|the|this)|them all|it all|all (?:the |my |these |those |of the )?(?:\d+ )?(?:items?|things|products|articles|stuff|pieces|lines|goods|\d+)|all (?:\d+|please|together|but|except)|(?:the )?(?:whole|entire|complete|full) (?:order|thing|lot|package|purchase|basket)|every (?:item|single|thing|article|product)|each (?:item|of them|one))(?= |$)|^all$/,
    nothingOfAll:
      /(?:is|was) everything|everything (?:is|was|looks|else|seems|sounds|you|about|i need)|(?:looks?|that is|that's) everything/,
    except: set('except excluding besides minus'),
    keep: set('keep keeping leave leaving retain hold'),
    not: set("not don't dont doesn't doesnt didn't didnt never"),
    acts: set(
      'mean return cancel exchange swap send include touch remove change refund replace modify want need',
    ),
    but: set('but'),
    adds: /(?:^| )(?:also|too|as well|in addition|additionally|plus|add|and another)(?= |$)/,
    both: /(?:^| )(?:both|the two|the 2|all 2)(?= |$)/,
    inOrder:
      /^(?:(?:itself|though|on the other hand) )?(?:(?:is|was|are|were|came|arrived|looks|seems|has been) (?:(?:all|just|totally|absolutely|perfectly|completely|still|here|in) )*(?:fine|ok|okay|good|grand|perfect|great|alright|intact|undamaged|lovely|here)(?: |$)|(?:i|i'll|ill|i will|we|we'll|i want to|i'd like to|im|i'm) (?:will )?(?:keep|keeping)(?: |$)|(?:can |should )?stays?(?: |$))/,
    only: set('just only solely'),
    links: set('the my a an of for this that was were is in thing things item there'),
    came: set('came arrived got received box included inside delivered turned there'),
    absent:
      /^(?:(?:was|is|were|are) (?:not|missing|nowhere)(?: |$)|(?:wasn't|wasnt|isn't|isnt|weren't|werent)(?: |$)|(?:did not|didn't|didnt|never) (?:come|came|arrive|arrived|show|turn)(?: |$)|missing(?: |$))/,
    missing: set('missing lacking without no'),
  },
  es: {
    everything:
      /(?:^| )(?:todos|todas|todo el pedido|todo lo (?:del|que)|todo|el pedido (?:entero|completo)|cada (?:uno|articulo))(?= |$)/,
    nothingOfAll:
      /eso es todo|es todo|sobre todo|todo (?:muy )?(?:[a-z]{2,}[ai]d[oa]s?|rot[oa]s?|sucio|sucia|hecho|deshecho|mal)(?: |$)|todo bien|todo correcto|todo lo demas|todo el (?:dia|mundo)|del todo/,
    except: set('excepto menos salvo quitando'),
    keep: set('conservo quedo quedarme mantener deja conservar guardar'),
    not: set('no'),
    acts: set('devolver cancelar cambiar devuelvas canceles cambies toques incluyas quites'),
    but: set('pero sino'),
    adds: /(?:^| )(?:tambien|ademas|anade|mas)(?= |$)/,
    both: /(?:^| )(?:ambos|ambas|los 2|las 2)(?= |$)/,
    inOrder:
      /^(?:no|tampoco)$|^(?:(?:en cambio|si) )?(?:(?:esta|estaba|estan|llego|llegaron|vino|vinieron|venia|es|ha llegado) (?:(?:todo|muy|perfectamente) )*(?:bien|perfect[oa]s?|ok|genial|intact[oa]s?|correct[oa]s?)(?: |$)|(?:me |nos )(?:l[oa]s? )?(?:quedo|quedamos|voy a quedar)(?: |$)|se quedan?(?: (?:conmigo|como esta))?$|l[oa]s? (?:conservo|guardo|quiero conservar)(?: |$))/,
    only: set('solo solamente unicamente'),
    links: set('el la los las un una del de mi mis al a lo que era eran cosa dentro'),
    came: set('venia vino vinieron llego llegaron habia estaba traia recibi trajo trajeron'),
    absent:
      /^(?:no (?:estaba|esta|venia|viene|vino|llego|aparece|aparecio|ha llegado|ha venido|habia)(?: |$)|falta(?:ba)?(?: |$)|ni rastro(?: |$))/,
    missing: set('falta faltaba faltan faltaban sin'),
  },
};

/** Reads the words that count, exclude and keep. */
export function lineCues(text: Token[], language: string): LineCues {
  const words = WORDS[wordLanguage(language)];
  const flat = text.map((token) => token.word).join(' ');
  const said = words.everything.exec(flat);
  const idle = words.nothingOfAll.test(flat);
  const except = text.findIndex((token, at) => isExcept(text, at, words) && token.word !== '');
  const at =
    said && !idle
      ? flat
          .slice(0, said.index)
          .split(' ')
          .filter((word) => word !== '').length
      : -1;
  const rest = restMeant(flat, words);
  const kept = at >= 0 && lastVerb(text, at, words) === 'keep';
  return {
    everything: at >= 0 ? (kept ? 'kept' : 'meant') : rest ? 'meant' : null,
    except: except >= 0,
    both: words.both.test(flat),
    adds: words.adds.test(flat),
    excluded: (first, last) => isExcluded(text, first, words) || isInOrder(text, last, words),
    only: (first) => onlyBefore(text, first, words),
    presence: (first, last) => presenceOf(text, { first, last }, words),
    countBefore: (first) => countBefore(text, first),
  };
}

/** "The poncho is fine", "la radio me la quedo". */
function isInOrder(text: Token[], last: number, words: Words): boolean {
  return words.inOrder.test(wordsBehind(text, last).join(' '));
}

/** "It is just the radio"; "only the poncho came", "solo venía el poncho". */
function onlyBefore(text: Token[], first: number, words: Words): 'meant' | 'came' | null {
  let came = false;
  for (let at = first - 1; at >= Math.max(0, first - 6); at -= 1) {
    if (/[,.;:!?\n]/.test(text[at + 1]!.before)) return null;
    const { word } = text[at]!;
    if (words.only.has(word)) return came || cameBehind(text, first, words) ? 'came' : 'meant';
    if (words.came.has(word)) came = true;
    else if (!words.links.has(word)) return null;
  }
  return null;
}

function presenceOf(
  text: Token[],
  { first, last }: { first: number; last: number },
  words: Words,
): 'absent' | 'came' | null {
  if (words.absent.test(wordsBehind(text, last).join(' '))) return 'absent';
  const before = wordsBefore(text, first).filter((word) => !words.links.has(word));
  const [nearest, next] = before;
  if (nearest !== undefined && words.missing.has(nearest)) return 'absent';
  if (nearest !== undefined && words.came.has(nearest)) return words.not.has(next ?? '') ? 'absent' : 'came';
  return words.came.has(wordsBehind(text, last)[0] ?? '') ? 'came' : null;
}

/** The words up to the next sign, at most seven; those before from the nearest on. */
function wordsBehind(text: Token[], last: number): string[] {
  const behind: string[] = [];
  for (let at = last + 1; at < Math.min(text.length, last + 8); at += 1) {
    if (/[,.;:!?\n]/.test(text[at]!.before)) break;
    behind.push(text[at]!.word);
  }
  return behind;
}

function wordsBefore(text: Token[], first: number): string[] {
  const before: string[] = [];
  for (let at = first - 1; at >= Math.max(0, first - 5); at -= 1) {
    if (/[,.;:!?\n]/.test(text[at + 1]!.before)) break;
    before.push(text[at]!.word);
  }
  return before;
}

function cameBehind(text: Token[], first: number, words: Words): boolean {
  return wordsBehind(text, first)
    .slice(0, 5)
    .some((word) => words.came.has(word));
}

/** "keep the lamp, return the rest". */
function restMeant(flat: string, words: Words): boolean {
  const rest = /(?:^| )(?:the rest|everything else|all the others?|todo lo demas|el resto)(?= |$)/.exec(flat);
  if (!rest) return false;
  const before = flat.slice(0, rest.index).split(' ').slice(-6);
  const verb = before.findLast(
    (word) => words.keep.has(word) || (words.acts.has(word) && word !== 'want' && word !== 'need'),
  );
  return verb !== undefined && !words.keep.has(verb);
}

function lastVerb(text: Token[], at: number, words: Words): 'keep' | 'act' | null {
  for (let index = at - 1; index >= Math.max(0, at - 5); index -= 1) {
    const word = text[index]!.word;
    if (words.keep.has(word)) return 'keep';
    if (words.acts.has(word)) return 'act';
  }
  return null;
}

function isExcept(text: Token[], at: number, words: Words): boolean {
  const pair = `${text[at]!.word} ${text[at + 1]?.word ?? ''}`;
  if (words.except.has(text[at]!.word)) return true;
  if (['other than', 'apart from', 'aside from', 'but not', 'a excepcion'].includes(pair)) return true;
  const before = text[at - 1]?.word ?? '';
  return (
    text[at]!.word === 'but' &&
    !text[at]!.before.includes(',') &&
    ['everything', 'all', 'them', 'items', 'anything', 'order', 'it'].includes(before)
  );
}

/** "except the lamp and the mug", "keep the lamp", "not the lamp", "don't return the lamp"; not "I don't need the lamp". */
function isExcluded(text: Token[], first: number, words: Words): boolean {
  for (let at = first - 1; at >= Math.max(0, first - 12); at -= 1) {
    const token = text[at]!;
    const next = text[at + 1]!;
    if (/[.;!?\n]/.test(next.before)) return false;
    if (isExcept(text, at, words)) return true;
    if (words.but.has(token.word)) return false;
    // "No, the radio", "the poncho I keep, I send back the radio": another part of the sentence.
    if (/,/.test(next.before) && (words.keep.has(token.word) || words.not.has(token.word))) return false;
    if (words.keep.has(token.word)) return !isDenied(text, at, words);
    if (words.not.has(token.word)) return deniesAct(text, at, { first, words });
    const comma =
      /,/.test(next.before) && !['and', 'or', 'nor', 'the', 'my', 'el', 'la', 'y', 'o'].includes(next.word);
    if (comma) return false;
    if (words.acts.has(token.word) && !words.not.has(text[at - 1]?.word ?? '')) return false;
  }
  return false;
}

/** "I can't keep the radio" keeps nothing. */
function isDenied(text: Token[], at: number, words: Words): boolean {
  const before = text.slice(Math.max(0, at - 2), at).map((token) => token.word);
  return before.some((word) => words.not.has(word) || /^(?:ca|wo)n'?t$|^cannot$/.test(word));
}

// "not the lamp", but not "the not waterproof jacket".
const DETERMINERS = set('the my that this those these any el la los las mi mis ese esa');

function deniesAct(text: Token[], at: number, near: { first: number; words: Words }): boolean {
  const between = text.slice(at + 1, near.first).map((token) => token.word);
  if (
    ['sure', 'only', 'just', 'happy', 'work', 'working', 'like', 'know', 'have', 'fit'].some((word) =>
      between.includes(word),
    )
  )
    return false;
  const act = between.find((word) => near.words.acts.has(word));
  if (act === undefined) return between.length === 0 || DETERMINERS.has(between[0]!);
  // Not wanting or needing a thing is a reason to give it back, not to keep it.
  const given = between.some((word) => near.words.acts.has(word) && word !== 'want' && word !== 'need');
  return given;
}

function countBefore(text: Token[], first: number): number | 'all' | null {
  for (let at = first - 1; at >= Math.max(0, first - 4); at -= 1) {
    const token = text[at]!;
    if (/[.,;!?\n]/.test(text[at + 1]!.before)) return null;
    if (['both', 'all', 'todos', 'todas', 'ambos', 'ambas', 'every', 'each'].includes(token.word))
      return 'all';
    if (token.kind === 'number') {
      const all = ['the', 'all', 'los', 'las', 'my'].includes(text[at - 1]?.word ?? '') && token.word !== '1';
      return all ? 'all' : Number(token.word);
    }
    if (token.word === 'a' || token.word === 'un' || token.word === 'una') return at === first - 1 ? 1 : null;
  }
  return null;
}
