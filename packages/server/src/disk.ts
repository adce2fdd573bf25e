import { statfs } from 'node:fs/promises';

/** Room on the disk of a folder; `free_bytes` null: it cannot be looked at. */
export type Disk = { ok: boolean; free_bytes: number | null };

/** With less a database stops writing soon. */
const LOW_BYTES = 100_000_000;

/** How much room there is where the folder lies, for whoever is not root. */
export async function diskOf(folder: string): Promise<Disk> {
  try {
    const { bavail, bsize } = await statfs(folder);
    const free_bytes = bavail * bsize;
    return { ok: free_bytes >= LOW_BYTES, free_bytes };
  } catch {
    return { ok: false, free_bytes: null };
  }
}
