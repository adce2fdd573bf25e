import type { AttachedFile } from '@hark/wire';
import FILES_STYLE from '../../public/files.css';
import { dress, make } from '../make.ts';
import { drawInto, KINDS, lighter } from './picture.ts';
import type { FilesPart, FilesParts, Held } from './settings.ts';
import { keep, sizeOf } from './show.ts';
import { type Upload, upload } from './upload.ts';
import { FILE_WORDS, type FileWords } from './words.ts';

const MOST = 4;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;
const THUMB = { width: 48, height: 48 };

type State = 'waiting' | 'sending' | 'unsent' | 'refused' | 'done';

type Item = {
  file: File;
  state: State;
  attached: AttachedFile | null;
  way: Upload | null;
  /** What the item looks like. */
  row: HTMLElement;
  status: HTMLElement;
  bar: HTMLProgressElement;
  again: HTMLButtonElement;
};

class TrayInPage {
  private items: Item[] = [];
  private readonly words: FileWords;
  private readonly list: HTMLElement;
  private readonly told = make('p', { className: 'tray-told', role: 'status' });
  private sending = false;
  private failures = 0;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private readonly parts: FilesParts & { changed(held: Held): void };

  constructor(place: HTMLElement, parts: FilesParts & { changed(held: Held): void }) {
    this.parts = parts;
    this.words = FILE_WORDS[parts.language];
    this.list = make('ul', { className: 'tray', ariaLabel: this.words.chosen, hidden: true });
    dress(place.getRootNode(), FILES_STYLE);
    place.replaceChildren(this.list, this.told);
    addEventListener('online', () => this.tryAgain());
  }

  add(files: readonly File[]): void {
    this.say('');
    for (const file of files) {
      if (this.items.length >= MOST) {
        this.say(this.words.too_many, true);
        break;
      }
      this.take(file);
    }
    this.tell();
    void this.sendNext();
  }

  clear(): void {
    clearTimeout(this.pause);
    for (const { way } of this.items) way?.cancel();
    this.items = [];
    this.list.replaceChildren();
    this.say('');
    this.tell();
  }

  private say(words: string, seen = false): void {
    this.told.className = seen ? 'tray-told' : 'unseen';
    this.told.textContent = words;
  }

  private take(file: File): void {
    const known = file.type === '' || KINDS.includes(file.type);
    const item = this.draw(file);
    this.items.push(item);
    if (known) return this.set(item, 'waiting');
    this.set(item, 'refused', this.words.refused.file_kind_refused);
  }

  private draw(file: File): Item {
    const { words } = this;
    const thumb = make(
      'span',
      { className: 'tray-thumb', ariaHidden: 'true' },
      file.type === 'application/pdf' ? 'PDF' : '',
    );
    const status = make('span', { className: 'tray-status' });
    const bar = make('progress', { max: 1, value: 0, ariaLabel: `${words.sending}: ${file.name}` });
    const again = make(
      'button',
      { type: 'button', className: 'quiet', ariaLabel: words.retry(file.name) },
      words.try_again,
    );
    const remove = make(
      'button',
      { type: 'button', className: 'quiet tray-remove', ariaLabel: words.remove(file.name) },
      '×',
    );
    const name = make('span', { className: 'file-name', dir: 'auto' }, file.name);
    const row = make(
      'li',
      {},
      thumb,
      make('span', { className: 'tray-words' }, name, status, bar),
      again,
      remove,
    );
    const item: Item = { file, state: 'waiting', attached: null, way: null, row, status, bar, again };
    again.addEventListener('click', () => this.tryAgain());
    remove.addEventListener('click', () => this.remove(item));
    this.list.append(row);
    if (file.type.startsWith('image/')) void drawThumb(thumb, file);
    return item;
  }

  private remove(item: Item): void {
    item.way?.cancel();
    const at = this.items.indexOf(item);
    this.items = this.items.filter((one) => one !== item);
    item.row.remove();
    this.say('');
    this.tell();
    // Who removes by key goes on from there.
    const next = this.items[Math.min(at, this.items.length - 1)];
    const field = this.list.closest('form')?.querySelector('textarea');
    (next?.row.querySelector<HTMLElement>('.tray-remove') ?? field)?.focus();
  }

  private set(item: Item, state: State, words = ''): void {
    item.state = state;
    item.row.className = `is-${state}`;
    const said = {
      waiting: '',
      sending: '',
      unsent: this.words.unsent,
      refused: words,
      done: this.words.ready,
    };
    const size = sizeOf(item.attached?.bytes ?? item.file.size, this.parts.language);
    item.status.textContent = state === 'done' ? `${said.done}, ${size}` : said[state] || size;
    item.bar.hidden = state !== 'sending' && state !== 'waiting';
    item.again.hidden = state !== 'unsent';
    // It stands there to be read already; who does not see it hears it.
    if (state === 'unsent' || state === 'refused')
      this.say(`${item.file.name}: ${item.status.textContent}`, false);
    this.tell();
  }

  private tell(): void {
    this.list.hidden = this.items.length === 0;
    const files = this.items.flatMap(({ attached }) => (attached ? [attached] : []));
    const busy = this.items.some(({ state }) => state !== 'done' && state !== 'refused');
    this.parts.changed({ files, busy });
  }

  private tryAgain(): void {
    clearTimeout(this.pause);
    this.failures = 0;
    this.say('');
    for (const item of this.items) if (item.state === 'unsent') this.set(item, 'waiting');
    void this.sendNext();
  }

  /** One after the other: on a slow network the first is there the sooner. */
  private async sendNext(): Promise<void> {
    const item = this.items.find(({ state }) => state === 'waiting');
    if (this.sending || !item) return;
    const door = this.parts.door();
    if (door === null) return this.later(item);
    this.sending = true;
    this.set(item, 'sending');
    const file = await lighter(item.file);
    if (this.items.includes(item)) await this.send(item, file);
    this.sending = false;
    if (item.state !== 'unsent') await this.sendNext();
  }

  private async send(item: Item, file: File): Promise<void> {
    const door = this.parts.door();
    if (door === null) return this.later(item);
    item.way = upload(door, file, (share) => {
      item.bar.value = share;
    });
    const outcome = await item.way.outcome;
    item.way = null;
    if (!this.items.includes(item)) return;
    if (outcome.kind === 'cut') return this.later(item);
    this.failures = 0;
    if (outcome.kind === 'refused')
      return this.set(item, 'refused', this.words.refused[outcome.code] ?? this.words.refused_else);
    // The same file twice is the same attachment.
    if (this.items.some(({ attached }) => attached?.id === outcome.file.id)) return this.remove(item);
    item.attached = outcome.file;
    void keep(outcome.file.id, Promise.resolve(file));
    this.set(item, 'done');
  }

  private later(item: Item): void {
    this.set(item, 'unsent');
    clearTimeout(this.pause);
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures);
    this.failures += 1;
    this.pause = setTimeout(() => {
      for (const one of this.items) if (one.state === 'unsent') this.set(one, 'waiting');
      void this.sendNext();
    }, pause);
  }
}

async function drawThumb(place: HTMLElement, file: File): Promise<void> {
  try {
    const picture = await createImageBitmap(file);
    const canvas = make('canvas');
    drawInto(canvas, picture, THUMB);
    picture.close();
    place.replaceChildren(canvas);
  } catch {
    // What it cannot show it still sends: whether it is a picture the server says.
  }
}

/** The files for the next message: they are sent at once, and can be taken away until the message goes. */
export const tray: FilesPart['tray'] = (place, parts) => new TrayInPage(place, parts);
