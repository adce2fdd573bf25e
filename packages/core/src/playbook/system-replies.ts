import type { Declarations } from '../expression/expression.ts';
import { ADDRESS, ORDER, ORDER_LINE, PAYMENT_METHOD } from '../conversation/declarations.ts';
import type { VarType } from '../expression/expression.ts';

const METHOD: VarType =
  typeof PAYMENT_METHOD === 'object' && 'fields' in PAYMENT_METHOD
    ? { fields: { ...PAYMENT_METHOD.fields, label: 'string' } }
    : 'any';
const PEOPLE: Declarations = { people: { fields: { open: 'bool', promised_at: 'string' } } };
const CONVERSATION: Declarations = { assistant: 'string', shop: 'string' };

/**
 * What Hark says by itself, in every playbook's own words: name → the values its text may use. A playbook has a reply for
 * each of them.
 */
export const SYSTEM_REPLIES: { [name: string]: Declarations } = {
  greeting: CONVERSATION,
  what_can_i_do: CONVERSATION,
  choose_topic: {},
  out_of_scope: CONVERSATION,
  not_understood: {},
  still_not_understood: {},
  not_understood_person: {},
  noted: { title: 'string' },
  noted_several: { titles: { list: 'string' } },
  next_wish: { title: 'string' },
  resume: { title: 'string' },
  dropped: { title: 'string' },
  what_to_change: {},
  anything_else: {},
  anything_else_instead: {},
  goodbye: {},
  thanks: {},
  sorry: {},
  reminder: {},
  handed_over: PEOPLE,
  handed_over_closed: PEOPLE,
  waiting_note: { promised_at: 'string' },
  promise_broken: PEOPLE,
  back_to_assistant: {},
  unavailable: {},
  action_refused: { reason: 'string' },
  action_failed: {},
  action_unknown: {},
  action_still_unknown: {},
  not_allowed: {},
  not_yours: {},
  no_order: {},
  order_not_found: { named: 'string' },
  order_not_possible: { order: ORDER },
  no_payment_method: {},
  method_not_possible: { method: 'string' },
  identity_not_found: {},
  identity_needs_name: {},
  identity_needs_postcode: {},
  address_incomplete: { address: ADDRESS },
  address_of_profile: {},
  address_of_order: { order: ORDER },
  another_line: {},
  which_variant: { line: ORDER_LINE, options: 'string', wanted: 'string', fits: 'bool' },
  option_order: { order: ORDER, articles: 'string' },
  option_line: { line: ORDER_LINE, options: 'string' },
  option_payment_method: { method: METHOD },
  option_variant_price: { price_cents: 'int', difference_cents: 'int' },
  option_enough: {},
  option_yes: {},
  option_no: {},
  option_solved_yes: {},
  option_solved_no: {},
  option_change: { slot: 'string' },
  option_drop: {},
  option_sorted: {},
  option_more: {},
  option_person: {},
};
