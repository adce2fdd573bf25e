import { describe, expect, test } from 'vitest';
import { replay } from '../backtest/replay.ts';
import type { Decided, DecidedType } from '../conversation/event.ts';
import { refusalWords } from '../conversation/people.ts';
import { TestConversation } from '../testing/conversation.ts';
import { compiled, shippedPlaybook, smallShop } from '../testing/demo-shop.ts';

const PLAYBOOK = compiled(shippedPlaybook('demo-shop'));
const NOOR = { agent_id: 'noor', name: 'Noor Haddad', side: 'shop' as const };
const SAM = { agent_id: 'sam', name: 'Sam Okoye', side: 'shop' as const };
const LEA = { agent_id: 'lea', name: 'Lea Brand', side: 'shop' as const };
const LEADS = { ...LEA, leads: true as const };
const CHIARA = { agent_id: 'chiara', name: 'Chiara Rossi', side: 'platform' as const };

function waiting(): TestConversation {
  const chat = new TestConversation(PLAYBOOK, smallShop(), 'ada');
  chat.says('a person please', { acts: ['person'] });
  return chat;
}

function held(): TestConversation {
  const chat = waiting();
  chat.observe('agent_joined', NOOR);
  return chat;
}

let written = 0;
function writes(chat: TestConversation, by: typeof NOOR | typeof CHIARA, seen = chat.state.seq): string[] {
  written += 1;
  const words = { client_id: `w${written}`, text: 'I look into it.', seq_seen: seen };
  return chat.observe('agent_wrote', { ...by, ...words });
}

function of<T extends DecidedType>(chat: TestConversation, type: T): Decided<T>['data'][] {
  return chat.events.flatMap((event) => (event.type === type ? [event.data as Decided<T>['data']] : []));
}

function refusals(chat: TestConversation): string[] {
  return of(chat, 'agent_refused').map(({ wish, code }) => `${wish}: ${code}`);
}

function clocks(chat: TestConversation): string[] {
  return chat.state.timers.map((one) => one.timer).filter((kind) => kind === 'promise' || kind === 'leave');
}

function fires(chat: TestConversation, kind: string): string[] {
  const timer = chat.state.timers.find((one) => one.timer === kind);
  if (!timer) throw new Error(`no ${kind} clock`);
  const wait_ms = Date.parse(timer.due_at) - Date.parse(chat.state.at);
  return chat.observe('timer_fired', { timer_seq: timer.seq, timer: timer.timer }, Math.max(wait_ms, 0));
}

