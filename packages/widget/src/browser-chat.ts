import { type Chat, makeChat } from './chat.ts';
import { makeClient } from './client.ts';
import { makeDrawer, makeShelf, type Shelf, subjectOf } from './drawer.ts';
import type { Visited } from './visited.ts';

/** After this long out of sight the stream may be dead without saying so. */
const STALE_AFTER_MS = 20_000;

/** From where a chat is opened: `base` is the origin of Hark, empty for the page's own. */
export type Place = {
  base: string;
  order: string | null;
  language: string;
  buyerToken: string | null;
  /** What was read on the way here: told when a conversation is opened. */
  visited: Visited | null;
  /** What sets its conversation apart from others of the same place, if anything. */
  apart?: string;
};

/** The tab's own shelf: what lies there is gone with the tab. */
export const tabShelf = (): Shelf => makeShelf(() => sessionStorage);

// An anonymous conversation ends with the tab, so that the next person at this machine does not read it; one of a buyer
// who is signed in is found again by the same buyer only.
function drawerOf({ order, buyerToken, apart = '' }: Place) {
  const about = `${order ?? ''}${apart}`;
  if (buyerToken === null) return makeDrawer(tabShelf(), `hark.chat.${about}`);
  const name = `hark.chat.${subjectOf(buyerToken)}.${about}`;
  return makeDrawer(
    makeShelf(() => localStorage),
    name,
  );
}

function newId(): string {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)));
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A started chat that follows the network and the sight of its page; `stop` lets go of both. */
export function startChat(place: Place): { chat: Chat; stop(): void } {
  const { base, order, language, buyerToken, visited } = place;
  const chat = makeChat({
    client: makeClient(base),
    drawer: drawerOf(place),
    opening: { language, order_id: order ?? undefined, visited: visited ?? undefined },
    buyerToken,
    now: () => new Date().toISOString(),
    id: newId,
  });
  const watching = new AbortController();
  watch(chat, watching.signal);
  chat.start();
  return {
    chat,
    stop() {
      watching.abort();
      chat.stop();
    },
  };
}

function watch(chat: Chat, signal: AbortSignal): void {
  let hiddenAt = 0;
  window.addEventListener('offline', () => chat.cut(), { signal });
  window.addEventListener('online', () => chat.wake(false), { signal });
  window.addEventListener('pageshow', (event) => event.persisted && chat.wake(true), { signal });
  const turned = (): void => {
    if (document.visibilityState === 'hidden') hiddenAt = Date.now();
    else chat.wake(Date.now() - hiddenAt > STALE_AFTER_MS);
  };
  document.addEventListener('visibilitychange', turned, { signal });
}
