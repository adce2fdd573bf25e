import type { Pending } from './thread.ts';

/** The way back into a conversation; without a token of its own it is the buyer's, who is signed in, that opens it. */
export type Key = { conversation_id: string; token: string | null };

/** What survives a reload: the way back into the conversation and what was not sent yet. */
export type Kept = { access: Key; unsent: Pending[] };

/** Where one conversation is kept in the browser. */
export type Drawer = { load(): Kept | null; save(kept: Kept): void; clear(): void };

/** The part of the browser's `Storage` that is used. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isPending(value: unknown): value is Pending {
  return (
    isRecord(value) &&
    typeof value.client_id === 'string' &&
    typeof value.text === 'string' &&
    (value.button === null || typeof value.button === 'string') &&
    (value.attachments === undefined || Array.isArray(value.attachments)) &&
    typeof value.at === 'string' &&
    (value.state === 'sending' || value.state === 'unsent' || value.state === 'refused') &&
    (value.reason === null || typeof value.reason === 'string')
  );
}

function isKept(value: unknown): value is Kept {
  return (
    isRecord(value) &&
    isRecord(value.access) &&
    typeof value.access.conversation_id === 'string' &&
    (value.access.token === null || typeof value.access.token === 'string') &&
    Array.isArray(value.unsent) &&
    value.unsent.every(isPending)
  );
}

/** A shelf that never refuses: what the browser's storage forbids is kept in memory until the page goes. */
export function makeShelf(storage: () => Shelf): Shelf {
  const memory = new Map<string, string>();
  const tried = <T>(work: (shelf: Shelf) => T): T | null => {
    try {
      return work(storage());
    } catch {
      return null;
    }
  };
  return {
    getItem: (name) => memory.get(name) ?? tried((shelf) => shelf.getItem(name)),
    setItem(name, value) {
      memory.set(name, value);
      tried((shelf) => shelf.setItem(name, value));
    },
    removeItem(name) {
      memory.delete(name);
      tried((shelf) => shelf.removeItem(name));
    },
  };
}

/** A drawer on a shelf. What lies there and is not understood counts as nothing. */
export function makeDrawer(shelf: Shelf, name: string): Drawer {
  return {
    load() {
      try {
        const kept: unknown = JSON.parse(shelf.getItem(name) ?? 'null');
        return isKept(kept) ? kept : null;
      } catch {
        return null;
      }
    },
    save: (kept) => shelf.setItem(name, JSON.stringify(kept)),
    clear: () => shelf.removeItem(name),
  };
}

/** The buyer that a token names, read without checking it: it only names a drawer, the server checks the token. */
export function subjectOf(token: string): string {
  try {
    const body = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
    const claims: unknown = JSON.parse(atob(body));
    return isRecord(claims) && typeof claims.sub === 'string' ? claims.sub : 'signed-in';
  } catch {
    return 'signed-in';
  }
}
