import { readFileSync } from 'node:fs';
import { compilePlaybook, findAnswer, type Passage } from '@hark/core';
import { readPlaybookFolder } from '@hark/server';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { starterPlaybook } from '../../packages/server/src/main.ts';

const Questions = z.record(
  z.string(),
  z.record(z.string(), z.array(z.strictObject({ ask: z.string(), is: z.array(z.string()) }))),
);
const ASKED = Questions.parse(parse(readFileSync(new URL('asked.yaml', import.meta.url), 'utf8')));

type Figures = { answerable: number; right: number; wrong: string[]; offered: number };

let figures: { [set: string]: Figures };
beforeAll(() => {
  const compiled = compilePlaybook(readPlaybookFolder(starterPlaybook()));
  if (!compiled.ok) throw new Error('the starter has mistakes');
  const { search } = compiled.playbook;
  figures = Object.fromEntries(
    Object.entries(ASKED).map(([set, byLanguage]) => {
      const sum: Figures = { answerable: 0, right: 0, wrong: [], offered: 0 };
      for (const [language, questions] of Object.entries(byLanguage)) {
        const index = search[language];
        if (!index) throw new Error(`the starter has no articles in ${language}`);
        const name = placesOf(index.passages);
        for (const { ask, is } of questions) {
          const answer = findAnswer(index, ask);
          if (is.length > 0) sum.answerable += 1;
          if (answer.kind === 'answer') {
            if (is.includes(name(answer.found.passage))) sum.right += 1;
            else sum.wrong.push(ask);
          } else if (
            answer.kind === 'unsure' &&
            answer.near.some(({ passage }) => is.includes(name(passage)))
          )
            sum.offered += 1;
        }
      }
      return [set, sum];
    }),
  );
});

/** A passage as the questions name it: the article and its place among the sections. */
function placesOf(passages: Passage[]): (passage: Passage) => string {
  return (passage) => {
    const sections = passages.filter(({ article, section }) => article === passage.article && section !== '');
    return `${passage.article} ${sections.indexOf(passage) + 1}`;
  };
}

test('of a hundred answers to what people ask at least ninety-five are right', () => {
  const all = Object.values(figures);
  const wrong = all.flatMap((one) => one.wrong);
  const right = all.reduce((sum, one) => sum + one.right, 0);
  expect(right / (right + wrong.length), `wrong: ${wrong.join('; ')}`).toBeGreaterThanOrEqual(0.95);
});

test('of what the articles say seven in ten questions are answered at once, nine in ten with "is it one of these?"', () => {
  const all = Object.values(figures);
  const answerable = all.reduce((sum, one) => sum + one.answerable, 0);
  const right = all.reduce((sum, one) => sum + one.right, 0);
  const offered = all.reduce((sum, one) => sum + one.offered, 0);
  expect(right / answerable).toBeGreaterThanOrEqual(0.7);
  expect((right + offered) / answerable).toBeGreaterThanOrEqual(0.9);
});
