import { describeMethod } from '../../actions/objects.ts';
import type { PaymentMethod } from '../../conversation/world.ts';
import { findPaymentMethods } from '../../language/values/payment.ts';
import type { Json } from '../../lib/json.ts';
import { orderInSlot } from '../objects.ts';
import type { Words } from '../run.ts';
import { asking } from './choice.ts';
import {
  type Filling,
  filled,
  NOTHING,
  option,
  refuse,
  type SlotContext,
  type SlotKind,
  slotReply,
  thoseWhere,
  valuesOf,
} from './slot.ts';

function all(context: SlotContext): PaymentMethod[] {
  return context.run.state.facts.buyer?.value?.payment_methods ?? [];
}

function candidates(context: SlotContext): PaymentMethod[] {
  return thoseWhere(context, all(context), context.slot.among);
}

function unasked(context: SlotContext): Filling {
  const open = candidates(context);
  if (open.length === 0) {
    const reply = slotReply(context, 'none') ?? 'no_payment_method';
    return { kind: 'impossible', reply, values: valuesOf(context) };
  }
  // Once it was said to be wrong, even the only one is not taken for granted.
  return open.length === 1 && context.current === null ? filled(open[0]?.id ?? '', 'only_choice') : NOTHING;
}

function originalOf(context: SlotContext): string | null {
  const order = orderInSlot(context.run.state, context.frame, context.slot.of);
  return order?.payments.find((payment) => payment.kind === 'payment')?.payment_method_id ?? null;
}

function fromWords(context: SlotContext, words: Words): Filling {
  const open = candidates(context);
  const { found, original, other, absent } = findPaymentMethods(
    words.text,
    all(context),
    context.run.state.language,
  );
  const first = originalOf(context);
  if (found.length === 0 && original && first !== null) {
    return open.some((method) => method.id === first)
      ? filled(first, 'words')
      : refuse(context, 'method_not_possible', {});
  }
  const rest = open.filter((method) => method.id !== first);
  if (found.length === 0 && other && rest.length === 1) return filled(rest[0]?.id ?? '', 'words');
  if (found.length === 0 && absent[0] !== undefined && asking(context)) {
    return refuse(context, 'method_not_yours', { method: absent[0] });
  }
  if (found.length === 0 && absent.length > 0)
    return refuse(context, 'method_not_possible', { method: absent.join(', ') });
  const named = found.filter((one) => one.score >= (found[0]?.score ?? 0) - 0.01);
  const fitting = named.filter((one) => open.some((method) => method.id === one.id));
  if (fitting.length === 1) return filled(fitting[0]?.id ?? '', 'words');
  // "With PayPal, my card was stolen": what pays it now is only the reason.
  const others = found.filter((one) => one.id !== first && open.some((method) => method.id === one.id));
  if (fitting.length === 0 && found.some((one) => one.id === first) && others.length === 1)
    return filled(others[0]?.id ?? '', 'words');
  if (named.length > 0 && fitting.length === 0) {
    const method = all(context).find((one) => one.id === named[0]?.id);
    return refuse(context, 'method_not_possible', {
      method: method ? describeMethod(method, context.run.state.language) : '',
    });
  }
  return NOTHING;
}

/** One of the buyer's own ways to pay or be paid back. */
export const paymentMethod: SlotKind = {
  needs: () => [],
  unasked,
  fromWords,
  fromButton(context, id) {
    return candidates(context).some((method) => method.id === id) ? filled(id, 'button') : NOTHING;
  },
  question(context) {
    const options = candidates(context).map((method) =>
      option(context, method.id, {
        reply: 'option_payment_method',
        values: { method: { ...method, label: describeMethod(method, context.run.state.language) } as Json },
      }),
    );
    return { values: valuesOf(context), options };
  },
};
