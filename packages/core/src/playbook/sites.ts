import { type ActionDocument, placeOf, type ReplyUse, replyName } from '../actions/action.ts';
import { actionDeclarations, policyType } from '../actions/declarations.ts';
import type { ArticleDocument } from '../articles/article.ts';
import { BUYER, ORDER, PAYMENT_METHOD } from '../conversation/declarations.ts';
import { compile, type Declarations, type VarType } from '../expression/expression.ts';
import type { FlowDocument, Slot, StepDocument } from '../flows/flow.ts';
import { amongScope } from '../flows/segments.ts';
import type { Strategy } from '../flows/strategy.ts';
import { flowDeclarations } from '../flows/values.ts';
import { ReplyTemplate, Text } from '../replies/reply.ts';
import type { TemplateDocument } from '../replies/template.ts';
import { MEASURES } from '../segments/measures.ts';
import type { SegmentDocument } from '../segments/segment.ts';
import { SURVEY_VALUES, type SurveyDocument } from '../surveys/survey.ts';
import type { PlaybookDocument } from './documents.ts';
import { documentPath, stepsOf } from './steps.ts';

/** Where an expression stands in a document, what it may read and what must come out of it. */
export type ExpressionSite = {
  /** What {@link ExpressionAt} calls its document. */
  scope: string;
  source: string;
  path: (string | number)[];
  declarations: Declarations;
  expects: VarType;
};

/** Where a reply is used in a document: by name, or written in place. */
export type ReplySite = {
  use: ReplyUse;
  name: string;
  path: (string | number)[];
  declarations: Declarations;
};

/** The expressions and replies of one document. */
export type Sites = { expressions: ExpressionSite[]; replies: ReplySite[] };

type Settings = Strategy['settings'];

/** Every expression and reply of the playbook's own document: those of its opening. */
export function sitesOfPlaybook({ id, opening, constants }: PlaybookDocument): Sites {
  if (!opening) return { expressions: [], replies: [] };
  const declarations: Declarations = {
    order: ORDER,
    buyer: BUYER,
    policy: policyType(constants),
    now: 'timestamp',
    assistant: 'string',
    shop: 'string',
  };
  const path = ['opening', 'say'];
  return {
    expressions: opening.likely.map(({ when }, at) => ({
      scope: id,
      source: when,
      path: ['opening', 'likely', at, 'when'],
      declarations,
      expects: 'bool',
    })),
    replies: [{ use: opening.say, name: replyName(opening.say, placeOf(id, path)), path, declarations }],
  };
}

/** Every expression and reply of a flow. */
export function sitesOfFlow(flow: FlowDocument, settings: Settings): Sites {
  const declarations = flowDeclarations(flow, settings);
  const sites: Sites = { expressions: [], replies: [] };
  for (const [name, slot] of Object.entries(flow.slots)) slotSites(sites, { flow, name, slot, declarations });
  for (const { step, path } of stepsOf(flow)) stepSites(sites, { flow, step, path, declarations });
  return sites;
}

type OfSlot = { flow: FlowDocument; name: string; slot: Slot; declarations: Declarations };

function slotSites(sites: Sites, { flow, name, slot, declarations }: OfSlot): void {
  const it: VarType = slot.kind === 'order' ? ORDER : slot.kind === 'payment_method' ? PAYMENT_METHOD : 'any';
  const withIt = { ...declarations, it };
  const scope = placeOf(flow.id, [name]);
  for (const key of ['among', 'prefer'] as const) {
    const source = slot[key];
    if (source === undefined) continue;
    sites.expressions.push({
      scope,
      source,
      path: ['slots', name, key],
      declarations: withIt,
      expects: 'bool',
    });
  }
  if (slot.default !== undefined) {
    const path = ['slots', name, 'default'];
    sites.expressions.push({ scope, source: slot.default, path, declarations, expects: 'string' });
  }
  for (const key of ['ask', 'not_among', 'none'] as const) {
    const use = slot[key];
    if (use === undefined) continue;
    const path = ['slots', name, key];
    const extra = key === 'not_among' ? { order: ORDER, method: 'string' as const } : {};
    sites.replies.push({
      use,
      name: replyName(use, placeOf(flow.id, path)),
      path,
      declarations: { ...declarations, ...extra },
    });
  }
}

type OfStep = {
  flow: FlowDocument;
  step: StepDocument;
  path: (string | number)[];
  declarations: Declarations;
};

function stepSites(sites: Sites, of: OfStep): void {
  const { flow, step, path, declarations } = of;
  const at = documentPath(flow, path);
  const expression = (source: string, key: (string | number)[], expects: VarType): void => {
    sites.expressions.push({ scope: flow.id, source, path: [...at, ...key], declarations, expects });
  };
  const named: Declarations = {};
  if ('with' in step && step.with) {
    for (const [name, source] of Object.entries(step.with)) {
      named[name] = 'any';
      // A slot's name alone stands for its value as it is; it is no expression there.
      if (!('do' in step && flow.slots[source])) expression(source, ['with', name], 'any');
    }
  }
  const reply = (use: ReplyUse, key: string): void => {
    const name = replyName(use, placeOf(flow.id, [...path, key]));
    sites.replies.push({ use, name, path: [...at, key], declarations: { ...declarations, ...named } });
  };
  if ('say' in step) reply(step.say, 'say');
  if ('if' in step) expression(step.if, ['if'], 'bool');
  if ('ask_if_solved' in step) reply(step.ask_if_solved, 'ask_if_solved');
  if ('choose' in step) {
    reply(step.choose, 'choose');
    for (const [index, option] of step.options.entries()) {
      if (option.when !== undefined) expression(option.when, ['options', index, 'when'], 'bool');
    }
  }
}

