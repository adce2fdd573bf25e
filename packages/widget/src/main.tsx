import { render } from 'preact';
import { startChat, tabShelf } from './browser-chat.ts';
import { chooseLanguage } from './choose-language.ts';
import { filesPart } from './files/files.ts';
import { paperPart } from './paper/paper.ts';
import { mountRating } from './rating/rating.ts';
import { Page } from './view/page.tsx';
import { visitedIn } from './visited.ts';

const TOKEN = 'hark.buyer-token';

/** The buyer's token comes in the fragment, which no server sees, and leaves the address at once. */
function takeToken(told: URLSearchParams): string | null {
  const tab = tabShelf();
  const given = told.get('token');
  if (given) {
    tab.setItem(TOKEN, given);
    told.delete('token');
    const rest = told.toString();
    history.replaceState(null, '', `${location.pathname}${location.search}${rest && `#${rest}`}`);
  }
  return given ?? tab.getItem(TOKEN);
}

function begin(root: HTMLElement): void {
  const asked = new URLSearchParams(location.search);
  const language = chooseLanguage([asked.get('lang') ?? '', ...navigator.languages]);
  document.documentElement.lang = language;
  const told = new URLSearchParams(location.hash.slice(1));
  const buyerToken = takeToken(told);
  const { chat } = startChat({
    base: '',
    order: asked.get('order'),
    language,
    buyerToken,
    visited: visitedIn(told.getAll('read'), told.getAll('searched')),
    // Who comes from the help centre gets a conversation about that, and finds it again after a reload.
    apart: told.toString(),
  });
  const goAnonymous = (): void => {
    tabShelf().removeItem(TOKEN);
    location.reload();
  };
  render(
    <Page
      chat={chat}
      language={language}
      goAnonymous={goAnonymous}
      parts={{ rating: async () => mountRating, files: async () => filesPart, paper: async () => paperPart }}
    />,
    root,
  );
}

const root = document.getElementById('chat');
if (root) begin(root);
