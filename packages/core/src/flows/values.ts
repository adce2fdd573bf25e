import { METHOD, policyType, SWAP } from '../actions/declarations.ts';
import { FILES, fileValues } from '../actions/files.ts';
import { policyOf } from '../actions/policy.ts';
import { ADDRESS, BUYER, ORDER, ORDER_LINE, PRODUCT } from '../conversation/declarations.ts';
import type { Frame, State } from '../conversation/state.ts';
import type { Declarations, VarType } from '../expression/expression.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import type { FlowDocument, SlotKindName } from './flow.ts';
import { slotObject } from './objects.ts';
import { peopleAt } from './people.ts';
import type { Strategy } from './strategy.ts';

const SLOT_TYPES: { [K in SlotKindName]: VarType } = {
  identity: BUYER,
  order: ORDER,
  lines: { list: ORDER_LINE },
  swaps: { list: SWAP },
  product: PRODUCT,
  payment_method: METHOD,
  choice: 'string',
  address: ADDRESS,
  text: 'string',
};

/** Variables that every expression and text of a flow may read. */
export function flowDeclarations(flow: FlowDocument, settings: Strategy['settings']): Declarations {
  const slots = Object.entries(flow.slots);
  return {
    buyer: BUYER,
    orders: { list: ORDER },
    currency: 'string',
    policy: policyType(settings.constants),
    now: 'timestamp',
    people: { fields: { open: 'bool', promised_at: 'string' } },
    conversation: { fields: { angry: 'bool', messages: 'int', identified: 'bool' } },
    action: { fields: { outcome: 'string', reason: 'string' } },
    assistant: 'string',
    shop: 'string',
    files: FILES,
    known: { fields: Object.fromEntries(slots.map(([name]) => [name, 'bool' as const])) },
    ...Object.fromEntries(slots.map(([name, slot]) => [name, SLOT_TYPES[slot.kind]])),
  };
}

function currencyIn(object: Json, otherwise: string): string {
  const known =
    object !== null && typeof object === 'object' && !Array.isArray(object) ? object.currency : null;
  return typeof known === 'string' ? known : otherwise;
}

/** The values of {@link flowDeclarations}. A slot that is not known yet is absent: `known.<slot>` tells. */
export function flowValues(strategy: Strategy, state: State, frame: Frame | null): JsonObject {
  const { settings } = strategy;
  const values: JsonObject = {
    orders: (state.facts.orders?.value ?? []) as Json,
    currency: settings.currency,
    policy: policyOf(strategy, state),
    now: state.at,
    people: peopleAt(strategy, state),
    conversation: {
      angry: state.angry_since !== null,
      messages: state.buyer_messages,
      identified: state.identity !== null,
    },
    action: { outcome: frame?.action?.outcome ?? '', reason: frame?.action?.reason ?? '' },
    assistant: settings.assistant,
    files: fileValues(state),
    shop: settings.title[state.language] ?? settings.title[settings.languages[0] ?? ''] ?? '',
  };
  if (state.facts.buyer?.value) values.buyer = state.facts.buyer.value as Json;
  if (!frame) return values;
  const flow = strategy.flows[frame.flow];
  const known: JsonObject = {};
  for (const [name, slot] of Object.entries(flow?.slots ?? {})) {
    const filled = frame.slots[name];
    known[name] = filled?.complete === true;
    if (!filled || filled.value === null) continue;
    const object = slotObject(state, { slot, frame, value: filled.value });
    if (object === null) continue;
    values[name] = object;
    if (slot.kind === 'order' || slot.kind === 'product')
      values.currency = currencyIn(object, settings.currency);
  }
  return { ...values, known };
}
