import type { Strategy } from '../flows/strategy.ts';
import { must } from '../lib/assert.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Rendered } from '../replies/reply.ts';

/** The words of a `message_sent`: a pure function of what the event holds and the playbook that decided it. */
export function renderMessage(
  strategy: Strategy,
  sent: { reply: string; language: string; values: JsonObject },
): Rendered {
  const template = must(strategy.replies[sent.reply], `the reply ${sent.reply}`);
  return strategy.renderer.render(template, sent.language, sent.values);
}
