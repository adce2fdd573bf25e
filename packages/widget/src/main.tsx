import { render } from 'preact';
import { startChat, tabShelf } from './browser-chat.ts';
import { chooseLanguage } from './phrases.ts';
import { Page } from './view/page.tsx';

const TOKEN = 'hark.buyer-token';

/** The buyer's token comes in the fragment, which no server sees, and leaves the address at once. */
function takeToken(): string | null {
  const tab = tabShelf();
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
  const { chat } = startChat({ base: '', order: asked.get('order'), language, buyerToken: takeToken() });
  const goAnonymous = (): void => {
    tabShelf().removeItem(TOKEN);
    location.reload();
  };
  render(<Page chat={chat} language={language} goAnonymous={goAnonymous} />, root);
}

const root = document.getElementById('chat');
if (root) begin(root);
