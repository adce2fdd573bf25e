import { expect, test } from 'vitest';
import { chooseLanguage } from './choose-language.ts';
import { PHRASES } from './phrases.ts';
import { type Clock, exactInstant, saidDay, saidDeadline, timeOfDay } from './times.ts';

const BERLIN: Clock = { language: 'en', zone: 'Europe/Berlin' };
const MADRID: Clock = { language: 'es', zone: 'Europe/Madrid' };
const NOW = '2026-11-23T09:00:00.000Z';

test('a day near by has its name, another one its weekday and date', () => {
  expect(saidDay('2026-11-23T22:30:00Z', NOW, BERLIN)).toBe('Today');
  expect(saidDay('2026-11-22T22:30:00Z', NOW, BERLIN)).toBe('Yesterday');
  expect(saidDay('2026-11-18T12:00:00Z', NOW, BERLIN)).toBe('Wednesday 18 Nov');
  expect(saidDay('2025-12-31T12:00:00Z', NOW, BERLIN)).toBe('Wednesday 31 Dec 2025');
  expect(saidDay('2026-11-18T12:00:00Z', NOW, MADRID)).toBe('Miércoles 18 nov');
});

test('the day is that of the reader, not that of Greenwich', () => {
  expect(saidDay('2026-11-23T23:30:00Z', NOW, BERLIN)).toBe('Tomorrow');
  expect(saidDay('2026-11-23T23:30:00Z', NOW, { language: 'en', zone: 'America/New_York' })).toBe('Today');
});

test('a deadline names the day only when it is not today', () => {
  expect(saidDeadline('2026-11-23T17:00:00Z', NOW, BERLIN)).toBe('18:00');
  expect(saidDeadline('2026-11-24T17:00:00Z', NOW, BERLIN)).toBe('tomorrow, 18:00');
  expect(saidDeadline('2026-11-25T17:00:00Z', NOW, BERLIN)).toBe('Wednesday 25 Nov, 18:00');
});

test('times have 24 hours, and the exact instant names its zone and the universal time', () => {
  expect(timeOfDay('2026-11-23T23:05:00Z', BERLIN)).toBe('00:05');
  expect(exactInstant('2026-07-01T10:00:05.250Z', BERLIN)).toMatch(/12:00:05.*\(2026-07-01T10:00:05\.250Z\)/);
});

test('the language is the first wished for that is spoken, else English', () => {
  expect(chooseLanguage(['', 'ca-ES', 'es-MX', 'en'])).toBe('es');
  expect(chooseLanguage(['de', 'fr'])).toBe('en');
});

test('every language has all words, and none is left empty', () => {
  for (const phrases of Object.values(PHRASES)) {
    expect(Object.keys(phrases)).toEqual(Object.keys(PHRASES.en));
    expect(Object.values(phrases)).not.toContain('');
  }
});
