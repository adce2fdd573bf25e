import type { Address, Buyer, JsonObject, Product } from '@hark/core';
import type { StoredOrder } from './world.ts';

function amount(cents: number): number {
  return cents / 100;
}

function addressOfSet(address: Address): JsonObject {
  return {
    address1: address.line1,
    address2: address.line2,
    city: address.city,
    country: address.country,
    state: address.region,
    zip: address.postcode,
  };
}

function changesOfSet(order: StoredOrder): JsonObject {
  const { cancel_reason, returned, exchanged } = order;
  return {
    ...(cancel_reason === undefined ? {} : { cancel_reason }),
    ...(returned === undefined
      ? {}
      : { return_items: returned.item_ids, return_payment_method_id: returned.payment_method_id }),
    ...(exchanged === undefined
      ? {}
      : {
          exchange_items: exchanged.item_ids,
          exchange_new_items: exchanged.new_item_ids,
          exchange_payment_method_id: exchanged.payment_method_id,
          exchange_price_difference: amount(exchanged.difference_cents),
        }),
  };
}

/** An order as the tools of this data set tell it. */
export function orderOfSet(order: StoredOrder): JsonObject {
  return {
    order_id: order.id,
    user_id: order.buyer_id,
    address: addressOfSet(order.address),
    items: order.lines.map((line) => ({
      name: line.name,
      product_id: line.product_id,
      item_id: line.item_id,
      price: amount(line.price_cents),
      options: line.options,
    })),
    fulfillments: order.parcels.map((parcel) => ({
      tracking_id: [parcel.tracking_id],
      item_ids: parcel.item_ids,
    })),
    status: order.status,
    payment_history: order.payments.map((payment) => ({
      transaction_type: payment.kind,
      amount: amount(payment.amount_cents),
      payment_method_id: payment.payment_method_id,
    })),
    ...changesOfSet(order),
  };
}

/** A buyer as the tools of this data set tell it. */
export function userOfSet(buyer: Buyer): JsonObject {
  const methods = buyer.payment_methods.map(({ kind, balance_cents, ...method }): [string, JsonObject] => [
    method.id,
    { ...method, source: kind, ...(balance_cents === undefined ? {} : { balance: amount(balance_cents) }) },
  ]);
  return {
    name: { first_name: buyer.first_name, last_name: buyer.last_name },
    address: addressOfSet(buyer.address),
    email: buyer.email,
    payment_methods: Object.fromEntries(methods),
    orders: buyer.order_ids,
  };
}

/** A product as the tools of this data set tell it. */
export function productOfSet(product: Product): JsonObject {
  const variants = product.variants.map(({ price_cents, ...variant }): [string, JsonObject] => [
    variant.item_id,
    { ...variant, price: amount(price_cents) },
  ]);
  return { name: product.name, product_id: product.id, variants: Object.fromEntries(variants) };
}
