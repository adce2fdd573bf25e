import type { Option, State } from '@hark/core';
import type { Plot } from './plots.ts';
import { ANSWERS } from './voices.ts';

/** What a buyer writes, and the button that it stands for. */
export type Said = { text: string; button: string | null };

/** Topics of buttons, by wish. */
const TOPICS: { [W in Plot['wish']]: string } = {
  cancel_order: 'cancel_order',
  change_order_items: 'change_items',
  return_items: 'return_items',
  exchange_items: 'change_items',
  report_problem: 'item_problem',
  never_arrived: 'not_arrived',
  withdraw: 'withdrawal',
  order_status: 'order_status',
  late: 'order_status',
  refund_state: 'refund_state',
  product_question: 'product_question',
  warranty: 'warranty',
  complaint: 'complaint',
  person: 'person',
  unclear: 'order_status',
};

/** How often somebody just leaves where an answer is asked for. */
const LEAVES = 0.06;

/** What the buyer says to the open question; null: they leave. */
export function answerTo(plot: Plot, language: 'en' | 'es', state: State): Said | null {
  const { question } = state;
  const { chance } = plot;
  const words = (name: keyof typeof ANSWERS): Said => ({
    text: chance.pick(ANSWERS[name][language]),
    button: null,
  });
  if (question === null || chance.share() < LEAVES) return null;
  switch (question.asks.kind) {
    case 'confirm':
      return words('yes');
    case 'solved':
      return chance.share() < 0.75 ? words('solved') : words('no');
    case 'anything_else':
      return chance.share() < 0.5 ? words('nothing') : null;
    case 'amend':
      return words('person');
    default: {
      const option = fitting(plot, question.options);
      return option ? { text: option.label, button: option.id } : words('person');
    }
  }
}

/** The button that fits the wish, otherwise the first: the buyer takes what there is. */
function fitting(plot: Plot, options: Option[]): Option | undefined {
  const ids = new Set([plot.order_id, `topic:${TOPICS[plot.wish]}`, ...plot.fitting]);
  const own = options.filter(({ id }) => id !== 'person' && id !== 'drop');
  return own.find(({ id }) => ids.has(id)) ?? own[0];
}
