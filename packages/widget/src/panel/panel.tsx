import { render } from 'preact';
import CHAT_STYLE from '../../public/chat.css';
import PANEL_STYLE from '../../public/panel.css';
import { startChat, tabShelf } from '../browser-chat.ts';
import type { Chat } from '../chat.ts';
import { chooseLanguage } from '../choose-language.ts';
import { FILES_LOADED } from '../files/settings.ts';
import { PAPER_LOADED } from '../paper/settings.ts';
import { PHRASES } from '../phrases.ts';
import { RATING_LOADED } from '../rating/settings.ts';
import type { Language } from '../times.ts';
import { Page } from '../view/page.tsx';
import { fetchPart, type PartEvent } from './fetch-part.ts';
import { keepKeys } from './focus.ts';
import { BESIDE, type Handover, LOADED, type Mount, type Panel, STANDS_OPEN } from './settings.ts';

/** The files with what is fetched later, beside this one; their names change with their content. Put in by the build. */
declare const RATING_FILE: string;
declare const FILES_FILE: string;
declare const PAPER_FILE: string;

function sheetOf(style: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  return sheet;
}

/** The chat on a shop's page: closed at first, and its conversation opened only when the buyer opens it. */
class PanelOnPage implements Panel {
  private readonly handover: Handover;
  private readonly language: Language;
  private readonly frame: HTMLElement;
  private running: ReturnType<typeof startChat> | null = null;
  /** Messages that were there when the chat was last seen. */
  private seen = 0;

  constructor(handover: Handover) {
    this.handover = handover;
    const { root, launcher, settings } = handover;
    this.language = chooseLanguage([settings.language]);
    root.adoptedStyleSheets = [sheetOf(CHAT_STYLE), sheetOf(PANEL_STYLE), ...root.adoptedStyleSheets];
    this.frame = document.createElement('div');
    Object.assign(this.frame, { className: 'hark panel', tabIndex: -1, hidden: true, dir: launcher.dir });
    this.frame.lang = this.language;
    this.frame.setAttribute('role', 'dialog');
    this.frame.setAttribute('aria-modal', 'true');
    this.frame.setAttribute('aria-label', PHRASES[this.language].title);
    keepKeys(this.frame, () => this.close());
    root.append(this.frame);
    this.followKeyboard();
  }

  open({ quietly } = { quietly: false }): void {
    if (!this.running) this.run(this.handover.settings.token);
    this.frame.hidden = false;
    this.standing(true);
    tabShelf().setItem(STANDS_OPEN, 'yes');
    if (quietly) return;
    // On a telephone the field would bring the keyboard up over what the chat says first.
    const field = matchMedia(BESIDE).matches ? this.frame.querySelector('textarea') : null;
    (field ?? this.frame).focus();
  }

  private close(): void {
    this.frame.hidden = true;
    this.standing(false);
    tabShelf().removeItem(STANDS_OPEN);
    this.handover.launcher.focus();
  }

  private standing(open: boolean): void {
    const { launcher } = this.handover;
    launcher.hidden = open;
    launcher.setAttribute('aria-expanded', String(open));
    this.seen = this.told();
    this.count();
  }

  private run(buyerToken: string | null): void {
    this.running?.stop();
    const { settings } = this.handover;
    const running = startChat({ ...settings, language: settings.language || this.language, buyerToken });
    this.running = running;
    running.chat.subscribe(() => this.count());
    this.draw(running.chat);
  }

  private draw(chat: Chat): void {
    const page = (
      // A chat of another buyer is another page, with nothing of the first on it.
      <Page
        key={chat}
        chat={chat}
        language={this.language}
        goAnonymous={() => this.run(null)}
        close={() => this.close()}
        parts={{
          rating: this.part(RATING_FILE, RATING_LOADED),
          files: this.part(FILES_FILE, FILES_LOADED),
          paper: this.part(PAPER_FILE, PAPER_LOADED),
        }}
      />
    );
    render(page, this.frame);
  }

  /** Fetches a part once, whoever asks and however often; after a failure the next one who asks tries anew. */
  private part<K extends PartEvent>(
    file: string,
    loaded: K,
  ): () => Promise<HTMLElementEventMap[K]['detail']> {
    const { root, settings } = this.handover;
    let part: Promise<HTMLElementEventMap[K]['detail']> | null = null;
    return () => {
      part ??= fetchPart(root, `${settings.base}/widget/${file}`, loaded);
      part.catch(() => {
        part = null;
      });
      return part;
    };
  }

  private told(): number {
    const messages = this.running?.chat.view().thread.messages ?? [];
    return messages.filter(({ from }) => from !== 'buyer').length;
  }

  /** What was said while the chat was closed is told on the button that opens it. */
  private count(): void {
    const { launcher } = this.handover;
    const fresh = this.frame.hidden ? this.told() - this.seen : 0;
    if (!this.frame.hidden) this.seen = this.told();
    if (fresh > 0) launcher.dataset.fresh = String(fresh);
    else delete launcher.dataset.fresh;
    const label = fresh > 0 ? `${launcher.textContent}, ${PHRASES[this.language].fresh(fresh)}` : null;
    if (label === null) launcher.removeAttribute('aria-label');
    else launcher.setAttribute('aria-label', label);
  }

  /** A telephone's keyboard covers the page without changing its size: the chat takes what is left in sight. */
  private followKeyboard(): void {
    const seen = window.visualViewport;
    if (!seen) return;
    const fit = (): void => {
      this.frame.style.setProperty('--seen-height', `${seen.height}px`);
      this.frame.style.setProperty('--seen-top', `${seen.offsetTop}px`);
    };
    seen.addEventListener('resize', fit);
    seen.addEventListener('scroll', fit);
    fit();
  }
}

const mount: Mount = (handover) => new PanelOnPage(handover);
document.getElementById('hark-chat')?.dispatchEvent(new CustomEvent(LOADED, { detail: mount }));
