import { z } from 'zod';
import type { State } from '../conversation/state.ts';
import type { Order } from '../conversation/world.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import type { ActionDocument, ARGUMENT_KINDS } from './action.ts';
import { methodObject, methodOf, orderOf, productOf, swapObject } from './objects.ts';

/** The arguments as expressions see them, or why they cannot be. */
export type ArgumentsRead = { objects: JsonObject } | { refused: string; reply: string };

type Refused = { refused: string; reply: string };
type Reading = {
  state: State;
  order: Order | null;
  argument: ActionDocument['arguments'][string];
  value: Json | undefined;
};

const NOT_YOURS: Refused = { refused: 'not_yours', reply: 'not_yours' };
const MALFORMED: Refused = { refused: 'malformed', reply: 'not_allowed' };

const Ids = z.array(z.string()).min(1);
const Swaps = z
  .array(
    z.strictObject({ line_id: z.string(), to_item_id: z.string(), wanted: z.record(z.string(), z.string()) }),
  )
  .min(1);
const Postal = z.strictObject({
  line1: z.string().min(1).max(200),
  line2: z.string().max(200),
  city: z.string().min(1).max(100),
  region: z.string().max(100),
  postcode: z.string().min(1).max(20),
  country: z.string().max(60),
});

/** An entry for each kind of argument: its schema, whose it must be, and what expressions see of it. */
const READERS: { [K in (typeof ARGUMENT_KINDS)[number]]: (reading: Reading) => Json | Refused } = {
  order: ({ order }) => (order ? (order as Json) : NOT_YOURS),
  payment_method: ({ state, value }) => {
    const method = methodOf(state, value);
    return method ? methodObject(method, state.language) : NOT_YOURS;
  },
  lines: ({ order, value }) => {
    const ids = Ids.safeParse(value);
    if (!ids.success || new Set(ids.data).size < ids.data.length) return MALFORMED;
    const lines = order?.lines.filter((line) => ids.data.includes(line.line_id)) ?? [];
    return lines.length === ids.data.length ? (lines as Json) : NOT_YOURS;
  },
  swaps: ({ state, order, value }) => {
    const parsed = Swaps.safeParse(value);
    if (!parsed.success) return MALFORMED;
    const objects: Json[] = [];
    for (const choice of parsed.data) {
      const line = order?.lines.find((one) => one.line_id === choice.line_id);
      if (!line) return NOT_YOURS;
      const variants = productOf(state, line.product_id)?.variants ?? [];
      if (!variants.some((one) => one.item_id === choice.to_item_id))
        return { ...MALFORMED, refused: 'other_product' };
      objects.push(swapObject(state, line, choice));
    }
    return objects;
  },
  choice: ({ argument, value }) =>
    typeof value === 'string' && (argument.one_of ?? []).includes(value) ? value : MALFORMED,
  address: ({ value }) => {
    const parsed = Postal.safeParse(value);
    return parsed.success ? parsed.data : MALFORMED;
  },
  text: ({ argument, value }) =>
    typeof value === 'string' && value.length <= (argument.max_length ?? 2000) ? value : MALFORMED,
  integer: ({ value }) => (Number.isSafeInteger(value) ? (value as number) : MALFORMED),
};

/** Reads the arguments of an action: every one there, of its kind, and this buyer's own. */
export function readArguments(state: State, action: ActionDocument, args: JsonObject): ArgumentsRead {
  const objects: JsonObject = {};
  if (Object.keys(args).some((name) => !(name in action.arguments))) return MALFORMED;
  const named = Object.entries(action.arguments).find(([, one]) => one.kind === 'order')?.[0];
  const order = named === undefined ? null : orderOf(state, args[named]);
  for (const [name, argument] of Object.entries(action.arguments)) {
    const read = READERS[argument.kind]({ state, order, argument, value: args[name] });
    if (isRefused(read)) return read;
    objects[name] = read;
  }
  return { objects };
}

function isRefused(read: Json | Refused): read is Refused {
  return (
    read !== null && typeof read === 'object' && !Array.isArray(read) && 'refused' in read && 'reply' in read
  );
}
