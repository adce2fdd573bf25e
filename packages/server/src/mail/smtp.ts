import { createTransport } from 'nodemailer';
import type { Mail } from './mail.ts';

/** Where letters are handed in, as smtp://user:password@host:port, and whom they come from. */
export type SmtpConfig = { url: string; from: string; log: (line: string) => void };

const TRIES = 3;
const AGAIN_MS = 5_000;

/** Letters by SMTP, each tried three times. */
export function smtpMail({ url, from, log }: SmtpConfig): Mail {
  const transport = createTransport(url);
  const under_way = new Set<Promise<void>>();
  const hand_in = async (letter: Parameters<Mail['send']>[0]): Promise<void> => {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      try {
        await transport.sendMail({ from, ...letter, headers: { 'Auto-Submitted': 'auto-generated' } });
        return;
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
        // The error's own words may repeat the address and the letter.
        log(`mail: attempt ${attempt} of ${TRIES} failed (${code})`);
        if (attempt < TRIES) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS * attempt));
      }
    }
  };
  return {
    send(letter) {
      const sending = hand_in(letter).finally(() => under_way.delete(sending));
      under_way.add(sending);
    },
    delivers: true,
    kept: () => null,
    async close() {
      await Promise.race([Promise.all(under_way), new Promise((resolve) => setTimeout(resolve, 1_000))]);
      transport.close();
    },
  };
}