describe('taking over', () => {
  test('whoever takes what waits holds it, and the buyer’s clock goes on until they have written', () => {
    const chat = held();
    expect(chat.state.handover?.taken_by).toEqual(NOOR);
    expect(clocks(chat)).toEqual(['promise']);
    writes(chat, NOOR);
    expect(clocks(chat)).toEqual(['leave']);
    expect(of(chat, 'promise_kept')).toEqual([{ late_ms: 0 }]);
  });

  test('what somebody holds is refused to everybody else, with the name of who holds it', () => {
    const chat = held();
    chat.observe('agent_joined', SAM);
    chat.observe('agent_joined', CHIARA);
    writes(chat, SAM);
    expect(refusals(chat)).toEqual(['take: held_by_other', 'take: held_by_other', 'write: held_by_other']);
    const [first] = of(chat, 'agent_refused');
    expect(refusalWords('held_by_other', first?.holder ?? null)).toContain('Noor Haddad holds');
    expect(chat.state.handover?.taken_by).toEqual(NOOR);
  });

  test('whoever leads takes it from a colleague: the clock goes on, and the one before is refused from then on', () => {
    const chat = held();
    const before = chat.state.handover;
    chat.observe('agent_joined', { ...LEADS, instead_of: 'noor' });
    expect(chat.state.handover?.taken_by).toEqual(LEA);
    expect(of(chat, 'handover_taken').at(-1)).toEqual({ ...LEA, from: NOOR });
    expect(chat.state.handover?.waiting_since).toBe(before?.waiting_since);
    expect(clocks(chat)).toEqual(['promise']);
    writes(chat, NOOR);
    expect(refusals(chat)).toEqual(['write: held_by_other']);
    writes(chat, LEA);
    expect(clocks(chat)).toEqual(['leave']);
  });

  test('nobody else takes it from a colleague, and not from one who does not hold it', () => {
    const chat = held();
    chat.observe('agent_joined', { ...SAM, instead_of: 'noor' });
    chat.observe('agent_joined', { ...LEADS, instead_of: 'sam' });
    expect(refusals(chat)).toEqual(['replace: not_leading', 'replace: held_by_other']);
    expect(chat.state.handover?.taken_by).toEqual(NOOR);
    chat.observe('agent_joined', { ...LEADS, instead_of: 'noor' });
    chat.observe('agent_joined', { ...LEADS, instead_of: 'lea' });
    expect(refusals(chat).at(-1)).toBe('replace: yours');
  });

  test('what waits for anybody is no colleague’s, and what the marketplace holds is taken by nobody of a shop', () => {
    const chat = waiting();
    chat.observe('agent_joined', { ...LEADS, instead_of: 'noor' });
    chat.observe('agent_joined', CHIARA);
    chat.observe('agent_joined', { ...LEADS, instead_of: 'chiara' });
    expect(refusals(chat)).toEqual(['replace: nobody_holds', 'replace: with_platform']);
    chat.observe('agent_joined', { ...LEADS, side: 'platform', agent_id: 'root', instead_of: 'chiara' });
    expect(chat.state.handover?.taken_by?.agent_id).toBe('root');
  });

  test('taking twice is taking once', () => {
    const chat = held();
    const before = chat.state.seq;
    chat.observe('agent_joined', NOOR);
    expect(chat.events.slice(before).map((event) => event.type)).toEqual(['agent_joined']);
  });

  test('a person who steps in silences the assistant at once, and owes the next word', () => {
    const chat = new TestConversation(PLAYBOOK, smallShop(), 'ada');
    chat.says('return something', { wishes: ['return_items'] });
    expect(chat.state.frames).toHaveLength(1);
    chat.observe('agent_joined', NOOR);
    expect(chat.state).toMatchObject({ speaker: 'person', frames: [], question: null });
    expect(clocks(chat)).toEqual(['promise']);
    expect(chat.state.handover?.brief?.wish).toContain('Return');
    expect(chat.says('the lamp')).toEqual([]);
  });

  test('an answer to what nobody has taken takes it', () => {
    const chat = waiting();
    writes(chat, SAM);
    expect(chat.state.handover?.taken_by).toEqual(SAM);
    expect(refusals(chat)).toEqual([]);
  });

  test('the assistant’s conversation is answered only by who has taken it over', () => {
    const chat = new TestConversation(PLAYBOOK, smallShop(), 'ada');
    writes(chat, NOOR);
    chat.observe('agent_left', NOOR);
    chat.observe('agent_resolved', NOOR);
    expect(refusals(chat)).toEqual([
      'write: assistant_speaks',
      'give_back: assistant_speaks',
      'resolve: assistant_speaks',
    ]);
  });
});

