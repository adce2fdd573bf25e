import type { Order } from '../conversation/world.ts';
import { must } from '../lib/assert.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { measured, placedWithin } from '../segments/measures.ts';
import type { SegmentDocument } from '../segments/segment.ts';
import { emit, judge, look, type Run, why } from './run.ts';

/** The scope of what is said of each order by itself. */
export function amongScope(segment: string): string {
  return `${segment}.orders`;
}

/** Asks for the orders of a buyer who has just become known, where a segment may depend on them. */
export function readForSegment(run: Run): void {
  const { identity, segment } = run.state;
  if (run.strategy.settings.segments.length === 0 || !identity || segment !== null) return;
  const reason = why(run, [run.strategy.id, 'segments']);
  look(run, { read: 'orders', buyer_id: identity.buyer_id }, reason);
}

/** Notes to which segment the buyer belongs, once, as soon as their orders were read: the first that is listed and fits. */
export function noteSegment(run: Run): void {
  const { state, strategy } = run;
  const { orders } = state.facts;
  if (strategy.settings.segments.length === 0 || !state.identity || state.segment !== null) return;
  if (orders?.turn !== state.turn) return;
  const judged = strategy.settings.segments.map((id) => fit(run, segmentOf(run, id), orders.value));
  const [first, ...others] = judged.filter(({ holds }) => holds);
  const looked_at = Object.fromEntries(judged.map(({ id, because }) => [id, because]));
  const values: JsonObject = first
    ? { ...first.because, fits_too: others.map(({ id }) => id) }
    : { none_fits: looked_at };
  emit(run, 'segment_noted', {
    data: { segment: first?.id ?? null },
    why: why(run, [first?.id ?? strategy.id, first ? 'when' : 'segments'], values),
  });
}

function segmentOf({ strategy }: Run, id: string): SegmentDocument {
  return must(strategy.segments[id], `the segment ${id}`);
}

/** Whether a segment fits, with its measures and what else its condition looked at. */
function fit(
  run: Run,
  segment: SegmentDocument,
  all: Order[],
): { id: string; holds: boolean; because: JsonObject } {
  const { id, when } = segment;
  const { constants: policy, currency, rates } = run.strategy.settings;
  const { at } = run.state;
  const { among, within } = segment.orders;
  const orders = placedWithin(all, at, within).filter(
    (it) =>
      among === undefined ||
      judge(run, { document: amongScope(id), source: among }, { it: it as Json, policy }).holds,
  );
  const measures = measured(orders, { at, currency, rates });
  const values = { ...measures, orders: orders as Json, policy, now: at };
  const { holds, because } = judge(run, { document: id, source: when }, values);
  return { id, holds, because: { ...measures, ...because } };
}
