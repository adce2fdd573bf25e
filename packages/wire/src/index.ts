/** The face of wire: shapes that cross HTTP, and how they are read. */
export type * from './api.ts';
export type * from './desk.ts';
export { DESK_LISTS } from './desk.ts';
export { makeStreamReader, type StreamEvent } from './event-stream.ts';
export type * from './people.ts';
export { ROLES } from './people.ts';
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
  isUploaded,
} from './reading.ts';
export {
  isDeskActions,
  isDeskDone,
  isDeskFacts,
  isDeskNews,
  isDeskPage,
  isDeskTemplates,
  isDeskThread,
} from './reading-desk.ts';
export {
  isApiKeys,
  isAuditPage,
  isInvitationShown,
  isInvited,
  isMadeKey,
  isOpenSessions,
  isRecoveryCodes,
  isSecondFactor,
  isSession,
  isSignedIn,
  isTeam,
} from './reading-people.ts';
export { isRerun, isWrittenReason } from './reading-trace.ts';
export type * from './trace.ts';
