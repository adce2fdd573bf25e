import { describe, expect, test } from 'vitest';
import { replay } from '../backtest/replay.ts';
import type { Attachment, Decided } from '../conversation/event.ts';
import { TestConversation } from '../testing/conversation.ts';
import { compiled, shippedPlaybook, smallShop } from '../testing/demo-shop.ts';

const PLAYBOOK = compiled(shippedPlaybook('marketplace'));
const UNDERSTOOD_NOTHING = { wishes: [], topics: [], acts: [], out_of_scope: false };

const photo = (id: string): Attachment => ({
  id,
  name: `${id}.jpg`,
  kind: 'jpeg',
  bytes: 1_000,
  sha256: 'a'.repeat(64),
  width: 4,
  height: 3,
});
const invoice: Attachment = {
  ...photo('invoice'),
  name: 'invoice.pdf',
  kind: 'pdf',
  width: null,
  height: null,
};

function open(): TestConversation {
  return new TestConversation(PLAYBOOK, smallShop(), 'ada');
}

function sends(chat: TestConversation, attachments: Attachment[], text = ''): string[] {
  const { language, seq } = chat.state;
  const understanding = { language, ...UNDERSTOOD_NOTHING };
  return chat.observe('message_received', {
    client_id: `f${seq}`,
    text,
    button: null,
    understanding,
    attachments,
  });
}

function brief(chat: TestConversation): Decided<'speaker_changed'>['data']['brief'] {
  const found = chat.events.findLast((event) => event.type === 'speaker_changed');
  return found?.type === 'speaker_changed' ? found.data.brief : null;
}

describe('a message that is a picture alone', () => {
  test('is had, and the assistant asks what it is about', () => {
    const chat = open();
    expect(sends(chat, [photo('lamp')])).toEqual([
      'I have your picture, but I cannot see what is in it. What is it about?',
    ]);
    expect(chat.state.question?.asks.kind).toBe('topic');
    expect(chat.state.files?.map(({ id }) => id)).toEqual(['lamp']);
  });

  test.each([
    [[photo('a'), photo('b')], 'I have your pictures, but I cannot see what is in them. What is it about?'],
    [[invoice], 'I have your document, but I cannot see what is in it. What is it about?'],
    [[photo('a'), invoice], 'I have your files, but I cannot see what is in them. What is it about?'],
  ])('is told by its number and kind', (files, words) => {
    expect(sends(open(), files)).toEqual([words]);
  });

  test('is never counted as not understood, however many come', () => {
    const chat = open();
    for (let count = 0; count < 6; count += 1) sends(chat, [photo(`p${count}`)]);
    expect(chat.state.speaker).toBe('assistant');
  });

  test('in the middle of a question is noted, and the question is asked again as it was', () => {
    const chat = open();
    chat.says('my lamp came broken', { wishes: ['item_problem'] });
    const { question } = chat.state;
    const said = sends(chat, [photo('lamp')]);
    expect(said[0]).toBe('I have your picture and pass it on with this.');
    expect(chat.state.question).toMatchObject({ asks: question?.asks, attempt: question?.attempt });
    expect(chat.state.frames.length).toBe(1);
  });

  test('with words that say nothing by themselves counts as itself', () => {
    const chat = open();
    chat.says('my lamp came broken', { wishes: ['item_problem'] });
    expect(sends(chat, [photo('lamp')], 'here it is')[0]).toBe(
      'I have your picture and pass it on with this.',
    );
  });
});

describe('whoever takes it on', () => {
  test('finds the files named in the brief', () => {
    const chat = open();
    sends(chat, [photo('lamp'), invoice]);
    chat.says('a person please', { acts: ['person'] });
    expect(brief(chat)?.known).toContainEqual({ label: 'files', value: 'lamp.jpg; invoice.pdf' });
  });

  test('has what came while a person was waited for, and the assistant says that it was added', () => {
    const chat = open();
    chat.says('a person please', { acts: ['person'] });
    expect(sends(chat, [photo('lamp')])[0]).toMatch(/^I have added that/);
  });

  test('finds none of a matter that has come to an end', () => {
    const chat = open();
    sends(chat, [photo('lamp')]);
    chat.says('cancel it', { wishes: ['cancel_order'] });
    chat.says('never mind', { acts: ['never_mind'] });
    chat.says('a person please', { acts: ['person'] });
    expect(brief(chat)?.known.filter(({ label }) => label === 'files')).toEqual([]);
  });
});

test('replayed, nothing of it differs', () => {
  const chat = open();
  sends(chat, [photo('lamp')]);
  chat.says('it came broken', { wishes: ['item_problem'] });
  sends(chat, [invoice], 'and the invoice');
  expect(replay(PLAYBOOK, 'c1', chat.events).difference).toBeNull();
});
