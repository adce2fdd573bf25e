const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'there is none',
  ENOTDIR: 'it is a file',
  EISDIR: 'it is a folder',
  EEXIST: 'a file stands there',
  EACCES: 'it may not be used by this user',
  EPERM: 'it may not be used by this user',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EFBIG: 'files there may not become so large',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is no text in UTF-8',
};

/** Why the system refused a file or folder, in words; the error's own where it is another one. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return Object.hasOwn(REASONS, code) ? (REASONS[code] ?? error.message) : error.message;
}
