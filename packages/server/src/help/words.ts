/** What the help centre's pages say around the articles. */
export type HelpWords = {
  title: string;
  search: string;
  placeholder: string;
  go: string;
  results: (count: number, asked: string) => string;
  nothing: (asked: string) => string;
  all: string;
  contents: string;
  related: string;
  still: string;
  chat: string;
  languages: string;
  where: string;
  back: string;
};

const ENGLISH: HelpWords = {
  title: 'Help',
  search: 'Search the articles',
  placeholder: 'How long do I have to return something?',
  go: 'Search',
  results: (count, asked) => `${count} ${count === 1 ? 'answer' : 'answers'} to “${asked}”`,
  nothing: (asked) => `No article speaks of “${asked}”. Try other words, or ask us in the chat.`,
  all: 'All articles',
  contents: 'On this page',
  related: 'More articles',
  still: 'Still need help?',
  chat: 'Open the chat',
  languages: 'Languages',
  where: 'You are here',
  back: 'Help',
};

const SPANISH: HelpWords = {
  title: 'Ayuda',
  search: 'Buscar en los artículos',
  placeholder: '¿Cuánto tiempo tengo para devolver algo?',
  go: 'Buscar',
  results: (count, asked) => `${count} ${count === 1 ? 'respuesta' : 'respuestas'} a «${asked}»`,
  nothing: (asked) =>
    `Ningún artículo habla de «${asked}». Prueba con otras palabras o pregúntanos en el chat.`,
  all: 'Todos los artículos',
  contents: 'En esta página',
  related: 'Más artículos',
  still: '¿Aún necesitas ayuda?',
  chat: 'Abrir el chat',
  languages: 'Idiomas',
  where: 'Estás aquí',
  back: 'Ayuda',
};

/** The words of a language; English where the pages have none of their own. */
export function helpWords(language: string): HelpWords {
  return language.startsWith('es') ? SPANISH : ENGLISH;
}
