import type { FakeLog, Line } from './fake-log.ts';

const GREETING: Line = {
  text: 'Hello. I am the assistant of this shop, a machine. I can cancel, change and send back orders. What is it about?',
};

const WHICH: Line = {
  text: 'Which order shall I cancel?',
  card: {
    kind: 'choice',
    title: 'Orders that can still be cancelled',
    reference: null,
    rows: [
      { label: '#N2048117', value: 'Gooseneck Kettle, 1 L, matte black', from: null, to: null },
      { label: '#N2051930', value: 'Reading Lamp, brass\nWool Blanket, 130 × 180 cm', from: null, to: null },
    ],
  },
  options: [
    { id: 'order:1', label: '#N2048117', detail: 'Kettle, €64.90, ordered Thursday 19 Nov' },
    { id: 'order:2', label: '#N2051930', detail: 'Lamp and blanket, €138.00, ordered Saturday 21 Nov' },
  ],
};

const CONFIRM: Line = {
  text: 'This is what I will do. Shall I?',
  card: {
    kind: 'confirmation',
    title: 'Cancel the order',
    reference: '#N2048117',
    rows: [
      { label: 'Order', value: null, from: 'being prepared', to: 'cancelled' },
      { label: 'Money back', value: '€64.90 to the Visa card ending in 4417', from: null, to: null },
      { label: 'Complete by', value: 'Friday 27 Nov', from: null, to: null },
    ],
  },
  options: [
    { id: 'yes', label: 'Yes, cancel it' },
    { id: 'no', label: 'No, keep it' },
  ],
};

const RECEIPT: Line = {
  text: 'Done. The order is cancelled.',
  card: {
    kind: 'receipt',
    title: 'Order cancelled',
    reference: 'N2048117-7',
    rows: [
      { label: 'Order', value: '#N2048117', from: null, to: null },
      { label: 'Money back', value: '€64.90', from: null, to: null },
      { label: 'To', value: 'Visa card ending in 4417', from: null, to: null },
      { label: 'Complete by', value: 'Friday 27 Nov', from: null, to: null },
      { label: 'If not', value: 'Write here again. The reference is enough.', from: null, to: null },
    ],
  },
};

const SOLVED: Line = {
  text: 'Is your question answered with this?',
  options: [
    { id: 'solved', label: 'Yes, thank you' },
    { id: 'open', label: 'No, something is open' },
  ],
};

/** The first words of a conversation. */
export function greet(log: FakeLog): void {
  const opened = { shop_id: 'north', channel: 'chat', language: 'en', buyer_id: null, order_id: null };
  log.observe('conversation_opened', opened);
  log.say(GREETING, 'greeting#steps/0');
  log.stand({});
}

function ask(log: FakeLog, line: Line, step: string): void {
  log.stand({ question_seq: log.say(line, step) });
}

function cancel(log: FakeLog): void {
  const args = { order_id: 'N2048117', reason: 'no longer needed' };
  const seq = log.decide(
    'action_requested',
    {
      action: 'cancel_order',
      call: 'cancel_order',
      arguments: args,
      key: 'c-11',
      amount_cents: 6490,
      scopes: [],
      attempt: 1,
    },
    'cancel-order#steps/2',
  );
  log.observe('action_succeeded', { request_seq: seq, result: { status: 'cancelled' } }, seq);
  log.say(RECEIPT, 'cancel-order#steps/2/done/0');
  ask(log, SOLVED, 'cancel-order#steps/3');
}

/** What the fake assistant does after the buyer's words: enough of a shop to test a face with. */
export function answer(log: FakeLog, said: { text: string; button: string | null }): void {
  const words = said.text.toLowerCase();
  if (/person|persona|human/.test(words)) {
    log.say(
      { text: 'I have asked a person to come. They know what you told me; you need not say it again.' },
      'person#steps/0',
    );
    const promised_at = new Date(Date.now() + 2 * 3_600_000).toISOString();
    log.decide(
      'speaker_changed',
      { to: 'person', brief: null, promised_at, reason: 'asked for' },
      'person#steps/1',
    );
    log.stand({ speaker: 'person', promised_at, question_seq: null });
  } else if (log.step === 'order' && /1|kettle|2048117/.test(`${said.button ?? ''} ${words}`)) {
    log.decide(
      'slot_filled',
      { slot: 'order', value: { value: 'N2048117', source: 'button' } },
      'cancel-order#steps/1',
    );
    log.step = 'confirm';
    ask(log, CONFIRM, 'cancel-order#steps/2');
  } else if (log.step === 'confirm' && (said.button === 'yes' || /^yes|^sí/.test(words))) {
    log.step = 'solved';
    cancel(log);
  } else if (log.step === 'solved' && (said.button === 'solved' || /^yes|^sí/.test(words))) {
    log.step = 'wish';
    log.say({ text: 'Good. I am here if anything else comes up.' }, 'solved#steps/0');
    log.decide('conversation_resolved', { how: 'confirmed' }, 'solved#steps/1');
    log.stand({ status: 'resolved', question_seq: null, survey: log.survey });
  } else if (/cancel/.test(words)) {
    const seq = log.decide(
      'lookup_requested',
      { lookup: { read: 'orders', buyer_id: 'b-3' } },
      'cancel-order#steps/0',
    );
    log.observe('lookup_answered', { lookup_seq: seq, answer: [{ id: 'N2048117', status: 'pending' }] }, seq);
    log.step = 'order';
    ask(log, WHICH, 'cancel-order#steps/1');
  } else {
    log.say(
      {
        text: `I have not understood "${said.text}". You can write what it is about in other words, or talk to a person.`,
      },
      'fallback#steps/0',
    );
    log.stand({});
  }
}
