/** The face of core: what the other packages use. */

export type { ActionDocument } from './actions/action.ts';
export { describeAddress, describeMethod } from './actions/objects.ts';
export { isHeading, makeAnchors, plainText } from './articles/passages.ts';
export type { RowKind } from './backtest/align.ts';
export { type Difference, type Replayed, replay } from './backtest/replay.ts';
export {
  type Inexact,
  type InexactBecause,
  type Rerun,
  type RerunOf,
  type RerunRow,
  rerun,
  type Words,
} from './backtest/rerun.ts';
export { isOpen, nextOpening, promisedAt } from './calendar/hours.ts';
export type * from './conversation/event.ts';
export { EFFECTS, isObserved } from './conversation/event.ts';
export { fold } from './conversation/fold.ts';
export type * from './conversation/people.ts';
export { AGENT_REFUSALS, refusalWords } from './conversation/people.ts';
export { erasedEvent, type Parted, PERSONAL, partPersonal } from './conversation/personal.ts';
export type * from './conversation/state.ts';
export { againstAnswer, type SurveyRefusal } from './conversation/survey.ts';
export type * from './conversation/world.ts';
export { PLATFORM } from './conversation/world.ts';
export { type Preview, preview } from './engine/agent-asks.ts';
export { articleMarkdown } from './engine/article-markdown.ts';
export { decide } from './engine/decide.ts';
export { against } from './engine/people.ts';
export { renderMessage } from './engine/render-message.ts';
export { type ShownSurvey, shownSurvey } from './engine/surveys.ts';
export type { Compiled, Declarations, Evaluated, Fault, Program, VarType } from './expression/expression.ts';
export { compile, evaluate, explain, FAULT_CODES } from './expression/expression.ts';
export { peopleAt } from './flows/people.ts';
export type { ArticleAnswer, Found, Passage, SearchIndex } from './language/search.ts';
export { findAnswer, makeSearchIndex, marksIn, search } from './language/search.ts';
export type { Prediction, TopicExample, TopicModel, TrainingOptions } from './language/topic-model.ts';
export { predict, trainTopics } from './language/topic-model.ts';
export type { Understander, UnderstanderSpec } from './language/understand.ts';
export { makeUnderstander, understand } from './language/understand.ts';
export type { Act, TopicGuess, Understanding, Wish } from './language/understanding.ts';
export { assert, Bug, must, never } from './lib/assert.ts';
export { canonical } from './lib/canonical.ts';
export { digest, sha256Hex, shortDigest } from './lib/hash.ts';
export type { Json, JsonObject } from './lib/json.ts';
export { formatMoney, type Money, minorDigits } from './lib/money.ts';
export { nearest } from './lib/nearest.ts';
export { seeded } from './lib/random.ts';
export {
  addDuration,
  addMs,
  compareInstants,
  durationMs,
  isDuration,
  isInstant,
  isZone,
  msBetween,
} from './lib/time.ts';
export {
  type Checked,
  type CompiledPlaybook,
  checkPlaybook,
  compilePlaybook,
  type Holds,
  topicClashes,
} from './playbook/compile.ts';
export { playbookJsonSchema } from './playbook/json-schema.ts';
export { namesOf, type PlaybookNames, type Sent } from './playbook/names.ts';
export type { Playbook, SourceFile } from './playbook/playbook.ts';
export { readShape, type ShapeRead } from './playbook/read-shape.ts';
export { templateText } from './playbook/sites.ts';
export { stepsOf } from './playbook/steps.ts';
export { type WrittenAt, writtenAt } from './playbook/written-at.ts';
export { isWarning, type Problem } from './problems.ts';
export { makeRenderer, type Renderer, TEMPLATE_FAULT_CODES, type TemplateFault } from './replies/render.ts';
export type { Card, Rendered, ReplyTemplate } from './replies/reply.ts';
export { ASKED } from './surveys/survey.ts';
