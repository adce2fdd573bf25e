import { createRoot } from 'react-dom/client';
import { Page, type TokenShelf } from './trace/page.tsx';

const NAME = 'hark.operator-token';

/** The tab's own storage: the token goes when the tab is closed. A browser that forbids storage asks on every load. */
const shelf: TokenShelf = {
  load() {
    try {
      return sessionStorage.getItem(NAME);
    } catch {
      return null;
    }
  },
  save(token) {
    try {
      sessionStorage.setItem(NAME, token);
    } catch {
      // Forbidden: the page works until it is reloaded.
    }
  },
  clear() {
    try {
      sessionStorage.removeItem(NAME);
    } catch {
      // Nothing was kept.
    }
  },
};

/** A token may come in the fragment, which no server sees; it leaves the address at once. */
function takeToken(): void {
  const given = new URLSearchParams(location.hash.slice(1)).get('operator');
  if (given === null) return;
  shelf.save(given);
  history.replaceState(null, '', location.pathname + location.search);
}

takeToken();
const root = document.getElementById('trace');
if (root) createRoot(root).render(<Page shelf={shelf} />);
