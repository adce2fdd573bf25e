/** What a program's key may be allowed to do. A route names the one that opens it to programs; without one it is for people only. */
export const API_SCOPES = {
  'conversations:read': 'read conversations and their traces',
  'conversations:write': 'reply, take over, act and resolve',
  'people:read': 'list the people of the team',
  'audit:read': 'read and export the audit log',
  'privacy:write': "export and erase a buyer's data",
  'webhooks:write': 'manage webhooks and read their deliveries',
  'metrics:read': "read the server's own figures at /metrics",
  'articles:write': 'write articles of the help centre',
} as const;

/** The name of a scope. */
export type ApiScope = keyof typeof API_SCOPES;

/** Whether a text names a scope. */
export function isApiScope(text: string): text is ApiScope {
  return Object.hasOwn(API_SCOPES, text);
}
