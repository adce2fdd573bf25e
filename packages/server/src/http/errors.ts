import type { ApiError } from '@hark/wire';
import { z } from 'zod';
import { DatabaseUnavailable, meaningOf } from '../db/unavailable.ts';
import { TooBusy, UnknownConversation } from '../turn.ts';
import { REFUSALS, Refusal, type RefusalCode, type RefusalText } from './refusal.ts';

/** An error answer, when to try again (null: nobody knows), and whether the error behind it is a fault to be logged. */
export type ErrorAnswer = { status: number; body: ApiError; retry_after_s: number | null; fault: boolean };

/** The answer to anything that was thrown while a request was served. */
export function errorAnswer(error: unknown): ErrorAnswer {
  const refusal = asRefusal(meaningOf(error));
  const { status, next, retry_after_s }: RefusalText = REFUSALS[refusal.code];
  return {
    status,
    body: { error: { code: refusal.code, message: refusal.message, next } },
    retry_after_s: retry_after_s ?? null,
    fault: status >= 500 && refusal.code !== 'stopping',
  };
}

const Coded = z.object({ code: z.string().optional(), statusCode: z.number().optional() });
const Invalid = z.object({
  validationContext: z.string().optional(),
  validation: z.array(z.object({ instancePath: z.string(), message: z.string().optional() })).min(1),
});

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof UnknownConversation) return new Refusal('no_such_conversation');
  if (error instanceof TooBusy) return new Refusal('too_busy');
  if (error instanceof DatabaseUnavailable) return new Refusal('storage_down');
  const invalid = Invalid.safeParse(error);
  if (invalid.success) return fieldsRefusal(invalid.data);
  const coded = Coded.safeParse(error);
  if (!coded.success) return new Refusal('our_fault');
  const { code, statusCode } = coded.data;
  const known = FRAMEWORK[code ?? ''];
  if (known) return new Refusal(known);
  // Whoever was let in may be signed out before their request is done.
  if (statusCode === 401) return new Refusal('sign_in_first');
  return new Refusal(
    statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? 'wrong_request' : 'our_fault',
  );
}

/** The framework's own codes for what a client can do wrong. */
const FRAMEWORK: { [code: string]: RefusalCode } = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_JSON_BODY: 'wrong_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'wrong_json',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'wrong_media_type',
};

function fieldsRefusal(invalid: z.infer<typeof Invalid>): Refusal {
  const [first] = invalid.validation;
  const field =
    first?.instancePath.replace(/^\//, '').replaceAll('/', '.') || (invalid.validationContext ?? 'body');
  // What the sender wrote stands nowhere in the answer: the sentence is the schema's.
  return new Refusal(
    'wrong_fields',
    `${field}: ${first?.message ?? 'not as it should be'}. Nothing was accepted.`,
  );
}
