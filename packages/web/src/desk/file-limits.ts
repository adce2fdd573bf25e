import type { FileLimits } from '@hark/wire';

/** What may be chosen; what a file really is, the server tells by its content. */
export const KINDS = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'application/pdf'];

/** A size as people say it: "120 kB", "2.4 MB". */
export function saidSize(bytes: number): string {
  const large = bytes >= 1_000_000;
  const format = {
    style: 'unit',
    unit: large ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: large ? 1 : 0,
  } as const;
  return new Intl.NumberFormat('en', format).format(Math.max(1, bytes / (large ? 1_000_000 : 1_000)));
}

/** What may be attached, told before anybody chooses. */
export function saidLimits({ bytes, each }: FileLimits): string {
  return `Pictures and PDF, up to ${each} files of ${saidSize(bytes)} each`;
}

/** Why a file need not be sent at all, or null: what can be told here is told at once. */
export function againstFile(file: Pick<File, 'type' | 'size'>, { bytes }: FileLimits): string | null {
  if (file.type !== '' && !KINDS.includes(file.type))
    return 'Only pictures (PNG, JPEG, WebP, GIF) and PDF are taken.';
  if (file.size === 0) return 'The file is empty.';
  if (file.size > bytes) return `It is ${saidSize(file.size)}; ${saidSize(bytes)} are taken at most.`;
  return null;
}
