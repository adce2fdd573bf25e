/** A letter to a person at work; `link` stands in the text too. */
export type Letter = { to: string; subject: string; text: string };

/** A letter that the fake kept. */
export type KeptLetter = Letter & { at: string };

/** Sends letters. Never waits for delivery, never throws: a letter that cannot be sent is told in the log, without its words. */
export type Mail = {
  send(letter: Letter): void;
  /** Whether letters reach anybody: sent, or shown by the demo. */
  delivers: boolean;
  /** Letters that were kept in place of being sent, newest first; null where letters are really sent. */
  kept(): KeptLetter[] | null;
  /** Resolves when what was given has been handed on. */
  close(): Promise<void>;
};

const KEPT = 200;

/** Keeps the last letters in memory: for the demo, which shows them, and for tests. */
export function keptMail(now: () => string): Mail {
  const letters: KeptLetter[] = [];
  return {
    send(letter) {
      letters.unshift({ ...letter, at: now() });
      letters.splice(KEPT);
    },
    delivers: true,
    kept: () => letters,
    close: async () => undefined,
  };
}

/** For a Hark that was given no mail server: tells that a letter was not sent, and nothing of what stands in it. */
export function noMail(log: (line: string) => void): Mail {
  return {
    send: () => log('mail: a letter was not sent, because there is no mail server: set HARK_SMTP_URL'),
    delivers: false,
    kept: () => null,
    close: async () => undefined,
  };
}
