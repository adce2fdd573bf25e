import { type ActWords, anywhere, opening, whole } from './act-words.ts';

const WITH = '(?:con|a)';
const ANY_TARGET =
  '(?:persona|humano|agente|representante|supervisora?|encargad[oa]|gerente|responsable|operador[a]?|asesora?|alguien|ser humano|jef[ea]|atencion al cliente|servicio al cliente|empleado|compañero|companero|gente)';
const STRONG_TARGET =
  '(?:humano|ser humano|agente|representante|supervisora?|gerente|operador[a]?|asesora?|encargad[oa]|persona (?:real|de verdad|humana)|alguien (?:real|de verdad|humano)|jef[ea])';
const ARTICLE = '(?:una?|el|la|su|algun|alguna|otr[oa]|mi)? ?';

/** Spanish. */
export const SPANISH: ActWords = {
  filler: whole(
    'por|favor|porfa|porfavor|pues|bueno|oh|ah|eh|ay|uy|oye|mira|espera|espere|esperad|anda|hombre|mujer|q|entonces|ahora|ya|que|eso|es|esta|todo|lo|gracias|muchas|señor|senor|señora|senora|muy|hola|la|el|asi|a|mi|me|parece|y|con',
  ),
  yes_word: whole(
    'ok|okay|okey|oki|k|vale|claro|correcto|perfecto|exacto|exactamente|genial|bien|bueno|listo|confirmo|confirmado|confirmar|acepto|aceptado|procede|proceda|procedan|dale|venga|va|sale|hecho|excelente|cierto|adelante|conforme|estupendo|fenomenal|orale|andale|obvio|obviamente|tira|hacelo|hacedlo|hagale|hagalo|hazlo|barbaro|joya|chevere|bacano|perfe',
  ),
  yes_opening: opening(
    's|sii+|sip|sep|simon|sips|yes|si$|si(?= (?:por|claro|gracias|muchas|quiero|quisiera|adelante|confirmo|esta|es|correcto|señor|senor|senora|porfa|exacto|exactamente|pero|excepto|menos|salvo|solo|y|hazlo|hagalo|eso|asi|todo|dale|vale|ok|perfecto|procede|proceda|acepto|de|ya|muy|mi|la|el|me|lo|si|necesito|puede|puedes|cancele|cancela|ahi|alla|esa|ese|esos|esas|ambos|ambas|todos|todas|justo|tambien|tb|esto|estos|perfecta|correcta|gracia|porfi|porfis|hombre|mujer|venga|anda|si|hagan|haganlo|por favor|\\w{2,}(?:l[oea]s?|me)$)(?: |$))',
    'claro(?: que si)?(?! que no)$|claro que si|por supuesto(?! que no)|desde luego(?! que no)|como no$|de acuerdo|sin duda|seguro$|sin problema|(?:no veo )?por que no$|de una$|con (?:mucho )?gusto|encantad[oa]$|me parece (?:bien|perfecto|correcto|genial)|esta (?:muy )?(?:bien|perfecto|correcto|todo bien)$|asi es|eso es$|(?:eso |todo )?(?:es|esta) (?:correcto|cierto|verdad|perfecto|bien)|es correcto|afirmativo|efectivamente|en efecto|tal cual|ya (?:esta|quedo) (?:resuelto|solucionado|arreglado)|(?:esta )?(?:resuelto|solucionado)$',
    '(?:por favor )?(?:adelante|hazlo|hagalo|haganlo|procede|proceda|procedan|continue|continua|siga|sigue)|(?:lo )?confirmo|estoy (?:de acuerdo|conforme|segur[oa]$)|acepto|no hay (?:ningun )?problema$|ningun problema$|vale|dale|venga',
    '👍.?|👌.?|✅|✔|☑|💯|🆗',
  ),
  firm_yes: opening(
    '(?:ok |vale |pues |ah |bueno |claro |que )*(?:s|si|sii+|sip|sep|simon|sips)(?! (?:es|me|te|se|le|no|lo|la|eso|esta|llega|tarda|hay|puede|puedo))|(?:vale |ok |si |por favor |pues )*(?:adelante|hazlo|hagalo|haganlo|hacelo|hagale|procede|proceda|procedan|dale|confirmo|confirmado|acepto|de acuerdo|conforme)|👍.?|👌.?|✅|✔',
  ),
  no_opening: opening(
    'n|nop|nope|noo+|no$|no(?= (?:gracias|muchas|por|señor|senor|senora|no|para|eso|ese|esa|esos|esas|este|esta|es|el|la|los|las|mejor|mi|pero|ya|todavia|aun|cancele|cancela|lo|yo|nada|espera|espere|perdon)(?: |$))',
    'todavia no|aun no|para nada|de ninguna manera|en absoluto|jamas|nunca|negativo|tampoco|mejor no|claro que no|por supuesto que no|desde luego que no|creo que no|ahora no|no (?:quiero (?:eso|esto)|quiero$|estoy de acuerdo|acepto|confirmo|es (?:correcto|cierto|asi|verdad|eso)|esta (?:bien|correcto)|hagas|haga|hagan|lo (?:hagas|haga|quiero|canceles|cancele)|funciona|sirvio|me sirve|se (?:ha )?(?:resuelto|resolvio|soluciono))|(?:eso |esto )?(?:no es|es in)correcto|(?:eso |esto )?(?:esta|es) (?:mal|erroneo|equivocado)|eso no|incorrecto|sigue (?:sin|igual)|(?:eso )?no es correcto',
    '👎.?|❌|🚫|✖',
  ),
  not_no: opening(
    'no (?:hay|pasa nada|importa|se preocupe|te preocupes|lo se|la se|se$|me acuerdo|recuerdo|tengo (?:ni )?idea|estoy segur[oa])',
  ),
  contrast: anywhere(
    'pero|excepto|menos|salvo|solo|solamente|sin embargo|aunque|sin|en lugar|en vez|no (?:el|la|los|las)|a excepcion|(?:y|o|bueno|mejor) no|(?<!(?:como|que) )no$',
  ),
  correction: anywhere(
    'quise decir|queria decir|me refer(?:ia|i|iero)|quiero decir|(?:me )?(?:he )?equivo(?:que|cado|caba)(?! y pedi)|en realidad(?= .)|mas bien|digo$|^digo|rectifico|correccion|error mio|fue un error mio|mi error',
    '^(?:(?:perdon|perdona|disculpa|disculpe|lo siento|ay|oh|no|es|era|el|la|ese|esa|eso es) )*(?:\\w+ )?(?:equivocad[oa]|incorrect[oa]|erronea?)$|^(?:no )?(?:eso|esto|ese|esa) (?:no (?:es|era)|esta mal|es incorrecto|es erroneo)|(?:le|te|les|os) (?:di|dije|puse|envie|mande) (?:mal|el|la|un|una) (?:\\w+ )?(?:mal|equivocad[oa]|incorrect[oa]|otr[oa])',
    '(?:no es|eso no es) lo que (?:dije|pedi$|quise|quiero|queria)|(?:me )?(?:ha |han )?entendi(?:do|o|ste|eron) mal|no me (?:ha |has )?entendi|(?:deberia|debe|tiene que) ser|ya (?:le|te) dije|(?:ese|esa|eso|este|esta) no(?: |$)',
  ),
  correction_with_no: anywhere(
    '(?:el|la|los|las) otr[oa]s?|otr[oa]|es(?:e|a|o) no|equivocad[oa]|incorrecto|mal$|en vez|en lugar|el (?:primero|segundo|tercero|ultimo)|la (?:primera|segunda|tercera|ultima)|es (?:el|la|mi)|quiero (?:el|la)',
  ),
  never_mind: anywhere(
    'olvid(?:alo|elo|ate|ese|a(?: eso)?$|e(?: eso)?$)|olvidemos(?:lo)?|dej(?:alo|elo|emoslo|alos|elos)(?: (?:asi|estar|como esta))?|(?:ya )?no importa|da igual|ya no (?:hace falta|es necesario|lo necesito hacer)|no hace falta$|no (?:es|sera) necesario|ya no quiero (?:hacerlo|seguir|continuar)|^(?:para|pare|alto|detente|mejor no|cancela(?:r)? (?:esta|la) (?:solicitud|conversacion))$|no te preocupes|no se preocupe',
    'no (?:me )?(?:cancel|anul|devuelv|devolv|cambi|hag|mand|envi|reembols|toqu)\\w* nada$',
  ),
  change_of_mind: anywhere(
    '(?:he )?cambi(?:e|ado) de (?:opinion|idea|parecer)|me l[oa]s? quedo|pensandolo (?:bien|mejor)|mejor (?:me )?l[oa] (?:dejo|quedo|conservo)|al final (?:me )?(?:l[oa]s?|nos l[oa]s?) (?:quedo|quedamos|quiero|queremos)',
  ),
  reason: anywhere('porque|ya que|puesto que|devolver|devolucion|reembolso|cambiar(?:lo|la)?|cancelar'),
  person: anywhere(
    `(?:hablar|chatear|comunicarme|contactar|conversar|habl[eo]) ${WITH} ${ARTICLE}(?:\\w+ )?${ANY_TARGET}`,
    `(?:pas[aeo]|paseme|pasame|pasenme|comuniqueme|comunicame|conecteme|conectame|transfiera|transfierame|transfiereme|ponme|pongame|derive|deriveme) (?:me )?${WITH} ${ARTICLE}(?:\\w+ )?${ANY_TARGET}`,
    `(?:quiero|necesito|quisiera|prefiero|exijo|hay|deme|dame|llame|llama a|busco) ${ARTICLE}${STRONG_TARGET}`,
    `(?:atiend(?:a|e|an)|atender|ayud(?:e|ar)|respond(?:a|er)) (?:me )?(?:una? )?(?:persona|alguien|humano|agente)(?: (?:real|de verdad|humano|humana))?`,
    'que (?:me |nos )?(?:llame|escriba|conteste|responda|ayude|atienda) (?:alguien|una persona|un agente|un humano)',
    '(?:puede|podria|pueden) (?:llamarme|ayudarme|atenderme|contestarme) (?:alguien|una persona|un agente|un humano)',
    `(?:persona|alguien) (?:real|de verdad|humana?)|no (?:quiero|me gusta)(?: (?:hablar|chatear|tratar))?(?: con)? (?:una?|el|la|este|esta|ningun)? ?(?:robot|bot|maquina|chatbot|ia)`,
  ),
  not_person: anywhere(
    '(?:no (?:quiero|necesito|hace falta)) (?:hablar|que me pase|una?)(?! con (?:una?|el|la|este|esta) (?:robot|bot|maquina|chatbot|ia))|hable|he hablado|ya hable',
  ),
  person_alone: whole(
    '(?:una? |el |la |su )?(?:humano|ser humano|agente(?: humano)?|representante|supervisora?|gerente|operador[a]?|asesora?|persona(?: real| humana)?|atencion al cliente|servicio al cliente|encargad[oa])',
  ),
  thanks: anywhere('gracias|mil gracias|(?:se lo |te lo |lo )?agradezco|agradecid[oa]|🙏.?'),
  greeting: opening(
    'hola|holi|buen(?:os|as)? (?:dias?|tardes|noches)|buenas|saludos|estimad[oa]s?|que tal|👋.?',
  ),
  goodbye: anywhere(
    'adios|hasta (?:luego|pronto|mañana|manana|la vista)|chao|chau|nos vemos|(?:que )?(?:tenga|ten|tengas|pase|pases|tengan)(?: usted)? (?:un|una) (?:buen|buena|feliz|lindo|linda|excelente) (?:dia|tarde|noche|semana|fin)|buen dia$|cuidese|cuidate',
  ),
  anger: anywhere(
    'ridiculo|inaceptable|indignante|vergonzoso|vergüenza|verguenza|intolerable|inutil(?:es)?|incompetentes?|asqueroso|pesim[oa]|patetico|lamentable|estafa(?:dores)?|ladrones|una burla|un desastre|tomadura de pelo',
    'hart[oa]s?(?: de)?|furios[oa]|indignad[oa]|(?:muy|estoy) (?:enfadad[oa]|molest[oa]|enojad[oa]|cabread[oa])|cabread[oa]|se me acabo la paciencia|perdiendo la paciencia|ya basta|basta ya|el colmo',
    'mierda|joder|carajo|coño|cono|puta|puto|cabron(?:es)?|idiotas?|estupid[oa]s?|imbecil(?:es)?|maldit[oa]|demonios|diablos|gilipollas|pendej[oa]s?',
    '(?:la )?(?:segunda|tercera|cuarta|quinta|enesima|decima) vez que|cuantas veces|(?:mil|dos|tres|cuatro|muchas|varias) veces (?:que )?(?:se |os |les |lo )?(?:he )?(?:dicho|pedido|escrito|escribo|digo)|(?:lo )?he (?:dicho|pedido|escrito) (?:ya )?(?:mil|dos|tres|cuatro|muchas|varias) veces|nunca mas|peor (?:servicio|tienda|empresa|experiencia)|(?:me estan|os estais|se estan) (?:burlando|riendo)|mi abogado|denunciar|😡|🤬|😠|💢',
  ),
  dont_know: anywhere(
    'no (?:lo |la |los |me )?se(?: (?:la verdad|exactamente|bien|cual|el numero))?$|no (?:lo |la )?se (?:cual|que|si)|no (?:tengo )?(?:ni )?idea|ni idea|no (?:me acuerdo|lo recuerdo|la recuerdo|recuerdo)|no estoy (?:muy )?segur[oa]|se me (?:ha )?olvid(?:o|ado)|no (?:lo|la) tengo(?: (?:a mano|aqui|conmigo))?$|ni (?:me acuerdo|recuerdo)|quien sabe|🤷.?',
  ),
  all_of_them: anywhere(
    'tod[oa]s(?: (?:ell[oa]s|los (?:articulos|productos|items)|las (?:cosas|piezas)))?$|tod[oa]s (?:ell[oa]s|los (?:articulos|productos|items)|las (?:cosas|piezas))|^todo(?: por favor)?$|todo el (?:pedido|paquete|conjunto|lote|envio)|toda la (?:orden|compra)|(?:el pedido|la orden|la compra) (?:complet[oa]|enter[oa])|amb[oa]s|l[oa]s (?:dos|tres|cuatro|cinco)|cada un[oa]',
  ),
  not_all: anywhere('no tod[oa]s?|eso es todo|es todo|seria todo'),
  nothing_else: anywhere(
    '^(?:(?:no|pues|y|ya|ok|vale|gracias|hoy|de momento|por ahora) )*nada(?: mas)?(?: por (?:ahora|el momento|hoy))?(?: gracias| muchas gracias)?$|nada mas|(?:eso |esto )?(?:es|seria|era) todo|(?:ya )?esta (?:todo|listo)$|ya esta$|por (?:ahora|el momento) (?:es todo|nada|no)|no (?:necesito|quiero) (?:nada|mas)(?: mas)?$|todo (?:bien|listo|resuelto)$',
  ),
  thats_it: whole('ya|eso'),
  request: opening(
    '(?:(?:y|pues|ok|entonces|tambien|hola|por|favor) )*(?:me )?(?:puede[ns]?|podria[ns]?|podeis|quiere[ns]?|puedo|podria|seria posible|es posible|se puede|te importaria|le importaria)',
  ),
  request_to_tell: anywhere(
    '(?:decir|decirme|diga|digame|dime|explicar|explicarme|informar|informarme|saber|confirmar|confirmarme|indicar|indicarme) (?:cuando|donde|por que|como|que|cual|quien|si|cuanto)',
  ),
  exclamation: whole(
    '(?:ay |oye |pero )?(?:en serio|de verdad|de veras|no me digas|que|como|perdon|eh|(?:lo )?(?:dices|dice|decis) en serio|estas de broma|estais de broma)',
  ),
  question_opening: opening(
    '(?:(?:y|pues|ok|entonces|tambien|hola|pero|bueno|oye|disculpe|perdon) )*(?:cuando (?:llega|llegara|va|voy|me|sera|es|estara|sale|podre|recibire|recibo)|(?:a |de |en )?donde(?! compre)|por que|como (?:puedo|hago|se|es|esta|va|funciona|devuelvo|cambio|cancelo|me)|cuant[oa]s?|cual(?:es)?|quien(?:es)?|que (?:pasa|paso|hago|significa|es|tengo|debo|hay|tal|diferencia|talla|tipo)|hay (?:alg|una?)|tengo que|debo|es (?:posible|verdad|cierto|gratis))',
  ),
  question_part: opening(
    '(?:(?:y|pero|entonces|ok|a ver) )*(?:cuant[oa]s?|cuando (?:me|se|lo|la|llega|va|sera|es|tengo)|(?:a |de |en )?donde (?:esta|va|lo|la|se|tengo)|que (?:pasa|hay de|hago)|cual(?:es)? (?:es|son|de))',
  ),
  hold: anywhere(
    '(?:espera|espere|esperad|esperen|esperate|esperese|aguanta|aguarda|aguarde|para|alto)(?! (?:nada|mi|que llegue|a que|el|la|mi|que me|una?|los|las|mas|el|ella|otro|otra|cambiar|devolver|cancelar))|(?:un|dame un|deme un|solo un) (?:momento|segundo|minuto|momentito|ratito|seg)|(?:todavia|aun|ahora|hasta que|antes de|mientras) no|no (?:todavia|aun|ahora|hasta|antes|tan rapido)|(?:dejame|dejeme|dejadme|tengo que|voy a|quiero|deja que|dejame que) (?:lo |la )?(?:pensar(?:lo|melo)?|ver(?:lo)?|mirar(?:lo)?|consultar(?:lo)?|preguntar(?:le|lo)?|hablar(?:lo)?|comprobar(?:lo)?|medir(?:lo)?|pienso|piense|mire|miro|consulto|consulte)|que lo (?:miro|pienso|consulto|compruebo)|(?:luego|despues|mañana|manana|ya) (?:te|le|os|les) (?:digo|confirmo|aviso|cuento)|lo (?:pienso|consulto|miro)',
  ),
  condition: anywhere(
    'antes (?:de(?: nada| que)?|dime|digame|quiero|necesito)|primero(?! de todo)|despues de que|cuando (?:me|sepa|tenga|vea|pueda)|solo (?:si|cuando)|a menos que|siempre (?:que|y cuando)|con tal de|a condicion|depende|por si|en caso de|mañana|manana|mas tarde|luego|la semana que viene|salvo que|excepto si|si (?:es|no|me|se|lo|la|te|esta|llega|tarda|hay|puede|puedo|va|sale|cuesta|tengo|tiene|cobr\\w+|da)(?! (?:acuerdo|favor))',
  ),
  polite: anywhere(
    'si (?:es|fuera) (?:posible|tan amable)|si (?:no )?(?:te|le|os|les) (?:importa|parece(?: bien)?|molesta)|si (?:puede|puedes|podeis|pueden|no es molestia)|si no es (?:molestia|mucho pedir)|^si (?:es (?:correcto|cierto|verdad|esa|ese|asi|el|la|mi|eso|esta|todo)|me (?:parece|vale|sirve|gusta|va)|lo (?:confirmo|quiero|acepto)|la (?:confirmo|quiero)|esta (?:bien|correcto|perfecto|todo|claro)|te lo (?:confirmo|agradezco))',
  ),
  unsolved: anywhere(
    '(?:sigo|seguimos|sigue|siguen) (?:sin|esperando|igual|igual de|con)|(?:todavia|aun) (?:no|nada|sin)|no (?:me |nos |se )?(?:ha |han )?(?:llego|llegado|aparece|aparecido|sirve|ayuda|aclara|resuelve|vale|visto|recibi|recibido)|(?:sin|ni rastro de) (?:noticias|respuesta|solucion)|(?:es|ya es) (?:demasiado )?tarde|lo (?:necesito|necesitaba|queria) (?:hoy|ya|ahora|para)',
  ),
};
