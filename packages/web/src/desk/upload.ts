import { type AttachedFile, isApiError, isUploaded } from '@hark/wire';

/** What became of an upload: it is there; the server said no, and why; or the way to it was cut, and the same can be sent again. */
export type Outcome =
  | { kind: 'done'; file: AttachedFile }
  | { kind: 'refused'; says: string }
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
  // Down or too slow passes by itself; what is refused stays refused.
  if (status === 0 || status === 408 || (status >= 500 && status !== 507)) return { kind: 'cut' };
  const says = isApiError(body)
    ? `${body.error.message} ${body.error.next}`.trim()
    : 'The server refused it.';
  return { kind: 'refused', says };
}

/** Sends a file to `address` and tells how far it is, 0 to 1; `fetch` could not tell. */
export function upload(address: string, file: File, progress: (share: number) => void): Upload {
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
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name.replace(/\p{Surrogate}/gu, '')));
    request.send(file);
  });
  return { outcome, cancel: () => request.abort() };
}
