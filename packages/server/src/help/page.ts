import type { Found } from '@hark/core';
import { escaped } from '../http/markup.ts';
import type { Section } from './article-html.ts';
import { helpWords } from './words.ts';

/** An article by name. */
export type ArticleTitle = { id: string; title: string };

/** What every page of the help centre needs: its language, the others, and the marketplace's name. */
export type HelpFrame = { language: string; languages: string[]; marketplace: string };

/** The first page: a search, what was found where something was asked, and every article. */
export function helpPage(
  frame: HelpFrame,
  { asked, found, articles }: { asked: string; found: Found[]; articles: ArticleTitle[] },
): string {
  const words = helpWords(frame.language);
  const body = `<h1>${escaped(words.title)}</h1>
${searchForm(frame, asked)}
<section class="results" aria-live="polite">${asked === '' ? '' : results(frame, asked, found)}</section>
<h2>${escaped(words.all)}</h2>
${list(frame, articles)}
${stillNeed(frame)}`;
  return whole(frame, { title: words.title, about: words.search, path: '', body });
}

/** One article, with its table of contents and others beside it. */
export function articlePage(
  frame: HelpFrame,
  article: {
    id: string;
    title: string;
    about: string;
    html: string;
    sections: Section[];
    related: ArticleTitle[];
  },
): string {
  const words = helpWords(frame.language);
  const contents = article.sections.map(
    ({ anchor, heading }) => `<li><a href="#${escaped(anchor)}">${escaped(heading)}</a></li>`,
  );
  const body = `<nav class="crumbs" aria-label="${escaped(words.where)}"><a href="/help/${escaped(frame.language)}">${escaped(words.back)}</a></nav>
<article>
<h1>${escaped(article.title)}</h1>
${contents.length < 2 ? '' : `<nav class="contents" aria-label="${escaped(words.contents)}"><p>${escaped(words.contents)}</p><ul>${contents.join('')}</ul></nav>`}
${article.html}
</article>
${stillNeed(frame)}
${article.related.length === 0 ? '' : `<h2>${escaped(words.related)}</h2>\n${list(frame, article.related)}`}`;
  return whole(frame, { title: article.title, about: article.about, path: `/${article.id}`, body });
}

function searchForm({ language }: HelpFrame, asked: string): string {
  const words = helpWords(language);
  return `<form class="search" role="search" action="/help/${escaped(language)}">
<label for="q">${escaped(words.search)}</label>
<div><input id="q" name="q" type="search" value="${escaped(asked)}" placeholder="${escaped(words.placeholder)}" maxlength="200" autocomplete="off">
<button>${escaped(words.go)}</button></div>
</form>`;
}

const SNIPPET = 220;

function results({ language }: HelpFrame, asked: string, found: Found[]): string {
  const words = helpWords(language);
  if (found.length === 0) return `<p>${escaped(words.nothing(asked))}</p>`;
  const entries = found.map(({ passage: { article, section, title, heading, text } }) => {
    const href = `/help/${language}/${article}${section === '' ? '' : `#${section}`}`;
    const snippet = text.length > SNIPPET ? `${text.slice(0, SNIPPET).trimEnd()}…` : text;
    return `<li><a href="${escaped(href)}">${escaped(heading || title)}</a><p class="from">${escaped(title)}</p><p>${escaped(snippet)}</p></li>`;
  });
  return `<h2>${escaped(words.results(found.length, asked))}</h2><ul>${entries.join('')}</ul>`;
}

function list({ language }: HelpFrame, articles: ArticleTitle[]): string {
  const entries = articles.map(
    ({ id, title }) => `<li><a href="/help/${escaped(language)}/${escaped(id)}">${escaped(title)}</a></li>`,
  );
  return `<ul class="list">${entries.join('')}</ul>`;
}

function stillNeed({ language }: HelpFrame): string {
  const words = helpWords(language);
  return `<aside class="still"><p>${escaped(words.still)}</p><a class="button" href="/chat">${escaped(words.chat)}</a></aside>`;
}

type Whole = { title: string; about: string; path: string; body: string };

function whole({ language, languages, marketplace }: HelpFrame, { title, about, path, body }: Whole): string {
  const alternates = languages.map(
    (one) => `<link rel="alternate" hreflang="${escaped(one)}" href="/help/${escaped(one)}${escaped(path)}">`,
  );
  const switches = languages
    .filter((one) => one !== language)
    .map(
      (one) =>
        `<a href="/help/${escaped(one)}${escaped(path)}" hreflang="${escaped(one)}" lang="${escaped(one)}">${escaped(NAMES[one] ?? one)}</a>`,
    );
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · ${escaped(marketplace)}</title>
<meta name="description" content="${escaped(about)}">
<link rel="icon" href="/chat/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/help.css">
${alternates.join('\n')}
<script src="/help.js" defer></script>
</head>
<body>
<header><a class="brand" href="/help/${escaped(language)}">${escaped(marketplace)}</a><nav aria-label="${escaped(helpWords(language).languages)}">${switches.join(' ')}</nav></header>
<main>
${body}
</main>
</body>
</html>
`;
}

const NAMES: { [language: string]: string } = { en: 'English', es: 'Español' };
