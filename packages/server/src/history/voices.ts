/** What a buyer may want to talk about in the demo's history. */
export type Wish =
  | 'cancel_order'
  | 'change_order_items'
  | 'return_items'
  | 'exchange_items'
  | 'report_problem'
  | 'never_arrived'
  | 'withdraw'
  | 'order_status'
  | 'late'
  | 'refund_state'
  | 'product_question'
  | 'warranty'
  | 'complaint'
  | 'person'
  | 'unclear';

type Spoken = { en: readonly string[]; es: readonly string[] };

/** How buyers begin; `{item}` is the first article of the order, `{order}` its number. */
export const OPENINGS: { readonly [W in Wish]: Spoken } = {
  cancel_order: {
    en: [
      'please cancel order {order}',
      'I ordered the {item} by mistake, can you cancel it',
      'cancel my order pls',
    ],
    es: [
      'cancela el pedido {order} por favor',
      'he pedido el {item} sin querer, se puede anular?',
      'quiero cancelar mi pedido',
    ],
  },
  change_order_items: {
    en: [
      'can I have the {item} in another version',
      'I picked the wrong option for the {item}, change it please',
    ],
    es: ['puedo cambiar el {item} por otro modelo', 'me equivoqué de opción con el {item}, cámbialo'],
  },
  return_items: {
    en: [
      'I want to return the {item}',
      'the {item} is not what i hoped for, how do i send it back',
      'return please, order {order}',
    ],
    es: [
      'quiero devolver el {item}',
      'el {item} no me convence, cómo lo devuelvo',
      'una devolución del pedido {order}',
    ],
  },
  exchange_items: {
    en: ['I would like to exchange the {item}', 'can i swap the {item} for another one'],
    es: ['quiero cambiar el {item} por otro', 'me gustaría un cambio, el {item} no es el que quería'],
  },
  report_problem: {
    en: [
      'the {item} arrived broken',
      'my {item} came damaged',
      'there is something wrong with the {item} I got',
    ],
    es: [
      'el {item} ha llegado roto',
      'me ha llegado el {item} dañado',
      'hay un problema con el {item} que recibí',
    ],
  },
  never_arrived: {
    en: [
      'order {order} never arrived',
      'it has been days and my {item} is still not here',
      'my parcel is lost i think',
    ],
    es: [
      'el pedido {order} no ha llegado nunca',
      'llevo días esperando el {item}',
      'creo que mi paquete se ha perdido',
    ],
  },
  withdraw: {
    en: ['I withdraw from the contract for order {order}', 'I want to use my right of withdrawal'],
    es: ['quiero desistir del pedido {order}', 'quiero ejercer mi derecho de desistimiento'],
  },
  order_status: {
    en: ['where is my order', 'when does the {item} arrive?', 'wheres my parcel', 'any news about {order}?'],
    es: [
      'dónde está mi pedido',
      'cuándo llega el {item}?',
      'donde esta mi paquete',
      'hay novedades del {order}?',
    ],
  },
  late: {
    en: [
      'my {item} should have been here already, where is it??',
      'the parcel is late. what is going on with {order}',
    ],
    es: [
      'el {item} ya tenía que estar aquí, dónde está??',
      'el paquete va con retraso, qué pasa con {order}',
    ],
  },
  refund_state: {
    en: ['where is my refund', 'I have not got my money back for {order} yet'],
    es: ['dónde está mi reembolso', 'todavía no me han devuelto el dinero de {order}'],
  },
  product_question: {
    en: ['does the {item} come in other colours', 'I have a question about the {item}'],
    es: ['el {item} viene en otros colores?', 'tengo una pregunta sobre el {item}'],
  },
  warranty: {
    en: ['how long is the warranty on the {item}', 'is the {item} still under guarantee'],
    es: ['cuánta garantía tiene el {item}', 'el {item} sigue en garantía?'],
  },
  complaint: {
    en: ['I want to make a complaint', 'this is the second time something goes wrong, I am not happy at all'],
    es: ['quiero poner una reclamación', 'es la segunda vez que algo sale mal, no estoy nada contento'],
  },
  person: {
    en: ['can I talk to a person', 'I need to speak with someone about {order}'],
    es: ['puedo hablar con una persona', 'necesito hablar con alguien sobre {order}'],
  },
  unclear: {
    en: ['hi', 'hello are you there', 'I have a problem', '?'],
    es: ['hola', 'buenas', 'tengo un problema', '?'],
  },
};

/** Short answers. */
export const ANSWERS = {
  yes: { en: ['yes', 'yes please', 'ok do it', 'yep'], es: ['sí', 'sí, por favor', 'vale, adelante', 'ok'] },
  solved: { en: ['yes', 'yes thanks', 'yep, all clear'], es: ['sí', 'sí, gracias', 'sí, todo claro'] },
  no: {
    en: ['no', 'not really', 'no, still not clear'],
    es: ['no', 'la verdad es que no', 'no, sigue sin estar claro'],
  },
  nothing: {
    en: ["no that's all, thanks", 'no thanks', "that's it"],
    es: ['no, eso es todo, gracias', 'nada más', 'no gracias'],
  },
  thanks: {
    en: ['thank you', 'great, thanks a lot', 'ok thanks'],
    es: ['gracias', 'perfecto, muchas gracias', 'vale, gracias'],
  },
  person: { en: ['a person please'], es: ['una persona, por favor'] },
} as const satisfies { [name: string]: Spoken };

/** What the people who answer write; `{name}` is the buyer's first name. */
export const AGENT_WORDS: Spoken = {
  en: [
    'Hello {name}, I have looked into order {order} with the carrier. I will write to you again tomorrow with the result.',
    'Hello {name}, thank you for waiting. I have noted it on order {order}, and you will hear from us by e-mail today.',
    'Hello {name}, I am sorry for the trouble. We put it right on our side; nothing more is needed from you.',
    'Hello {name}, I have read everything above. For {item} we can offer you a replacement or the money back, whichever you prefer.',
  ],
  es: [
    'Hola {name}, he mirado el pedido {order} con el transportista. Mañana te escribo con el resultado.',
    'Hola {name}, gracias por esperar. Lo he anotado en el pedido {order} y hoy te escribimos por correo.',
    'Hola {name}, siento las molestias. Lo arreglamos por nuestra parte; no hace falta que hagas nada más.',
    'Hola {name}, he leído todo lo anterior. Con {item} podemos enviarte otro o devolverte el dinero, lo que prefieras.',
  ],
};

/** What buyers write when the answer was not enough. */
export const AGAIN: Spoken = {
  en: [
    'Thank you. And until when do I have to wait for that?',
    'That is not quite it: I would rather have the money back. Is that possible?',
    'Which e-mail do you mean? Nothing has come so far.',
  ],
  es: [
    'Gracias. ¿Y hasta cuándo tengo que esperar?',
    'No es eso exactamente: prefiero que me devolváis el dinero. ¿Puede ser?',
    '¿A qué correo te refieres? Todavía no me ha llegado nada.',
  ],
};

/** What people of a shop tell those of the marketplace when they pass a conversation on. */
export const PASSED: Spoken = {
  en: [
    'The carrier says delivered, the buyer says not. We have no proof of delivery; please decide.',
    'The buyer asks for more than we may give. I have offered a replacement.',
  ],
  es: [
    'El transportista dice entregado y el cliente dice que no. No tenemos justificante; decidid, por favor.',
    'El cliente pide más de lo que podemos dar. He ofrecido otro igual.',
  ],
};
