import { type AttachedFile, isApiError, isUploaded } from '@hark/wire';
import type { Door } from './settings.ts';

/** What became of an upload; `code` is the server's own when it refused. */
export type Outcome =
  | { kind: 'done'; file: AttachedFile }
  | { kind: 'refused'; code: string }
  | { kind: 'cut' };

/** A file on its way. */
export type Upload = { outcome: Promise<Outcome>; cancel(): void };

/** So long without a byte more is no way any more. */
const STALLED_MS = 60_000;

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function outcomeOf({ status, responseText }: XMLHttpRequest): Outcome {
  const body = read(responseText);
  if (status === 201 && isUploaded(body)) return { kind: 'done', file: body.attachment };
  // Too busy or down passes by itself, too many in a minute does not.
  if (status === 0 || status === 408 || (status >= 500 && status !== 507)) return { kind: 'cut' };
  return { kind: 'refused', code: isApiError(body) ? body.error.code : '' };
}

/** Sends a file; `fetch` could not tell how far it is. */
export function upload({ address, token }: Door, file: File, progress: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const outcome = new Promise<Outcome>((resolve) => {
    let stalled: ReturnType<typeof setTimeout> | undefined;
    const moving = (): void => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALLED_MS);
    };
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      moving();
      progress(total > 0 ? loaded / total : 0);
    });
    request.addEventListener('loadend', () => {
      clearTimeout(stalled);
      resolve(outcomeOf(request));
    });
    moving();
    request.open('POST', address);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name.replace(/\p{Surrogate}/gu, '')));
    request.send(file);
  });
  return { outcome, cancel: () => request.abort() };
}
