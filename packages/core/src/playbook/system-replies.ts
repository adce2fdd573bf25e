import { METHOD } from '../actions/declarations.ts';
import { ADDRESS, ORDER, ORDER_LINE } from '../conversation/declarations.ts';
import type { Declarations } from '../expression/expression.ts';
import type { Text } from '../replies/reply.ts';

const PEOPLE: Declarations = { people: { fields: { open: 'bool', promised_at: 'string' } } };
const FILES: Declarations = { pictures: 'int', documents: 'int' };
const CONVERSATION: Declarations = { assistant: 'string', shop: 'string' };

/** Words for those that a playbook may leave out, where it speaks no other language than these. */
export const SYSTEM_WORDS: { [name: string]: Text } = {
  action_delayed: {
    en: "The shop's system takes longer than usual to confirm this. There is no need to wait or to ask again: nothing is done twice, and I tell you here as soon as it is done.",
    es: 'El sistema de la tienda tarda más de lo normal en confirmarlo. No hace falta esperar ni pedirlo otra vez: nada se hace dos veces, y te aviso aquí en cuanto esté hecho.',
  },
};

/**
 * What Hark says by itself, in every playbook's own words: name → the values its text may use. A playbook has a reply for
 * each of them, but for those of {@link SYSTEM_WORDS}.
 */
export const SYSTEM_REPLIES: { [name: string]: Declarations } = {
  greeting: CONVERSATION,
  greeting_after_reading: { ...CONVERSATION, titles: { list: 'string' } },
  greeting_after_searching: { ...CONVERSATION, searched: 'string' },
  was_reading: { titles: { list: 'string' } },
  what_can_i_do: CONVERSATION,
  choose_topic: {},
  out_of_scope: CONVERSATION,
  files_noted: FILES,
  files_about: FILES,
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
  article_answer: { title: 'string', heading: 'string', text: 'string', link: 'string' },
  did_you_mean: {},
  already_read: { title: 'string' },
  goodbye: {},
  thanks: {},
  sorry: {},
  reminder: {},
  handed_over: PEOPLE,
  handed_over_closed: PEOPLE,
  waiting_note: { promised_at: 'string' },
  handed_to_platform: PEOPLE,
  handed_to_shop: PEOPLE,
  promise_broken: PEOPLE,
  promise_ended: {},
  back_to_assistant: {},
  unavailable: {},
  action_refused: { reason: 'string' },
  action_failed: {},
  action_delayed: {},
  action_unknown: {},
  action_still_unknown: {},
  not_allowed: {},
  not_yours: {},
  no_order: {},
  order_not_found: { named: 'string' },
  order_not_possible: { order: ORDER },
  no_payment_method: {},
  method_not_yours: { method: 'string' },
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
  option_line: { line: ORDER_LINE, options: 'string', currency: 'string' },
  option_payment_method: { method: METHOD },
  option_variant_price: { price_cents: 'int', difference_cents: 'int', currency: 'string' },
  option_enough: {},
  option_yes: {},
  option_no: {},
  option_solved_yes: {},
  option_solved_no: {},
  option_change: { slot: 'string' },
  option_drop: {},
  option_sorted: {},
  option_more: {},
  option_none_of_these: {},
  option_person: {},
};
