/** What the help centre's pages say around the articles. */
export type HelpWords = {
  title: string;
  intro: string;
  search: string;
  placeholder: string;
  go: string;
  results: (count: number, asked: string) => string;
  /** Told to who cannot see the list that opens. */
  found: (count: number) => string;
  nothing: (asked: string) => string;
  /** Over what comes nearest, where nothing was found. */
  nearest: (asked: string) => string;
  unreachable: string;
  most_read: string;
  others: string;
  contents: string;
  related: string;
  still: string;
  still_note: string;
  chat: string;
  languages: string;
  where: string;
  back: string;
  skip: string;
  helped: string;
  yes: string;
  no: string;
  said_yes: string;
  said_no: string;
  comment: string;
  comment_note: string;
  send: string;
  kept: string;
  take_back: string;
  missing: string;
  missing_note: string;
  printed: string;
};

const ENGLISH: HelpWords = {
  title: 'How can we help?',
  intro: 'Search, or choose what it is about.',
  search: 'Search the articles',
  placeholder: 'How long do I have to return something?',
  go: 'Search',
  results: (count, asked) => `${count} ${count === 1 ? 'answer' : 'answers'} to “${asked}”`,
  found: (count) =>
    count === 0
      ? 'No answers. Enter asks the whole page.'
      : `${count} ${count === 1 ? 'answer' : 'answers'}, choose with the arrow keys.`,
  nearest: (asked) => `No article says just that of “${asked}”. Perhaps one of these helps`,
  nothing: (asked) => `No article speaks of “${asked}”. Try other words, or ask us in the chat.`,
  unreachable: 'Suggestions cannot be reached just now. Enter searches all the same.',
  most_read: 'Most read',
  others: 'More articles',
  contents: 'On this page',
  related: 'More articles',
  still: 'Still need help?',
  still_note: 'The chat is told what you have read and searched here, so you need not.',
  chat: 'Open the chat',
  languages: 'Languages',
  where: 'You are here',
  back: 'Help',
  skip: 'Skip to the content',
  helped: 'Did this help?',
  yes: 'Yes',
  no: 'No',
  said_yes: 'You said that this helped. Thank you.',
  said_no: 'You said that this did not help. Thank you for telling us.',
  comment: 'What should be better? (optional)',
  comment_note: 'Please write no names, addresses or card numbers.',
  send: 'Send',
  kept: 'Your words are kept with it.',
  take_back: 'Take it back',
  missing: 'There is no such page',
  missing_note: 'It may have moved. A search finds what is there.',
  printed: 'From',
};

const SPANISH: HelpWords = {
  title: '¿En qué podemos ayudarte?',
  intro: 'Busca, o elige de qué se trata.',
  search: 'Buscar en los artículos',
  placeholder: '¿Cuánto tiempo tengo para devolver algo?',
  go: 'Buscar',
  results: (count, asked) => `${count} ${count === 1 ? 'respuesta' : 'respuestas'} a «${asked}»`,
  found: (count) =>
    count === 0
      ? 'Ninguna respuesta. Con Intro se busca en toda la página.'
      : `${count} ${count === 1 ? 'respuesta' : 'respuestas'}, elige con las flechas.`,
  nearest: (asked) => `Ningún artículo dice justo eso de «${asked}». Quizá ayude uno de estos`,
  nothing: (asked) =>
    `Ningún artículo habla de «${asked}». Prueba con otras palabras o pregúntanos en el chat.`,
  unreachable: 'Ahora no se puede llegar a las sugerencias. Con Intro se busca igualmente.',
  most_read: 'Lo más leído',
  others: 'Más artículos',
  contents: 'En esta página',
  related: 'Más artículos',
  still: '¿Aún necesitas ayuda?',
  still_note: 'Al chat se le dice qué has leído y buscado aquí: no hace falta que lo cuentes.',
  chat: 'Abrir el chat',
  languages: 'Idiomas',
  where: 'Estás aquí',
  back: 'Ayuda',
  skip: 'Ir al contenido',
  helped: '¿Te ha servido?',
  yes: 'Sí',
  no: 'No',
  said_yes: 'Has dicho que te ha servido. Gracias.',
  said_no: 'Has dicho que no te ha servido. Gracias por decirlo.',
  comment: '¿Qué debería mejorar? (opcional)',
  comment_note: 'Por favor, no escribas nombres, direcciones ni números de tarjeta.',
  send: 'Enviar',
  kept: 'Tus palabras quedan guardadas.',
  take_back: 'Retirarlo',
  missing: 'Esta página no existe',
  missing_note: 'Puede haberse movido. Una búsqueda encuentra lo que hay.',
  printed: 'De',
};

/** The words of a language; English where the pages have none of their own. */
export function helpWords(language: string): HelpWords {
  return language.startsWith('es') ? SPANISH : ENGLISH;
}
