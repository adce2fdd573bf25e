/**
 * Suggestions while one types, as a combobox with a list (WAI-ARIA 1.2), and the way into the chat with what was read. Without scripts the
 * form searches and the link opens the chat all the same.
 */
export const HELP_SCRIPT = `'use strict';
const KEPT = 'hark.help';
const MOST = 8;

const kept = () => {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEPT) || '{}');
    return { read: Array.isArray(found.read) ? found.read : [], searched: Array.isArray(found.searched) ? found.searched : [] };
  } catch { return { read: [], searched: [] }; }
};
const keep = (kind, value) => {
  const now = kept();
  now[kind] = [...now[kind].filter((one) => one !== value), value].slice(-MOST);
  try { sessionStorage.setItem(KEPT, JSON.stringify(now)); } catch { /* Then the chat is told of this page alone. */ }
};

const article = document.querySelector('[data-article]');
if (article) keep('read', article.dataset.article);
const asked = new URLSearchParams(location.search).get('q');
if (asked && asked.trim()) keep('searched', asked.trim().slice(0, 200));
const still = document.querySelector('.still a');
if (still) still.addEventListener('click', () => {
  const known = new URLSearchParams();
  const { read, searched } = kept();
  for (const one of read) known.append('read', one);
  for (const one of searched) known.append('searched', one);
  still.hash = '#' + known;
});

const form = document.querySelector('form.search');
if (form) combobox(form);

function combobox(form) {
  const field = form.querySelector('input');
  const popup = form.querySelector('.popup');
  const list = popup.querySelector('ul');
  const told = form.querySelector('.told');
  const words = field.dataset;
  let waiting = 0;
  let request = null;
  let at = -1;

  field.setAttribute('role', 'combobox');
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);
  field.setAttribute('aria-expanded', 'false');

  const options = () => [...list.children];
  const isOpen = () => !popup.hidden;
  const show = (open) => {
    popup.hidden = !open;
    field.setAttribute('aria-expanded', String(open));
    if (!open) choose(-1);
  };
  const choose = (index) => {
    at = index;
    for (const [place, option] of options().entries()) option.setAttribute('aria-selected', String(place === at));
    const chosen = options()[at];
    if (!chosen) return field.removeAttribute('aria-activedescendant');
    field.setAttribute('aria-activedescendant', chosen.id);
    chosen.scrollIntoView({ block: 'nearest' });
  };
  const go = (option) => {
    keep('searched', field.value.trim().slice(0, 200));
    location.assign(option.dataset.href);
  };
  const pieces = (tag, className, parts) => {
    const element = document.createElement(tag);
    element.className = className;
    for (const { text, marked } of parts) {
      const piece = document.createElement(marked ? 'mark' : 'span');
      piece.textContent = text;
      element.append(piece);
    }
    return element;
  };
  const fill = (results) => {
    list.replaceChildren(...results.map((one, place) => {
      const option = document.createElement('li');
      option.id = 'q-option-' + place;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.dataset.href = one.href;
      option.append(pieces('span', 'name', one.heading), pieces('span', 'from', [{ text: one.title, marked: false }]), pieces('span', 'snippet', one.snippet));
      return option;
    }));
    at = -1;
    field.removeAttribute('aria-activedescendant');
    const { length } = results;
    told.textContent = length === 0 ? words.none : length === 1 ? words.one : words.several.replace('%', length);
    show(length > 0 && document.activeElement === field);
  };
  const look = async () => {
    request?.abort();
    const q = field.value.trim();
    if (q.length < 2) { told.textContent = ''; list.replaceChildren(); return show(false); }
    request = new AbortController();
    const { signal } = request;
    try {
      const answer = await fetch('/api/help/search?' + new URLSearchParams({ q, language: words.language }), { signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const { results } = await answer.json();
      if (!signal.aborted) fill(results);
    } catch {
      if (signal.aborted) return;
      list.replaceChildren();
      show(false);
      told.textContent = words.unreachable;
    }
  };
  field.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 150);
  });
  field.addEventListener('focus', () => { if (options().length > 0) show(true); });
  field.addEventListener('blur', () => show(false));
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) go(option);
  });
  field.addEventListener('keydown', (event) => {
    const { key } = event;
    const last = options().length - 1;
    const move = (index) => { event.preventDefault(); choose(index); };
    if (event.isComposing) return;
    if (key === 'Escape') {
      if (isOpen()) { event.preventDefault(); show(false); }
      else if (field.value) { event.preventDefault(); field.value = ''; list.replaceChildren(); told.textContent = ''; }
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (last < 0) return;
      if (!isOpen()) show(true);
      move(key === 'ArrowDown' ? (at >= last ? 0 : at + 1) : at <= 0 ? last : at - 1);
    } else if (isOpen() && at >= 0 && key === 'Home') move(0);
    else if (isOpen() && at >= 0 && key === 'End') move(last);
    else if (isOpen() && at >= 0 && key === 'Enter') { event.preventDefault(); go(options()[at]); }
  });
}
`;
