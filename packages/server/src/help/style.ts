/** The help centre's style sheet. */
export const HELP_STYLE = `:root {
  color-scheme: light dark;
  --paper: #fbfaf8; --ink: #1d2126; --soft: #5c6168; --line: #e2dfd8; --accent: #0f6e6e; --on-accent: #ffffff; --field: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #15181c; --ink: #e8e6e1; --soft: #a5a9ae; --line: #32373d; --accent: #5fc0bd; --on-accent: #10211f; --field: #1c2025; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; overflow-wrap: break-word; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
header { display: flex; justify-content: space-between; gap: 16px; padding: 16px max(20px, calc(50vw - 360px)); border-block-end: 1px solid var(--line); }
.brand { color: inherit; font-weight: 600; text-decoration: none; }
main { max-width: 760px; margin: 0 auto; padding: 40px 20px 80px; }
h1 { font-size: 28px; line-height: 1.25; margin: 0 0 24px; }
h2 { font-size: 20px; line-height: 1.35; margin: 40px 0 12px; scroll-margin-top: 16px; }
p, li { max-width: 72ch; }
article p { margin: 0 0 12px; }
ul { padding: 0; margin: 0; list-style: none; }
article > ul { padding-inline-start: 20px; list-style: disc; }
.search label { display: block; margin-block-end: 6px; font-weight: 600; }
.search div { display: flex; gap: 8px; }
.search input { flex: 1; min-width: 0; min-height: 44px; padding: 0 12px; border: 1px solid var(--soft); border-radius: 8px; background: var(--field); color: inherit; font: inherit; }
.search input::placeholder { color: var(--soft); opacity: 1; }
.search button, .button { display: inline-flex; align-items: center; min-height: 44px; padding: 0 16px; border: 1px solid var(--accent); border-radius: 8px; background: var(--accent); color: var(--on-accent); font: inherit; text-decoration: none; cursor: pointer; }
.results li { padding: 16px 0; border-block-start: 1px solid var(--line); }
.results p { margin: 4px 0 0; } .results .from { color: var(--soft); font-size: 14px; }
.results a { font-weight: 600; }
.list li { border-block-start: 1px solid var(--line); } .list a { display: block; padding: 12px 0; text-decoration: none; } .list a:hover { text-decoration: underline; }
.crumbs { margin-block-end: 16px; font-size: 14px; }
.contents { margin: 0 0 32px; padding: 16px 20px; border: 1px solid var(--line); border-radius: 8px; }
.contents p { margin: 0 0 4px; font-size: 14px; color: var(--soft); } .contents li { padding: 4px 0; }
.still { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 12px; margin-block-start: 48px; padding: 20px; border: 1px solid var(--line); border-radius: 8px; }
.still p { margin: 0; font-weight: 600; }
@media print { header nav, .search, .still, .crumbs, .contents, .list { display: none; } }
`;

/** Searches while one types, where scripts run; without them the form does the same. */
export const HELP_SCRIPT = `const form = document.querySelector('form.search');
const field = form && form.querySelector('input');
const results = document.querySelector('.results');
if (form && field && results) {
  let waiting = 0;
  let asked = 0;
  const look = async () => {
    const turn = ++asked;
    const address = form.getAttribute('action') + '?typing=1&q=' + encodeURIComponent(field.value.trim());
    try {
      const answer = await fetch(address);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const found = page.querySelector('.results');
      if (turn === asked && found) results.replaceChildren(...found.childNodes);
    } catch {
      // Without a network the form still says so when it is sent.
    }
  };
  field.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 150);
  });
}
`;
