import { type WordLanguage, wordLanguage } from './everyday-words.ts';

/** What says that a thing is liked, stays or is gone already; what takes that back; and denials that are praise themselves. */
type Words = { content: RegExp; contrary: RegExp; praise: RegExp };

const word = (...alternatives: string[]): RegExp => new RegExp(`(?:^| )(?:${alternatives.join('|')})(?= |$)`);

const WORDS: Record<WordLanguage, Words> = {
  en: {
    praise: word(
      "nothing(?: is|'s)? wrong",
      'no (?:problems?|issues?|complaints?|worries)',
      "can't (?:fault|complain)",
    ),
    content: word(
      'love|loves|loved|adore|adores|adored|happy|pleased|delighted|thrilled|satisfied|in love',
      'lovely|great|grand|fine|perfect|perfectly|brilliant|beautiful|fantastic|excellent|treat|charm|spot on|suits|does (?:its|the) job',
      '(?:works?|fits?)(?: (?:me|him|her|us|them))? (?:well|ok|okay|nicely|like)|keep|keeps|keeping|stay|stays|staying|(?:hang|hanging|hold|holding) (?:on|onto)',
      'gave|given|sold|threw|thrown|donated',
    ),
    contrary: word(
      "not|no|never|cannot|[a-z]+n't|dont|doesnt|didnt|isnt|wasnt|cant|wont|too|but|neither|nor|unhappy|until|except",
      'returned|return|returning|send|sending|sent|refund|exchange|exchanging|swap|swapping|cancel|cancelling|change|replace|replacement|back|broken|damaged|faulty|wrong|missing|torn|hole',
    ),
  },
  es: {
    praise: word(
      '(?:no|ni) (?:tengo|hay|pongo) (?:ni una |ninguna |ningun )?(?:quejas?|problemas?|pegas?|nada que (?:decir|objetar))',
      '(?:sin|ninguna?) (?:quejas?|problemas?|pegas?)',
    ),
    content: word(
      'encanta|encantan|encantad[oa]s?|content[oa]s?|feliz|satisfech[oa]s?|enamorad[oa]',
      '(?:me|nos|le|les) gustan?|geniale?s?|perfect[oa]s?|perfectamente|estupend[oa]s?|fenomenal|maravilla|preciso?s[oa]s?|bonit[oa]s?|bien|divin[oa]|linda|lindo',
      'quedo|quedamos|queda|quedan|quedarme|conservo|conservamos|guardo|dejo',
      'regale|tire|vendi|done',
    ),
    contrary: word(
      'no|ni|nunca|tampoco|pero|demasiado|mal|hasta|menos|salvo|excepto',
      'devolver|devuelvo|devuelva|devolvemos|cambiar|cambio|cambie|cancelar|cancelo|anular|anulo|reembolso|rot[oa]s?|estropead[oa]s?|falta|faltan|equivocad[oa]s?|agujero|pica|pican',
    ),
  },
};

/** Whether words about a thing only say that it is fine, stays or is gone: then it is not what a wish is about. */
export function isContent(text: string, language: string): boolean {
  const { content, contrary, praise } = WORDS[wordLanguage(language)];
  const without = text.replace(praise, ' ');
  if (contrary.test(without)) return false;
  return without !== text || content.test(without);
}
