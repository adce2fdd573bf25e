import { expect, test } from 'vitest';
import { isApiError, isMessage, isOpenedConversation, isStanding, isTrace } from './reading.ts';

const message = {
  seq: 3,
  from: 'assistant',
  name: null,
  text: 'Which order is it?',
  card: {
    kind: 'choice',
    title: 'Your orders',
    reference: null,
    rows: [{ label: 'Kettle', value: 'sent', from: null, to: null }],
  },
  options: [
    { id: 'a', label: 'Kettle' },
    { id: 'b', label: 'Lamp', detail: '12 Nov' },
  ],
  at: '2026-11-23T09:00:00.000Z',
};
const standing = {
  seq: 4,
  status: 'open',
  speaker: 'assistant',
  promised_at: null,
  person: null,
  person_by: null,
  question_seq: 3,
  working: false,
  survey: null,
};
const survey = { seq: 3, ask: 'How was it?', scale: ['bad', 'good'], comment: null, thanks: 'Thank you.' };

test('a message as the contract has it is one', () => {
  expect(isMessage(message)).toBe(true);
  expect(isOpenedConversation({ conversation_id: 'c', token: 't', messages: [message], standing })).toBe(
    true,
  );
});

test('a standing may name a survey, whole or not at all', () => {
  expect(isStanding({ ...standing, survey })).toBe(true);
  for (const field of Object.keys(survey))
    expect(isStanding({ ...standing, survey: { ...survey, [field]: undefined } }), field).toBe(false);
  expect(isStanding({ ...standing, survey: { ...survey, scale: [1, 2] } })).toBe(false);
});

test.each(Object.keys(message))('a message without %s is none', (field) => {
  expect(isMessage({ ...message, [field]: undefined })).toBe(false);
});

test('a fault deep inside a message is seen', () => {
  expect(isMessage({ ...message, options: [{ id: 1, label: 'Kettle' }] })).toBe(false);
  expect(isMessage({ ...message, card: { ...message.card, kind: 'script' } })).toBe(false);
  expect(isMessage({ ...message, at: 'yesterday' })).toBe(false);
  expect(isMessage({ ...message, seq: 1.5 })).toBe(false);
});

test('what is no object at all is refused without a throw', () => {
  for (const value of [null, undefined, 3, 'x', [], [message]]) {
    expect(isMessage(value)).toBe(false);
    expect(isApiError(value)).toBe(false);
  }
});

test('a trace whose reason lacks its step is refused', () => {
  const entry = {
    seq: 1,
    type: 'message_sent',
    observed: false,
    caused_by: null,
    occurred_at: message.at,
    recorded_at: message.at,
    data: {},
    why: { document: 'cancel', version: 'ab12', step: 'steps/0', values: {} },
    text: 'Hello',
    card: null,
  };
  const trace = { conversation_id: 'c', playbook: { id: 'p', version: 'v' }, entries: [entry] };
  expect(isTrace(trace)).toBe(true);
  const { step: _, ...why } = entry.why;
  expect(isTrace({ ...trace, entries: [{ ...entry, why }] })).toBe(false);
});
