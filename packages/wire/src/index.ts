/** The face of wire: shapes that cross HTTP, and how they are read. */
export type * from './api.ts';
export { makeStreamReader, type StreamEvent } from './event-stream.ts';
export {
  isApiError,
  isBuyerConversations,
  isConversationList,
  isMessage,
  isMessages,
  isOpenedConversation,
  isSentMessage,
  isStanding,
  isTrace,
} from './reading.ts';
