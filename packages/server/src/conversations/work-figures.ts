import type { Database } from '../db/database.ts';

/** The work of all shops that is due or fails, for figures: numbers of pieces, and seconds since the oldest was due. */
export type WorkFigures = {
  effects: { due: number; lag_s: number };
  timers: { due: number; lag_s: number };
  /** Deliveries that were tried and are waiting for the next try, those given up, and endpoints that accept nothing now. */
  webhooks: { retrying: number; failed: number; endpoints_failing: number };
};

type Row = {
  effects: number;
  effects_lag: number | null;
  timers: number;
  timers_lag: number | null;
  retrying: number;
  failed: number;
  endpoints_failing: number;
};

/** One pass over what is due; `now` is ISO 8601. Work that somebody is carrying out is not counted. */
export async function readWorkFigures(database: Pick<Database, 'as'>, now: string): Promise<WorkFigures> {
  const [row] = await database.as({ role: 'worker', shop_id: null, person: null }, (transaction) =>
    transaction.query<Row>(
      `with due as (
         select kind = 'timer_set' as timer, count(*)::integer as pieces,
           greatest(0, extract(epoch from $1::timestamptz - min(due_at)))::double precision as lag
         from outbox where visible_at <= $1 group by 1
       )
       select coalesce(sum(pieces) filter (where not timer), 0)::integer as effects,
         max(lag) filter (where not timer) as effects_lag,
         coalesce(sum(pieces) filter (where timer), 0)::integer as timers,
         max(lag) filter (where timer) as timers_lag,
         (select count(*)::integer from webhook_deliveries where status = 'waiting' and attempts > 0) as retrying,
         (select count(*)::integer from webhook_deliveries where status = 'failed') as failed,
         (select count(*)::integer from webhook_endpoints
           where enabled and removed_at is null and failing_since is not null) as endpoints_failing
       from due`,
      [now],
    ),
  );
  return {
    effects: { due: row?.effects ?? 0, lag_s: row?.effects_lag ?? 0 },
    timers: { due: row?.timers ?? 0, lag_s: row?.timers_lag ?? 0 },
    webhooks: {
      retrying: row?.retrying ?? 0,
      failed: row?.failed ?? 0,
      endpoints_failing: row?.endpoints_failing ?? 0,
    },
  };
}
