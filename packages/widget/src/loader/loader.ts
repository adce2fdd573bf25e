import LOADER_STYLE from '../../public/loader.css';
import { chooseLanguage } from '../choose-language.ts';
import { directionOf } from '../panel/direction.ts';
import { fetchPart } from '../panel/fetch-part.ts';
import { BESIDE, type Handover, LOADED, type Panel, type Settings, STANDS_OPEN } from '../panel/settings.ts';
import { accentRules, readColour } from '../panel/theme.ts';
import { visitedIn } from '../visited.ts';
import { makeLauncher } from './launcher.ts';

/** The file with the rest, beside this one; its name changes with its content. Put in by the build. */
declare const PANEL_FILES: { en: string; es: string };

const ELEMENT = 'hark-chat';
const WAIT_AT_MOST_MS = 4_000;

function settingsOf(script: HTMLScriptElement): Settings {
  const { token, order, lang, read, searched } = script.dataset;
  return {
    base: new URL(script.src).origin,
    token: token || null,
    order: order || null,
    language: lang || document.documentElement.lang || navigator.language,
    visited: visitedIn(read?.split(/[\s,]+/).filter(Boolean) ?? [], searched ? [searched] : []),
  };
}

function makeRoot(): ShadowRoot {
  const host = document.createElement('div');
  host.id = ELEMENT;
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOADER_STYLE);
  root.adoptedStyleSheets = [sheet];
  document.body.append(host);
  return root;
}

/** The shop's accent, if it names one: the browser reads it, and contrast is kept by computation. */
function dress(root: ShadowRoot, button: HTMLElement): void {
  const wished = getComputedStyle(root.host).getPropertyValue('--hark-accent').trim();
  if (!CSS.supports('color', wished)) return;
  button.style.color = wished;
  const colour = readColour(getComputedStyle(button).color);
  button.style.color = '';
  if (!colour) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(accentRules(colour));
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** Loads the rest once, whoever asks and however often; after a failure the next one who asks tries anew. */
function makeLoading(handover: Handover): () => Promise<Panel> {
  let loading: Promise<Panel> | null = null;
  return () => {
    loading ??= fetchPart(
      handover.root,
      `${handover.settings.base}/widget/${PANEL_FILES[chooseLanguage([handover.settings.language])]}`,
      LOADED,
    ).then((mount) => mount(handover));
    loading.catch(() => {
      loading = null;
    });
    return loading;
  };
}

/** When the page has loaded and has nothing to do. Who saves data loads nothing that was not asked for. */
function whenIdle(work: () => void): void {
  if ('connection' in navigator && Reflect.get(Object(navigator.connection), 'saveData') === true) return;
  const wait = (): void => {
    if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: WAIT_AT_MOST_MS });
    else setTimeout(work, WAIT_AT_MOST_MS / 2);
  };
  if (document.readyState === 'complete') wait();
  else window.addEventListener('load', wait, { once: true });
}

function stoodOpen(): boolean {
  try {
    return sessionStorage.getItem(STANDS_OPEN) !== null && matchMedia(BESIDE).matches;
  } catch {
    return false;
  }
}

function begin(settings: Settings): void {
  if (document.getElementById(ELEMENT)) return;
  const root = makeRoot();
  const launcher = makeLauncher(settings.language, directionOf(settings.language));
  root.append(launcher.button);
  dress(root, launcher.button);
  const load = makeLoading({ root, launcher: launcher.button, settings });
  launcher.button.addEventListener('click', () => {
    launcher.is('loading');
    load().then(
      (panel) => {
        launcher.is('ready');
        panel.open();
      },
      () => launcher.is('failed'),
    );
  });
  const open = stoodOpen();
  whenIdle(() => {
    load().then(
      (panel) => open && panel.open({ quietly: true }),
      // Nobody asked for it yet: who presses the button tries again.
      () => undefined,
    );
  });
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const settings = settingsOf(script);
  if (document.body) begin(settings);
  else document.addEventListener('DOMContentLoaded', () => begin(settings), { once: true });
}
