import { describe, expect, test } from 'vitest';
import { checkPlaybook } from '../playbook/compile.ts';
import type { SourceFile } from '../playbook/playbook.ts';
import { TestConversation } from '../testing/conversation.ts';
import { compiled, shippedPlaybook, smallShop } from '../testing/demo-shop.ts';
import { articleMarkdown } from './article-markdown.ts';

const FILES = shippedPlaybook('marketplace');
const PLAYBOOK = compiled(FILES);

const talk = (buyer: string | null = null) => new TestConversation(PLAYBOOK, smallShop(), buyer);

describe('answers from the articles', () => {
  test('what nobody understood and an article speaks of is answered, with the way to the article', () => {
    const said = talk().says('what does a return cost me', { wishes: [] }).join('\n');
    expect(said).toContain('Nothing. The seller pays the way back.');
    expect(said).toContain('/help/en/returns#what-does-a-return-cost');
  });

  test('what no article speaks of is not answered with something else', () => {
    const said = talk().says('which football team will win on Sunday', { wishes: [] }).join('\n');
    expect(said).not.toContain('/help/');
  });

  test('a question in the middle of another matter is answered, and that matter goes on', () => {
    const chat = talk('ada');
    chat.says('cancel my order', { wishes: ['cancel_order'] });
    const asked = chat.state.question?.asks;
    const said = chat.says('until when can I cancel?', { wishes: ['policy_question'], acts: ['question'] });
    expect(said.join('\n')).toContain('/help/en/changes#until-when-can-i-cancel');
    expect(chat.state.frames.map(({ flow }) => flow)).toContain('cancel_order');
    chat.says('yes', { acts: ['yes'] });
    expect(chat.state.question?.asks).toEqual(asked);
  });

  test('where none has the answer a person can be asked', () => {
    const chat = talk();
    chat.says('do you repair zeppelins', { wishes: ['policy_question'], acts: ['question'] });
    expect(chat.state.question?.options.map(({ id }) => id)).toEqual(['person', 'leave']);
  });

  const unsure = () => {
    const chat = talk();
    chat.says('can I pay with klarna', { wishes: ['policy_question'], acts: ['question'] });
    return chat;
  };

  test('what no article clearly answers is not answered: those that come near are offered', () => {
    const chat = unsure();
    expect(chat.state.question?.asks.kind).toBe('article');
    const ids = chat.state.question?.options.map(({ id }) => id) ?? [];
    expect(ids).toContain('passage:payment#which-ways-to-pay-are-there');
    expect(ids.at(-1)).toBe('none_of_these');
    expect(chat.presses('Which ways to pay are there?').join('\n')).toContain('PayPal');
    expect(chat.state.question?.asks.kind).toBe('solved');
  });

  test('none of them leads to a person who can be asked', () => {
    const chat = unsure();
    chat.presses('None of these');
    expect(chat.state.question?.options.map(({ id }) => id)).toEqual(['person', 'leave']);
    const other = unsure();
    other.says('no', { acts: ['no'] });
    expect(other.state.question?.options.map(({ id }) => id)).toEqual(['person', 'leave']);
  });

  test('the same asked in other words is answered where they are clear, and the question is not asked twice', () => {
    const chat = unsure();
    const said = chat.says('which ways to pay are there', {
      wishes: ['policy_question'],
      acts: ['question'],
    });
    expect(said.join('\n')).toContain('PayPal');
    expect(chat.state.frames).toHaveLength(1);
    expect(chat.state.question?.asks.kind).toBe('solved');
  });

  test('the numbers in an article are those of the playbook', () => {
    const changed = FILES.map((one) =>
      one.path === 'playbook.yaml'
        ? { ...one, text: one.text.replace('return_days: 30', 'return_days: 45') }
        : one,
    );
    expect(articleMarkdown(compiled(changed), 'returns', 'en')).toContain('45 days from the delivery');
    expect(articleMarkdown(PLAYBOOK, 'returns', 'es')).toContain('30 días desde la entrega');
    expect(articleMarkdown(PLAYBOOK, 'constructor', 'en')).toBeNull();
  });
});

describe('the check of articles', () => {
  const changed = (from: string, to: string, path = 'articles/returns.yaml'): SourceFile[] =>
    FILES.map((one) => (one.path === path ? { path, text: one.text.replace(from, () => to) } : one));
  const told = (files: SourceFile[]) =>
    checkPlaybook(files).problems.map(({ code, file, line }) => [code, file, line]);

  test('a misspelt number, an unknown topic and a language that is missing are told at their line', () => {
    expect(told(changed('policy.return_days', 'policy.retrun_days'))).toEqual([
      ['reply.unknown_field', 'articles/returns.yaml', 9],
    ]);
    expect(told(changed('return_items', 'return_item'))).toEqual([
      ['reference.topic', 'articles/returns.yaml', 4],
    ]);
    expect(told(changed('  es: |\n', '  pt: |\n')).map(([code]) => code)).toEqual(
      expect.arrayContaining(['reply.missing_language', 'reply.unknown_language']),
    );
  });

  test('questions that are said to be answered by a section that is not there are told at their line', () => {
    const files = changed(
      'cuanto-tarda-un-reembolso:',
      'cuanto-tarda-un-reembolzo:',
      'articles/refunds.yaml',
    );
    expect(told(files)).toEqual([['reference.section', 'articles/refunds.yaml', 9]]);
  });

  test('questions must lead to a flow that answers from the articles', () => {
    const files = changed('questions: policy_question', 'questions: invoice', 'playbook.yaml');
    expect(told(files).map(([code, file]) => [code, file])).toEqual([['reference.topic', 'playbook.yaml']]);
  });
});
