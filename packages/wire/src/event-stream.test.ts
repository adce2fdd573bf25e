import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeStreamReader } from './event-stream.ts';

test('an event that arrives whole is returned with its name, id and data', () => {
  expect(makeStreamReader()('id: 7\nevent: standing\ndata: {"a":1}\n\n')).toEqual([
    { event: 'standing', id: '7', data: '{"a":1}' },
  ]);
});

test('a heartbeat comment and an event without data give nothing', () => {
  expect(makeStreamReader()(': still here\n\nevent: typing\n\n')).toEqual([]);
});

test('the id stays for later events without one, the name does not', () => {
  expect(makeStreamReader()('id: 7\nevent: standing\ndata: a\n\ndata: b\n\n')).toEqual([
    { event: 'standing', id: '7', data: 'a' },
    { event: 'message', id: '7', data: 'b' },
  ]);
});

test('lines of data are joined, and only one blank after the colon is dropped', () => {
  expect(makeStreamReader()('data:a\ndata:  b\ndata\n\n')).toEqual([
    { event: 'message', id: null, data: 'a\n b\n' },
  ]);
});

test('wherever the stream is cut and however its lines end, the same events are read', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ id: fc.nat(), data: fc.json() }), { maxLength: 6 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.array(fc.nat({ max: 40 }), { maxLength: 30 }),
      (events, end, cuts) => {
        const text = events.map(({ id, data }) => `id: ${id}${end}data: ${data}${end}${end}`).join('');
        const read = makeStreamReader();
        const seen = [];
        let at = 0;
        for (const cut of cuts) {
          seen.push(...read(text.slice(at, at + cut)));
          at += cut;
        }
        // A bare carriage return counts only when something follows it: the heartbeat of the next moment.
        seen.push(...read(text.slice(at)), ...read(': heartbeat\n'));
        expect(seen).toEqual(events.map(({ id, data }) => ({ event: 'message', id: String(id), data })));
      },
    ),
  );
});
