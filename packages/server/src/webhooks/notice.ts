import { PLATFORM } from '@hark/core';
import type { Context } from '../db/as.ts';
import type { Database } from '../db/database.ts';
import type { Mail } from '../mail/mail.ts';
import type { TurnedOff } from './worker.ts';

/** What telling needs; `origin` is where people reach Hark. */
export type NoticeParts = { database: Pick<Database, 'as'>; mail: Mail; origin(): string };

const WHY: { [B in TurnedOff['because']]: string } = {
  gone: 'It answered 410, which says that it is gone.',
  failing: 'It accepted nothing for more than 18 hours, and a message was given up after its last try.',
};

/** Writes to everybody who may turn the endpoint on again. */
export async function tellTurnedOff(
  { database, mail, origin }: NoticeParts,
  { endpoint_id, shop_id, url, because }: TurnedOff,
): Promise<void> {
  const home = shop_id ?? PLATFORM;
  const context: Context = { role: 'worker', shop_id: home, person: null };
  const people = await database.as(context, (transaction) =>
    transaction.query<{ name: string; email: string }>(
      `select name, email from people where shop_id = $1 and role in ('shop_admin', 'admin') and left_at is null`,
      [home],
    ),
  );
  const page = `${origin()}/webhooks?endpoint=${encodeURIComponent(endpoint_id)}`;
  for (const { name, email } of people)
    mail.send({
      to: email,
      subject: 'A webhook was turned off',
      text: words({ name, url, why: WHY[because], page }),
    });
}

function words({ name, url, why, page }: { name: string; url: string; why: string; page: string }): string {
  return `Hello ${name},

Hark turned off the webhook to ${new URL(url).host}. ${why}

What was not delivered is kept for 30 days. When the endpoint answers again, turn it on and send again what failed:

${page}
`;
}
