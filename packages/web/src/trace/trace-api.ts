import { type ConversationList, isConversationList, isTrace, type Trace } from '@hark/wire';
import { type Answer, ask } from '../api/ask.ts';

/** The latest conversations that one may see. */
export function readConversations(): Promise<Answer<ConversationList>> {
  return ask({ path: '/api/conversations', is: isConversationList });
}

/** Everything that happened in one conversation and why. */
export function readTrace(conversation_id: string): Promise<Answer<Trace>> {
  return ask({ path: `/api/conversations/${encodeURIComponent(conversation_id)}/trace`, is: isTrace });
}
