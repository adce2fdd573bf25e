/** The face of the chat for whoever drives it without a screen. */
export { type Chat, type ChatParts, makeChat, type View } from './chat.ts';
export { type Client, makeClient } from './client.ts';
export { type Drawer, makeDrawer } from './drawer.ts';
