import { expect, test } from 'vitest';
import { must } from '../lib/assert.ts';
import { TestConversation } from '../testing/conversation.ts';
import { compiled, shippedPlaybook, smallShop } from '../testing/demo-shop.ts';
import { writtenAt } from './written-at.ts';

const FLOW = {
  path: 'flows/cancel.yaml',
  text: `kind: flow
id: cancel_order
slots:
  order: { kind: order }
steps:
  - ask: order
  - if: order.status == "pending"
    then:
      - do: cancel_order
        with: { order: order }
    else:
      - say: { en: "Too late." }
`,
};
const ACTION = {
  path: 'actions/cancel.yaml',
  text: `kind: action
id: cancel_order
call: cancel_order
`,
};
const FILES = [ACTION, FLOW];

test.each([
  ['0', { file: FLOW.path, line: 6, last_line: 6 }],
  ['1', { file: FLOW.path, line: 7, last_line: 12 }],
  ['1.then.0', { file: FLOW.path, line: 9, last_line: 10 }],
  ['1.else.0', { file: FLOW.path, line: 12, last_line: 12 }],
  ['slots.order', { file: FLOW.path, line: 4, last_line: 4 }],
  ['left', { file: FLOW.path, line: 1, last_line: 1 }],
  ['allowed', { file: ACTION.path, line: 1, last_line: 1 }],
])('the step %s of a document is written where it stands', (step, place) => {
  expect(writtenAt(FILES, { document: 'cancel_order', step })).toEqual(place);
});

test('a document that no file holds is written nowhere', () => {
  expect(writtenAt(FILES, { document: 'gone', step: '0' })).toBeNull();
});

test('every reason of a conversation is written in a file of its playbook', () => {
  const files = shippedPlaybook('demo-shop');
  const chat = new TestConversation(compiled(files), smallShop(), 'ada');
  chat.says('cancel #H1 by mistake', { wishes: ['cancel_order'] });
  chat.says('yes', { acts: ['yes'] });
  chat.observe('action_succeeded', { request_seq: chat.requested.seq, result: {} });
  const reasons = chat.events.flatMap((event) => ('why' in event ? [event.why] : []));
  const nowhere = reasons.filter((why) => writtenAt(files, why) === null);
  expect(nowhere).toEqual([]);
  const requested = must(
    chat.events.find(({ type }) => type === 'action_requested'),
    'a request',
  );
  expect('why' in requested && writtenAt(files, requested.why)?.file).toBe('actions/cancel-order.yaml');
});
