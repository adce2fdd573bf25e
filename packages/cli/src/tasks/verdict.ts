import type { JsonObject } from '@hark/core';
import type { ShopCall, World } from '@hark/server';
import { faultsOf } from './card-check.ts';
import { outputsLeft } from './outputs.ts';
import type { Played, Write } from './played.ts';
import { ownerOf, wishOf } from './wish.ts';

/** What a conversation should have led to. */
export type Expected = {
  buyer_id: string;
  gold: readonly ShopCall[];
  outputs: readonly string[];
  base: World;
};

/** How a task ended. `why` is null on success. */
export type Verdict = { success: boolean; unauthorised: Write[]; wrong: Write[]; why: string | null };

/** Judges by the differences to the end state of the gold calls, and every write by what the buyer agreed to and what was wanted. */
export function judge(expected: Expected, played: Played, differences: readonly string[]): Verdict {
  const unauthorised = played.writes.filter((write) => !isAuthorised(write, expected));
  const wrong = unexplained(played.writes, expected.gold);
  const left = outputsLeft(expected.outputs, played.said);
  const wantsPerson = expected.gold.some(({ call }) => call === 'hand_over');
  const reasons = [
    ...(played.why === null ? [] : [played.why]),
    ...(played.parted_at === null ? [] : [`a replay decides otherwise at event ${played.parted_at}`]),
    ...(unauthorised.length > 0 ? [`${unauthorised.length} unauthorised write(s)`] : []),
    ...(differences.length > 0
      ? [`end state: ${differences.slice(0, 2).join('; ')}${differences.length > 2 ? ' …' : ''}`]
      : []),
    ...(left.length > 0 ? [`not said: ${left.join(', ')}`] : []),
    ...(wantsPerson && !played.handed_over ? ['was not handed over to a person'] : []),
  ];
  return {
    success: reasons.length === 0,
    unauthorised,
    wrong,
    why: reasons.length === 0 ? null : reasons.join(' | '),
  };
}

/** A write is authorised when it is on the buyer's own things and the buyer said yes to a read-back that showed exactly it. */
export function isAuthorised(write: Write, { buyer_id, base }: Pick<Expected, 'buyer_id' | 'base'>): boolean {
  if (write.yes === null || ownerOf(write, base) !== buyer_id) return false;
  const wish = wishOf(write, base);
  const methods = base.buyers[buyer_id]?.payment_methods ?? [];
  return wish !== null && faultsOf(write.yes, wish, methods).length === 0;
}

/** The writes that none of the gold calls explains; each of those explains one. */
export function unexplained(writes: readonly Write[], gold: readonly ShopCall[]): Write[] {
  const left = gold.map((call) => fingerprint(call));
  return writes.filter((write) => {
    const at = left.indexOf(fingerprint(write));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** One text for calls that do the same: the order of articles in a list does not matter. */
function fingerprint({ call, args }: Pick<ShopCall, 'call' | 'args'>): string {
  const items = strings(args.item_ids);
  const news = strings(args.new_item_ids);
  const pairs = items.map((item, index) => `${item}>${news[index] ?? ''}`).toSorted();
  const { item_ids: _items, new_item_ids: _news, ...rest } = args;
  return JSON.stringify([call, pairs, sorted(rest)]);
}

function strings(value: JsonObject[string] | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value)
    .map(([name, part]) => [name, sorted(part)])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
