import type { FilesPart } from './settings.ts';
import { show } from './show.ts';
import { tray } from './tray.ts';

/** All that the chat does with files. */
export const filesPart: FilesPart = { tray, show };