describe('the clock', () => {
  test('every word of the buyer to who holds it is owed an answer within the playbook’s time', () => {
    const chat = held();
    writes(chat, NOOR);
    expect(chat.says('and the other one?')).toEqual([]);
    expect(of(chat, 'promise_made')).toHaveLength(1);
    expect(chat.state.handover?.promised_at).toBe('2026-03-02T10:30:04.000Z');
    chat.says('hello?');
    expect(of(chat, 'promise_made')).toHaveLength(1);
    expect(clocks(chat)).toEqual(['promise']);
  });

  test('whoever does not answer in time holds it no more: it waits for anybody, and the buyer is told', () => {
    const chat = held();
    writes(chat, NOOR);
    chat.says('and the other one?');
    const said = fires(chat, 'promise');
    expect(said.join()).toContain('nobody could answer');
    expect(chat.state.handover?.taken_by).toBeNull();
    expect(of(chat, 'handover_released')).toEqual([{ agent_id: 'noor' }]);
    writes(chat, SAM);
    expect(chat.state.handover).toMatchObject({ taken_by: SAM, level: 0, promised_at: null });
  });

  test('broken promises grow longer, then the platform is asked, then no more is promised, and the clock never stops', () => {
    const chat = waiting();
    const said = Array.from({ length: 9 }, () => fires(chat, 'promise').join());
    expect(said.map((words) => words.slice(0, 30))).toEqual([
      'I am sorry: nobody could answe',
      'I am sorry: nobody could answe',
      'I have passed this on to the p',
      'I am sorry: nobody could answe',
      'I am sorry: nobody could answe',
      'I am sorry: you have waited fa',
      '',
      '',
      '',
    ]);
    expect(chat.state.handover).toMatchObject({ side: 'platform', level: 9, promised_at: null });
    expect(clocks(chat)).toEqual(['promise']);
    const waits = of(chat, 'timer_set').filter((one) => one.timer === 'promise');
    const gaps = waits
      .slice(1)
      .map((one, at) => Date.parse(one.due_at) - Date.parse(waits[at]?.due_at ?? ''));
    expect(gaps.at(-1)).toBeGreaterThan(24 * 3_600_000);
  });

  test('where people are never there the clock runs by day and night', () => {
    const closed = Object.entries(PLAYBOOK.calendars).map(([id, one]) => [id, { ...one, week: {} }]);
    const playbook = { ...PLAYBOOK, calendars: Object.fromEntries(closed) };
    const chat = new TestConversation(playbook, smallShop(), 'ada');
    chat.says('a person please', { acts: ['person'] });
    expect(chat.state.handover?.promised_at).toBe('2026-03-02T10:30:01.000Z');
    expect(clocks(chat)).toEqual(['promise']);
    fires(chat, 'promise');
    expect(chat.state.handover?.level).toBe(1);
  });

  test('a buyer who says nothing after a person’s answer is left in peace, and comes back to the same person', () => {
    const chat = held();
    writes(chat, NOOR);
    fires(chat, 'leave');
    expect(chat.state).toMatchObject({ status: 'resolved', speaker: 'assistant', handover: null });
    expect(chat.state.resolved?.how).toBe('silent');
    expect(chat.says('it still does not work')).toEqual([]);
    expect(chat.state.handover).toMatchObject({ taken_by: NOOR, reason: 'came_back' });
    expect(clocks(chat)).toEqual(['promise']);
  });
});

describe('what people write', () => {
  test('a message written before the buyer’s newest words is sent, marked, and leaves those words to be answered', () => {
    const chat = held();
    const seen = chat.state.seq;
    chat.says('no wait, it is the red one');
    writes(chat, NOOR, seen);
    expect(of(chat, 'message_overtaken')).toEqual([{ by_seq: chat.state.last_message?.seq }]);
    expect(refusals(chat)).toEqual([]);
    expect(clocks(chat)).toEqual(['promise']);
    expect(chat.state.handover?.waiting_since).not.toBeNull();
  });

  test('a note is never shown to the buyer and answers nothing', () => {
    const chat = held();
    expect(chat.observe('agent_noted', { ...SAM, client_id: 'n', text: 'Calls at nine.' })).toEqual([]);
    expect(clocks(chat)).toEqual(['promise']);
  });
});

describe('giving back, passing on, resolving', () => {
  test('after a person gives back the assistant says so, asks, and a yes is a confirmation', () => {
    const chat = held();
    writes(chat, NOOR);
    expect(chat.observe('agent_left', NOOR).join()).toContain('assistant again');
    expect(chat.state).toMatchObject({ speaker: 'assistant', handover: null });
    chat.presses('Everything is sorted');
    expect(chat.state.resolved?.how).toBe('confirmed');
  });

  test('who passes it to the platform speaks no more, and the buyer hears by when the platform answers', () => {
    const chat = held();
    const said = chat.observe('agent_passed', { ...NOOR, to: 'platform', words: 'Above my limit.' });
    expect(said.join()).toContain('marketplace itself');
    expect(chat.state.handover).toMatchObject({ side: 'platform', taken_by: null });
    expect(clocks(chat)).toEqual(['promise']);
    chat.observe('agent_joined', NOOR);
    writes(chat, NOOR);
    expect(refusals(chat)).toEqual(['take: with_platform', 'write: with_platform']);
    chat.observe('agent_joined', CHIARA);
    expect(chat.state.handover?.taken_by).toEqual(CHIARA);
  });

  test('it goes back and forth no oftener than the playbook allows', () => {
    const chat = held();
    const pass = (by: typeof NOOR | typeof CHIARA, to: 'shop' | 'platform') => {
      chat.observe('agent_joined', by);
      chat.observe('agent_passed', { ...by, to, words: 'Yours.' });
    };
    pass(NOOR, 'platform');
    pass(CHIARA, 'shop');
    pass(NOOR, 'platform');
    pass(CHIARA, 'shop');
    expect(refusals(chat)).toEqual(['pass: passed_too_often']);
    expect(chat.state.handover?.taken_by).toEqual(CHIARA);
    chat.observe('agent_passed', { ...CHIARA, to: 'platform', words: 'Mine.' });
    expect(refusals(chat).at(-1)).toBe('pass: already_there');
  });

  test('what a person resolves is resolved by their word alone, and opens again with them', () => {
    const chat = held();
    writes(chat, NOOR);
    chat.observe('agent_resolved', NOOR);
    expect(chat.state).toMatchObject({
      status: 'resolved',
      speaker: 'assistant',
      resolved: { how: 'agent' },
    });
    expect(clocks(chat)).toEqual([]);
    chat.observe('agent_joined', SAM);
    expect(refusals(chat)).toEqual(['take: resolved']);
    expect(chat.says('thanks', { acts: ['thanks'] })).toHaveLength(1);
    expect(chat.state.status).toBe('resolved');
    chat.says('no, it came broken');
    expect(chat.state.handover?.taken_by).toEqual(NOOR);
  });
});

