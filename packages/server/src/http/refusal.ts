/** What a refusal says; `retry_after_s`: when the same may be sent again, where time alone helps. */
export type RefusalText = { status: number; message: string; next: string; retry_after_s?: number };

/** Every way in which the API says no: status, a sentence for people, and what to do next. The closed list. */
export const REFUSALS = {
  wrong_json: {
    status: 400,
    message: 'The body is not JSON. Nothing was accepted.',
    next: 'Send one JSON object with the content type application/json.',
  },
  wrong_request: {
    status: 400,
    message: 'The request cannot be read. Nothing was accepted.',
    next: 'Compare it with the description of the interface at /docs.',
  },
  wrong_method: {
    status: 405,
    message: 'This address is not called in that way. Nothing was accepted.',
    next: 'Use one of the methods that the header Allow names.',
  },
  too_slow: {
    status: 408,
    message: 'The request took too long to arrive. Nothing was accepted.',
    next: 'Send it again, all at once.',
  },
  header_too_large: {
    status: 431,
    message: 'The header of the request is larger than what is accepted. Nothing was accepted.',
    next: 'Send fewer or shorter header fields; cookies are among them.',
  },
  token_missing: {
    status: 401,
    message: 'This needs a token, and none was sent.',
    next: 'Send the header Authorization: Bearer <token>.',
  },
  token_refused: {
    status: 401,
    message: 'The token is not one that is accepted here.',
    next: 'Ask whoever issued it for a new one.',
  },
  token_expired: {
    status: 401,
    message: 'The token has expired.',
    next: 'Reload the page of the shop to get a new one, then try again.',
  },
  sign_in_first: {
    status: 401,
    message: 'Nobody is signed in here, or the session has ended.',
    next: 'Sign in at /sign-in, then try again.',
  },
  sign_in_refused: {
    status: 401,
    message: 'E-mail address and password do not fit together.',
    next: 'Try again, or have a link for a new password sent to you.',
  },
  code_refused: {
    status: 401,
    message: 'The code is wrong or too old, or signing in took longer than ten minutes.',
    next: 'Enter the code that the app shows now, use a recovery code, or begin again.',
  },
  password_refused: {
    status: 403,
    message: 'That is not your present password. Nothing was changed.',
    next: 'Enter it again.',
  },
  passkey_refused: {
    status: 401,
    message:
      'This passkey does not open anything here, or more than five minutes went by, or another tab asked meanwhile.',
    next: 'Try again, or sign in with your password.',
  },
  passkey_not_kept: {
    status: 400,
    message:
      'The passkey was not kept: more than five minutes went by, another tab asked meanwhile, or the device did not check that it is you.',
    next: 'Try again.',
  },
  too_many_passkeys: {
    status: 409,
    message: 'There are twenty passkeys already. Nothing was changed.',
    next: 'Remove one that you do not use any more.',
  },
  sign_in_again: {
    status: 403,
    message: 'This is changed only within a quarter of an hour after signing in. Nothing was changed.',
    next: 'Sign out, sign in again, and come back.',
  },
  second_factor_due: {
    status: 403,
    message: 'Your role needs a second factor, and you have none yet.',
    next: 'Add a passkey or an app on the page of your account.',
  },
  last_second_factor: {
    status: 409,
    message: 'Your role needs a second factor, and this is your last one. Nothing was changed.',
    next: 'Add another one first, then remove this one.',
  },
  link_ended: {
    status: 410,
    message: 'This link is not open any more: it was used, withdrawn, or is too old.',
    next: 'Ask for a new one.',
  },
  member_already: {
    status: 409,
    message: 'This e-mail address has access already. Nothing was changed.',
    next: 'Sign in with it, or change the role on the page of the team.',
  },
  last_admin: {
    status: 409,
    message: 'Nobody takes away their own access or role. Nothing was changed.',
    next: 'Ask another administrator to do it.',
  },
  no_such_member: {
    status: 404,
    message: 'There is nobody and nothing of that name within your reach. Nothing was changed.',
    next: 'Reload the page to see how it stands now.',
  },
  too_many_tries: {
    status: 429,
    message: 'That failed too often, so it has to wait a little. Nothing was tried.',
    next: 'Wait for the number of seconds in the header Retry-After, or have a link for a new password sent to you.',
  },
  key_expired: {
    status: 401,
    message: 'The API key has expired.',
    next: 'Make a new one on the page for API keys.',
  },
  not_allowed: {
    status: 403,
    message: 'Your role, or the scopes of the key, do not allow this. Nothing was changed.',
    next: 'Ask somebody who may, or an administrator for the role.',
  },
  foreign_page: {
    status: 403,
    message: 'The request did not come from a page of this Hark. Nothing was changed.',
    next: 'Use the pages of this Hark, or an API key.',
  },
  no_such_conversation: {
    status: 404,
    message: 'There is no such conversation for this token.',
    next: 'Check the conversation id and the token, or open a new conversation.',
  },
  no_such_page: {
    status: 404,
    message: 'There is nothing at this address.',
    next: 'See / for the pages and /docs for the interface.',
  },
  desk_refused: {
    status: 409,
    message: 'This cannot be done in the conversation as it stands now. Nothing was changed.',
    next: 'See how it stands now.',
  },
  action_withheld: {
    status: 409,
    message: 'The gate does not allow this action. Nothing was changed.',
    next: 'Change what it is asked with, or pass the conversation on.',
  },
  too_large: {
    status: 413,
    message: 'The request is larger than what is accepted. Nothing was accepted.',
    next: 'Send a shorter one.',
  },
  wrong_media_type: {
    status: 415,
    message: 'The body is of a kind that is not accepted. Nothing was accepted.',
    next: 'Send JSON with the content type application/json.',
  },
  wrong_fields: {
    status: 422,
    message: 'A field is missing or not as it should be. Nothing was accepted.',
    next: 'Mend the field that is named and send it again.',
  },
  empty_text: {
    status: 422,
    message: 'The message is empty. Nothing was accepted.',
    next: 'Write something, or press a button.',
  },
  text_too_long: {
    status: 422,
    message: 'The message is longer than 8,000 characters. Nothing was accepted.',
    next: 'Shorten it, or send it in parts.',
  },
  file_empty: {
    status: 422,
    message: 'The file is empty. Nothing was kept.',
    next: 'Choose another one.',
  },
  file_kind_refused: {
    status: 415,
    message:
      'Only pictures (PNG, JPEG, WebP, GIF) and PDF files can be attached; drawings and pages that can hold programs (SVG, HTML) cannot. Nothing was kept.',
    next: 'Save it as a picture or as PDF, and attach that.',
  },
  file_damaged: {
    status: 422,
    message: 'The file is damaged, or cut off before its end. Nothing was kept.',
    next: 'Open it where you have it; if it shows there, save it anew and attach that.',
  },
  file_too_large: {
    status: 413,
    message: 'The file is larger than what is accepted. Nothing was kept.',
    next: 'Attach a smaller one.',
  },
  picture_too_large: {
    status: 422,
    message: 'The picture has more than 100 million points. Nothing was kept.',
    next: 'Attach a smaller one.',
  },
  too_many_files_each: {
    status: 422,
    message: 'A message carries at most four files. Nothing was accepted.',
    next: 'Send the others with another message.',
  },
  too_many_files: {
    status: 409,
    message: 'This conversation holds as many files as it can. Nothing was kept.',
    next: 'Describe it in words, or ask for a person.',
  },
  no_such_file: {
    status: 404,
    message: 'There is no such file in this conversation, or it was removed. Nothing was accepted.',
    next: 'Attach it again.',
  },
  upload_cut: {
    status: 400,
    message: 'The file did not arrive whole. Nothing was kept.',
    next: 'Attach it again.',
  },
  no_room_for_file: {
    status: 507,
    message: 'There is no room for files at the moment. Nothing was kept.',
    next: 'Send the message without the file, and the file later.',
  },
  no_such_webhook: {
    status: 404,
    message: 'There is no such webhook endpoint within your reach. Nothing was changed.',
    next: 'Reload the page to see which there are.',
  },
  no_such_delivery: {
    status: 404,
    message: 'There is no such delivery, or it is being sent just now. Nothing was changed.',
    next: 'Reload the page to see how it stands.',
  },
  webhook_address_refused: {
    status: 422,
    message: 'This address is not called from here. Nothing was changed.',
    next: 'Give an https address of the open network.',
  },
  webhook_off: {
    status: 409,
    message: 'The endpoint is off, so nothing is sent to it. Nothing was changed.',
    next: 'Turn it on, then try again.',
  },
  too_many_webhooks: {
    status: 409,
    message: 'There are twenty endpoints already, which is as many as there can be. Nothing was made.',
    next: 'Remove one that is not needed any more.',
  },
  rerun_failed: {
    status: 503,
    message:
      'The conversation could not be run again: the working copy of the playbook came to no end in time. Nothing was changed.',
    next: 'Try again; if it stays so, take back the last change of the playbook, and see the log of the server.',
  },
  survey_closed: {
    status: 409,
    message: 'This question cannot be answered any more. Nothing was changed.',
    next: 'If something is still open, just write it in the conversation.',
  },
  no_such_rating: {
    status: 422,
    message: 'The scale has no such point. Nothing was accepted.',
    next: 'Send a whole number from 1 to the number of points, or null.',
  },
  too_many: {
    status: 429,
    message: 'That was too much in a short time. Nothing was accepted.',
    next: 'Wait for the number of seconds in the header Retry-After, then try again.',
  },
  our_fault: {
    status: 500,
    message: 'Something went wrong on our side. It has been noted.',
    next: 'Try again; a message with the same client_id is never taken twice.',
  },
  too_busy: {
    status: 503,
    message: 'Too much happened in this conversation at once. Nothing was accepted.',
    next: 'Send it again; a message with the same client_id is never taken twice.',
    retry_after_s: 1,
  },
  storage_down: {
    status: 503,
    message: 'The database cannot be reached or cannot write. Nothing was acknowledged.',
    next: 'Send it again in a moment; a message with the same client_id is never taken twice.',
    retry_after_s: 2,
  },
  stopping: {
    status: 503,
    message: 'The server is stopping. Nothing was accepted.',
    next: 'Send it again in a moment; a message with the same client_id is never taken twice.',
    retry_after_s: 2,
  },
} as const satisfies { [code: string]: RefusalText };

/** The code of a refusal. */
export type RefusalCode = keyof typeof REFUSALS;

/** An expected no, on its way to the one place that answers. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: RefusalCode;
  constructor(code: RefusalCode, detail?: string) {
    super(detail ?? REFUSALS[code].message);
    this.code = code;
  }
}
