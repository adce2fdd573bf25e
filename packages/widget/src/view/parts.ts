import type { FilesPart } from '../files/settings.ts';
import type { PaperPart } from '../paper/settings.ts';
import type { MountRating } from '../rating/settings.ts';

/** What is fetched only when it is needed; each throws when it cannot be had, and may be asked for again. */
export type Parts = {
  rating(): Promise<MountRating>;
  files(): Promise<FilesPart>;
  paper(): Promise<PaperPart>;
};
