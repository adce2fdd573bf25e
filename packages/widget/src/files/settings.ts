import type { AttachedFile } from '@hark/wire';
import type { Language } from '../times.ts';

/** Where the files of a conversation are, and what opens that place. */
export type Door = { address: string; token: string };

/** What the files are told in, and where they are; no door while there is no conversation yet. */
export type FilesParts = { language: Language; door(): Door | null };

/** What was chosen and is not sent yet. `busy`: some of it is still on its way. */
export type Held = { files: AttachedFile[]; busy: boolean };

/** The files for the next message, drawn above the field. */
export type Tray = {
  add(files: readonly File[]): void;
  /** The message took them along. */
  clear(): void;
};

/** What shows and sends files; it is fetched when the first file is chosen or comes. */
export type FilesPart = {
  tray(place: HTMLElement, parts: FilesParts & { changed(held: Held): void }): Tray;
  /** Fills the boxes that stand in `place`, one for each file. */
  show(place: HTMLElement, files: readonly AttachedFile[], parts: FilesParts): void;
};

/** By this event on the widget's element the part tells that it is there. */
export const FILES_LOADED = 'hark:files';
