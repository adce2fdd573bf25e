import { expect, test } from 'vitest';
import { compiled, shippedPlaybook } from '../testing/demo-shop.ts';
import { checkPlaybook } from './compile.ts';
import type { SourceFile } from './playbook.ts';
import { SYSTEM_REPLIES, SYSTEM_WORDS } from './system-replies.ts';

/** The demo shop's playbook without its own words for a reply. */
function without(reply: string): SourceFile[] {
  return shippedPlaybook('demo-shop').map((file) => ({
    ...file,
    text: file.text.replace(new RegExp(`^  ${reply}:\\n(?:    .*\\n)+`, 'm'), ''),
  }));
}

test.each(Object.keys(SYSTEM_WORDS))('a playbook may leave out %s, and speaks then as Hark does', (name) => {
  expect(Object.keys(SYSTEM_REPLIES)).toContain(name);
  const files = without(name);
  expect(checkPlaybook(files).problems).toEqual([]);
  expect(compiled(files).replies[name]).toEqual({ text: SYSTEM_WORDS[name] });
  const own = compiled(shippedPlaybook('demo-shop')).replies[name];
  expect(Object.keys(own?.text ?? {})).toEqual(Object.keys(SYSTEM_WORDS[name] ?? {}));
});

test.each(Object.keys(SYSTEM_WORDS))('a playbook of one more language has %s of its own', (name) => {
  const missing = (files: SourceFile[]): string[] =>
    checkPlaybook(files).problems.flatMap(({ code, message }) => (code === 'reply.missing' ? [message] : []));
  const files = without(name).map((file) => ({
    ...file,
    text: file.text.replace(/^languages: \[en, es\]/m, 'languages: [en, es, de]'),
  }));
  expect(missing(files)).toEqual([`The reply "${name}" is missing; Hark needs it in every playbook.`]);
  expect(missing(without(name))).toEqual([]);
});
