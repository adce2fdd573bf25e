/** Whose people are asked for or hold a conversation: the shop's, or the marketplace's own. */
export type Side = 'shop' | 'platform';

/** A person who does something in a conversation; buyers read the first word of the name. */
export type Acting = { agent_id: string; name: string; side: Side };

/** A person who takes a conversation over. `instead_of`: from that colleague, which is for those who lead a house; `leads` says that they do. */
export type Taking = Acting & { instead_of?: string; leads?: true };

/** What a person wants to do in a conversation. `replace`: take it from the colleague who holds it. */
export type AgentWish = 'take' | 'replace' | 'write' | 'give_back' | 'pass' | 'note' | 'resolve' | 'act';

/** Why a person is told no, with the sentence they read. `{name}` is whoever holds the conversation. The closed list. */
export const AGENT_REFUSALS = {
  resolved: 'The conversation is resolved. It opens again when the buyer writes.',
  held_by_other: '{name} holds this conversation. Write a note, or ask them to pass it on.',
  not_leading: '{name} holds this conversation. Whoever leads the team can take it from them.',
  yours: 'You hold this conversation already.',
  with_platform: 'The marketplace’s own people have this conversation now. Notes still reach them.',
  assistant_speaks: 'The assistant holds this conversation. Take it over first.',
  nobody_holds: 'Nobody holds this conversation. Take it over first.',
  already_there: 'The conversation is there already. Nothing was changed.',
  no_shop: 'This conversation belongs to no shop, so there is nobody to pass it to.',
  passed_too_often:
    'It went back and forth between shop and platform as often as the playbook allows. Answer it or resolve it here.',
  no_such_action: 'The playbook has no such action any more. Reload the page.',
} as const;
/** The code of a refusal. */
export type AgentRefusal = keyof typeof AGENT_REFUSALS;

/** The sentence of a refusal; `holder` is who holds the conversation, if anybody. */
export function refusalWords(code: AgentRefusal, holder: string | null): string {
  return AGENT_REFUSALS[code].replace('{name}', holder ?? 'Somebody else');
}
