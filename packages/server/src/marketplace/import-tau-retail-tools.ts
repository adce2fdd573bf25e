import type { JsonObject } from '@hark/core';
import { z } from 'zod';
import { InputError } from '../input-error.ts';
import { AddressOfSet } from './import-tau-retail.ts';
import { orderOfSet, productOfSet, userOfSet } from './import-tau-retail-shapes.ts';
import { answerLookup } from './lookups.ts';
import type { MarketplaceAnswer, MarketplaceLookup } from './marketplace.ts';
import { recordOf, type World } from './world.ts';
import { apply, CALLS, type CallName } from './world-rules.ts';

/** A tool call as the data set writes it. */
export type Tool = { name: string; arguments: JsonObject };

/** A tool call as a call of the shop system. What only reads stands under the name of its read; only what `writes` changes the world. */
export type ShopCall = { call: string; args: JsonObject; writes: boolean };

type Planned = ShopCall & { answer(world: World): string };

function notFound(what: string): string {
  return `Error: ${what} not found`;
}

function act(call: CallName, args: JsonObject, tell: (world: World, result: JsonObject) => string): Planned {
  return {
    call,
    args,
    writes: CALLS[call].writes,
    answer(world) {
      const outcome = apply(world, call, args);
      return outcome.outcome === 'done' ? tell(world, outcome.result) : `Error: ${outcome.reason}`;
    },
  };
}

function read<L extends MarketplaceLookup>(
  lookup: L,
  tell: (answer: MarketplaceAnswer[L['read']]) => string,
): Planned {
  const { read: call, ...args }: MarketplaceLookup = lookup;
  return { call, args, writes: false, answer: (world) => tell(answerLookup(world, lookup)) };
}

function tellOrder(order_id: string) {
  return (world: World) => {
    const order = recordOf(world.orders, order_id);
    return order ? JSON.stringify(orderOfSet(order)) : notFound('order');
  };
}

function tellUser(user_id: string) {
  return (world: World) => {
    const buyer = recordOf(world.buyers, user_id);
    return buyer ? JSON.stringify(userOfSet(buyer)) : notFound('user');
  };
}

function decimal(value: unknown): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

const text = z.string();
const OrderAndMethod = z.object({ order_id: text, payment_method_id: text });
const Swap = OrderAndMethod.extend({ item_ids: z.array(text), new_item_ids: z.array(text) });

/** The tools of the data set by name: the shape of their arguments, and what they are in the shop system. */
const TOOLS: { [name: string]: z.ZodType<Planned> } = {
  calculate: z
    .object({ expression: text })
    .transform((args) => act('calculate', args, (_world, result) => decimal(result.value))),
  think: z.object({ thought: text }).transform((args) => act('think', args, () => '')),
  transfer_to_human_agents: z
    .object({ summary: text })
    .transform((args) => act('hand_over', args, () => 'Transfer successful')),

  find_user_id_by_email: z
    .object({ email: text })
    .transform(({ email }) =>
      read({ read: 'buyer_by_email', email }, (buyer) => buyer?.id ?? notFound('user')),
    ),
  find_user_id_by_name_zip: z
    .object({ first_name: text, last_name: text, zip: text })
    .transform(({ zip, ...name }) =>
      read({ read: 'buyer_by_name', ...name, postcode: zip }, (buyer) => buyer?.id ?? notFound('user')),
    ),
  get_user_details: z
    .object({ user_id: text })
    .transform(({ user_id }) =>
      read({ read: 'buyer', buyer_id: user_id }, (buyer) =>
        buyer ? JSON.stringify(userOfSet(buyer)) : notFound('user'),
      ),
    ),
  get_order_details: z
    .object({ order_id: text })
    .transform((args) => ({ call: 'order', args, writes: false, answer: tellOrder(args.order_id) })),
  get_product_details: z
    .object({ product_id: text })
    .transform(({ product_id }) =>
      read({ read: 'product', product_id }, (product) =>
        product ? JSON.stringify(productOfSet(product)) : notFound('product'),
      ),
    ),
  list_all_product_types: z.object({}).transform(() =>
    read({ read: 'catalogue' }, (products) => {
      const named = products.map(({ id, name }): [string, string] => [name, id]);
      return JSON.stringify(Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1))));
    }),
  ),

  cancel_pending_order: z
    .object({ order_id: text, reason: text })
    .transform((args) => act('cancel_order', args, tellOrder(args.order_id))),
  modify_pending_order_items: Swap.transform((args) =>
    act('change_order_items', args, tellOrder(args.order_id)),
  ),
  modify_pending_order_payment: OrderAndMethod.transform((args) =>
    act('change_order_payment', args, tellOrder(args.order_id)),
  ),
  modify_pending_order_address: z
    .intersection(z.object({ order_id: text }), AddressOfSet)
    .transform(({ order_id, ...address }) =>
      act('change_order_address', { order_id, address }, tellOrder(order_id)),
    ),
  return_delivered_order_items: OrderAndMethod.extend({ item_ids: z.array(text) }).transform((args) =>
    act('return_items', args, tellOrder(args.order_id)),
  ),
  exchange_delivered_order_items: Swap.transform((args) =>
    act('exchange_items', args, tellOrder(args.order_id)),
  ),
  modify_user_address: z
    .intersection(z.object({ user_id: text }), AddressOfSet)
    .transform(({ user_id, ...address }) =>
      act('change_buyer_address', { buyer_id: user_id, address }, tellUser(user_id)),
    ),
};

/** The names of all tools. */
export const TOOL_NAMES = Object.keys(TOOLS);

function planned(tool: Tool): Planned {
  const shape = recordOf(TOOLS, tool.name);
  if (!shape) throw new InputError(`tool ${tool.name}: unknown; known are ${TOOL_NAMES.join(', ')}`);
  const fitted = shape.safeParse(tool.arguments);
  if (fitted.success) return fitted.data;
  throw new InputError(`tool ${tool.name}: ${z.prettifyError(fitted.error)}`);
}

/** What a tool call is in the shop system. Throws {@link InputError} for an unknown tool or arguments that do not fit. */
export function goldCall(tool: Tool): ShopCall {
  const { answer: _answer, ...call } = planned(tool);
  return call;
}

/** Carries out a tool call on a world and gives the tool's answer; an error is an answer that begins with `Error:`. */
export function runTool(world: World, tool: Tool): string {
  return planned(tool).answer(world);
}
