import type { Problem } from '../problems.ts';
import type { Documents } from './collected.ts';
import type { Place, Source } from './place.ts';
import { type Mistake, problemAt } from './source.ts';

/** What stands twice where once is meant: names in lists, codes of an action, titles, questions that two sections answer. */
export function twice(documents: Documents): Problem[] {
  const { topics, articles, templates } = documents;
  return [
    ...listsOf(documents).flatMap(({ source, place, names }) =>
      names.flatMap((name, at) => {
        if (names.indexOf(name) === at) return [];
        const message = `"${name}" stands in this list already.`;
        return [problemAt(source, [...place, at], { code: 'list.twice', message, mend: 'Remove one.' })];
      }),
    ),
    ...groupedTwice(documents),
    ...codesTwice(documents),
    ...titlesTwice(topics, 'topic'),
    ...titlesTwice(articles, 'article'),
    ...titlesTwice(templates, 'template'),
    ...askedTwice(documents),
  ];
}

type List = { source: Source; place: Place; names: readonly string[] };

function listsOf({ playbook, articles, actions }: Documents): List[] {
  const likely = (playbook?.document.opening?.likely ?? []).flatMap(({ topics }, at): List[] =>
    playbook ? [{ source: playbook.source, place: ['opening', 'likely', at, 'topics'], names: topics }] : [],
  );
  return [
    ...likely,
    ...[...articles.values()].map(({ document, source }): List => {
      return { source, place: ['topics'], names: document.topics };
    }),
    ...[...actions.values()].flatMap(({ document, source }): List[] => [
      { source, place: ['who'], names: document.who },
      ...Object.entries(document.arguments).map(([name, { one_of }]): List => {
        return { source, place: ['arguments', name, 'one_of'], names: one_of ?? [] };
      }),
    ]),
  ];
}

function groupedTwice({ playbook }: Documents): Problem[] {
  if (!playbook) return [];
  const seen = new Set<string>();
  return playbook.document.help.groups.flatMap(({ articles }, at) =>
    articles.flatMap((name, index) => {
      if (!seen.has(name)) {
        seen.add(name);
        return [];
      }
      const message = `The article "${name}" stands in a group already.`;
      const place = ['help', 'groups', at, 'articles', index];
      return [
        problemAt(playbook.source, place, {
          code: 'list.twice',
          message,
          mend: 'Keep it in one of the two.',
        }),
      ];
    }),
  );
}

/** A code tells afterwards why something was refused: two of one name cannot be told apart. */
function codesTwice({ actions }: Documents): Problem[] {
  return [...actions.values()].flatMap(({ document, source }) => {
    const codes: [string, Place][] = [
      ...document.require.map(({ code }, at): [string, Place] => [code, ['require', at, 'code']]),
      ...document.limits.map(({ code }, at): [string, Place] => [code, ['limits', at, 'code']]),
    ];
    return codes.flatMap(([code, place], at) => {
      if (codes.findIndex(([other]) => other === code) === at) return [];
      const message = `The action "${document.id}" refuses with the code "${code}" in two places: nobody could tell which it was.`;
      return [
        problemAt(source, place, { code: 'action.code', message, mend: 'Give one of the two another code.' }),
      ];
    });
  });
}

/** Of two with one title the one is told whose name has less of it: that is most often the one that was written wrongly. */
function titlesTwice(documents: Titled, what: 'topic' | 'article' | 'template'): Problem[] {
  const all = [...documents.values()];
  return all.flatMap(({ document: { id, title }, source }, at) => {
    const same = Object.entries(title).flatMap(([language, words]) => {
      const other = all.findIndex(
        (one, index) => index !== at && plain(one.document.title[language] ?? '') === plain(words),
      );
      const others = all[other]?.document;
      if (!others || others.id === id || plain(words) === '') return [];
      const [own, theirs] = [shared(id, title), shared(others.id, others.title)];
      return own < theirs || (own === theirs && at > other) ? [{ language, other: others.id }] : [];
    });
    const [first] = same;
    if (!first) return [];
    const message = `The ${what} "${first.other}" has the same title: nobody could choose between the two.`;
    const code = what === 'topic' ? 'topic.title' : 'title.same';
    const found: Mistake = { code, message, mend: 'Give one of the two another title.' };
    return [problemAt(source, ['title', first.language], found)];
  });
}

type Title = { [language: string]: string };
type Titled = Map<string, { document: { id: string; title: Title }; source: Source }>;

function plain(words: string): string {
  return words.trim().toLowerCase();
}

const STEM = 4;

/** How many words of a name begin like one of the title. */
function shared(id: string, title: Title): number {
  const words = Object.values(title)
    .join(' ')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .map((word) => word.slice(0, STEM));
  return id.split(/[_-]/).filter((part) => words.includes(part.slice(0, STEM))).length;
}

/** A question that two sections are said to answer is answered by none of them. */
function askedTwice({ articles }: Documents): Problem[] {
  const seen = new Map<string, string>();
  return [...articles.values()].flatMap(({ document, source }) =>
    Object.entries(document.asked_as).flatMap(([language, sections]) =>
      Object.entries(sections).flatMap(([section, questions]) =>
        questions.flatMap((question, at) => {
          const key = `${language} ${question.trim().toLowerCase()}`;
          const other = seen.get(key);
          seen.set(key, `"${section}" of "${document.id}"`);
          if (other === undefined) return [];
          const message = `This question is answered by ${other} already.`;
          const place = ['asked_as', language, section, at];
          const mend = 'Keep it where the answer stands.';
          return [problemAt(source, place, { code: 'article.asked', message, mend })];
        }),
      ),
    ),
  );
}
