/** The loader's few words; the rest come with the chat. */
const WORDS: { [language: string]: { help: string; failed: string } } = {
  en: { help: 'Help', failed: 'Not reached. Try again' },
  es: { help: 'Ayuda', failed: 'Sin conexión. Otra vez' },
};

const BUBBLE = 'M4 5h16v11H11l-5 4v-4H4z';
const NAMESPACE = 'http://www.w3.org/2000/svg';

/** The button that opens the chat, and how it tells that this takes a moment or did not work. */
export type Launcher = { button: HTMLButtonElement; is(state: 'ready' | 'loading' | 'failed'): void };

/** The launcher in the page's language, made without any markup, which the page's policy might forbid. */
export function makeLauncher(language: string, direction: 'ltr' | 'rtl'): Launcher {
  const known = language.toLowerCase().split('-')[0] ?? '';
  const spoken = WORDS[known] ? known : 'en';
  const words = WORDS[spoken];
  const button = document.createElement('button');
  const text = document.createElement('span');
  const picture = document.createElementNS(NAMESPACE, 'svg');
  const path = document.createElementNS(NAMESPACE, 'path');
  path.setAttribute('d', BUBBLE);
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('aria-hidden', 'true');
  picture.append(path);
  text.textContent = words?.help ?? '';
  Object.assign(button, { type: 'button', className: 'hark launcher', lang: spoken, dir: direction });
  button.setAttribute('aria-haspopup', 'dialog');
  button.setAttribute('aria-expanded', 'false');
  button.append(picture, text);
  return {
    button,
    is(state) {
      button.setAttribute('aria-busy', String(state === 'loading'));
      text.textContent = (state === 'failed' ? words?.failed : words?.help) ?? '';
    },
  };
}
