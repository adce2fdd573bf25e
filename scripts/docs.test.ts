import { describe, expect, test } from 'vitest';
import { brokenLinks, codeDifferences, renewed, snippets, wallDifferences } from './docs.ts';

describe('the docs stage', () => {
  const page = (text: string) => ({ path: 'docs/a.md', text });
  const links = (text: string): string[] =>
    brokenLinks(page(text), (path) => path === 'docs/a.md' || path === 'README.md', [page(text)]);

  test('finds a link to a file or a heading that is not there', () => {
    expect(links('[x](../README.md) [y](https://example.com) [z](#one-two)\n\n## One, two\n')).toEqual([]);
    expect(links('[x](../READ.md)')).toHaveLength(1);
    expect(links('[x](#three)')).toHaveLength(1);
  });

  test('leaves links in code alone', () => {
    expect(links('`[x](nowhere.md)`\n\n```sh\n[y](nowhere.md)\n```\n')).toEqual([]);
  });

  test('runs only what is marked', () => {
    expect(snippets(page('```sh run\necho a\n```\n\n```sh\nrm -rf x\n```\n'))).toEqual(['echo a\n']);
  });

  test('finds a code that only the page or only the code has', () => {
    expect(codeDifferences('| `a.b` | … |\n| `c.d` | … |\n', ['a.b', 'c.d'])).toEqual([]);
    expect(codeDifferences('| `a.b` | … |\n', ['c.d'])).toHaveLength(2);
  });

  test('renews the table of mistakes and leaves the rest of the page', () => {
    const old = '# x\n\n## The playbook and its documents\n\n| code |\n|---|\n| `a.b` | old |\n\n## y\n';
    const fresh = renewed(old, { 'a.b': 'costs $& more', 'c.d': 'new' });
    expect(fresh).toContain('| `a.b` | costs $& more |\n| `c.d` | new |\n\n## y\n');
    expect(renewed(fresh, { 'a.b': 'costs $& more', 'c.d': 'new' })).toBe(fresh);
  });

  test('finds a wall that ARCHITECTURE.md does not tell', () => {
    expect(wallDifferences('')).toContain(
      'ARCHITECTURE.md lacks the row | core | nothing | no DOM, no Node |',
    );
  });
});
