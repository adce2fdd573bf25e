import type { FileLimits } from '@hark/wire';

/** What may be chosen; what a file really is, the server tells by its content. */
export const KINDS = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'application/pdf'];

const KILO = 1024;
const MEGA = KILO * KILO;

/** A size as the server says it too: "120 kB", "2.4 MB", of 1024 each. */
export function saidSize(bytes: number): string {
  if (bytes < MEGA) return `${Math.max(1, Math.round(bytes / KILO))} kB`;
  return `${Math.round((bytes / MEGA) * 10) / 10} MB`;
}

/** What may be attached, told before anybody chooses. */
export function saidLimits({ bytes, each }: FileLimits): string {
  return `up to ${each} files (pictures, PDF) of ${saidSize(bytes)} each`;
}

/** Why a file need not be sent at all, or null: what can be told here is told at once. */
export function againstFile(file: Pick<File, 'type' | 'size'>, { bytes }: FileLimits): string | null {
  if (file.type !== '' && !KINDS.includes(file.type))
    return 'Only pictures (PNG, JPEG, WebP, GIF) and PDF are taken.';
  if (file.size === 0) return 'The file is empty.';
  if (file.size > bytes) return `It is larger than ${saidSize(bytes)}, the most that is taken.`;
  return null;
}
