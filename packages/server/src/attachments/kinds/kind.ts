import type { Attachment } from '@hark/core';

/** A file as it may be kept; `width` and `height` as it is looked at, in pixels, null where there are none. */
export type Clean = { bytes: Buffer; width: number | null; height: number | null };

/** One kind of file that may be attached. */
export type FileKind = {
  media_type: string;
  /** How names of such files end; the first is given to a name that ends otherwise. */
  endings: readonly [string, ...string[]];
  /** Whether the file is one of these, by how its bytes begin. */
  begins(bytes: Buffer): boolean;
  /** The file without what it tells of where, when, by whom and with what it was made; null when it is cut off or damaged. */
  clean(bytes: Buffer): Clean | null;
};

/** The name of a kind. */
export type KindName = Attachment['kind'];
