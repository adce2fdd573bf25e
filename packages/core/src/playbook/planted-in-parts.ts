import type { PlantedFault } from './planted-in-form.ts';

const CANCEL = 'flows/cancel-order.yaml';
const STATUS = 'flows/order-status.yaml';
const ADDRESS = 'flows/change-address.yaml';
const DO_CANCEL = 'actions/cancel-order.yaml';
const DO_RETURN = 'actions/return-items.yaml';
const DO_ADDRESS = 'actions/change-order-address.yaml';
const SURVEY = 'surveys/ces.yaml';
const CALENDAR = 'calendars/service-desk.yaml';
const TOPIC = 'topics/cancel-order.yaml';

const ROUND = {
  path: 'flows/z-round.yaml',
  text: `kind: flow
id: z_round
title: { en: Ask again, es: Preguntar otra vez }
slots:
  order:
    kind: order
    ask: { en: "Which of your orders?", es: "¿Cuál de tus pedidos?" }
steps:
  - ask: order
  - ask_if_solved: { en: "Is all well with {{ order.id }}?", es: "¿Todo bien con {{ order.id }}?" }
    no:
      - call: order_status
        with: { order: order.id }
`,
};
const PAYING = {
  path: 'articles/paying.yaml',
  text: `kind: article
id: paying
title: { en: Paying, es: Pagar }
text:
  en: |
    ## With what can I pay?

    With **cards** and gift cards.

    ## When is it taken?

    When the order leaves.
  es: |
    ## ¿Con qué puedo pagar?

    Con **tarjetas** y tarjetas regalo.

    ## ¿Cuándo se cobra?

    Cuando sale el pedido.
asked_as:
  en:
    with-what-can-i-pay: [which cards do you take]
    when-is-it-taken: [when do you charge me]
`,
};

