import { escaped } from '../http/markup.ts';
import type { Section } from './article-html.ts';
import type { Opinion } from './desk.ts';
import { type HelpFrame, whole } from './frame.ts';
import type { Piece, Result } from './snippet.ts';
import { helpWords } from './words.ts';

/** An article by name, and some of what it answers. */
export type ArticleTitle = { id: string; title: string; answers: string[] };

/** Articles that stand together on the first page; the last group, of those in none, has no title of its own. */
export type Group = { title: string | null; articles: ArticleTitle[] };

/** The first page: a search, what was found where something was asked, or comes nearest, the most read, and every article in its group. */
export function helpPage(
  frame: HelpFrame,
  start: { asked: string; found: Result[]; nearest: Result[]; most_read: ArticleTitle[]; groups: Group[] },
): string {
  const { asked, most_read, groups } = start;
  const words = helpWords(frame.language);
  const shown = groups.map(
    ({ title, articles }) => `<section class="group"><h2>${escaped(title ?? words.others)}</h2>
${list(frame, articles)}</section>`,
  );
  const popular =
    most_read.length === 0
      ? ''
      : `<section class="most"><h2>${escaped(words.most_read)}</h2><ol>${links(frame, most_read)}</ol></section>`;
  const body = `<h1>${escaped(words.title)}</h1>
<p class="intro">${escaped(words.intro)}</p>
${searchForm(frame, asked)}
<section class="results">${asked === '' ? '' : results(frame, start)}</section>
${asked === '' ? popular : ''}
<div class="groups">${shown.join('\n')}</div>
${stillNeed(frame, { read: null, asked })}`;
  return whole(frame, { title: words.back, about: words.intro, path: asked === '' ? '' : null, body });
}

/** What a page of an article shows. */
export type ArticleShown = {
  id: string;
  title: string;
  about: string;
  group: string | null;
  html: string;
  sections: Section[];
  related: ArticleTitle[];
  opinion: Opinion | null;
};

/** One article: where it stands, its contents, whether it helped, and others beside it. */
export function articlePage(frame: HelpFrame, article: ArticleShown): string {
  const words = helpWords(frame.language);
  const contents = article.sections.map(
    ({ anchor, heading }) => `<li><a href="#${escaped(anchor)}">${escaped(heading)}</a></li>`,
  );
  const crumbs = [
    `<li><a href="/help/${escaped(frame.language)}">${escaped(words.back)}</a></li>`,
    ...(article.group === null ? [] : [`<li>${escaped(article.group)}</li>`]),
    `<li aria-current="page">${escaped(article.title)}</li>`,
  ];
  const body = `<nav class="crumbs" aria-label="${escaped(words.where)}"><ol>${crumbs.join('')}</ol></nav>
<article data-article="${escaped(article.id)}">
<h1>${escaped(article.title)}</h1>
${contents.length < 2 ? '' : `<nav class="contents" aria-label="${escaped(words.contents)}"><p>${escaped(words.contents)}</p><ul>${contents.join('')}</ul></nav>`}
${article.html}
</article>
${feedback(frame, article)}
${stillNeed(frame, { read: article.id, asked: '' })}
${article.related.length === 0 ? '' : `<section class="related"><h2>${escaped(words.related)}</h2>\n${list(frame, article.related)}</section>`}`;
  return whole(frame, { title: article.title, about: article.about, path: `/${article.id}`, body });
}

/** There is no such page: a search, and the way back. */
export function missingPage(frame: HelpFrame): string {
  const words = helpWords(frame.language);
  const body = `<h1>${escaped(words.missing)}</h1>
<p class="intro">${escaped(words.missing_note)}</p>
${searchForm(frame, '')}
<p><a href="/help/${escaped(frame.language)}">${escaped(words.back)}</a></p>`;
  return whole(frame, { title: words.missing, about: words.missing_note, path: null, body });
}

function searchForm({ language }: HelpFrame, asked: string): string {
  const words = helpWords(language);
  const told = { unreachable: words.unreachable, none: words.found(0), one: words.found(1) };
  const several = words.found(2).replace('2', '%');
  return `<form class="search" role="search" action="/help/${escaped(language)}">
<label for="q" id="q-label">${escaped(words.search)}</label>
<div class="field"><input id="q" name="q" type="search" value="${escaped(asked)}" placeholder="${escaped(words.placeholder)}" maxlength="200" autocomplete="off" data-language="${escaped(language)}" data-none="${escaped(told.none)}" data-one="${escaped(told.one)}" data-several="${escaped(several)}" data-unreachable="${escaped(told.unreachable)}">
<button>${escaped(words.go)}</button>
<div class="popup" hidden><ul id="q-list" role="listbox" aria-labelledby="q-label"></ul></div></div>
<p class="told" role="status"></p>
</form>`;
}

