const split = (list: string): string[] => list.split(/\s+/).filter((word) => word !== '');

const ENGLISH = `a able about above account actually add address adjust after again against ago all almost already also although
always am an and another any anymore anyone anything anyway apart are aren't around as ask asked at available away back bad be
because been before being believe below best better between big bit both bought bring broken but buy by bye call came can can't
cancel cannot card care case change changed charge charged check cheers choice choose click code color come coming complete
confirm contact cool correct cost could couldn't credit currently damage damaged date day days deal dear delay deliver delivered
delivery detail details did didn't different difference do does doesn't doing don't done down due during each early easy either
else elsewhere email end ended ending enough entire even ever every everyone everything exactly except exchange excuse expect
expected extra far fast few figure find fine first fit five fix follow following for found four free friend from front full gave
get getting gift give given glad go goes going gone good got great guess guy guys had half hand handle happen happy has hasn't
have haven't having he hello help her here hers hey hi him his hold home hope hour hours house how however hurry i i'd i'll i'm
i've id if in info information inside instead into is isn't issue it it's item items its itself just keep kept kind know last
late later latest least leave left less let let's letter like line list little live long longer look looking lose lost lot love
low made mail make makes making many match matter may maybe me mean meant meet mental message met might mind mine mistake modify
moment money more morning most move moved much must my myself name near need needed needs neither never new next nice no nobody
none noon nope nor not note nothing now number of off offer often oh ok okay old on once one ones online only open option options
or order ordered orders original other others our out over own package paid parcel part past pay payment people perfect person
phone pick place placed placing please plus point possible post prefer pretty price probably problem process product products
provide purchase purchased put question quick quite rather reach read ready real really reason receive received recent recently
refund remove replace replacement request rest return returned right room said sale same save saw say see seem seems sell send
sent set seven she ship shipped shipping shop short should show side simple since sir six size smell so sold some someone
something soon sorry sound spare speak start started status stay steal step still stop store street stuff such support sure swap
switch take taken talk tell ten than thank thanks that that's the their them then there these they thing things think this those
though thought three through time times to today together told tomorrow tonight too took total touch track trade tried trouble
true try trying turn two type under until up update upon us use used using usual very wait waiting want wanted was wasn't watch
way we we'll we're week weeks well went were what what's when where whether which while who whole whom whose why will wish with
within without won't wonder word work working works world would wouldn't write wrong wrote yeah year yep yes yesterday yet you
you'd you'll you're your yours yourself zip`;

const SPANISH = `a acaba acuerdo además ahí ahora al algo alguien algún alguna algunas alguno algunos allí ambas ambos antes año
años aquel aquella aquí artículo artículos así aún aunque ayer ayuda ayudar bien buen buena buenas bueno buenos busco cada calle
cambiar cambio cancelar casa casi caso cerca cliente código color como cómo compra comprado comprar compré con correo cosa cosas
creo cual cuál cualquier cuando cuándo cuánto cuenta da dado dar de debe del demasiado desde después día días dice dinero
dirección dónde dos él el ella ellas ellos email en enviar envío era eran eres es esa esas ese eso esos esta está estaba están
estar estas este esto estos estoy fecha favor fue gracias ha haber había hablar hace hacer hacia han hasta hay he hecho hola hora
hoy igual ir la las le les línea llega llegado llegar lo los luego más mal mañana me mejor menos mi mí mientras mis mismo misma
momento mucho muy nada nadie necesito ni ningún ninguna ninguno no nombre nos nosotros nuestro nueva nuevo número nunca o otra
otras otro otros paga pagar pago paquete para parece pedí pedido pedidos pero persona poco poder por porque pregunta producto
productos problema pronto puede puedo pues que qué quien quién quiere quiero quisiera quitar razón recibí recibido reembolso
resto saber sé se sea según ser si sí sido siempre sin sino sobre solo sólo somos son soy su sus también tan tanto tarde tarjeta
te tenemos tener tengo ti tiempo tienda tiene tienen todavía toda todas todo todos tu tú un una unas uno unos usar va vale vamos
van veces ver vez vía vosotros voy y ya yo`;

// Most words have no letter beyond these, and are done at once.
const SIMPLE = /^[ -~]*$/;

/** Letters without accents, lower case: how words are compared. */
export function plain(word: string): string {
  if (SIMPLE.test(word)) return word.toLowerCase();
  return word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('’', "'");
}

const WORDS = {
  en: new Set(split(ENGLISH).map(plain)),
  es: new Set([...split(SPANISH).map(plain), ...split(SPANISH)]),
};

/** The two languages whose small words are known; any other is read as English. */
export type WordLanguage = 'en' | 'es';

/** The language whose small words apply to a BCP 47 tag. */
export function wordLanguage(language: string): WordLanguage {
  return language.toLowerCase().startsWith('es') ? 'es' : 'en';
}

/** Whether a word is one that everybody uses all the time: it never names a product, and no typo is suspected in it. */
export function isEveryday(word: string, language: string): boolean {
  return WORDS[wordLanguage(language)].has(word);
}
