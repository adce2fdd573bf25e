import type { AttachedFile } from '@hark/wire';
import FILES_STYLE from '../../public/files.css';
import { dress, make } from '../make.ts';
import type { Language } from '../times.ts';
import { drawInto, drawWhole } from './picture.ts';
import type { Door, FilesPart, FilesParts } from './settings.ts';
import { FILE_WORDS } from './words.ts';

const held = new Map<string, Promise<Blob>>();
/** What was looked at longest ago is fetched again when it comes back into sight. */
const MOST_HELD = 40;

/** Remembers what is here already, so that nobody fetches back what they have just sent. */
export function keep(id: string, content: Promise<Blob>): Promise<Blob> {
  held.delete(id);
  held.set(id, content);
  for (const oldest of [...held.keys()].slice(0, -MOST_HELD)) held.delete(oldest);
  return content;
}

async function fetched({ address, token }: Door, id: string): Promise<Blob> {
  const response = await fetch(`${address}/${id}`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`no file: ${response.status}`);
  return response.blob();
}

function contentOf(file: AttachedFile, door: Door | null): Promise<Blob> {
  const known = held.get(file.id);
  if (known) return known;
  if (door === null) return Promise.reject(new Error('no conversation'));
  const content = keep(file.id, fetched(door, file.id));
  content.catch(() => held.delete(file.id));
  return content;
}

function saveAs(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  make('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** "120 kB", "2,4 MB". */
export function sizeOf(bytes: number, language: Language): string {
  const large = bytes >= 1_000_000;
  const format = {
    style: 'unit',
    unit: large ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: large ? 1 : 0,
  } as const;
  return new Intl.NumberFormat(language, format).format(Math.max(1, bytes / (large ? 1_000_000 : 1_000)));
}

async function openLarge(
  from: HTMLElement,
  file: AttachedFile,
  { language, door }: FilesParts,
): Promise<void> {
  const words = FILE_WORDS[language];
  const content = await contentOf(file, door());
  const canvas = make('canvas', { role: 'img', ariaLabel: file.name });
  drawWhole(canvas, await createImageBitmap(content));
  const close = make('button', { type: 'button', className: 'option primary' }, words.close);
  const save = make('button', { type: 'button', className: 'option' }, words.save);
  const name = make('p', { className: 'large-name', dir: 'auto' }, file.name);
  const ways = make('div', { className: 'large-ways' }, name, save, close);
  const dialog = make(
    'dialog',
    { className: 'large', ariaLabel: `${words.large}: ${file.name}` },
    canvas,
    ways,
  );
  close.addEventListener('click', () => dialog.close());
  save.addEventListener('click', () => saveAs(content, file.name));
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  (from.closest('.hark') ?? document.body).append(dialog);
  dialog.showModal();
  close.focus();
}

function drawPicture(box: HTMLElement, file: AttachedFile, parts: FilesParts): void {
  const words = FILE_WORDS[parts.language];
  const canvas = make('canvas', { ariaHidden: 'true' });
  const button = make(
    'button',
    { type: 'button', className: 'file-open', ariaLabel: words.picture(file.name) },
    canvas,
  );
  button.title = file.name;
  const failed = (): void => {
    button.replaceChildren(
      make('span', { className: 'file-failed' }, `${words.not_shown} ${words.try_again}`),
    );
    button.ariaLabel = `${file.name}: ${words.not_shown} ${words.try_again}`;
  };
  const draw = async (): Promise<void> => {
    const picture = await createImageBitmap(await contentOf(file, parts.door()));
    button.replaceChildren(canvas);
    button.ariaLabel = words.picture(file.name);
    drawInto(canvas, picture, { width: box.clientWidth, height: box.clientHeight });
    picture.close();
    box.dataset.drawn = 'yes';
  };
  button.addEventListener('click', () => {
    if (box.dataset.drawn) openLarge(button, file, parts).catch(failed);
    else draw().catch(failed);
  });
  box.replaceChildren(button);
  whenSeen(box, () => draw().catch(failed));
}

function whenSeen(box: HTMLElement, work: () => void): void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    work();
  });
  observer.observe(box);
}

function drawDocument(box: HTMLElement, file: AttachedFile, parts: FilesParts): void {
  const words = FILE_WORDS[parts.language];
  const size = sizeOf(file.bytes, parts.language);
  const detail = make('span', { className: 'file-detail' }, `PDF, ${size}`);
  const does = make('span', { className: 'unseen' }, ` ${words.save}`);
  const name = make('span', { className: 'file-name', dir: 'auto' }, file.name);
  const button = make(
    'button',
    { type: 'button', className: 'file-open file-document' },
    name,
    ' ',
    detail,
    does,
  );
  button.title = file.name;
  button.addEventListener('click', () => {
    contentOf(file, parts.door()).then(
      (content) => saveAs(content, file.name),
      () => {
        detail.textContent = `${words.not_shown} ${words.try_again}`;
      },
    );
  });
  box.replaceChildren(button);
}

/** Pictures are drawn when they come into sight, documents are named. */
export const show: FilesPart['show'] = (place, files, parts) => {
  dress(place.getRootNode(), FILES_STYLE);
  for (const [at, file] of files.entries()) {
    const box = place.children[at];
    if (!(box instanceof HTMLElement)) continue;
    (file.width === null ? drawDocument : drawPicture)(box, file, parts);
  }
};
