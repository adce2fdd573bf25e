import { productOf } from '../../actions/objects.ts';
import type { ProductName } from '../../conversation/world.ts';
import { findLines } from '../../language/values/lines.ts';
import { orderInSlot } from '../objects.ts';
import { flowOf, type Words } from '../run.ts';
import { type Filling, filled, NOTHING, type SlotContext, type SlotKind, valuesOf } from './slot.ts';

function catalogue(context: SlotContext): ProductName[] {
  return context.run.state.facts.catalogue?.value ?? [];
}

// The catalogue is searched as if it were one order with a line for each product.
function fromWords(context: SlotContext, words: Words): Filling {
  const names = catalogue(context).map(({ id, name }) => ({
    line_id: id,
    item_id: id,
    product_id: id,
    order_id: '',
    name,
    options: {},
  }));
  const [best] = findLines(words.text, names, context.run.state.language);
  if (!best) return NOTHING;
  const complete = productOf(context.run.state, best.line_id) !== null;
  return { kind: 'filled', value: best.line_id, source: 'words', complete };
}

/** "How much is the green one?", asked in the midst of a return: of what goes back. */
function ofMatterBelow({ run, frame }: SlotContext): Filling {
  const below = run.state.frames.at(-2);
  if (!below || frame.wish === null || frame.topic === below.topic) return NOTHING;
  const { slots } = flowOf(run, below);
  const named = Object.entries(slots).find(([, { kind }]) => kind === 'lines' || kind === 'swaps');
  const order = orderInSlot(run.state, below, named?.[1].of);
  const chosen =
    named && (below.slots[named[0]]?.value as (string | { line_id: string })[] | null | undefined);
  const ids = chosen?.map((one) => (typeof one === 'string' ? one : one.line_id));
  const about = order?.lines.filter(({ line_id }) => ids?.includes(line_id) ?? true) ?? [];
  const [only, ...others] = [...new Set(about.map(({ product_id }) => product_id))];
  if (only === undefined || others.length > 0) return NOTHING;
  return { kind: 'filled', value: only, source: 'given', complete: productOf(run.state, only) !== null };
}

/** A product of the catalogue, with its variants. */
export const product: SlotKind = {
  needs(context) {
    if (context.run.state.facts.catalogue === null) return [{ read: 'catalogue' }];
    const id = context.current?.value;
    const unread = typeof id === 'string' && context.run.state.facts.products[id] === undefined;
    return unread ? [{ read: 'product', product_id: id }] : [];
  },
  unasked(context) {
    const { current } = context;
    if (current === null) return ofMatterBelow(context);
    if (typeof current.value !== 'string') return NOTHING;
    return productOf(context.run.state, current.value) ? filled(current.value, 'words') : NOTHING;
  },
  fromWords,
  fromButton: () => NOTHING,
  question(context) {
    return { values: valuesOf(context), options: [] };
  },
};
