/** A fault in `playbooks/marketplace`: what an author changed, and the line at which it has to be told. */
export type WrongPlaybook = {
  name: string;
  file: string;
  /** This text, the first time that it stands in the file, … */
  from: string | RegExp;
  /** … becomes this. */
  to: string;
  /** The line that holds this text; without it, the first line that was changed. */
  at?: string;
  /** The file in which it is told, where that is another one. */
  told_in?: string;
};

const CANCEL = 'flows/cancel-order.yaml';
const RETURN = 'flows/return-items.yaml';
const ADDRESS = 'flows/change-address.yaml';
const NOT_ARRIVED = 'flows/not-arrived.yaml';
const INVOICE = 'flows/invoice.yaml';
const DO_CANCEL = 'actions/cancel-order.yaml';
const DO_RETURN = 'actions/return-items.yaml';
const DO_REPORT = 'actions/report-problem.yaml';
const PLAYBOOK = 'playbook.yaml';
const CALENDAR = 'calendars/service-desk.yaml';

/**
 * The first list: faults that authors make, with the lines at which one would look for them. It was written before the check
 * was run on any of them.
 */
export const WRONG_PLAYBOOKS: readonly WrongPlaybook[] = [
  // How it is written.
  { name: 'a misspelt key', file: CANCEL, from: 'steps:', to: 'stpes:' },
  { name: 'a misspelt key of a slot', file: RETURN, from: '    prefer:', to: '    prefers:' },
  {
    name: 'a line a blank too far left',
    file: RETURN,
    from: '      - ask: refund_to',
    to: '     - ask: refund_to',
  },
  {
    name: 'a tab at the beginning of a line',
    file: RETURN,
    from: '      - ask: lines',
    to: '\t- ask: lines',
  },
  {
    name: 'a colon forgotten after a key',
    file: RETURN,
    from: 'kind: payment_method',
    to: 'kind payment_method',
  },
  {
    name: 'a colon in a text without quotes',
    file: 'topics/cancel-order.yaml',
    from: '- cancel my order',
    to: '- cancel my order: now please',
  },
  {
    name: 'a quote that is not closed',
    file: 'articles/account.yaml',
    from: 'and your data", es',
    to: 'and your data, es',
  },
  {
    name: 'no blank after the dash of a list',
    file: ADDRESS,
    from: '      - ask: address',
    to: '      -ask: address',
  },
  {
    name: 'a key that stands twice',
    file: RETURN,
    from: '    kind: lines\n',
    to: '    kind: lines\n    kind: lines\n',
  },
  {
    name: 'two documents with one id',
    file: 'actions/withdraw.yaml',
    from: 'id: withdraw',
    to: 'id: return_items',
  },
  { name: 'a misspelt kind of document', file: INVOICE, from: 'kind: flow', to: 'kind: flwo' },
  {
    name: 'yes instead of true',
    file: 'topics/order-status.yaml',
    from: 'interrupts: true',
    to: 'interrupts: yes',
  },
  { name: 'a number in quotes', file: 'topics/cancel-order.yaml', from: 'rank: 2', to: 'rank: "2"' },
  // Texts.
  {
    name: 'a title without its translation',
    file: 'articles/invoices.yaml',
    from: '{ en: "Invoices", es: "Facturas" }',
    to: '{ en: "Invoices" }',
  },
  {
    name: 'a button without its translation',
    file: RETURN,
    from: '{ en: Leave it as it is, es: Dejarlo así }',
    to: '{ en: Leave it as it is }',
  },
  {
    name: 'a translation that is empty',
    file: ADDRESS,
    from: 'es: "¿Qué pedido va a otra dirección?"',
    to: 'es: ""',
  },
  {
    name: 'a question in the other language',
    file: ADDRESS,
    from: '{ en: "Which order should go to another address?", es: "¿Qué pedido va a otra dirección?" }',
    to: '{ en: "¿Qué pedido va a otra dirección?", es: "Which order should go to another address?" }',
  },
  {
    name: 'a paragraph of an article in the other language',
    file: 'articles/returns.yaml',
    from: 'Nothing. The seller pays the way back.',
    to: 'Nada. El vendedor paga el envío de vuelta.',
  },
  {
    name: 'a label too long for a button',
    file: RETURN,
    from: 'en: Cancel the whole order,',
    to: `en: Cancel the whole order${' with everything that is in it and have the money paid back to me'.repeat(3)},`,
  },
  {
    name: 'a misspelt value in a text',
    file: CANCEL,
    from: 'Is order {{ order.id }} no',
    to: 'Is order {{ ordr.id }} no',
  },
  {
    name: 'a misspelt constant in an article',
    file: 'articles/complaints.yaml',
    from: 'policy.complaint_days',
    to: 'policy.complain_days',
  },
  {
    name: 'a bracket of a value that is missing',
    file: CANCEL,
    from: 'Is order {{ order.id }} no',
    to: 'Is order {{ order.id } no',
  },
  {
    name: 'a misspelt filter',
    file: DO_RETURN,
    from: '{{ refund_cents | money }} to',
    to: '{{ refund_cents | mony }} to',
  },
  {
    name: 'an amount in cents told as it is',
    file: DO_RETURN,
    from: 'set up: {{ refund_cents | money }}',
    to: 'set up: {{ refund_cents }}',
  },
  {
    name: 'HTML in an article',
    file: 'articles/payment.yaml',
    from: 'Credit and debit cards',
    to: 'Credit &amp; debit cards',
  },
  {
    name: 'HTML in an answer',
    file: ADDRESS,
    from: 'can no longer be changed. The',
    to: 'can <b>no longer</b> be changed. The',
  },
  {
    name: 'an example under two topics',
    file: 'topics/return-items.yaml',
    from: '    - return the lamp',
    to: '    - cancel my order',
  },
  {
    name: 'an article with another number than the constant',
    file: 'articles/returns.yaml',
    from: '{{ policy.return_days }} days from',
    to: '14 days from',
  },
  {
    name: 'a Spanish article with another number than the constant',
    file: 'articles/warranty.yaml',
    from: '{{ policy.warranty_years }} años',
    to: '2 años',
  },
  // Numbers and settings.
  { name: 'no currency that there is', file: PLAYBOOK, from: 'currency: EUR', to: 'currency: ERU' },
  { name: 'a misspelt zone', file: PLAYBOOK, from: 'Europe/Madrid', to: 'Europe/Madird' },
  { name: 'opening hours upside down', file: CALENDAR, from: 'sat: [10:00-14:00]', to: 'sat: [14:00-10:00]' },
  { name: 'a duration in words', file: PLAYBOOK, from: 'PT30M', to: '30 minutes' },
  { name: 'a language that is none', file: PLAYBOOK, from: 'languages: [en, es]', to: 'languages: [en, sp]' },
  { name: 'a share in percent', file: PLAYBOOK, from: 'threshold: 0.45', to: 'threshold: 45' },
  { name: 'a limit within no time', file: DO_CANCEL, from: 'P1D', to: 'P0D' },
  { name: 'a negative number of days', file: PLAYBOOK, from: 'return_days: 30', to: 'return_days: -30' },
  {
    name: 'a limit of nothing',
    file: PLAYBOOK,
    from: 'most_reported_cents: 20000',
    to: 'most_reported_cents: 0',
  },
  // Names and conditions.
  { name: 'a misspelt flow', file: 'topics/warranty.yaml', from: 'flow: warranty', to: 'flow: waranty' },
  { name: 'a misspelt action', file: RETURN, from: 'do: return_items', to: 'do: return_item' },
  { name: 'a misspelt slot', file: RETURN, from: 'ask: refund_to', to: 'ask: refund_too' },
  {
    name: 'a misspelt topic of an article',
    file: 'articles/account.yaml',
    from: 'topics: [account_details]',
    to: 'topics: [account_detail]',
  },
  {
    name: 'a misspelt topic of the opening',
    file: PLAYBOOK,
    from: '[order_status, not_arrived]',
    to: '[order_status, not_arived]',
  },
  {
    name: 'a misspelt field in a condition',
    file: CANCEL,
    from: '- if: order.status ==',
    to: '- if: order.statuss ==',
  },
  {
    name: 'one sign of equality',
    file: CANCEL,
    from: '- if: order.status == policy.open',
    to: '- if: order.status = policy.open',
  },
  {
    name: 'a number compared with a text',
    file: DO_RETURN,
    from: 'when: worth_cents > policy.approve_return_cents',
    to: 'when: refund_cents > "50000"',
  },
  {
    name: 'a number of days added to a date',
    file: DO_RETURN,
    from: 'args.order.delivered_at + days(policy.return_days + 1)',
    to: 'args.order.delivered_at + policy.return_days + 1',
  },
  {
    name: 'a value that the choice does not have',
    file: DO_REPORT,
    from: 'when: args.wish == "refund"',
    to: 'when: args.wish == "money"',
  },
  {
    name: 'an argument left out',
    file: NOT_ARRIVED,
    from: 'with: { order: order, wish: wish }',
    to: 'with: { order: order }',
  },
  // Ways through a flow.
  {
    name: 'an action that changes something without a yes',
    file: DO_CANCEL,
    from: 'who: [buyer, agent]',
    to: 'who: [buyer, agent]\nconfirm: none',
    at: 'confirm: none',
  },
  {
    name: 'money moved without a yes, and nothing said to change',
    file: DO_CANCEL,
    from: /changes: .*\n/,
    to: 'confirm: none\n',
    at: 'confirm: none',
  },
  {
    name: 'no limit on what costs money',
    file: DO_CANCEL,
    from: /limits:\n(?: .*\n)+approve:\n(?: .*\n)+/,
    to: '',
    at: 'amount_cents: args',
  },
  {
    name: 'a branch that is dead: its condition failed above',
    file: CANCEL,
    from: '      - if: order.status == policy.arrived',
    to: '      - if: order.status == policy.open',
  },
  {
    name: 'a step behind the end',
    file: 'flows/complaint.yaml',
    from: /( {2}- say: .*\n)( {2}- hand_over: .*\n)/,
    to: '  - hand_over: { reason: { en: A complaint, es: Una reclamación } }\n  - say: { en: "Thank you.", es: "Gracias." }\n',
    at: '- say:',
  },
  {
    name: 'a flow that calls itself',
    file: 'flows/person.yaml',
    from: /- hand_over: .*/,
    to: '- call: person',
  },
  { name: 'an answer that leads to nothing', file: INVOICE, from: /no:\n\s+- hand_over.*/, to: 'no: []' },
  {
    name: 'a value used before it is asked for',
    file: NOT_ARRIVED,
    from: /( {10}- ask: wish\n)( {10}- do: report_not_arrived\n {12}with: .*\n {12}refused:\n.*\n)/,
    to: '          - do: report_not_arrived\n            with: { order: order, wish: wish }\n          - ask: wish\n',
    at: 'with: { order: order, wish: wish }',
  },
  {
    name: 'a question asked twice',
    file: RETURN,
    from: '      - ask: lines\n',
    to: '      - ask: lines\n      - ask: lines\n',
  },
  {
    name: 'an action that nobody requests',
    file: INVOICE,
    from: /- do: request_invoice\n(?: {4}.*\n)+/,
    to: '- hand_over: { reason: { en: An invoice, es: Una factura } }\n',
    told_in: 'actions/request-invoice.yaml',
    at: 'id: request_invoice',
  },
  {
    name: 'a topic that leads nowhere',
    file: 'topics/product-question.yaml',
    from: 'flow: product_question\n',
    to: '',
    at: 'id: product_question',
  },
];