function results(
  { language }: HelpFrame,
  { asked, found, nearest }: { asked: string; found: Result[]; nearest: Result[] },
): string {
  const words = helpWords(language);
  if (found.length > 0) return `<h2>${escaped(words.results(found.length, asked))}</h2>${resultList(found)}`;
  if (nearest.length > 0) return `<h2>${escaped(words.nearest(asked))}</h2>${resultList(nearest)}`;
  return `<p role="status">${escaped(words.nothing(asked))}</p>`;
}

function resultList(shown: Result[]): string {
  const entries = shown.map(
    ({ href, heading, title, snippet }) =>
      `<li><a href="${escaped(href)}">${marked(heading)}</a><p class="from">${escaped(title)}</p><p>${marked(snippet)}</p></li>`,
  );
  return `<ul>${entries.join('')}</ul>`;
}

function marked(pieces: readonly Piece[]): string {
  return pieces
    .map(({ text, marked: speaks }) => (speaks ? `<mark>${escaped(text)}</mark>` : escaped(text)))
    .join('');
}

function list(frame: HelpFrame, articles: ArticleTitle[]): string {
  return `<ul class="list">${links(frame, articles)}</ul>`;
}

function links({ language }: HelpFrame, articles: ArticleTitle[]): string {
  const entries = articles.map(({ id, title, answers }) => {
    const note = answers.length === 0 ? '' : `<span class="answers">${escaped(answers.join(' · '))}</span>`;
    return `<li><a href="/help/${escaped(language)}/${escaped(id)}"><span class="name">${escaped(title)}</span>${note}</a></li>`;
  });
  return entries.join('');
}

function feedback({ language }: HelpFrame, { id, opinion }: ArticleShown): string {
  const words = helpWords(language);
  const action = `/help/${escaped(language)}/${escaped(id)}/feedback`;
  const answer = (helped: boolean): string =>
    `<button name="helped" value="${helped ? 'yes' : 'no'}" aria-pressed="${opinion?.helped === helped}">${escaped(helped ? words.yes : words.no)}</button>`;
  const said = opinion === null ? '' : opinion.helped ? words.said_yes : words.said_no;
  const kept = opinion !== null && opinion.comment !== '' ? ` ${words.kept}` : '';
  return `<section class="feedback" id="feedback" aria-labelledby="feedback-title">
<h2 id="feedback-title">${escaped(words.helped)}</h2>
<form method="post" action="${action}">${answer(true)} ${answer(false)}${opinion === null ? '' : ` <button name="helped" value="none" class="quiet">${escaped(words.take_back)}</button>`}</form>
${opinion === null ? '' : `<p class="said" role="status">${escaped(said + kept)}</p>${commentForm(language, action, opinion)}`}
</section>`;
}

function commentForm(language: string, action: string, { helped, comment }: Opinion): string {
  const words = helpWords(language);
  return `<form method="post" action="${action}" class="comment"><input type="hidden" name="helped" value="${helped ? 'yes' : 'no'}">
<label for="comment">${escaped(words.comment)}</label>
<textarea id="comment" name="comment" maxlength="1000" rows="3" aria-describedby="comment-note">${escaped(comment)}</textarea>
<p id="comment-note" class="note">${escaped(words.comment_note)}</p>
<button>${escaped(words.send)}</button></form>`;
}

function stillNeed({ language }: HelpFrame, { read, asked }: { read: string | null; asked: string }): string {
  const words = helpWords(language);
  const known = new URLSearchParams();
  if (read !== null) known.append('read', read);
  if (asked !== '') known.append('searched', asked);
  return `<aside class="still" aria-labelledby="still-title"><div><p class="ask" id="still-title">${escaped(words.still)}</p><p class="note">${escaped(words.still_note)}</p></div><a class="button" href="/chat?lang=${escaped(language)}#${escaped(known.toString())}">${escaped(words.chat)}</a></aside>`;
}
