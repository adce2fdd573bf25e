import type { WrongPlaybook } from './wrong-playbooks.ts';

const CANCEL = 'flows/cancel-order.yaml';
const RETURN = 'flows/return-items.yaml';
const DO_CANCEL = 'actions/cancel-order.yaml';
const DO_RETURN = 'actions/return-items.yaml';
const PLAYBOOK = 'playbook.yaml';
const CALENDAR = 'calendars/service-desk.yaml';

/** The second list: written when the check had been mended by the first one, of other kinds of faults, and run once before anything else was done. */
export const FRESH_WRONG_PLAYBOOKS: readonly WrongPlaybook[] = [
  {
    name: 'quotes of a text processor in a condition',
    file: DO_RETURN,
    from: 'goal: order.status == "return requested"',
    to: 'goal: order.status == “return requested”',
  },
  {
    name: 'an operation that the shop system does not have',
    file: DO_CANCEL,
    from: 'call: cancel_order',
    to: 'call: cancel_ordr',
  },
  {
    name: 'somebody who is nobody',
    file: DO_CANCEL,
    from: 'who: [buyer, agent]',
    to: 'who: [buyers, agent]',
  },
  {
    name: 'a misspelt constant in the opening',
    file: PLAYBOOK,
    from: 'when: order.status == policy.open,',
    to: 'when: order.status == policy.opn,',
  },
  { name: 'a decimal comma', file: PLAYBOOK, from: 'threshold: 0.45', to: 'threshold: 0,45' },
  { name: 'a duration without its unit', file: PLAYBOOK, from: 'silence: PT15M', to: 'silence: PT15' },
  { name: 'a month that there is not', file: CALENDAR, from: "'2027-01-01'", to: "'2027-13-01'" },
  { name: 'an hour with one digit', file: CALENDAR, from: 'sat: [10:00-14:00]', to: 'sat: [9:00-14:00]' },
  { name: 'two options with one id', file: RETURN, from: '- id: leave', to: '- id: cancel' },
  {
    name: 'two topics with one title',
    file: 'topics/seller-silent.yaml',
    from: 'title: { en: "The seller does not answer", es: "El vendedor no responde" }',
    to: 'title: { en: "Make a complaint", es: "Poner una reclamación" }',
  },
  {
    name: 'an example twice in its topic',
    file: 'topics/invoice.yaml',
    from: '    - send me the receipt for my order',
    to: '    - I need an invoice',
  },
  {
    name: 'two examples in a language',
    file: 'topics/person.yaml',
    from: / {2}es:\n(?: {4}.*\n?)+/,
    to: '  es:\n    - quiero hablar con una persona\n    - una persona\n',
  },
  {
    name: 'a heading of an article with nothing under it',
    file: 'articles/returns.yaml',
    from: '    Nothing. The seller pays the way back.\n\n',
    to: '',
    at: '## What does a return cost?',
  },
  {
    name: 'a title that was left in English',
    file: DO_CANCEL,
    from: 'es: "Pedido {{ args.order.id }} cancelado"',
    to: 'es: "Order {{ args.order.id }} cancelled"',
  },
  {
    name: 'a condition with an else and no then',
    file: CANCEL,
    from: /then:\n\s+- ask: reason\n\s+- do: cancel_order\n.*\n\s+refused:\n.*\n/,
    to: '',
    at: '- if: order.status == policy.open',
  },
  {
    name: 'a hand-over without its reason',
    file: 'flows/person.yaml',
    from: /hand_over: .*/,
    to: 'hand_over: {}',
  },
  {
    name: 'a list that there is not, in a card',
    file: DO_CANCEL,
    from: 'each: args.order.lines',
    to: 'each: args.order.line',
  },
  {
    name: 'an if in a text that is never closed',
    file: 'flows/not-arrived.yaml',
    from: "| date: 'day' }}{% endif %}",
    to: "| date: 'day' }}",
  },
  {
    name: 'a constant that nobody uses',
    file: PLAYBOOK,
    from: '  refund_days: 5',
    to: '  refund_days: 5\n  refund_limit_days: 10',
    at: 'refund_limit_days',
  },
  {
    name: 'an amount in another currency',
    file: 'articles/payment.yaml',
    from: 'Credit and debit cards',
    to: 'Up to $500 credit and debit cards',
  },
];
