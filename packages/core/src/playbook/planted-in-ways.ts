import type { PlantedFault } from './planted-in-form.ts';

const CANCEL = 'flows/cancel-order.yaml';
const STATUS = 'flows/order-status.yaml';
const ADDRESS = 'flows/change-address.yaml';
const DO_CANCEL = 'actions/cancel-order.yaml';
const PLAYBOOK = 'playbook.yaml';
const CALENDAR = 'calendars/service-desk.yaml';

/** Mistakes that stand in no single line: on a way through a flow something is missing, or too much. */
export const PLANTED_IN_WAYS: readonly PlantedFault[] = [
  {
    name: 'a branch without a step, and nothing after it',
    file: CANCEL,
    from: /then:\n\s+- ask: reason\n\s+- do: cancel_order\n.*\n/,
    to: 'then: []\n',
    code: 'flow.no_answer',
    at: '- if: order.status == policy.open',
    more: 2,
  },
  {
    name: 'an else that was left out',
    file: ADDRESS,
    from: /\n {4}else:\n.*\n.*/,
    to: '',
    code: 'flow.no_answer',
    at: '- if: order.status == policy.open',
    says: 'does not hold',
  },
  {
    name: 'an option that leads to nothing',
    file: CANCEL,
    from: /then:\n\s+- resolve: dropped/,
    to: 'then: []',
    code: 'flow.no_answer',
    at: '- choose:',
    says: '"leave"',
  },
  {
    name: 'a problem that is not solved, and then nothing',
    file: STATUS,
    from: /no:\n.*hand_over.*/,
    to: 'no: []',
    code: 'flow.no_answer',
    at: 'ask_if_solved',
  },
  {
    name: 'a question as the last step',
    file: ADDRESS,
    from: /\n.*do: change_order_address\n.*/,
    to: '',
    code: 'flow.no_answer',
    at: '- ask: address',
    says: '"address"',
    more: 1,
  },
  {
    name: 'a person who is left out after a question',
    file: STATUS,
    from: /steps:\n {2}- ask: order\n[\s\S]*/,
    to: 'steps:\n  - ask: order\n',
    code: 'flow.no_answer',
    at: '- ask: order',
  },
  {
    name: 'more questions than a buyer should be asked',
    file: PLAYBOOK,
    from: 'silence:',
    to: 'most_questions: 2\nsilence:',
    code: 'flow.questions',
    told_in: CANCEL,
    at: 'steps:',
    more: 2,
  },
  {
    name: 'a limit that limits nothing',
    file: DO_CANCEL,
    from: '    count: 5\n',
    to: '',
    code: 'action.limit',
    at: 'code: too_many_cancellations',
  },
  {
    name: 'a week without an opening hour',
    file: CALENDAR,
    from: /week:\n(?:\s+\w{3}: \[.*\n)+/,
    to: 'week: {}\n',
    code: 'calendar.never',
    at: 'week:',
  },
  {
    name: 'opening hours that overlap',
    file: CALENDAR,
    from: 'mon: [09:00-14:00, 15:00-19:00]',
    to: 'mon: [09:00-15:00, 14:00-19:00]',
    code: 'calendar.hours',
    says: '14:00-19:00 and 09:00-15:00 overlap',
  },
  {
    name: 'a night that runs into the hours of the next day',
    file: CALENDAR,
    from: 'fri: [09:00-14:00, 15:00-19:00]',
    to: 'fri: [09:00-14:00, 15:00-11:00]',
    code: 'calendar.hours',
    at: 'sat: [10:00-14:00]',
    says: '15:00-11:00 of fri overlap',
    more: 1,
  },
  {
    name: 'opening hours that there are not',
    file: CALENDAR,
    from: 'sat: [10:00-14:00]',
    to: 'sat: [10:00-25:00]',
    code: 'calendar.hours',
  },
  {
    name: 'a day that there is not',
    file: CALENDAR,
    from: "'2026-12-25'",
    to: "'2026-02-30'",
    code: 'calendar.date',
  },
  {
    name: 'a zone of a calendar that there is not',
    file: CALENDAR,
    from: 'zone: Europe/Madrid',
    to: 'zone: Europe/Madird',
    code: 'calendar.zone',
  },
  {
    name: 'a calendar that nobody has written',
    file: PLAYBOOK,
    from: 'calendar: service_desk',
    to: 'calendar: service_dsk',
    code: 'reference.calendar',
    says: 'Did you mean "service_desk"?',
  },
];
