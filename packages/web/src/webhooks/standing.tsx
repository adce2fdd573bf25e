import type { JSX } from 'react';
import type { AnswerTo } from '../api/client.ts';
import { saidAt } from '../people/times.ts';

/** An endpoint as the server lists it. */
export type Endpoint = AnswerTo<'GET /api/webhooks'>['endpoints'][number];

/** Whether an endpoint is on, and if not or not quite, why. */
export function Standing({ endpoint }: { endpoint: Endpoint }): JSX.Element {
  if (endpoint.off_because === 'gone') return <span className="late">off: it answered 410 (gone)</span>;
  if (endpoint.off_because === 'failing')
    return <span className="late">off: it accepted nothing for long</span>;
  if (!endpoint.enabled) return <span>off</span>;
  if (endpoint.failing_since !== null)
    return <span className="due">on, failing since {saidAt(endpoint.failing_since)}</span>;
  return <span className="good">on</span>;
}
