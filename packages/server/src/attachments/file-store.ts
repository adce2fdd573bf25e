import type { Readable } from 'node:stream';

/** Where a file lies: `group` is the conversation that it belongs to, so that all of one can go at once. */
export type FileAddress = { group: string; name: string };

/** A file that has arrived whole and has no place yet: it is kept, or dropped. */
export type Draft = {
  readonly bytes: number;
  /** All of it. */
  content(): Promise<Buffer>;
  /** Puts another content in the place of what came. */
  replace(content: Buffer): Promise<void>;
  /** Gives it its place, whole; what lay there before is gone. */
  keep(address: FileAddress): Promise<void>;
  /** Lets go of it; does nothing when it is kept. */
  drop(): Promise<void>;
};

/**
 * Where the bytes of files lie: a folder here, and an object store could stand in its place. Every write throws
 * {@link StorageFull} when there is no room.
 */
export type FileStore = {
  /** Takes in what comes. Throws {@link FileTooLarge} beyond `most_bytes`; nothing is left behind when it throws. */
  receive(from: AsyncIterable<Uint8Array>, most_bytes: number): Promise<Draft>;
  /** The file's bytes, or null when there is none. */
  read(address: FileAddress): Promise<Readable | null>;
  remove(address: FileAddress): Promise<void>;
  /** Removes all files of a group. */
  removeGroup(group: string): Promise<void>;
  /** Removes what arrived before `before` and was neither kept nor dropped: whoever took it in is dead. How many. */
  removeDrafts(before: Date): Promise<number>;
};

/** More came than is taken. */
export class FileTooLarge extends Error {
  override name = 'FileTooLarge';
}

/** There is no room. */
export class StorageFull extends Error {
  override name = 'StorageFull';
}
