import type { Language } from './times.ts';

/** The chat's own words in one language; what the assistant says comes from the playbook. */
export type Phrases = {
  title: string;
  says_what_it_is: string;
  says_person: string;
  person: string;
  /** What is sent as the buyer's words. */
  person_wish: string;
  person_here(name: string, house: string | null): string;
  person_awaited: string;
  person_by(by: string): string;
  promised(by: string): string;
  promise_late(by: string): string;
  new_conversation: string;
  new_question: string;
  new_explained: string;
  new_yes: string;
  new_no: string;
  log: string;
  from: { buyer: string; assistant: string; person: string };
  /** The link to the article that an answer is from. */
  whole_article: string;
  write: string;
  write_hint: string;
  send: string;
  attach: string;
  sending: string;
  unsent: string;
  try_again: string;
  take_back: string;
  refused: string;
  offline: string;
  working: string;
  writing: string;
  starting: string;
  failed: string;
  failed_next: string;
  gone: string;
  gone_next: string;
  token_refused: string;
  token_refused_next: string;
  ended: string;
  more_below: string;
  too_long(limit: number): string;
  answers: string;
  reference: string;
  print: string;
  save: string;
  close: string;
  fresh(count: number): string;
  earlier: string;
  earlier_none: string;
  earlier_failed: string;
  earlier_now: string;
  earlier_open: string;
  earlier_finished: string;
  untitled: string;
  back: string;
  was: string;
  becomes: string;
};

const EN: Phrases = {
  title: 'Help with your order',
  says_what_it_is: 'You are writing with an assistant, a machine.',
  says_person: 'You are writing with a person.',
  person: 'Talk to a person',
  person_wish: 'I want to talk to a person, please.',
  person_here: (name, house) => `${name}${house === null ? '' : ` of ${house}`} is here and answers you.`,
  person_awaited: 'Your question waits for a person.',
  person_by: (by) => `answers by ${by}`,
  promised: (by) => `A person answers by ${by}.`,
  promise_late: (by) => `A person was to answer by ${by}. That is late. Your question is still open.`,
  new_conversation: 'New conversation',
  new_question: 'Begin a new conversation?',
  new_explained: 'What was said here stays with the shop. This page will no longer show it.',
  new_yes: 'Begin a new one',
  new_no: 'Stay here',
  log: 'Conversation',
  from: { buyer: 'You', assistant: 'Assistant', person: 'Person' },
  whole_article: 'Read the whole article',
  write: 'Your message',
  write_hint: 'Write in your own words',
  send: 'Send',
  attach: 'Attach pictures or PDF',
  sending: 'Sending',
  unsent: 'Not sent yet. It is kept here and tried again.',
  try_again: 'Try again now',
  take_back: 'Back to editing',
  refused: 'This was not accepted.',
  offline: 'No connection. Nothing is lost; it goes on by itself.',
  working: 'The assistant is working on it',
  writing: 'A person is writing …',
  starting: 'One moment, the conversation is being opened',
  failed: 'The conversation could not be opened. Nothing was lost.',
  failed_next: 'Try again',
  gone: 'This conversation is no longer available here.',
  gone_next: 'Begin a new conversation',
  token_refused: 'Your sign-in at the shop has run out.',
  token_refused_next: 'Go on without signing in',
  ended: 'This conversation is finished. If something is still open, just write.',
  more_below: 'New messages below',
  too_long: (limit) => `A message can have ${limit} characters. Please send this in two parts.`,
  answers: 'Answers to choose from',
  reference: 'Reference',
  print: 'Print',
  save: 'Save',
  close: 'Close the chat',
  fresh: (count) => (count === 1 ? '1 new message' : `${count} new messages`),
  earlier: 'Earlier conversations',
  earlier_none: 'Here you will find what we have talked about. There is nothing yet.',
  earlier_failed: 'The earlier conversations cannot be shown now. Nothing was lost.',
  earlier_now: 'on the screen now',
  earlier_open: 'open',
  earlier_finished: 'finished',
  untitled: 'A question',
  back: 'Back to the conversation',
  was: 'now:',
  becomes: 'new:',
};

