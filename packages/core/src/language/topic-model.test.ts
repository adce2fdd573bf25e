import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { predict, type TopicExample, trainTopics } from './topic-model.ts';

const WORDS = {
  garden: [
    'water the roses',
    'plant tulips in spring',
    'prune the apple tree',
    'weeds between the roses',
    'mow the lawn',
  ],
  kitchen: [
    'boil the potatoes',
    'bake bread at noon',
    'fry two eggs',
    'chop onions for soup',
    'bread with butter',
  ],
  music: [
    'tune the violin',
    'play the piano softly',
    'sing in a choir',
    'learn guitar chords',
    'a piano concert',
  ],
};

const examples: TopicExample[] = Object.entries(WORDS).flatMap(([topic, texts]) =>
  texts.map((text) => ({ text, topic })),
);
const offTopic = [
  'what is the capital of Peru',
  'the train leaves at nine',
  'my shoes are too small',
  'who won the race',
];

describe('the topic model', () => {
  const model = trainTopics(examples, { seed: 7, out_of_scope: offTopic });

  test('knows the topic of words that it has seen in another order', () => {
    expect(predict(model, 'the tulips and roses need water').topics[0]?.topic).toBe('garden');
    expect(predict(model, 'fry onions and potatoes').topics[0]?.topic).toBe('kitchen');
    expect(predict(model, 'I want to learn the violin').topics[0]?.topic).toBe('music');
  });

  test('sees through a typing mistake and another ending', () => {
    expect(predict(model, 'tuning my viollin').topics[0]?.topic).toBe('music');
    expect(predict(model, 'baked potatos').topics[0]?.topic).toBe('kitchen');
  });

  test('of two matters the one that is asked about counts more', () => {
    const share = (text: string, topic: string) =>
      predict(model, text).topics.find((one) => one.topic === topic)?.probability ?? 0;
    const roses = 'We water the roses.';
    const bread = 'We bake bread at noon.';
    expect(share(`${roses} ${bread}`, 'kitchen')).toBeGreaterThan(share(`${bread} ${roses}`, 'kitchen'));
    const asked = 'Do you water the roses?';
    expect(share(`${asked} ${bread}`, 'garden')).toBeGreaterThan(share(`${roses} ${bread}`, 'garden'));
  });

  test('what is denied is not what is said', () => {
    const said: TopicExample[] = [
      { text: 'I want to boil the eggs', topic: 'boil' },
      { text: 'please boil the eggs', topic: 'boil' },
      { text: 'I do not want to boil the eggs', topic: 'leave' },
      { text: "don't boil the eggs", topic: 'leave' },
    ];
    const small = trainTopics(said, { seed: 1 });
    expect(predict(small, 'boil the potatoes').topics[0]?.topic).toBe('boil');
    expect(predict(small, 'never boil the potatoes').topics[0]?.topic).toBe('leave');
    expect(predict(small, 'not too late, boil the eggs').topics[0]?.topic).toBe('boil');
  });

  test('the same examples and seed give the same model', () => {
    const again = trainTopics(examples, { seed: 7, out_of_scope: offTopic });
    expect(again.rows.values).toEqual(model.rows.values);
    expect(again.oos_threshold).toBe(model.oos_threshold);
  });

  test('an unknown language, an empty text and symbols are further out of scope than any example', () => {
    const nearest = Math.max(...examples.map(({ text }) => predict(model, text).oos_score));
    for (const text of ['', 'Їжак у тумані', '🎈🎈🎈', '???'])
      expect(predict(model, text).oos_score).toBeGreaterThan(nearest);
  });

  test('any text gets every topic once, likeliest first, and probabilities that sum to at most one', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom(...offTopic)),
        (text) => {
          const { topics, oos_score } = predict(model, text);
          expect(topics.map(({ topic }) => topic).sort()).toEqual(['garden', 'kitchen', 'music']);
          const probabilities = topics.map(({ probability }) => probability);
          expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
          expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(1 + 1e-6);
          expect(Number.isFinite(oos_score)).toBe(true);
        },
      ),
    );
  });

  test('bytes is the size of all its arrays', () => {
    const arrays = [model.space.feature_of, model.space.idf, model.rows.values, model.rows.scale, model.bias];
    expect(model.bytes).toBe(arrays.reduce((sum, { buffer }) => sum + buffer.byteLength, 0));
  });

  test('a single topic with a single example is a model too', () => {
    const tiny = trainTopics([{ text: 'hello', topic: 'greeting' }], { seed: 1 });
    expect(predict(tiny, 'hello there').topics).toEqual([{ topic: 'greeting', probability: 1 }]);
  });
});
