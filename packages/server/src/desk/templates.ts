import {
  type Json,
  type JsonObject,
  must,
  type Order,
  type Playbook,
  renderMessage,
  type State,
  templateText,
} from '@hark/core';
import type { DeskTemplate } from '@hark/wire';
import { forDesk } from './words.ts';

/** What a template's values are taken from. */
export type TemplateSource = { playbook: Playbook; state: State; order: Order | null; agent: string };

/** The templates all of whose values are known, in the conversation's language. */
export function templatesFor({ playbook, state, order, agent }: TemplateSource): DeskTemplate[] {
  const buyer = state.facts.buyer?.value ?? null;
  const { settings } = playbook;
  const values: JsonObject = {
    agent,
    shop: order?.shop.name ?? settings.title[state.language] ?? '',
    currency: order?.currency ?? settings.currency,
    policy: settings.constants,
    now: state.at,
    ...(buyer ? { buyer: buyer as Json } : {}),
    ...(order ? { order: order as Json } : {}),
  };
  return Object.values(playbook.templates).flatMap((template) => {
    const reply = templateText(template.id);
    const reads = must(playbook.reads[reply], `what ${reply} reads`);
    if (!reads.every((name) => Object.hasOwn(values, name))) return [];
    const { text } = renderMessage(playbook, { reply, language: state.language, values });
    return [{ id: template.id, title: forDesk(playbook, template.title), text }];
  });
}
