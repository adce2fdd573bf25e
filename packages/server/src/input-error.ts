/** A file or folder given by a person cannot be used; the message names it, the place in it and what is wrong. */
export class InputError extends Error {
  override name = 'InputError';
}
