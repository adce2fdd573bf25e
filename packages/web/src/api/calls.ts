// Made from the description of the interface; renewed by: npx tsx scripts/docs.ts --write
/** TextInput, as the description has it. */
export type TextInput = { [name: string]: string };
/** OptionInput, as the description has it. */
export type OptionInput = { id: string; label: string; detail?: string };
/** CardInput, as the description has it. */
export type CardInput = { kind: "order" | "confirmation" | "receipt" | "choice"; title: string; reference: string | null; rows: ({ label: string; value: string | null; from: string | null; to: string | null })[] };
/** AttachmentInput, as the description has it. */
export type AttachmentInput = { id: string; name: string; kind: "png" | "jpeg" | "webp" | "gif" | "pdf"; bytes: number; width: number | null; height: number | null };
/** MessageInput, as the description has it. */
export type MessageInput = { seq: number; from: "buyer" | "assistant" | "person"; client_id?: string; name: string | null; text: string; card: CardInput | null; options: (OptionInput)[]; attachments?: (AttachmentInput)[]; at: string };
/** SurveyInput, as the description has it. */
export type SurveyInput = { seq: number; ask: string; scale: (string)[]; comment: string | null; thanks: string };
/** StandingInput, as the description has it. */
export type StandingInput = { seq: number; status: "open" | "resolved"; speaker: "assistant" | "person"; person: { name: string; house: string | null } | null; promised_at: string | null; person_by: string | null; question_seq: number | null; working: boolean; survey: SurveyInput | null };
/** OpenConversationInput, as the description has it. */
export type OpenConversationInput = { language?: string; order_id?: string; visited?: { read?: (string)[]; searched?: (string)[] } };
/** OpenedConversationInput, as the description has it. */
export type OpenedConversationInput = { conversation_id: string; token: string; messages: (MessageInput)[]; standing: StandingInput };
/** SendMessageInput, as the description has it. */
export type SendMessageInput = { client_id: string; text: string; button?: string; attachments?: (string)[] };
/** AttachedFileInput, as the description has it. */
export type AttachedFileInput = { attachment: AttachmentInput; duplicate: boolean };
/** SentMessageInput, as the description has it. */
export type SentMessageInput = { seq: number; duplicate: boolean };
/** AnswerSurveyInput, as the description has it. */
export type AnswerSurveyInput = { survey_seq: number; rating: number | null; comment?: string };
/** AnsweredSurveyInput, as the description has it. */
export type AnsweredSurveyInput = { duplicate: boolean };
/** MessagesInput, as the description has it. */
export type MessagesInput = { messages: (MessageInput)[]; standing: StandingInput };
/** ConversationListInput, as the description has it. */
export type ConversationListInput = { conversations: ({ conversation_id: string; shop_id: string; at: string; status: string; topic: string | null })[] };
/** BuyerConversationsInput, as the description has it. */
export type BuyerConversationsInput = { conversations: ({ conversation_id: string; shop_id: string; at: string; status: "open" | "resolved"; title: string | null })[] };
/** TraceInput, as the description has it. */
export type TraceInput = { conversation_id: string; playbook: { id: string; version: string }; entries: ({ seq: number; type: string; observed: boolean; caused_by: number | null; occurred_at: string; recorded_at: string; data: { [name: string]: unknown }; why: { document: string; version: string; step: string; values: { [name: string]: unknown } } | null; text: string | null; card: CardInput | null })[] };
/** ApiErrorInput, as the description has it. */
export type ApiErrorInput = { error: { code: string; message: string; next: string } };
/** HealthInput, as the description has it. */
export type HealthInput = { status: "ok" | "degraded" | "down"; database: { ok: boolean }; disk: { ok: boolean; free_bytes: number | null }; marketplace: { ok: boolean }; updates: { ok: boolean; through: "process" | "log" | "nats" }; history: { loaded: number; total: number } | null; outbox: { waiting: number | null; lag_ms: number | null } };
/** DeskPageInput, as the description has it. */
export type DeskPageInput = { counts: { mine: number; unassigned: number; due: number; waiting: number }; rows: ({ conversation_id: string; shop_id: string; status: "open" | "resolved"; side: "shop" | "platform" | null; holder: string | null; mine: boolean; waiting_since: string | null; promised_at: string | null; level: number; priority: number; buyer: string | null; words: string | null; title: string | null; angry: boolean; language: string; at: string; found: ({ text: string; marked: boolean })[] | null })[]; more: boolean; told: ({ conversation_id: string; buyer: string | null; by: string; at: string })[] };
/** DeskItemInput, as the description has it. */
export type DeskItemInput = { seq: number; at: string; kind: "buyer" | "assistant" | "person" | "note" | "event"; name: string | null; mine: boolean; text: string; card: CardInput | null; overtaken: boolean; attachments?: (AttachmentInput)[]; client_id: string | null; until: string | null; tone: "good" | "due" | "late" | null; worded: "then" | "today" | "lost" };
/** DeskStandingInput, as the description has it. */
export type DeskStandingInput = { seq: number; status: "open" | "resolved"; resolved: "confirmed" | "verified" | "silent" | "agent" | null; speaker: "assistant" | "person"; side: "shop" | "platform" | null; holder: { agent_id: string; name: string } | null; waiting_since: string | null; promised_at: string | null; level: number; may: { take: string | null; replace: string | null; write: string | null; give_back: string | null; pass: string | null; note: string | null; resolve: string | null; act: string | null } };
/** DeskThreadInput, as the description has it. */
export type DeskThreadInput = { conversation_id: string; shop_id: string; channel: string; language: string; opened_at: string; buyer: { name: string; email: string | null } | null; brief: { wish: string; reason: string; order_id: string | null; known: ({ label: string; value: string })[]; tried: (string)[]; angry: boolean } | null; files: { bytes: number; each: number } | null; items: (DeskItemInput)[]; standing: DeskStandingInput };
/** DeskActionsInput, as the description has it. */
export type DeskActionsInput = { order_id: string; unavailable: string | null; actions: ({ action: string; title: string; changes: string | null; allowed: boolean; says: string; checked: ({ that: string; values: { [name: string]: unknown } })[]; arguments: ({ name: string; label: string; kind: "lines" | "choice" | "payment_method" | "text" | "integer" | "address"; choices: ({ value: string; label: string })[]; given: unknown })[]; readback: { text: string; card: CardInput | null } | null })[] };
/** DeskDoneInput, as the description has it. */
export type DeskDoneInput = { seq: number; duplicate: boolean; requested: boolean };
/** PersonInput, as the description has it. */
export type PersonInput = { person_id: string; name: string; email: string; role: "agent" | "shop_admin" | "specialist" | "strategist" | "admin"; shop_id: string | null };
/** RerunInput, as the description has it. */
export type RerunInput = { kind: "working"; stage: "checking" | "learning" | "running" } | { kind: "problems"; problems: ({ code: string; message: string; mend: string; file: string; line: number; column: number; text: string | null })[] } | { kind: "unreadable"; says: string } | { kind: "erased"; at: string } | { kind: "done"; versions: { before: string; now: string }; anew: boolean; answers: { all: number; differing: number }; inexact: { because: "not_caused" | "read_otherwise" | "never_read" | "other_time"; before: number | null; now: number | null; type: string } | null; rows: ({ kind: "same" | "differs" | "only_before" | "only_now"; estimated: boolean; before: { seq: number; type: string; observed: boolean; caused_by: number | null; occurred_at: string; recorded_at: string; data: { [name: string]: unknown }; why: { document: string; version: string; step: string; values: { [name: string]: unknown } } | null; text: string | null; card: CardInput | null } | null; now: { seq: number; type: string; observed: boolean; caused_by: number | null; occurred_at: string; recorded_at: string; data: { [name: string]: unknown }; why: { document: string; version: string; step: string; values: { [name: string]: unknown } } | null; text: string | null; card: CardInput | null } | null })[] };
/** WrittenReasonInput, as the description has it. */
export type WrittenReasonInput = { kind: "written"; file: string; line: number; last_line: number; from: number; lines: (string)[] } | { kind: "gone"; version: string } | { kind: "nowhere" };
/** WebhookEndpointInput, as the description has it. */
export type WebhookEndpointInput = { endpoint_id: string; shop_id: string | null; url: string; description: string; event_types: ("conversation.opened" | "conversation.handed_over" | "conversation.taken" | "conversation.escalated" | "conversation.given_back" | "conversation.resolved" | "conversation.reopened" | "action.requested" | "action.succeeded" | "action.refused" | "action.failed" | "survey.answered")[]; enabled: boolean; off_because: "gone" | "failing" | null; failing_since: string | null; made_at: string; old_secret_ends_at: string | null; waiting: number; delivered: number; failed: number };
/** WebhookDeliveryInput, as the description has it. */
export type WebhookDeliveryInput = { message_id: string; type: string; conversation_id: string | null; made_at: string; status: "waiting" | "delivered" | "failed"; attempts: number; sending: boolean; next_at: string | null; trouble: string | null };
/** WebhookDeliveryInFullInput, as the description has it. */
export type WebhookDeliveryInFullInput = { message_id: string; type: string; conversation_id: string | null; made_at: string; status: "waiting" | "delivered" | "failed"; attempts: number; sending: boolean; next_at: string | null; trouble: string | null; body: string; tried: ({ attempt: number; at: string; took_ms: number; status_code: number | null; trouble: string | null; response: string | null })[] };
/** Text, as the description has it. */
export type Text = { [name: string]: string };
/** Option, as the description has it. */
export type Option = { id: string; label: string; detail?: string };
/** Card, as the description has it. */
export type Card = { kind: "order" | "confirmation" | "receipt" | "choice"; title: string; reference: string | null; rows: ({ label: string; value: string | null; from: string | null; to: string | null })[] };
/** Attachment, as the description has it. */
export type Attachment = { id: string; name: string; kind: "png" | "jpeg" | "webp" | "gif" | "pdf"; bytes: number; width: number | null; height: number | null };
/** Message, as the description has it. */
export type Message = { seq: number; from: "buyer" | "assistant" | "person"; client_id?: string; name: string | null; text: string; card: Card | null; options: (Option)[]; attachments?: (Attachment)[]; at: string };
/** Survey, as the description has it. */
export type Survey = { seq: number; ask: string; scale: (string)[]; comment: string | null; thanks: string };
/** Standing, as the description has it. */
export type Standing = { seq: number; status: "open" | "resolved"; speaker: "assistant" | "person"; person: { name: string; house: string | null } | null; promised_at: string | null; person_by: string | null; question_seq: number | null; working: boolean; survey: Survey | null };
/** OpenConversation, as the description has it. */
export type OpenConversation = { language?: string; order_id?: string; visited?: { read: (string)[]; searched: (string)[] } };
/** OpenedConversation, as the description has it. */
export type OpenedConversation = { conversation_id: string; token: string; messages: (Message)[]; standing: Standing };
/** SendMessage, as the description has it. */
export type SendMessage = { client_id: string; text: string; button?: string; attachments?: (string)[] };
/** AttachedFile, as the description has it. */
export type AttachedFile = { attachment: Attachment; duplicate: boolean };
/** SentMessage, as the description has it. */
export type SentMessage = { seq: number; duplicate: boolean };
/** AnswerSurvey, as the description has it. */
export type AnswerSurvey = { survey_seq: number; rating: number | null; comment?: string };
/** AnsweredSurvey, as the description has it. */
export type AnsweredSurvey = { duplicate: boolean };
/** Messages, as the description has it. */
export type Messages = { messages: (Message)[]; standing: Standing };
/** ConversationList, as the description has it. */
export type ConversationList = { conversations: ({ conversation_id: string; shop_id: string; at: string; status: string; topic: string | null })[] };
/** BuyerConversations, as the description has it. */
export type BuyerConversations = { conversations: ({ conversation_id: string; shop_id: string; at: string; status: "open" | "resolved"; title: string | null })[] };
/** Trace, as the description has it. */
export type Trace = { conversation_id: string; playbook: { id: string; version: string }; entries: ({ seq: number; type: string; observed: boolean; caused_by: number | null; occurred_at: string; recorded_at: string; data: { [name: string]: unknown }; why: { document: string; version: string; step: string; values: { [name: string]: unknown } } | null; text: string | null; card: Card | null })[] };
/** ApiError, as the description has it. */
export type ApiError = { error: { code: string; message: string; next: string } };
/** Health, as the description has it. */
export type Health = { status: "ok" | "degraded" | "down"; database: { ok: boolean }; disk: { ok: boolean; free_bytes: number | null }; marketplace: { ok: boolean }; updates: { ok: boolean; through: "process" | "log" | "nats" }; history: { loaded: number; total: number } | null; outbox: { waiting: number | null; lag_ms: number | null } };
/** DeskPage, as the description has it. */
export type DeskPage = { counts: { mine: number; unassigned: number; due: number; waiting: number }; rows: ({ conversation_id: string; shop_id: string; status: "open" | "resolved"; side: "shop" | "platform" | null; holder: string | null; mine: boolean; waiting_since: string | null; promised_at: string | null; level: number; priority: number; buyer: string | null; words: string | null; title: string | null; angry: boolean; language: string; at: string; found: ({ text: string; marked: boolean })[] | null })[]; more: boolean; told: ({ conversation_id: string; buyer: string | null; by: string; at: string })[] };
/** DeskItem, as the description has it. */
export type DeskItem = { seq: number; at: string; kind: "buyer" | "assistant" | "person" | "note" | "event"; name: string | null; mine: boolean; text: string; card: Card | null; overtaken: boolean; attachments?: (Attachment)[]; client_id: string | null; until: string | null; tone: "good" | "due" | "late" | null; worded: "then" | "today" | "lost" };
/** DeskStanding, as the description has it. */
export type DeskStanding = { seq: number; status: "open" | "resolved"; resolved: "confirmed" | "verified" | "silent" | "agent" | null; speaker: "assistant" | "person"; side: "shop" | "platform" | null; holder: { agent_id: string; name: string } | null; waiting_since: string | null; promised_at: string | null; level: number; may: { take: string | null; replace: string | null; write: string | null; give_back: string | null; pass: string | null; note: string | null; resolve: string | null; act: string | null } };
/** DeskThread, as the description has it. */
export type DeskThread = { conversation_id: string; shop_id: string; channel: string; language: string; opened_at: string; buyer: { name: string; email: string | null } | null; brief: { wish: string; reason: string; order_id: string | null; known: ({ label: string; value: string })[]; tried: (string)[]; angry: boolean } | null; files: { bytes: number; each: number } | null; items: (DeskItem)[]; standing: DeskStanding };
/** DeskActions, as the description has it. */
export type DeskActions = { order_id: string; unavailable: string | null; actions: ({ action: string; title: string; changes: string | null; allowed: boolean; says: string; checked: ({ that: string; values: { [name: string]: unknown } })[]; arguments: ({ name: string; label: string; kind: "lines" | "choice" | "payment_method" | "text" | "integer" | "address"; choices: ({ value: string; label: string })[]; given: unknown })[]; readback: { text: string; card: Card | null } | null })[] };
/** DeskDone, as the description has it. */
export type DeskDone = { seq: number; duplicate: boolean; requested: boolean };
/** Person, as the description has it. */
export type Person = { person_id: string; name: string; email: string; role: "agent" | "shop_admin" | "specialist" | "strategist" | "admin"; shop_id: string | null };
/** Rerun, as the description has it. */
export type Rerun = { kind: "working"; stage: "checking" | "learning" | "running" } | { kind: "problems"; problems: ({ code: string; message: string; mend: string; file: string; line: number; column: number; text: string | null })[] } | { kind: "unreadable"; says: string } | { kind: "erased"; at: string } | { kind: "done"; versions: { before: string; now: string }; anew: boolean; answers: { all: number; differing: number }; inexact: { because: "not_caused" | "read_otherwise" | "never_read" | "other_time"; before: number | null; now: number | null; type: string } | null; rows: ({ kind: "same" | "differs" | "only_before" | "only_now"; estimated: boolean; before: { seq: number; type: string; observed: boolean; caused_by: number | null; occurred_at: string; recorded_at: string; data: { [name: string]: unknown }; why: { document: string; version: string; step: string; values: { [name: string]: unknown } } | null; text: string | null; card: Card | null } | null; now: { seq: number; type: string; observed: boolean; caused_by: number | null; occurred_at: string; recorded_at: string; data: { [name: string]: unknown }; why: { document: string; version: string; step: string; values: { [name: string]: unknown } } | null; text: string | null; card: Card | null } | null })[] };
/** WrittenReason, as the description has it. */
export type WrittenReason = { kind: "written"; file: string; line: number; last_line: number; from: number; lines: (string)[] } | { kind: "gone"; version: string } | { kind: "nowhere" };
/** WebhookEndpoint, as the description has it. */
export type WebhookEndpoint = { endpoint_id: string; shop_id: string | null; url: string; description: string; event_types: ("conversation.opened" | "conversation.handed_over" | "conversation.taken" | "conversation.escalated" | "conversation.given_back" | "conversation.resolved" | "conversation.reopened" | "action.requested" | "action.succeeded" | "action.refused" | "action.failed" | "survey.answered")[]; enabled: boolean; off_because: "gone" | "failing" | null; failing_since: string | null; made_at: string; old_secret_ends_at: string | null; waiting: number; delivered: number; failed: number };
/** WebhookDelivery, as the description has it. */
export type WebhookDelivery = { message_id: string; type: string; conversation_id: string | null; made_at: string; status: "waiting" | "delivered" | "failed"; attempts: number; sending: boolean; next_at: string | null; trouble: string | null };
/** WebhookDeliveryInFull, as the description has it. */
export type WebhookDeliveryInFull = { message_id: string; type: string; conversation_id: string | null; made_at: string; status: "waiting" | "delivered" | "failed"; attempts: number; sending: boolean; next_at: string | null; trouble: string | null; body: string; tried: ({ attempt: number; at: string; took_ms: number; status_code: number | null; trouble: string | null; response: string | null })[] };

