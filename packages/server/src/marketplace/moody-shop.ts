import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from './calls/call.ts';
import type { Fault, FaultBox } from './faults.ts';
import type { MarketplaceAnswer, MarketplaceLookup } from './marketplace.ts';
import type { Request, Shop } from './shop.ts';

/** What a shop system with faults does with a request: answers, says that it cannot serve, or falls silent. */
export type Reply<T> = { reply: 'answer'; value: T } | { reply: 'unavailable' } | { reply: 'silence' };

/** A shop system that behaves as its faults say. */
export type MoodyShop = {
  act(request: Request): Promise<Reply<Outcome>>;
  lookup<L extends MarketplaceLookup>(lookup: L): Promise<Reply<MarketplaceAnswer[L['read']]>>;
};

/** Puts faults in front of a shop. Waiting ends in silence when `closed` is aborted. */
export function moodyShop(shop: Shop, faults: FaultBox, closed: AbortSignal): MoodyShop {
  async function waited(duration_ms: number | undefined): Promise<boolean> {
    if (duration_ms === undefined) return !closed.aborted;
    await sleep(duration_ms, undefined, { signal: closed }).catch(() => undefined);
    return !closed.aborted;
  }
  async function behave<T>(fault: Fault, carryOut: () => T): Promise<Reply<T>> {
    if (!(await waited(fault.slow_ms))) return { reply: 'silence' };
    if (fault.unavailable) return { reply: 'unavailable' };
    const value = carryOut();
    if (fault.act_then_time_out) return { reply: 'silence' };
    return (await waited(fault.late_ms)) ? { reply: 'answer', value } : { reply: 'silence' };
  }
  return {
    act(request) {
      const fault = faults.strikes(request.call);
      const { refuse } = fault;
      return behave(fault, () => (refuse === undefined ? shop.act(request) : shop.refuse(request, refuse)));
    },
    lookup: (lookup) => behave(faults.strikes(lookup.read), () => shop.lookup(lookup)),
  };
}