describe('a person asks the gate', () => {
  const ask = (chat: TestConversation, by: typeof NOOR | typeof CHIARA, order: string) =>
    chat.observe('agent_asked', {
      ...by,
      client_id: `a${chat.state.seq}`,
      action: 'cancel_order',
      args: { order, reason: 'ordered by mistake' },
    });

  test('what the gate allows is requested, and its receipt goes to the buyer', () => {
    const chat = held();
    ask(chat, NOOR, '#H1');
    expect(chat.requested.data).toMatchObject({ call: 'cancel_order', order_id: '#H1' });
    const said = chat.observe('action_succeeded', { request_seq: chat.requested.seq, result: {} });
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('#H1 is cancelled');
    expect(chat.state.handover?.taken_by).toEqual(NOOR);
  });

  test('what it does not allow is withheld with the action’s own words, and the buyer hears nothing', () => {
    const chat = held();
    expect(ask(chat, NOOR, '#H2')).toEqual([]);
    const [withheld] = of(chat, 'action_withheld');
    expect(withheld).toMatchObject({ action: 'cancel_order' });
    expect(withheld?.told?.reply).toContain('cancel_order.require');
    expect(chat.state.asking).toBeNull();
  });

  test('only who speaks asks, and only for what the playbook has', () => {
    const chat = held();
    ask(chat, SAM, '#H1');
    chat.observe('agent_asked', { ...NOOR, client_id: 'x', action: 'fly', args: {} });
    chat.observe('agent_asked', { ...NOOR, client_id: 'y', action: 'constructor', args: {} });
    expect(refusals(chat)).toEqual(['act: held_by_other', 'act: no_such_action', 'act: no_such_action']);
    expect(chat.types()).not.toContain('action_requested');
  });

  test('what the marketplace must approve is not done by the shop', () => {
    const files = shippedPlaybook('demo-shop').map((file) => ({
      ...file,
      text: file.path.endsWith('actions/cancel-order.yaml')
        ? `${file.text}\napprove: { when: 'true', by: platform, otherwise: { en: The marketplace decides., es: Decide la plataforma. } }\n`
        : file.text,
    }));
    const chat = new TestConversation(compiled(files), smallShop(), 'ada');
    chat.observe('agent_joined', NOOR);
    ask(chat, NOOR, '#H1');
    expect(of(chat, 'action_withheld').map((one) => one.code)).toEqual(['unapproved']);
    chat.observe('agent_passed', { ...NOOR, to: 'platform', words: 'Please cancel it.' });
    chat.observe('agent_joined', CHIARA);
    ask(chat, CHIARA, '#H1');
    expect(chat.requested.data.action).toBe('cancel_order');
  });

  test('a shop system that does not say what became of it is asked again with the same key', () => {
    const chat = held();
    ask(chat, NOOR, '#H1');
    const first = chat.requested;
    chat.observe('action_unknown', { request_seq: first.seq, error: 'slow', retryable: true });
    fires(chat, 'retry');
    expect(chat.requested.data).toMatchObject({ key: first.data.key, attempt: 2 });
    expect(replay(PLAYBOOK, 'c1', chat.events).difference).toBeNull();
  });
});
