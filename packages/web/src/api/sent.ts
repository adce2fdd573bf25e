import { useState } from 'react';
import type { Answer } from './ask.ts';

/** Something that a form sends: whether it is under way, and what the server says against it. */
export type Sent = {
  busy: boolean;
  says: string | null;
  /** Sends; what came of it, or null when the server refused (what it said then stands in `says`). */
  send<T>(asking: () => Promise<Answer<T>>): Promise<T | null>;
};

/** State of a form that sends one thing at a time. */
export function useSent(): Sent {
  const [busy, setBusy] = useState(false);
  const [says, setSays] = useState<string | null>(null);
  return {
    busy,
    says,
    async send(asking) {
      setBusy(true);
      setSays(null);
      const answer = await asking();
      setBusy(false);
      if (answer.ok) return answer.value;
      setSays(answer.says);
      return null;
    },
  };
}
