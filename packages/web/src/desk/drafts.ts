const KEY = 'hark draft ';

/** What somebody began to write in a conversation and has not sent; kept in this browser. */
export function readDraft(person_id: string, conversation_id: string): string {
  try {
    return localStorage.getItem(`${KEY}${person_id} ${conversation_id}`) ?? '';
  } catch {
    return '';
  }
}

/** Keeps a draft, or forgets it when it is empty. */
export function keepDraft(person_id: string, conversation_id: string, text: string): void {
  const key = `${KEY}${person_id} ${conversation_id}`;
  try {
    if (text === '') localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // A browser that keeps nothing loses a draft when the page is left, and nothing else.
  }
}
