import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replay } from '../backtest/replay.ts';
import type { Decided, DecidedType, Event } from '../conversation/event.ts';
import { addMs } from '../lib/time.ts';
import type { SourceFile } from '../playbook/playbook.ts';
import { ASKED } from '../surveys/survey.ts';
import { TestConversation, type TestShop } from '../testing/conversation.ts';
import { compiled, shippedPlaybook, smallShop } from '../testing/demo-shop.ts';
import { shownSurvey } from './surveys.ts';

const SHOP = shippedPlaybook('demo-shop');
const PLAYBOOK = compiled(SHOP);
const HOUR_MS = 3_600_000;

function of<T extends DecidedType>(talk: TestConversation, type: T): Decided<T>[] {
  const found: Event[] = talk.events.filter((event) => event.type === type);
  return found as Decided<T>[];
}

/** A conversation in which an order was cancelled, and the buyer says that all is sorted. */
function sorted(
  given: { shop?: TestShop; from?: string | null; playbook?: typeof PLAYBOOK } = {},
): TestConversation {
  const talk = cancelled(given);
  talk.says('yes thanks', { acts: ['yes', 'thanks'] });
  return talk;
}

function cancelled({
  shop = smallShop(),
  from = 'ada',
  playbook = PLAYBOOK,
}: Parameters<typeof sorted>[0] = {}) {
  const talk = new TestConversation(playbook, shop, from);
  talk.says('cancel #H1', { wishes: ['cancel_order'] });
  if (from === null) talk.says('ada@example.com');
  talk.says('by mistake');
  talk.says('yes', { acts: ['yes'] });
  talk.observe('action_succeeded', { request_seq: talk.requested.seq, result: {} });
  return talk;
}

const answers = (talk: TestConversation, rating: number | null, after_ms = 1000) =>
  talk.observe(
    'survey_answered',
    { survey_seq: talk.state.survey?.seq ?? 0, rating, comment: null },
    after_ms,
  );

test('who says that all is sorted is asked how it was, with the reason and the scale', () => {
  const talk = sorted();
  expect(of(talk, 'survey_asked')).toMatchObject([
    {
      data: { survey: 'ces', measure: 'ces', points: 5, scopes: ['buyer:ada'] },
      why: { document: 'ces', step: 'when', version: PLAYBOOK.version, values: { how: 'confirmed' } },
    },
  ]);
  const shown = shownSurvey(PLAYBOOK, talk.state, talk.state.at);
  expect(shown).toMatchObject({ ask: 'How easy was it to get this sorted?' });
  expect(shown?.scale).toHaveLength(5);
  expect(shownSurvey(PLAYBOOK, { ...talk.state, language: 'es' }, talk.state.at)?.scale[4]).toBe('Muy fácil');
});

test('nobody is asked before it is resolved, or who just left', () => {
  const open = cancelled();
  expect(of(open, 'survey_asked')).toEqual([]);
  for (const kind of ['silence', 'leave'] as const) {
    const timer = open.state.timers.find((one) => one.timer === kind);
    open.observe('timer_fired', { timer_seq: timer?.seq ?? 0, timer: kind }, 900_000);
  }
  expect(open.state).toMatchObject({ status: 'resolved', resolved: { how: 'silent' }, survey: null });
});

test('an answer is kept once, with the version that asked; a second changes nothing', () => {
  const talk = sorted();
  answers(talk, 4);
  answers(talk, 1);
  expect(of(talk, 'survey_kept')).toMatchObject([
    {
      data: { survey: 'ces', rating: 4, points: 5 },
      why: { values: { asked_with: PLAYBOOK.version, after_ms: 1000 } },
    },
  ]);
  expect(of(talk, 'survey_refused').map(({ data }) => data.code)).toEqual(['answered']);
  expect(talk.state.survey?.answer?.rating).toBe(4);
  expect(shownSurvey(PLAYBOOK, talk.state, talk.state.at)).toBeNull();
});

test('a buyer may rather not say, and is not asked again', () => {
  const talk = sorted();
  answers(talk, null);
  expect(of(talk, 'survey_kept')).toMatchObject([{ data: { rating: null }, why: { step: 'skipped' } }]);
  expect(shownSurvey(PLAYBOOK, talk.state, talk.state.at)).toBeNull();
});

test('an answer after its time is not kept, and is not asked for any more', () => {
  const talk = sorted();
  const late = 7 * 24 * HOUR_MS + 1;
  expect(shownSurvey(PLAYBOOK, talk.state, addMs(talk.state.at, late))).toBeNull();
  answers(talk, 5, late);
  expect([of(talk, 'survey_kept'), of(talk, 'survey_refused')[0]?.data.code]).toEqual([[], 'late']);
});

test.each([0, 6, -1, 2.5])('%d is no point of the scale', (rating) => {
  const talk = sorted();
  answers(talk, rating);
  expect(of(talk, 'survey_refused')[0]?.data.code).toBe('no_such_rating');
  answers(talk, 3);
  expect(talk.state.survey?.answer?.rating).toBe(3);
});

