import fc from 'fast-check';
import type { Operation } from './fuzz-description.ts';
import { fitting, type Known, spoilt } from './fuzz-values.ts';

/** How far a request is from what the description asks for. */
export type Treatment = 'right' | 'nearly right' | 'wrong';

/** A request, but for who sends it. */
export type FuzzRequest = {
  operation: Operation;
  treatment: Treatment;
  method: string;
  path: string;
  /** What was put into the path, by name. */
  named: { [name: string]: string };
  headers: { [name: string]: string };
  body: string | null;
  /** Chooses who sends it. */
  sender: number;
};

/** Requests to one of the operations: right, nearly right and wrong ones. */
export function requestTo(operation: Operation, known: Known): fc.Arbitrary<FuzzRequest> {
  const treatments = fc.oneof(
    { weight: 5, arbitrary: fc.constant<Treatment>('right') },
    { weight: 3, arbitrary: fc.constant<Treatment>('nearly right') },
    { weight: 2, arbitrary: fc.constant<Treatment>('wrong') },
  );
  return treatments.chain((treatment) =>
    fc
      .tuple(
        parametersOf(operation, known, treatment),
        bodyOf(operation, known, treatment),
        headersOf(treatment),
        methodOf(operation, treatment),
        fc.nat(),
      )
      .map(([parameters, body, headers, method, sender]) => {
        const named = Object.fromEntries(parameters.path);
        const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(named[name] ?? ''));
        const query = new URLSearchParams(parameters.query).toString();
        return {
          operation,
          treatment,
          method,
          path: query === '' ? path : `${path}?${query}`,
          named,
          headers,
          // A body goes with neither of them.
          body: method === 'GET' || method === 'HEAD' ? null : body,
          sender,
        };
      }),
  );
}

type Pairs = [name: string, value: string][];

function parametersOf(operation: Operation, known: Known, treatment: Treatment) {
  const pair = ({ name, schema }: Operation['parameters'][number]): fc.Arbitrary<[string, string]> => {
    const right = fitting(schema, known, name === 'id' ? 'conversation_id' : name);
    const value = treatment === 'right' ? right : fc.oneof(right, spoilt(right));
    return value.map((one) => [name, typeof one === 'string' ? one : (JSON.stringify(one) ?? '')]);
  };
  const of = (place: 'path' | 'query') => operation.parameters.filter((one) => one.in === place).map(pair);
  const query = fc.tuple(...of('query').map((one) => fc.option(one, { nil: null })));
  return fc.tuple(fc.tuple(...of('path')), query).map(([path, found]): { path: Pairs; query: Pairs } => ({
    path,
    query: found.filter((one) => one !== null),
  }));
}

function bodyOf({ body }: Operation, known: Known, treatment: Treatment): fc.Arbitrary<string> {
  const right = body === null ? fc.constant<unknown>({}) : fitting(body, known);
  if (treatment === 'right') return right.map(written);
  if (treatment === 'nearly right') return spoilt(right).map(written);
  return fc.oneof(
    fc.json(),
    fc.string({ unit: 'binary' }),
    right.map((value) => written(value).slice(0, -2)),
    fc.constantFrom('', '[', '{"__proto__":{}}', '[['.repeat(5_000), `"${'x'.repeat(70_000)}"`, '1e999'),
  );
}

function headersOf(treatment: Treatment): fc.Arbitrary<{ [name: string]: string }> {
  const usual = { 'content-type': 'application/json' };
  const odd = fc.record(
    {
      'content-type': fc.constantFrom(
        'text/plain',
        'application/json; charset=utf-16',
        'multipart/form-data',
        '*/*',
      ),
      'accept-language': fc.constantFrom('es', '*;q=0', 'x'.repeat(500), ',,,;', 'zz-ZZ'),
      'last-event-id': fc.constantFrom('0', '-1', '999999999', 'x'),
      'content-encoding': fc.constantFrom('gzip', 'identity'),
      'if-none-match': fc.constantFrom('*', 'W/"x"'),
      range: fc.constant('bytes=0-1'),
      origin: fc.constantFrom('null', 'https://evil.example'),
      cookie: fc.constantFrom('hark.session_token=x.y', 'a=b; '.repeat(50)),
    },
    { requiredKeys: [] },
  );
  return treatment === 'wrong' ? odd.map((some) => ({ ...usual, ...some })) : fc.constant(usual);
}

function methodOf({ method }: Operation, treatment: Treatment): fc.Arbitrary<string> {
  if (treatment !== 'wrong') return fc.constant(method);
  const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'];
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(method) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

function written(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

/** As an address carries it; half a surrogate pair has no such form. */
function encoded(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}
