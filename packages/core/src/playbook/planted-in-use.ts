import type { PlantedFault } from './planted-in-form.ts';

const PLAYBOOK = 'playbook.yaml';
const CANCEL = 'flows/cancel-order.yaml';
const RETURN = 'flows/return-items.yaml';
const STATUS = 'flows/order-status.yaml';
const ADDRESS = 'flows/change-address.yaml';
const ITEMS = 'flows/change-items.yaml';
const DO_CANCEL = 'actions/cancel-order.yaml';
const DO_RETURN = 'actions/return-items.yaml';
const SEGMENT = 'segments/high-value.yaml';

const OFTEN = {
  path: 'segments/often.yaml',
  text: `kind: segment
id: often
title: { en: Frequent buyers, es: Compradores habituales }
orders:
  within: P365D
  among: it.status != "cancelled"
when: recency_days <= 120 && frequency >= 4
priority: 2
`,
};

/** Mistakes that show only in use: nobody means it, nobody can do it, nobody is there, or one part says otherwise than another. */
export const PLANTED_IN_USE: readonly PlantedFault[] = [
  {
    name: 'a reminder after fifteen days',
    file: PLAYBOOK,
    from: 'silence: PT15M',
    to: 'silence: P15D',
    code: 'settings.unlikely',
    says: '15 days',
  },
  {
    name: 'a proof after minutes',
    file: PLAYBOOK,
    from: 'verify_after: PT72H',
    to: 'verify_after: PT72M',
    code: 'settings.unlikely',
    says: 'too short',
  },
  {
    name: 'a rate that is turned round',
    file: PLAYBOOK,
    from: 'currency: EUR',
    to: 'currency: EUR\nrates: { JPY: 160 }',
    at: 'JPY',
    code: 'settings.unlikely',
    says: '0.00625',
  },
  {
    name: 'a number of days that is no number of days',
    file: PLAYBOOK,
    from: 'refund_days: 5',
    to: 'refund_days: 5000',
    code: 'settings.unlikely',
    says: 'up to 1095',
  },
  {
    name: 'a threshold that believes everything',
    file: PLAYBOOK,
    from: 'threshold: 0.45',
    to: 'threshold: 0',
    code: 'settings.unlikely',
  },
  {
    name: 'a number with its unit',
    file: PLAYBOOK,
    from: 'refund_days: 5',
    to: 'refund_days: 5 working days',
    code: 'settings.constant',
    says: ': 5.',
  },
  {
    name: 'buyers who go first and wait longest',
    file: SEGMENT,
    from: 'answer_within: PT10M',
    to: 'answer_within: PT2H',
    code: 'segment.slower',
    says: '30 minutes',
  },
  {
    name: 'a wide segment before a narrow one',
    beside: [OFTEN],
    file: PLAYBOOK,
    from: 'segments: [high_value]',
    to: 'segments: [often, high_value]',
    code: 'list.shadowed',
    says: '"high_value" before "often"',
  },
  {
    name: 'a topic that is offered twice',
    file: PLAYBOOK,
    from: 'topics: [return_items, change_items]',
    to: 'topics: [return_items, change_items, return_items]',
    code: 'list.twice',
  },
  {
    name: 'a name that proves who somebody is',
    file: PLAYBOOK,
    from: '[name, postcode]]',
    to: '[name]]',
    code: 'identify.weak',
    says: 'name alone',
  },
  {
    name: 'an identifying flow that asks for something else',
    file: PLAYBOOK,
    from: '  flow: identify',
    to: '  flow: order_status',
    code: 'identify.flow',
  },
  {
    name: 'a flow about an order of anybody',
    file: STATUS,
    from: 'id: order_status\n',
    to: 'id: order_status\nidentity: none\n',
    at: 'identity: none',
    code: 'flow.identity',
    says: '"order"',
  },
  {
    name: 'nobody behind a no',
    file: STATUS,
    from: /- hand_over: \{ reason: \{ en: "The buyer wants.*/,
    to: '- say: { en: "That is all I know.", es: "No sé nada más." }',
    code: 'flow.no_person',
    says: 'hand_over',
  },
  {
    name: 'a failure that nobody hears of',
    file: ADDRESS,
    from: 'with: { order: order, address: address }',
    to: 'with: { order: order, address: address }\n        failed:\n          - say: { en: "That did not work.", es: "No ha funcionado." }',
    at: 'That did not work',
    code: 'flow.no_person',
  },
  {
    name: 'a refusal that counts as solved',
    file: ADDRESS,
    from: 'with: { order: order, address: address }',
    to: 'with: { order: order, address: address }\n        refused:\n          - resolve: done',
    at: 'resolve: done',
    code: 'flow.not_done',
  },
  {
    name: 'cents that are compared with days',
    file: DO_RETURN,
    from: 'when: refund_cents > 100000',
    to: 'when: refund_cents > policy.refund_days',
    code: 'unit.mixed',
    says: 'cents',
  },
  {
    name: 'days that are told as weeks',
    file: DO_CANCEL,
    from: 'within {{ policy.refund_days }} working days. If',
    to: 'within {{ policy.refund_days }} weeks. If',
    code: 'unit.mixed',
    says: 'told as weeks',
  },
  {
    name: 'a state that is spelt otherwise than elsewhere',
    file: DO_CANCEL,
    from: 'goal: order.status == "cancelled"',
    to: 'goal: order.status == "canceled"',
    code: 'value.misspelt',
    says: 'Did you mean "cancelled"?',
  },
  {
    name: 'a constant that is spelt otherwise than the texts',
    file: PLAYBOOK,
    from: 'arrived: delivered',
    to: 'arrived: deliverd',
    code: 'value.misspelt',
    says: '"delivered"',
  },
  {
    name: 'a date that is not there before the delivery',
    file: RETURN,
    from: '- if: order.status == policy.arrived',
    to: '- if: order.status == policy.arrived && order.delivered_at < now',
    code: 'value.missing',
    says: 'has(order.delivered_at)',
  },
  {
    name: 'options of an address',
    file: ADDRESS,
    from: '    kind: address\n',
    to: '    kind: address\n    options: { home: { label: { en: Home, es: Casa } } }\n',
    at: '    options:',
    code: 'slot.unfit',
    says: 'choice',
  },
  {
    name: 'items of what is no order',
    file: ITEMS,
    from: '    kind: swaps\n    of: order',
    to: '    kind: swaps\n    of: payment_method',
    at: '    of: payment_method',
    code: 'slot.order',
    says: 'of: order',
  },
  {
    name: 'an order that is asked for twice',
    file: CANCEL,
    from: /\n +with: \{ order: order\.id \}/,
    to: '',
    at: '- call: return_items',
    code: 'slot.again',
    says: 'order.id',
  },
  {
    name: 'an order where its number is meant',
    file: CANCEL,
    from: 'with: { order: order.id }',
    to: 'with: { order: order }',
    code: 'argument.kind',
    says: 'order.id',
  },
];
