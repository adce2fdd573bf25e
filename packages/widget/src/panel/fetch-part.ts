import { FILES_LOADED, type FilesPart } from '../files/settings.ts';
import { PAPER_LOADED, type PaperPart } from '../paper/settings.ts';
import { type MountRating, RATING_LOADED } from '../rating/settings.ts';
import { LOADED, type Mount } from './settings.ts';

declare global {
  interface HTMLElementEventMap {
    [LOADED]: CustomEvent<Mount>;
    [RATING_LOADED]: CustomEvent<MountRating>;
    [FILES_LOADED]: CustomEvent<FilesPart>;
    [PAPER_LOADED]: CustomEvent<PaperPart>;
  }
}

/** The events by which parts tell that they are there. */
export type PartEvent = typeof LOADED | typeof RATING_LOADED | typeof FILES_LOADED | typeof PAPER_LOADED;

/** Fetches a part of the chat that lies beside the loader; it hands itself over by the event `loaded` on the widget's element. */
export function fetchPart<K extends PartEvent>(
  { host }: ShadowRoot,
  address: string,
  loaded: K,
): Promise<HTMLElementEventMap[K]['detail']> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    if (!(host instanceof HTMLElement)) return;
    host.addEventListener(loaded, (event) => resolve(event.detail), { once: true });
    script.addEventListener('error', () => {
      script.remove();
      reject(new Error('the chat could not be loaded'));
    });
    script.src = address;
    document.head.append(script);
  });
}