/** Parts that say otherwise than others: options, titles, limits, arguments, languages, files. */
export const PLANTED_IN_PARTS: readonly PlantedFault[] = [
  {
    name: 'two buttons that say the same',
    file: CANCEL,
    from: 'label: { en: Ordered by mistake, es: Fue un error }',
    to: 'label: { en: No longer needed, es: Fue un error }',
    code: 'option.same',
  },
  {
    name: 'an example of two options',
    file: CANCEL,
    from: 'en: [it was an accident,',
    to: 'en: [not needed,',
    code: 'option.same',
    says: '"no longer needed"',
  },
  {
    name: 'an option that is known in one language',
    file: CANCEL,
    from: 'examples: { en: [no, keep it, never mind], es: [no, me lo quedo, déjalo] }',
    to: 'examples: { en: [no, keep it, never mind] }',
    code: 'option.language',
  },
  {
    name: 'two articles of one title',
    beside: [
      PAYING,
      {
        path: 'articles/refunds.yaml',
        text: 'kind: article\nid: refunds\ntitle: { en: Refunds, es: Reembolsos }\ntext: { en: "They take days.", es: "Tardan días." }\n',
      },
    ],
    file: 'articles/refunds.yaml',
    from: 'title: { en: Refunds,',
    to: 'title: { en: Paying,',
    code: 'title.same',
    says: '"paying"',
  },
  {
    name: 'a code that says two things',
    file: DO_RETURN,
    from: 'code: refund_method',
    to: 'code: order_not_delivered',
    code: 'action.code',
  },
  {
    name: 'buyers who may not do what a flow does for them',
    file: DO_CANCEL,
    from: 'who: [buyer, agent]',
    to: 'who: [agent]',
    code: 'action.who',
    says: 'cancel_order',
  },
  {
    name: 'an approval above what a limit lets through',
    file: DO_RETURN,
    from: 'approve:\n',
    to: 'limits:\n  - code: too_much\n    per: buyer\n    amount_cents: "50000"\n    window: P30D\n    otherwise: { en: "A person looks at this.", es: "Esto lo mira una persona." }\napprove:\n',
    at: 'when: refund_cents',
    code: 'action.approval',
    says: 'too_much',
  },
  {
    name: 'an approval that nobody may give',
    file: DO_RETURN,
    from: 'who: [buyer, agent]',
    to: 'who: [buyer]',
    code: 'action.approval',
    says: 'no person may do it',
  },
  {
    name: 'an approval of small amounts',
    file: DO_RETURN,
    from: 'when: refund_cents > 100000',
    to: 'when: refund_cents < 100000',
    code: 'action.approval',
    says: 'Turn the sign round',
  },
  {
    name: 'a limit that tells another number',
    file: DO_CANCEL,
    from: 'count: 5',
    to: 'count: 50',
    code: 'action.count',
    says: 'speaks of 5',
  },
  {
    name: 'an argument that goes nowhere',
    file: DO_CANCEL,
    from: '  reason: args.reason\n',
    to: '',
    at: '  reason: { kind: choice',
    code: 'argument.unused',
    says: 'args.reason',
  },
  {
    name: 'a change without a yes of which only the goal tells',
    file: DO_ADDRESS,
    from: /changes: .*\nreadback:\n(?: .*\n)+/,
    to: 'confirm: none\n',
    at: 'confirm: none',
    code: 'action.unconfirmed',
    says: 'goal',
  },
  {
    name: 'a question that two sections answer',
    beside: [PAYING],
    file: 'articles/paying.yaml',
    from: '[when do you charge me]',
    to: '[which cards do you take]',
    code: 'article.asked',
    says: 'with-what-can-i-pay',
  },
  {
    name: 'a section that one language has not',
    beside: [PAYING],
    file: 'articles/paying.yaml',
    from: '    ## ¿Cuándo se cobra?\n\n    Cuando',
    to: '    Cuando',
    at: 'Cuando sale',
    code: 'article.sections',
    says: '1 sections in es',
  },
  {
    name: 'a heading without a blank',
    beside: [PAYING],
    file: 'articles/paying.yaml',
    from: '## ¿Con qué',
    to: '##¿Con qué',
    code: 'article.mark',
  },
  {
    name: 'bold letters without an end',
    beside: [PAYING],
    file: 'articles/paying.yaml',
    from: '**tarjetas**',
    to: '**tarjetas',
    code: 'article.mark',
  },
  {
    name: 'a value that one language leaves out',
    file: CANCEL,
    from: 'o fue un error?',
    to: 'o fue un error del pedido {{ order.total_cents | money }}?',
    code: 'text.values',
    says: 'in en',
  },
  {
    name: 'a number that begins a comment',
    file: TOPIC,
    from: '    - cancel my order\n',
    to: '    - cancel my order #W123\n',
    code: 'document.comment',
    says: '#W123',
  },
  {
    name: 'quotes of a text processor around a text',
    file: 'replies/system.yaml',
    from: '"You are welcome."',
    to: '“You are welcome.”',
    code: 'document.comment',
    says: 'straight',
  },
  {
    name: 'an example that is nearly one of another topic',
    file: 'topics/return-items.yaml',
    from: 'I want to return something',
    to: 'Cancel my order, please!',
    code: 'topic.near',
    says: 'cancel_order',
  },
  {
    name: 'an example without words',
    file: TOPIC,
    from: '    - cancel my order\n',
    to: '    - ""\n',
    code: 'topic.example',
  },
  {
    name: 'examples in a language too many',
    file: TOPIC,
    from: '  es:\n',
    to: '  fr:\n    - annuler ma commande\n    - je veux annuler\n    - annulez tout\n  es:\n',
    at: '  fr:',
    code: 'topic.language',
    says: 'en, es',
  },
  {
    name: 'a holiday with the hours of every week',
    file: CALENDAR,
    from: "'2026-12-25': []",
    to: "'2026-12-25': [09:00-14:00, 15:00-19:00]",
    code: 'calendar.usual',
    says: 'fri',
  },
  {
    name: 'a scale that begins with the best',
    file: SURVEY,
    from: /scale:\n(?: {2}- .*\n){5}/,
    to: 'scale:\n  - { en: Very easy, es: Muy fácil }\n  - { en: Difficult, es: Difícil }\n',
    at: 'scale:',
    code: 'survey.reversed',
  },
  {
    name: 'an end that an issue never has',
    file: SURVEY,
    from: 'rest: P30D',
    to: 'rest: P30D\nwhen: how == "solved"',
    at: 'when: how',
    code: 'value.never',
    says: 'confirmed',
  },
  {
    name: 'more points than a scale has',
    file: SURVEY,
    from: '  - { en: Very easy, es: Muy fácil }\n',
    to: '  - { en: Very easy, es: Muy fácil }\n  - { en: Easier, es: Más fácil }\n  - { en: Easiest, es: Lo más fácil }\n  - { en: No effort at all, es: Ningún esfuerzo }\n',
    at: 'No effort',
    code: 'document.shape',
    says: 'at most 7',
  },
  {
    name: 'an id without a letter',
    file: 'flows/return-items.yaml',
    from: 'id: return_items',
    to: 'id: ""',
    code: 'document.shape',
    says: 'empty',
  },
  {
    name: 'a flow that is called otherwise than everybody names it',
    file: ADDRESS,
    from: 'id: change_address',
    to: 'id: new_address',
    code: 'reference.flow',
    says: 'change_address',
  },
  {
    name: 'a line that is indented with another blank',
    file: ADDRESS,
    from: '      - ask: address',
    to: '\u00a0     - ask: address',
    code: 'document.syntax',
    says: 'plain blanks',
  },
  {
    name: 'a limit behind a narrower one',
    file: DO_CANCEL,
    from: 'limits:\n',
    to: 'limits:\n  - code: too_many_in_a_week\n    per: buyer\n    count: 9\n    window: PT12H\n    otherwise: { en: "Enough for today.", es: "Basta por hoy." }\n',
    at: 'count: 9',
    code: 'action.limit_idle',
    says: 'too_many_cancellations',
  },
  {
    name: 'two flows that hand an order to each other',
    file: CANCEL,
    from: '      - ask: reason\n',
    to: '      - call: cancel_order\n        with: { order: order.id }\n      - ask: reason\n',
    at: '- call: cancel_order',
    code: 'flow.circle',
  },
  {
    name: 'a buyer who is not helped and is sent round in a circle',
    file: STATUS,
    from: /no:\n {6}- hand_over:.*/,
    to: 'no:\n      - call: z_round\n        with: { order: order.id }',
    at: '- call: z_round',
    beside: [ROUND],
    code: 'flow.circle',
    more: 1,
  },
  {
    name: 'a name that nobody may have said',
    file: 'flows/identify.yaml',
    from: 'en: "So that I can look',
    to: 'en: "So, {{ buyer.first_name }}, that I can look',
    code: 'flow.identity',
    says: 'buyer.first_name',
  },
  {
    name: 'an action done just where it refuses',
    file: ADDRESS,
    from: '- if: order.status == policy.open',
    to: '- if: order.status != policy.open',
    at: '- do: change_order_address',
    code: 'action.refused',
    says: 'the opposite',
  },
  {
    name: 'a question whose answer is lost',
    file: STATUS,
    from: /steps:\n {2}- ask: order\n[\s\S]*/,
    to: 'steps:\n  - ask: order\n  - say: { en: "We will look.", es: "Lo miraremos." }\n',
    at: '- ask: order',
    code: 'slot.unread',
    says: 'no person gets it',
  },
  {
    name: 'the number of an order for the whole of it',
    file: CANCEL,
    from: 'with: { order: order, reason: reason }',
    to: 'with: { order: order.id, reason: reason }',
    code: 'argument.kind',
    says: 'order: order',
  },
  {
    name: 'an amount without its sign, turned round',
    file: 'actions/exchange-items.yaml',
    from: /absolute_cents: .*/,
    to: "absolute_cents: 'difference_cents < 0 ? difference_cents : -difference_cents'",
    code: 'condition.constant',
    says: 'never above 0',
  },
  {
    name: 'an amount told in another currency by its filter',
    file: DO_CANCEL,
    from: 'is cancelled. {{ args.order.total_cents | money }}',
    to: "is cancelled. {{ args.order.total_cents | money: 'USD' }}",
    code: 'text.currency',
    says: 'EUR',
  },
];
