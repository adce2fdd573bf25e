import type { Language } from '../times.ts';

/** What is said about files. */
export type FileWords = {
  chosen: string;
  remove(name: string): string;
  retry(name: string): string;
  try_again: string;
  sending: string;
  ready: string;
  unsent: string;
  too_many: string;
  picture(name: string): string;
  large: string;
  close: string;
  save: string;
  not_shown: string;
  /** By the code with which the server refuses. */
  refused: { [code: string]: string };
  refused_else: string;
};

const KINDS_EN = 'Only pictures (PNG, JPEG, WebP, GIF) and PDF files can be attached.';
const KINDS_ES = 'Solo se pueden adjuntar imágenes (PNG, JPEG, WebP, GIF) y archivos PDF.';

/** By language. */
export const FILE_WORDS: { [L in Language]: FileWords } = {
  en: {
    chosen: 'Files for this message',
    remove: (name) => `Remove ${name}`,
    retry: (name) => `Try again with ${name}`,
    try_again: 'Try again',
    sending: 'On its way',
    ready: 'Attached',
    unsent: 'Not there yet. It is tried again by itself.',
    too_many: 'A message can carry four files. Send the others with the next one.',
    picture: (name) => `Picture ${name}, open large`,
    large: 'Picture',
    close: 'Close',
    save: 'Save',
    not_shown: 'Cannot be shown now.',
    refused: {
      file_kind_refused: KINDS_EN,
      file_too_large: 'This file is too large.',
      picture_too_large: 'This picture has too many points.',
      file_damaged: 'This file is damaged or not whole.',
      file_empty: 'This file is empty.',
      too_many_files: 'This conversation holds as many files as it can.',
      no_room_for_file: 'There is no room for files right now. Send your message without it.',
      too_many: 'That was many files at once. Wait a minute and try again.',
    },
    refused_else: 'This file was not accepted.',
  },
  es: {
    chosen: 'Archivos de este mensaje',
    remove: (name) => `Quitar ${name}`,
    retry: (name) => `Intentar de nuevo con ${name}`,
    try_again: 'Intentar de nuevo',
    sending: 'En camino',
    ready: 'Adjunto',
    unsent: 'Aún no ha llegado. Se intenta de nuevo por sí solo.',
    too_many: 'Un mensaje puede llevar cuatro archivos. Envía los demás con el siguiente.',
    picture: (name) => `Imagen ${name}, abrir en grande`,
    large: 'Imagen',
    close: 'Cerrar',
    save: 'Guardar',
    not_shown: 'No se puede mostrar ahora.',
    refused: {
      file_kind_refused: KINDS_ES,
      file_too_large: 'Este archivo es demasiado grande.',
      picture_too_large: 'Esta imagen tiene demasiados puntos.',
      file_damaged: 'Este archivo está dañado o incompleto.',
      file_empty: 'Este archivo está vacío.',
      too_many_files: 'En esta conversación no caben más archivos.',
      no_room_for_file: 'Ahora no hay sitio para archivos. Envía tu mensaje sin él.',
      too_many: 'Han sido muchos archivos a la vez. Espera un minuto e inténtalo de nuevo.',
    },
    refused_else: 'Este archivo no fue aceptado.',
  },
};