/** The text of an article is written like a reply: only constants of the playbook can stand in it. */
export function sitesOfArticle({ id, text }: ArticleDocument, settings: Settings): Sites {
  const declarations: Declarations = { policy: policyType(settings.constants) };
  return { expressions: [], replies: [{ use: text, name: articleText(id), path: ['text'], declarations }] };
}

/** What a template may read: the conversation as a person sees it beside the thread. */
export function sitesOfTemplate({ id, text }: TemplateDocument, settings: Settings): Sites {
  const declarations: Declarations = {
    buyer: BUYER,
    order: ORDER,
    agent: 'string',
    shop: 'string',
    currency: 'string',
    policy: policyType(settings.constants),
    now: 'timestamp',
  };
  return { expressions: [], replies: [{ use: text, name: templateText(id), path: ['text'], declarations }] };
}

/** The name under which the text of a template is kept among the replies. */
export function templateText(id: string): string {
  return placeOf(id, ['template']);
}

/** The name under which the text of an article is kept among the replies. */
export function articleText(id: string): string {
  return placeOf(id, ['text']);
}

/** Every expression of a segment. */
export function sitesOfSegment({ id, orders, when }: SegmentDocument, settings: Settings): Sites {
  const policy = policyType(settings.constants);
  const ofBuyer: Declarations = { ...MEASURES, orders: { list: ORDER }, policy, now: 'timestamp' };
  const expressions: ExpressionSite[] = [
    { scope: id, source: when, path: ['when'], declarations: ofBuyer, expects: 'bool' },
  ];
  if (orders.among !== undefined) {
    const path = ['orders', 'among'];
    const declarations: Declarations = { it: ORDER, policy };
    expressions.push({ scope: amongScope(id), source: orders.among, path, declarations, expects: 'bool' });
  }
  return { expressions, replies: [] };
}

/** The condition of a survey. */
export function sitesOfSurvey({ id, when }: SurveyDocument, settings: Settings): Sites {
  const declarations: Declarations = { ...SURVEY_VALUES, policy: policyType(settings.constants) };
  const site = { scope: id, source: when, path: ['when'], declarations, expects: 'bool' as const };
  return { expressions: [site], replies: [] };
}

/** Every expression and reply of an action. */
export function sitesOfAction(action: ActionDocument, settings: Settings): Sites {
  const sites: Sites = { expressions: [], replies: [] };
  let declarations = actionDeclarations(action, settings.constants);
  const expression = (source: string, path: (string | number)[], expects: VarType): void => {
    sites.expressions.push({ scope: action.id, source, path, declarations, expects });
  };
  for (const [name, source] of Object.entries(action.let)) {
    expression(source, ['let', name], 'any');
    declarations = { ...declarations, [name]: typeOf(source, declarations) };
  }
  expression(action.amount_cents, ['amount_cents'], 'int');
  // What the amount is worth is known once it was reckoned.
  declarations = { ...declarations, worth_cents: 'int' };
  for (const [at, one] of action.require.entries()) expression(one.that, ['require', at, 'that'], 'bool');
  for (const [at, one] of action.limits.entries()) {
    if (typeof one.count === 'string') expression(one.count, ['limits', at, 'count'], 'int');
    if (one.amount_cents !== undefined) expression(one.amount_cents, ['limits', at, 'amount_cents'], 'int');
  }
  if (action.approve) expression(action.approve.when, ['approve', 'when'], 'bool');
  for (const [name, source] of Object.entries(action.send)) expression(source, ['send', name], 'any');
  if (action.goal !== undefined) {
    const goal: Declarations = { order: ORDER, buyer: BUYER, sent: 'any' };
    sites.expressions.push({
      scope: `${action.id}.goal`,
      source: action.goal,
      path: ['goal'],
      declarations: goal,
      expects: 'bool',
    });
  }
  actionReplies(sites, action, declarations);
  return sites;
}

/** What comes out of an expression; where that cannot be told, anything. */
function typeOf(source: string, declarations: Declarations): VarType {
  const compiled = compile(source, declarations);
  return compiled.ok ? compiled.program.type : 'any';
}

function actionReplies(sites: Sites, action: ActionDocument, declarations: Declarations): void {
  const reply = (use: ReplyUse, path: (string | number)[], extra: Declarations = {}): void => {
    const name = replyName(use, placeOf(action.id, path));
    sites.replies.push({ use, name, path, declarations: { ...declarations, ...extra } });
  };
  for (const [at, one] of action.require.entries()) reply(one.otherwise, ['require', at, 'otherwise']);
  for (const [at, one] of action.limits.entries()) reply(one.otherwise, ['limits', at, 'otherwise']);
  if (action.approve) reply(action.approve.otherwise, ['approve', 'otherwise']);
  if (action.readback) reply(action.readback, ['readback']);
  reply(action.receipt, ['receipt'], { result: 'any', reference: 'string' });
}

/** A reply as it is written: a bare text is a reply without a card. */
export function templateOf(use: Exclude<ReplyUse, string>): ReplyTemplate {
  const template = ReplyTemplate.safeParse(use);
  return template.success ? template.data : { text: Text.parse(use) };
}