const ES: Phrases = {
  title: 'Ayuda con tu pedido',
  says_what_it_is: 'Escribes con un asistente, una máquina.',
  says_person: 'Estás escribiendo con una persona.',
  person: 'Hablar con una persona',
  person_wish: 'Quiero hablar con una persona, por favor.',
  person_here: (name, house) => `${name}${house === null ? '' : `, de ${house},`} está aquí y te responde.`,
  person_awaited: 'Tu consulta espera a una persona.',
  person_by: (by) => `responde antes de: ${by}`,
  promised: (by) => `Una persona responde antes de: ${by}.`,
  promise_late: (by) =>
    `Una persona debía responder antes de: ${by}. Va con retraso. Tu pregunta sigue abierta.`,
  new_conversation: 'Nueva conversación',
  new_question: '¿Empezar una conversación nueva?',
  new_explained: 'Lo dicho aquí queda en la tienda. Esta página ya no lo mostrará.',
  new_yes: 'Empezar otra',
  new_no: 'Seguir aquí',
  log: 'Conversación',
  from: { buyer: 'Tú', assistant: 'Asistente', person: 'Persona' },
  whole_article: 'Leer el artículo entero',
  write: 'Tu mensaje',
  write_hint: 'Escribe con tus palabras',
  send: 'Enviar',
  attach: 'Adjuntar fotos o PDF',
  sending: 'Enviando',
  unsent: 'Aún no enviado. Se guarda aquí y se intenta de nuevo.',
  try_again: 'Intentar ahora',
  take_back: 'Volver a editar',
  refused: 'Esto no fue aceptado.',
  offline: 'Sin conexión. No se pierde nada; sigue por sí solo.',
  working: 'El asistente está en ello',
  writing: 'Una persona está escribiendo …',
  starting: 'Un momento, se abre la conversación',
  failed: 'No se pudo abrir la conversación. No se ha perdido nada.',
  failed_next: 'Intentar de nuevo',
  gone: 'Esta conversación ya no está disponible aquí.',
  gone_next: 'Empezar una conversación nueva',
  token_refused: 'Tu sesión en la tienda ha caducado.',
  token_refused_next: 'Seguir sin iniciar sesión',
  ended: 'Esta conversación ha terminado. Si queda algo pendiente, escribe sin más.',
  more_below: 'Mensajes nuevos abajo',
  too_long: (limit) => `Un mensaje puede tener ${limit} caracteres. Envíalo en dos partes, por favor.`,
  answers: 'Respuestas para elegir',
  reference: 'Referencia',
  print: 'Imprimir',
  save: 'Guardar',
  close: 'Cerrar el chat',
  fresh: (count) => (count === 1 ? '1 mensaje nuevo' : `${count} mensajes nuevos`),
  earlier: 'Conversaciones anteriores',
  earlier_none: 'Aquí encontrarás lo que hemos hablado. Aún no hay nada.',
  earlier_failed: 'Ahora no se pueden mostrar las conversaciones anteriores. No se ha perdido nada.',
  earlier_now: 'ahora en pantalla',
  earlier_open: 'abierta',
  earlier_finished: 'terminada',
  untitled: 'Una pregunta',
  back: 'Volver a la conversación',
  was: 'ahora:',
  becomes: 'nuevo:',
};

/** Put in by the build where a page speaks one language: a shop's page needs not carry the other. */
declare const ONLY_LANGUAGE: Language | undefined;

/** The chat's own words by language. */
export const PHRASES: { [L in Language]: Phrases } =
  typeof ONLY_LANGUAGE === 'undefined'
    ? { en: EN, es: ES }
    : ONLY_LANGUAGE === 'es'
      ? { en: ES, es: ES }
      : { en: EN, es: EN };
