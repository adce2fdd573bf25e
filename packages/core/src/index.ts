/** The face of core: what the other packages use. */
export type { Json, JsonObject } from './lib/json.ts';
export { assert, Bug, must, never } from './lib/assert.ts';
export { seeded } from './lib/random.ts';
export { nearest } from './lib/nearest.ts';
export type * from './conversation/event.ts';
export { EFFECTS, isObserved, PERSONAL } from './conversation/event.ts';
export type * from './conversation/state.ts';
export type * from './conversation/world.ts';
export { fold } from './conversation/fold.ts';
export type { Understanding, Act, Wish, TopicGuess } from './language/understanding.ts';
export { decide } from './engine/decide.ts';
export { renderMessage } from './engine/render-message.ts';
export { compilePlaybook, type CompiledPlaybook } from './playbook/compile.ts';
export type { Playbook, SourceFile } from './playbook/playbook.ts';
export type { Problem } from './problems.ts';
export type { Card, Rendered, ReplyTemplate } from './replies/reply.ts';
