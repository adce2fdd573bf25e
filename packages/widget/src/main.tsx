import { render } from 'preact';
import { makeChat } from './chat.ts';
import { makeClient } from './client.ts';
import { makeDrawer, makeShelf, type Shelf, subjectOf } from './drawer.ts';
import { chooseLanguage } from './phrases.ts';
import { Page } from './view/page.tsx';

const TOKEN = 'hark.buyer-token';
/** After this long out of sight the stream may be dead without saying so. */
const STALE_AFTER_MS = 20_000;

/** The buyer's token comes in the fragment, which no server sees, and leaves the address at once. */
function takeToken(tab: Shelf): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    tab.setItem(TOKEN, given);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return given ?? tab.getItem(TOKEN);
}

function begin(root: HTMLElement): void {
  const asked = new URLSearchParams(location.search);
  const language = chooseLanguage([asked.get('lang') ?? '', ...navigator.languages]);
  document.documentElement.lang = language;
  const order = asked.get('order');
  const tab = makeShelf(() => sessionStorage);
  const buyerToken = takeToken(tab);
  // An anonymous conversation ends with the tab, so that the next person at this machine does not read it; one of a
  // buyer who is signed in is found again by the same buyer only.
  const drawer =
    buyerToken === null
      ? makeDrawer(tab, `hark.chat.${order ?? ''}`)
      : makeDrawer(
          makeShelf(() => localStorage),
          `hark.chat.${subjectOf(buyerToken)}.${order ?? ''}`,
        );

  const chat = makeChat({
    client: makeClient(''),
    drawer,
    opening: { language, ...(order === null ? {} : { order_id: order }) },
    buyerToken,
    now: () => new Date().toISOString(),
    id: () =>
      Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
        byte.toString(16).padStart(2, '0'),
      ).join(''),
  });
  render(
    <Page
      chat={chat}
      language={language}
      goAnonymous={() => {
        tab.removeItem(TOKEN);
        location.reload();
      }}
    />,
    root,
  );
  chat.start();

  let hiddenAt = 0;
  window.addEventListener('offline', () => chat.cut());
  window.addEventListener('online', () => chat.wake(false));
  window.addEventListener('pageshow', (event) => event.persisted && chat.wake(true));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') {
      hiddenAt = Date.now();
      return;
    }
    chat.wake(Date.now() - hiddenAt > STALE_AFTER_MS);
  });
}

const root = document.getElementById('chat');
if (root) begin(root);