/** Every call: what it is given, and what it answers. */
export type Calls = {
  /** Open a conversation. */
  'POST /api/conversations': { given: { body: OpenConversationInput }; answer: OpenedConversation };
  /** List the latest conversations. */
  'GET /api/conversations': { given: { query?: { limit?: number | undefined } }; answer: ConversationList };
  /** The latest conversations of a buyer. */
  'GET /api/conversations/mine': { given: { query?: { language?: string | undefined } }; answer: BuyerConversations };
  /** Read the messages of a conversation. */
  'GET /api/conversations/{id}/messages': { given: { params: { id: string }; query?: { after?: number | undefined } }; answer: Messages };
  /** Send a message. */
  'POST /api/conversations/{id}/messages': { given: { params: { id: string }; body: SendMessageInput }; answer: SentMessage };
  /** Answer the survey of a conversation. */
  'POST /api/conversations/{id}/survey': { given: { params: { id: string }; body: AnswerSurveyInput }; answer: AnsweredSurvey };
  /** Follow a conversation. */
  'GET /api/conversations/{id}/stream': { given: { params: { id: string }; query?: { after?: number | undefined } }; answer: unknown };
  /** Say that the buyer is writing. */
  'POST /api/conversations/{id}/typing': { given: { params: { id: string } }; answer: unknown };
  /** Every event of a conversation with its reason. */
  'GET /api/conversations/{id}/trace': { given: { params: { id: string } }; answer: Trace };
  /** How the server is. */
  'GET /health': { given: Record<string, never>; answer: Health };
  /** Who is here, and which ways in there are. */
  'GET /api/session': { given: Record<string, never>; answer: { person: Person | null; second_factors: { app: boolean; passkeys: number; password: boolean; required: boolean } | null; passkey_host: string; demo: ({ role: "agent" | "shop_admin" | "specialist" | "strategist" | "admin"; shop_id: string | null; email: string; password: string })[]; shop_names: { [name: string]: string }; single_sign_on: string | null } };
  /** Sign in with e-mail address and password. */
  'POST /api/sign-in': { given: { body: { email: string; password: string } }; answer: { next: "in" | "second_factor" | "passkey" } };
  /** Finish signing in with a code of the app, or a recovery code. */
  'POST /api/sign-in/second-factor': { given: { body: { code: string; kind: "app" | "recovery" } }; answer: { next: "in" | "second_factor" | "passkey" } };
  /** Sign out. */
  'POST /api/sign-out': { given: Record<string, never>; answer: { done: true } };
  /** Ask for a link that sets a new password. */
  'POST /api/password/ask': { given: { body: { email: string } }; answer: { done: true } };
  /** Set a new password with the token of a link. */
  'POST /api/password/reset': { given: { body: { token: string; password: string } }; answer: { done: true } };
  /** Whom a link invites, and as what. */
  'POST /api/invitations/read': { given: { body: { token: string } }; answer: { name: string; email: string; role: "agent" | "shop_admin" | "specialist" | "strategist" | "admin"; shop_id: string | null; shop_name: string | null } };
  /** Accept an invitation with a password of one’s own. */
  'POST /api/invitations/accept': { given: { body: { token: string; password: string } }; answer: { next: "in" | "second_factor" | "passkey" } };
  /** Change one’s password. */
  'POST /api/me/password': { given: { body: { from: string; to: string } }; answer: { done: true } };
  /** Where one is signed in. */
  'GET /api/me/sessions': { given: Record<string, never>; answer: { sessions: ({ session_id: string; here: boolean; began_at: string; used_at: string; address: string | null; browser: string | null })[] } };
  /** End one of one’s sessions. */
  'POST /api/me/sessions/{session}/end': { given: { params: { session: string } }; answer: { done: true } };
  /** Begin a second factor. */
  'POST /api/me/second-factor': { given: { body: { password: string } }; answer: { uri: string; secret: string; recovery_codes: (string)[] } };
  /** Confirm the second factor with a code of the app. */
  'POST /api/me/second-factor/confirm': { given: { body: { code: string } }; answer: { done: true } };
  /** Remove the second factor. */
  'POST /api/me/second-factor/remove': { given: { body: { password: string } }; answer: { done: true } };
  /** Make new recovery codes. */
  'POST /api/me/recovery-codes': { given: { body: { password: string } }; answer: { recovery_codes: (string)[] } };
  /** What a browser asks for a passkey with. */
  'POST /api/sign-in/passkey/question': { given: Record<string, never>; answer: { challenge: string } };
  /** Sign in with a passkey. */
  'POST /api/sign-in/passkey': { given: { body: { answer: { id: string; rawId: string; type: "public-key"; clientExtensionResults: { [name: string]: unknown }; response: { clientDataJSON: string; authenticatorData: string; signature: string } } } }; answer: { next: "in" | "second_factor" | "passkey" } };
  /** What a browser makes a passkey with. */
  'POST /api/me/passkeys/question': { given: { body: { password: string | null } }; answer: { challenge: string } };
  /** Keep a passkey that the browser has made. */
  'POST /api/me/passkeys': { given: { body: { answer: { id: string; rawId: string; type: "public-key"; clientExtensionResults: { [name: string]: unknown }; response: { clientDataJSON: string; attestationObject: string; transports?: (string)[] } }; name: string | null } }; answer: { done: true } };
  /** One’s own passkeys. */
  'GET /api/me/passkeys': { given: Record<string, never>; answer: { passkeys: ({ passkey_id: string; name: string; added_at: string; synced: boolean })[] } };
  /** Call a passkey by another name. */
  'POST /api/me/passkeys/{passkey}/rename': { given: { params: { passkey: string }; body: { name: string } }; answer: { done: true } };
  /** Remove a passkey. */
  'POST /api/me/passkeys/{passkey}/remove': { given: { params: { passkey: string }; body: { password: string | null } }; answer: { done: true } };
  /** Figures for Prometheus. */
  'GET /metrics': { given: Record<string, never>; answer: unknown };
  /** Sign in by single sign-on. */
  'GET /api/sign-in/oidc': { given: { query?: { then?: string | undefined } }; answer: unknown };
  /** Where the provider sends the browser back to. */
  'GET /api/sign-in/oidc/callback': { given: { query?: { code?: string | undefined; state?: string | undefined; iss?: string | undefined } }; answer: unknown };
  /** The people of the team. */
  'GET /api/people': { given: Record<string, never>; answer: { people: ({ person_id: string; name: string; email: string; role: "agent" | "shop_admin" | "specialist" | "strategist" | "admin"; shop_id: string | null; joined_at: string; left_at: string | null })[]; invitations: ({ invitation_id: string; shop_id: string | null; name: string; email: string; role: "agent" | "shop_admin" | "specialist" | "strategist" | "admin"; invited_at: string; expires_at: string })[]; roles: ("agent" | "shop_admin" | "specialist" | "strategist" | "admin")[]; shops: ({ id: string; name: string })[] } };
  /** Invite somebody by mail. */
  'POST /api/invitations': { given: { body: { name: string; email: string; role: "agent" | "shop_admin" | "specialist" | "strategist" | "admin"; shop_id?: string | null } }; answer: { done: true; link: string | null } };
  /** Withdraw an invitation. */
  'POST /api/invitations/{invitation}/withdraw': { given: { params: { invitation: string } }; answer: { done: true } };
  /** Change somebody’s role within their house. */
  'POST /api/people/{person}/role': { given: { params: { person: string }; body: { role: "agent" | "shop_admin" | "specialist" | "strategist" | "admin" } }; answer: { done: true } };
  /** Take away somebody’s access. */
  'POST /api/people/{person}/remove': { given: { params: { person: string } }; answer: { done: true } };
  /** Take away the second factors of somebody who lost them. */
  'POST /api/people/{person}/second-factors/remove': { given: { params: { person: string } }; answer: { done: true } };
  /** The API keys. */
  'GET /api/keys': { given: Record<string, never>; answer: { keys: ({ key_id: string; name: string; prefix: string; scopes: (string)[]; made_at: string; expires_at: string | null; used_at: string | null; revoked_at: string | null })[]; scopes: ({ scope: "conversations:read" | "conversations:write" | "people:read" | "audit:read" | "privacy:write" | "webhooks:write" | "metrics:read" | "articles:write"; allows: string })[] } };
  /** Make an API key. */
  'POST /api/keys': { given: { body: { name: string; scopes: ("conversations:read" | "conversations:write" | "people:read" | "audit:read" | "privacy:write" | "webhooks:write" | "metrics:read" | "articles:write")[]; expires_at?: string | null } }; answer: { key: string } };
  /** Revoke an API key. */
  'POST /api/keys/{key}/revoke': { given: { params: { key: string } }; answer: { done: true } };
  /** What people did, newest first. */
  'GET /api/audit': { given: { query?: { action?: "conversations" | "signing_in" | "house" | "signed_in" | "sign_in_failed" | "signed_out" | "session_ended" | "password_changed" | "password_reset" | "second_factor_added" | "second_factor_removed" | "second_factors_taken" | "passkey_added" | "passkey_renamed" | "passkey_removed" | "recovery_codes_made" | "person_invited" | "invitation_withdrawn" | "person_joined" | "role_changed" | "person_removed" | "key_made" | "key_revoked" | "audit_exported" | "conversation_answered" | "conversation_taken" | "conversation_taken_from" | "conversation_given_back" | "conversation_handed_on" | "conversation_resolved" | "note_written" | "action_asked" | "buyer_exported" | "buyer_erased" | "webhook_made" | "webhook_changed" | "webhook_removed" | "webhook_secret_rotated" | "webhook_tested" | "webhook_sent_again" | "webhook_turned_off" | undefined; person?: string | undefined; target?: string | undefined; since?: string | undefined; until?: string | undefined; before?: string | undefined } }; answer: { entries: ({ shop_id: string | null; seq: number; at: string; person: string; person_name: string | null; action: string; says: string; target: string; target_name: string | null; names: { [name: string]: string }; detail: { [name: string]: unknown } })[]; before: string | null; actions: ({ action: string; says: string; group: string })[]; groups: ({ group: string; says: string })[] } };
  /** The audit log as a file: one JSON object a line, with the hashes. */
  'GET /api/audit/export': { given: { query?: { action?: "conversations" | "signing_in" | "house" | "signed_in" | "sign_in_failed" | "signed_out" | "session_ended" | "password_changed" | "password_reset" | "second_factor_added" | "second_factor_removed" | "second_factors_taken" | "passkey_added" | "passkey_renamed" | "passkey_removed" | "recovery_codes_made" | "person_invited" | "invitation_withdrawn" | "person_joined" | "role_changed" | "person_removed" | "key_made" | "key_revoked" | "audit_exported" | "conversation_answered" | "conversation_taken" | "conversation_taken_from" | "conversation_given_back" | "conversation_handed_on" | "conversation_resolved" | "note_written" | "action_asked" | "buyer_exported" | "buyer_erased" | "webhook_made" | "webhook_changed" | "webhook_removed" | "webhook_secret_rotated" | "webhook_tested" | "webhook_sent_again" | "webhook_turned_off" | undefined; person?: string | undefined; target?: string | undefined; since?: string | undefined; until?: string | undefined; before?: string | undefined } }; answer: unknown };
  /** A list of the desk, or what is found. */
  'GET /api/desk/conversations': { given: { query?: { list?: "mine" | "unassigned" | "due" | "waiting" | "resolved" | "assistant" | undefined; q?: string | undefined; from?: number | undefined; limit?: number | undefined } }; answer: DeskPage };
  /** Hear when lists change. */
  'GET /api/desk/stream': { given: Record<string, never>; answer: unknown };
  /** Say that you know that a colleague took a conversation from you. */
  'POST /api/desk/conversations/{id}/seen': { given: { params: { id: string } }; answer: unknown };
  /** A conversation with all that people see of it. */
  'GET /api/desk/conversations/{id}': { given: { params: { id: string } }; answer: DeskThread };
  /** Follow a conversation as people see it. */
  'GET /api/desk/conversations/{id}/stream': { given: { params: { id: string }; query?: { after?: number | undefined } }; answer: unknown };
  /** The buyer’s orders as the shop system has them now. */
  'GET /api/desk/conversations/{id}/orders': { given: { params: { id: string } }; answer: { orders: (unknown)[]; focus: string | null; unavailable: string | null } };
  /** What may be done with an order now, with the reason for or against. */
  'GET /api/desk/conversations/{id}/actions': { given: { params: { id: string }; query: { order_id: string } }; answer: DeskActions };
  /** Ask the gate for an action. */
  'POST /api/desk/conversations/{id}/actions': { given: { params: { id: string }; body: { action: string; order_id: string; args: { [name: string]: string | number | (string)[] | { [name: string]: string } }; client_id: string } }; answer: DeskDone };
  /** Texts to begin an answer with, their values put in, in the buyer’s language. */
  'GET /api/desk/conversations/{id}/templates': { given: { params: { id: string } }; answer: { templates: ({ id: string; title: string; text: string })[] } };
  /** Answer the buyer. */
  'POST /api/desk/conversations/{id}/replies': { given: { params: { id: string }; body: { client_id: string; text: string; seq_seen: number; attachments?: (string)[] } }; answer: DeskDone };
  /** Write a note, which no buyer reads. */
  'POST /api/desk/conversations/{id}/notes': { given: { params: { id: string }; body: { client_id: string; text: string } }; answer: DeskDone };
  /** Say that whoever holds the conversation is writing. */
  'POST /api/desk/conversations/{id}/typing': { given: { params: { id: string } }; answer: unknown };
  /** Take a conversation over. */
  'POST /api/desk/conversations/{id}/take': { given: { params: { id: string }; body: { client_id: string } }; answer: DeskDone };
  /** Give a conversation back to the assistant. */
  'POST /api/desk/conversations/{id}/give-back': { given: { params: { id: string }; body: { client_id: string } }; answer: DeskDone };
  /** Say that it is solved. */
  'POST /api/desk/conversations/{id}/resolve': { given: { params: { id: string }; body: { client_id: string } }; answer: DeskDone };
  /** Take a conversation from the colleague who holds it. */
  'POST /api/desk/conversations/{id}/replace': { given: { params: { id: string }; body: { client_id: string; instead_of: string } }; answer: DeskDone };
  /** Pass a conversation to the people of the other side. */
  'POST /api/desk/conversations/{id}/pass': { given: { params: { id: string }; body: { client_id: string; to: "shop" | "platform"; words: string } }; answer: DeskDone };
  /** What the gate says to an action with these arguments; nothing is done. */
  'POST /api/desk/conversations/{id}/actions/check': { given: { params: { id: string }; body: { action: string; order_id: string; args: { [name: string]: string | number | (string)[] | { [name: string]: string } } } }; answer: DeskActions };
  /** Run a conversation again under the working copy of the playbook. */
  'POST /api/conversations/{id}/rerun': { given: { params: { id: string }; body: { anew?: boolean } }; answer: Rerun };
  /** Where a reason is written in the playbook that is loaded. */
  'GET /api/playbook/reason': { given: { query: { document: string; step: string; version: string } }; answer: WrittenReason };
  /** How much is held of a buyer. */
  'POST /api/privacy/holding': { given: { body: { buyer_id: string } }; answer: { conversations: number; open: number; files: number } };
  /** A buyer's data as a file of JSON. */
  'POST /api/privacy/export': { given: { body: { buyer_id: string } }; answer: unknown };
  /** How long what is kept, and what is due to be erased by its age. */
  'GET /api/privacy/retention': { given: Record<string, never>; answer: { kept: { conversations: string | null; comments: string | null }; due: { conversations: number; files: number; comments: number }; erased: { conversations: number; files: number; comments: number }; last_at: string | null } };
  /** Erase what a buyer said and is, with every shop. */
  'POST /api/privacy/erase': { given: { body: { buyer_id: string } }; answer: { conversations: number; files: number; files_left: number; waiting: (string)[]; fingerprint: string } };
  /** The webhook endpoints. */
  'GET /api/webhooks': { given: Record<string, never>; answer: { endpoints: (WebhookEndpoint)[]; event_types: ({ type: "conversation.opened" | "conversation.handed_over" | "conversation.taken" | "conversation.escalated" | "conversation.given_back" | "conversation.resolved" | "conversation.reopened" | "action.requested" | "action.succeeded" | "action.refused" | "action.failed" | "survey.answered"; says: string })[] } };
  /** Make a webhook endpoint. */
  'POST /api/webhooks': { given: { body: { url: string; description?: string; event_types: ("conversation.opened" | "conversation.handed_over" | "conversation.taken" | "conversation.escalated" | "conversation.given_back" | "conversation.resolved" | "conversation.reopened" | "action.requested" | "action.succeeded" | "action.refused" | "action.failed" | "survey.answered")[] } }; answer: { endpoint_id: string; secret: string } };
  /** Change a webhook endpoint, turn it on or off. */
  'POST /api/webhooks/{webhook}/change': { given: { params: { webhook: string }; body: { url?: string; description?: string; event_types?: ("conversation.opened" | "conversation.handed_over" | "conversation.taken" | "conversation.escalated" | "conversation.given_back" | "conversation.resolved" | "conversation.reopened" | "action.requested" | "action.succeeded" | "action.refused" | "action.failed" | "survey.answered")[]; enabled?: boolean } }; answer: { done: true } };
  /** Remove a webhook endpoint. */
  'POST /api/webhooks/{webhook}/remove': { given: { params: { webhook: string } }; answer: { done: true } };
  /** Make a new secret for a webhook endpoint. */
  'POST /api/webhooks/{webhook}/rotate': { given: { params: { webhook: string }; body: { overlap_hours?: number } }; answer: { secret: string; ends_at: string } };
  /** What an endpoint was sent in the last 30 days, newest first. */
  'GET /api/webhooks/{webhook}/deliveries': { given: { params: { webhook: string }; query?: { status?: "waiting" | "delivered" | "failed" | undefined; before?: string | undefined } }; answer: { deliveries: (WebhookDelivery)[]; before: string | null } };
  /** One delivery with its body and every try. */
  'GET /api/webhooks/{webhook}/deliveries/{message}': { given: { params: { webhook: string; message: string } }; answer: WebhookDeliveryInFull };
  /** Send a test event. */
  'POST /api/webhooks/{webhook}/test': { given: { params: { webhook: string } }; answer: { message_id: string } };
  /** Send a message again, under the same id. */
  'POST /api/webhooks/{webhook}/deliveries/{message}/again': { given: { params: { webhook: string; message: string } }; answer: { done: true } };
  /** Send again everything that failed since a time. */
  'POST /api/webhooks/{webhook}/again': { given: { params: { webhook: string }; body: { since: string } }; answer: { messages: number } };
  /** Search the articles. */
  'GET /api/help/search': { given: { query: { q: string; language: string } }; answer: { results: ({ article: string; section: string; title: string; heading: ({ text: string; marked: boolean })[]; snippet: ({ text: string; marked: boolean })[]; href: string })[] } };
  /** How often articles were read and whether they helped, in the last ninety days. */
  'GET /api/help/articles': { given: Record<string, never>; answer: { articles: ({ article: string; language: string; title: string; href: string | null; reads: number; helped: number; not_helped: number; comments: ({ helped: boolean; text: string; at: string })[] })[] } };
};
