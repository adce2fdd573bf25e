import { expect, test } from 'vitest';
import { offTopic } from './off-topic.ts';

test.each(['en', 'es'])(
  'a large playbook learns more about other things than a small one, in %s',
  (language) => {
    const small = offTopic(language, 60);
    const large = offTopic(language, 1_500);
    expect(large.length).toBeGreaterThan(2 * small.length);
    expect(large.slice(0, small.length)).toEqual(small);
    expect(new Set(large).size).toBe(large.length);
  },
);

test('of a language that nobody wrote any in there are none', () => {
  expect(offTopic('fi', 60)).toEqual([]);
});