test('what was never asked is not answered', () => {
  const talk = cancelled();
  talk.observe('survey_answered', { survey_seq: 3, rating: 5, comment: null });
  expect(of(talk, 'survey_refused')[0]?.data.code).toBe('not_asked');
});

test('while somebody waits for a person nothing is asked, and what was asked is not shown', () => {
  const talk = sorted();
  talk.says('wait, it is not right, a person', { acts: ['person'] });
  expect(shownSurvey(PLAYBOOK, talk.state, talk.state.at)).toBeNull();
  const agent = { agent_id: 'g1', name: 'Gail', side: 'shop' as const };
  talk.observe('agent_joined', agent);
  talk.observe('agent_wrote', { ...agent, client_id: 'w1', text: 'Done.', seq_seen: talk.state.seq });
  talk.observe('agent_resolved', agent);
  expect(of(talk, 'survey_asked')).toHaveLength(1);
  expect(shownSurvey(PLAYBOOK, talk.state, talk.state.at)?.seq).toBe(of(talk, 'survey_asked')[0]?.seq);
});

test('who was asked within the rest, in whatever conversation, is spared; after it they are asked again', () => {
  const asked = (days_ago: number) => {
    const used_at = addMs('2026-03-02T10:00:00.000Z', -days_ago * 24 * HOUR_MS);
    return sorted({ shop: { ...smallShop(), usage: [{ scope: 'buyer:ada', used_at, amount_cents: 0 }] } });
  };
  // Cancelling is counted in the same small books: its limit is five a day.
  expect(of(asked(5), 'survey_asked')).toEqual([]);
  expect(of(asked(31), 'survey_asked')).toHaveLength(1);
  const read = of(asked(5), 'lookup_requested').map(({ data }) => data.lookup);
  expect(read).toContainEqual(
    expect.objectContaining({ read: 'usage', action: ASKED, scopes: ['buyer:ada'] }),
  );
});

test('a survey asked by a playbook with another scale is not shown in the words of this one', () => {
  const talk = sorted();
  const other = SHOP.map((one) => ({
    ...one,
    text: one.text.replace('  - { en: Very easy, es: Muy fácil }\n', ''),
  }));
  expect(shownSurvey(compiled(other), talk.state, talk.state.at)).toBeNull();
});

const CSAT: SourceFile = {
  path: 'surveys/csat.yaml',
  text: 'kind: survey\nid: csat\ntitle: { en: S, es: S }\nmeasure: csat\nask: { en: A, es: A }\nscale:\n  - { en: Bad, es: Mal }\n  - { en: Good, es: Bien }\nthanks: { en: T, es: T }\nwhen: person\n',
};

test.each([
  ['[csat, ces]', 'ces'],
  ['[ces, csat]', 'ces'],
])('of %s the first whose condition holds is asked: %s', (listed, survey) => {
  const files = SHOP.map((one) => ({
    ...one,
    text: one.text.replace('surveys: [ces]', `surveys: ${listed}`),
  }));
  const talk = sorted({ playbook: compiled([...files, CSAT]) });
  expect(of(talk, 'survey_asked').map(({ data }) => data.survey)).toEqual([survey]);
});

type Doing =
  | { do: 'rate'; rating: number | null }
  | { do: 'say'; what: number }
  | { do: 'wait'; hours: number };

test('whatever comes in whatever order, one survey is asked, one answer is kept, and a replay is exact', () => {
  const doing: fc.Arbitrary<Doing> = fc.oneof(
    fc.record({ do: fc.constant('rate' as const), rating: fc.option(fc.integer({ min: -1, max: 7 })) }),
    fc.record({ do: fc.constant('say' as const), what: fc.nat(3) }),
    fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 200 }) }),
  );
  const words: [string, NonNullable<Parameters<TestConversation['says']>[1]>][] = [
    ['cancel #H1', { wishes: ['cancel_order'] }],
    ['thanks, all sorted', { acts: ['thanks', 'nothing_else'] }],
    ['a person', { acts: ['person'] }],
    ['yes', { acts: ['yes'] }],
  ];
  fc.assert(
    fc.property(fc.array(doing, { maxLength: 8 }), (things) => {
      const talk = sorted();
      for (const thing of things) {
        if (thing.do === 'rate') answers(talk, thing.rating);
        else if (thing.do === 'wait') answers(talk, 3, thing.hours * HOUR_MS);
        else {
          const [text, meant] = words[thing.what] ?? ['', {}];
          talk.says(text, meant);
        }
      }
      expect(of(talk, 'survey_asked')).toHaveLength(1);
      const kept = of(talk, 'survey_kept');
      expect(kept.length).toBeLessThanOrEqual(1);
      expect(talk.state.survey?.answer).toEqual(
        kept[0] ? { rating: kept[0].data.rating, at: kept[0].recorded_at } : null,
      );
      const given = talk.events.filter(({ type }) => type === 'survey_answered').length;
      expect(kept.length + of(talk, 'survey_refused').length).toBe(given);
      expect(replay(PLAYBOOK, 'c1', talk.events).difference).toBeNull();
    }),
    { numRuns: 60 },
  );
});
