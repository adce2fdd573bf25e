import { APIError } from 'better-auth/api';
import { expect, test } from 'vitest';
import { errorAnswer } from './errors.ts';

test('who is signed out between the door and the deed is asked to sign in, and nobody is at fault', () => {
  const { status, body, fault } = errorAnswer(new APIError('UNAUTHORIZED'));
  expect([status, body.error.code, fault]).toEqual([401, 'sign_in_first', false]);
});

test('what nobody foresaw is a fault of ours', () => {
  for (const odd of [new Error('odd'), { statusCode: 503 }, 'odd', null])
    expect(errorAnswer(odd)).toMatchObject({ status: 500, fault: true });
});
