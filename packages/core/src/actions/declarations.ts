import { ADDRESS, BUYER, ORDER, ORDER_LINE, PAYMENT_METHOD } from '../conversation/declarations.ts';
import type { Declarations, VarType } from '../expression/expression.ts';
import type { ActionDocument, ARGUMENT_KINDS } from './action.ts';
import { FILES } from './files.ts';

/** A constant of a playbook. */
export type Constant = string | number | boolean | string[];

/** A payment method as expressions and texts see it: with its name in words. */
export const METHOD = { fields: { ...PAYMENT_METHOD.fields, label: 'string' } } satisfies VarType;

/** One article to be changed for another variant of the same product. */
export const SWAP: VarType = {
  fields: {
    line_id: 'string',
    product_id: 'string',
    name: 'string',
    from_item_id: 'string',
    to_item_id: 'string',
    from_options: 'string',
    to_options: 'string',
    from_price_cents: 'int',
    to_price_cents: 'int',
    difference_cents: 'int',
    available: 'bool',
    same: 'bool',
  },
};

function constantType(value: Constant): VarType {
  if (Array.isArray(value)) return { list: 'string' };
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'double';
  return typeof value === 'boolean' ? 'bool' : 'string';
}

/** The constants of a playbook as the variable `policy`. */
export function policyType(constants: { [name: string]: Constant }): VarType {
  return {
    fields: Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, constantType(value)])),
  };
}

const ARGUMENT_TYPES: { [K in (typeof ARGUMENT_KINDS)[number]]: VarType } = {
  order: ORDER,
  lines: { list: ORDER_LINE },
  swaps: { list: SWAP },
  payment_method: METHOD,
  choice: 'string',
  address: ADDRESS,
  text: 'string',
  integer: 'int',
};

/** Variables that the expressions and texts of an action may read, before its own `let`. */
export function actionDeclarations(
  action: ActionDocument,
  constants: { [name: string]: Constant },
): Declarations {
  const args = Object.entries(action.arguments).map(
    ([name, one]) => [name, ARGUMENT_TYPES[one.kind]] as const,
  );
  return {
    args: { fields: Object.fromEntries(args) },
    buyer: BUYER,
    currency: 'string',
    home_currency: 'string',
    policy: policyType(constants),
    now: 'timestamp',
    files: FILES,
    reason: 'string',
  };
}
