import { Readable } from 'node:stream';
import { type FileStore, FileTooLarge } from '../attachments/file-store.ts';

/** A store of files that forgets everything with the process. */
export function memoryFiles(): FileStore {
  const kept = new Map<string, Buffer>();
  return {
    async receive(from, most_bytes) {
      const pieces: Uint8Array[] = [];
      let bytes = 0;
      for await (const piece of from) {
        bytes += piece.length;
        if (bytes > most_bytes) throw new FileTooLarge(`more than ${most_bytes} bytes`);
        pieces.push(piece);
      }
      let content = Buffer.concat(pieces);
      return {
        bytes,
        content: async () => content,
        replace: async (other) => {
          content = Buffer.from(other);
        },
        keep: async ({ group, name }) => {
          kept.set(`${group}/${name}`, content);
        },
        drop: async () => undefined,
      };
    },
    async read({ group, name }) {
      const content = kept.get(`${group}/${name}`);
      return content === undefined ? null : Readable.from([content]);
    },
    async remove({ group, name }) {
      kept.delete(`${group}/${name}`);
    },
    async removeGroup(group) {
      for (const path of [...kept.keys()]) if (path.startsWith(`${group}/`)) kept.delete(path);
    },
    removeDrafts: async () => 0,
  };
}
