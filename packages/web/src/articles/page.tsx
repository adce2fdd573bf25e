import { Loader, NativeSelect, Text, Title } from '@mantine/core';
import { type JSX, useCallback, useState } from 'react';
import { useAsked } from '../api/asked.ts';
import { call } from '../api/call.ts';
import type { AnswerTo } from '../api/client.ts';
import { Refused } from '../people/said.tsx';
import { Scrolls } from '../people/scrolls.tsx';
import { saidAt } from '../people/times.ts';

type Article = AnswerTo<'GET /api/help/articles'>['articles'][number];

/** How the help centre's articles stand with their readers: what is read, what helped, and what they wrote. */
export function Articles(): JSX.Element {
  const asked = useAsked(useCallback(() => call('GET /api/help/articles', {}), []));
  const [language, setLanguage] = useState('');
  const all = asked.value?.articles ?? [];
  const shown = all.filter((one) => language === '' || one.language === language);
  const languages = [...new Set(all.map((one) => one.language))];
  return (
    <>
      <Title order={1}>Articles</Title>
      <Text c="dimmed" mb="md">
        The last ninety days of the help centre. Those that did not help most stand first: they are the ones
        to write anew.
      </Text>
      <Refused says={asked.fault?.says ?? null} />
      {asked.value === null && asked.busy && <Loader aria-label="Loading" />}
      {asked.value && all.length === 0 && (
        <Text>
          The playbook has no articles yet. Each document of the kind article becomes a page of the help
          centre.
        </Text>
      )}
      {all.length > 0 && (
        <div className="stack">
          {languages.length > 1 && (
            <div className="fields">
              <NativeSelect
                label="Language"
                value={language}
                data={[
                  { value: '', label: 'every language' },
                  ...languages.map((one) => ({ value: one, label: nameOfLanguage(one) })),
                ]}
                onChange={(event) => setLanguage(event.currentTarget.value)}
              />
            </div>
          )}
          <ArticleTable articles={shown.toSorted(worstFirst)} />
          <Comments articles={shown} />
        </div>
      )}
    </>
  );
}

const LANGUAGES = new Intl.DisplayNames(undefined, { type: 'language' });

function nameOfLanguage(code: string): string {
  return LANGUAGES.of(code) ?? code;
}

function worstFirst(a: Article, b: Article): number {
  return b.not_helped - a.not_helped || b.reads - a.reads || a.title.localeCompare(b.title);
}

function ArticleTable({ articles }: { articles: Article[] }): JSX.Element {
  return (
    <Scrolls card>
      <table className="rows article-list">
        <thead>
          <tr>
            <th>Article</th>
            <th>Language</th>
            <th>Read</th>
            <th>Did not help</th>
            <th>Helped</th>
          </tr>
        </thead>
        <tbody>
          {articles.map((one) => (
            <tr key={`${one.language} ${one.article}`}>
              <td>
                {one.href === null ? (
                  <span title="The playbook has it no more.">{one.title}</span>
                ) : (
                  <a href={one.href}>{one.title}</a>
                )}
              </td>
              <td>{nameOfLanguage(one.language)}</td>
              <td>{one.reads}</td>
              <td>{one.not_helped}</td>
              <td>{shareOf(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

/** The count, and its share of those who said anything. */
function shareOf({ helped, not_helped }: Article): string {
  const said = helped + not_helped;
  return said === 0 ? 'nobody said' : `${helped} of ${said}`;
}

function Comments({ articles }: { articles: Article[] }): JSX.Element {
  const comments = articles
    .flatMap((article) => article.comments.map((comment) => ({ article, ...comment })))
    .toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <section className="card" aria-label="What readers wrote">
      <Title order={2} size="h3" mb="xs">
        What readers wrote
      </Title>
      {comments.length === 0 && (
        <Text c="dimmed">Nothing yet. Under each article stands “Did this help?”, with room for a word.</Text>
      )}
      {comments.map(({ article, helped, text, at }) => (
        <article key={`${article.language} ${article.article} ${at} ${text}`} className="comment">
          <Text size="sm" c="dimmed">
            {article.title}, {helped ? 'helped' : 'did not help'},{' '}
            <time dateTime={at} title={at}>
              {saidAt(at)}
            </time>
          </Text>
          <p dir="auto">{text}</p>
        </article>
      ))}
    </section>
  );
}
