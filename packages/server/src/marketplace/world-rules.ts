import type { JsonObject } from '@hark/core';
import { type Call, type Outcome, refused } from './calls/call.ts';
import { cancelOrder } from './calls/cancel-order.ts';
import { changeBuyerAddress } from './calls/change-buyer-address.ts';
import { changeOrderAddress } from './calls/change-order-address.ts';
import { changeOrderItems } from './calls/change-order-items.ts';
import { changeOrderPayment } from './calls/change-order-payment.ts';
import { exchangeItems } from './calls/exchange-items.ts';
import { calculate, handOver, think } from './calls/notes.ts';
import { reportProblem } from './calls/report-problem.ts';
import { requestInvoice } from './calls/request-invoice.ts';
import { returnItems } from './calls/return-items.ts';
import { withdraw } from './calls/withdraw.ts';
import { recordOf, type World } from './world.ts';

/** Every operation of the shop system by its name. */
export const CALLS = {
  cancel_order: cancelOrder,
  change_order_items: changeOrderItems,
  change_order_address: changeOrderAddress,
  change_order_payment: changeOrderPayment,
  return_items: returnItems,
  exchange_items: exchangeItems,
  change_buyer_address: changeBuyerAddress,
  report_problem: reportProblem,
  request_invoice: requestInvoice,
  withdraw,
  hand_over: handOver,
  calculate,
  think,
} as const satisfies { [name: string]: Call };

/** The name of a call that the shop understands. */
export type CallName = keyof typeof CALLS;

/** Carries out a call by the shop's rules: changes the world in place and notes it in the log, or refuses and changes nothing. */
export function apply(world: World, name: string, args: JsonObject): Outcome {
  const call: Call | null = recordOf<Call>(CALLS, name);
  if (!call) return refused('unknown_call', `The shop system has no operation ${name}.`);
  const outcome = call.run(world, args);
  if (call.writes && outcome.outcome === 'done') world.log.push({ call: name, args: structuredClone(args) });
  return outcome;
}
