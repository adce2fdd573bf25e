import { escaped } from '../http/markup.ts';
import { helpWords } from './words.ts';

/** What every page of the help centre needs: its language, the others, the marketplace's name, where it is reached, and the word that lets its own script and style in. */
export type HelpFrame = {
  language: string;
  languages: string[];
  marketplace: string;
  origin: string;
  nonce: string;
};

/** A page: `path` is its address behind the language, the same in all of them; null where it has none of its own. */
export type Whole = { title: string; about: string; path: string | null; body: string };

/** The whole page around its body. */
export function whole(frame: HelpFrame, { title, about, path, body }: Whole): string {
  const { language, marketplace, nonce } = frame;
  const words = helpWords(language);
  return `<!doctype html>
<html lang="${escaped(language)}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · ${escaped(marketplace)}</title>
<meta name="description" content="${escaped(about)}">
<link rel="icon" href="/chat/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/help.css" nonce="${escaped(nonce)}">
${path === null ? '<meta name="robots" content="noindex">' : addresses(frame, path)}
<script src="/help.js" nonce="${escaped(nonce)}" defer></script>
</head>
<body>
<a class="skip" href="#content">${escaped(words.skip)}</a>
<header><a class="brand" href="/help/${escaped(language)}">${escaped(marketplace)}</a>${switches(frame, path ?? '')}</header>
<main id="content" tabindex="-1">
${body}
</main>
${path === null ? '' : `<p class="printed">${escaped(words.printed)} ${escaped(frame.origin)}/help/${escaped(language)}${escaped(path)}</p>`}
</body>
</html>
`;
}

function addresses({ language, languages, origin }: HelpFrame, path: string): string {
  const at = (one: string): string => escaped(`${origin}/help/${one}${path}`);
  const alternates = languages.map(
    (one) => `<link rel="alternate" hreflang="${escaped(one)}" href="${at(one)}">`,
  );
  const [first = language] = languages;
  return `<link rel="canonical" href="${at(language)}">
${alternates.join('\n')}
<link rel="alternate" hreflang="x-default" href="${at(first)}">`;
}

function switches({ language, languages }: HelpFrame, path: string): string {
  if (languages.length < 2) return '';
  const links = languages.map((one) => {
    const name = escaped(nameOf(one));
    if (one === language) return `<span lang="${escaped(one)}" aria-current="true">${name}</span>`;
    return `<a href="/help/${escaped(one)}${escaped(path)}" hreflang="${escaped(one)}" lang="${escaped(one)}">${name}</a>`;
  });
  return `<nav aria-label="${escaped(helpWords(language).languages)}">${links.join(' ')}</nav>`;
}

/** A language by its own name, as its speakers write it. */
function nameOf(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

const RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|ks|ps|sd|ug|ur|yi)(?:-|$)/;

function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr';
}
