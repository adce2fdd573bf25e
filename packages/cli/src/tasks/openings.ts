import type { WishKind } from './wish.ts';

/**
 * How people begin, by what they want. In braces: `which` the order (with its number or by what is in it), `items` and
 * `swaps` the articles, `why` a reason as a clause, `method` a way to pay, `address` an address. What stands in square
 * brackets is left out where nothing is known for it or the buyer keeps it for later.
 */
export const OPENINGS: { readonly [K in WishKind]: readonly string[] } = {
  cancel: [
    'I want to cancel {which}[, {why}]',
    'Please cancel {which}[. {why}]',
    'can you cancel {which} for me?[ {why}]',
    "I'd like {which} cancelled[ because {why}]",
    'cancel {which}[, {why}]',
    'I need to cancel {which}[ since {why}]. Thank you!',
    'Hello, I would like to cancel {which} please[. {why}]',
    'Hi! There is something to cancel: {which}. Could you do that?[ {why}]',
    'how do I cancel {which}?[ {why}]',
    'Good morning. Please stop {which} before it is sent[, {why}]',
    'Would it be possible to call off {which}?[ {why}]',
    'hey, {which} needs to be cancelled[ - {why}]',
    'I placed {which} and would like it cancelled[, {why}]',
    'Cancellation of {which} please[: {why}]',
  ],
  return: [
    'I want to return {items} from {which}[ and get the money back to {method}]',
    'Please take back {items} from {which}[, refund to {method}]',
    "I'd like to send back {items} that came with {which}[. The refund should go to {method}]",
    'hi, I need to return {items} ({which})[, money back to {method} please]',
    'return {items} from {which}[, refund to {method}]',
    "Hello! I'm not happy with {items} from {which} and want to return that[. Please refund {method}]",
    'Could you set up a return for {items}? It was in {which}[. I want the refund on {method}]',
    'I received {which} and want to give back {items}[; refund {method}]',
    'how can I return {items}? That was {which}[. Refund to {method} if possible]',
    'Can I send {items} back for a refund? {which}[, and the refund to {method}]',
    'From {which} I would like to return {items}[ with the refund going to {method}]. Thanks',
    'I have decided not to keep {items} of {which}, so I want to return that[. {method} for the refund]',
    'need a refund for {items} from {which}, sending it back[. Use {method}]',
    'I want my money back for {items}, it came in {which} and I am returning it[. Please use {method}]',
  ],
  swap: [
    'I want to {verb} {swaps} in {which}[. Use {method} for the difference]',
    'Please {verb} {swaps} from {which}[, and use {method} for any difference in price]',
    'For {which}, {verb} {swaps}[, via {method}]',
    "Hi, I'd like to {verb} {swaps}. It's {which}[. {method} for the price difference please]",
    'can you {verb} {swaps}? {which}[. Charge or refund {method}]',
    'In {which} I need to {verb} {swaps}[; difference with {method}]',
    'I picked the wrong options in {which}. Could you {verb} {swaps}?[ Difference on {method}]',
    "hello there, about {which}: I'd rather {verb} {swaps}[, paying with {method}]",
    'Is it possible to {verb} {swaps}? That is {which}[. I would use {method}]',
    '{verb} {swaps} in {which}[ - {method} for the difference]',
    'I would like to {verb} {swaps} of {which} please[. Please use {method} to pay or refund the difference]',
    'Good afternoon! Something in {which} is not what I need: please {verb} {swaps}[. {method} can be used]',
    "there's something to change with {which}. I want to {verb} {swaps}[, with {method}]",
    '{which} should be different. Please {verb} {swaps}[. For the difference take {method}]',
  ],
  payment: [
    'I want to change the payment method of {which}[ to {method}]',
    'Please charge {which} to {method} instead',
    'can I pay for {which} with {method} instead?',
    'Switch the payment of {which} to {method}',
    "Hi, I'd like to use {method} to pay {which}, not what I used",
    'change payment for {which} to {method}',
    'Could you move the payment of {which} over to {method}? Thanks',
    'I paid {which} the wrong way. Please put it on {method}',
    'For {which} I would rather pay by {method}',
    'the payment method on {which} should be {method}',
    'Hello, would you update how {which} is paid? I want to pay it with {method}',
    'I used the wrong payment method for {which}[, it should be {method}]',
    'Please bill {which} to {method} rather than the way I paid',
  ],
  address: [
    'I want to change the shipping address of {which}[ to {address}]',
    'Please send {which} to another address[: {address}]',
    'can you ship {which} to {address} instead?',
    'The delivery address of {which} is wrong[. It should be {address}]',
    'Hi, {which} should go to a different address[, namely {address}]',
    'change address for {which}[ to {address}]',
    'I need {which} delivered somewhere else[: {address}]',
    "I've moved. Could you update the address on {which}?[ The new one is {address}]",
    'Please redirect {which}[ to {address}]. Thank you',
    'Hello! I entered the wrong address for {which}[, please use {address}]',
    'update shipping address {which}[ -> {address}]',
    'Would you please deliver {which} to {address}',
    'For {which}, change the address[ to {address}]',
  ],
  profile: [
    'I want to change my default address[ to {address}]',
    'Please update the address in my profile[ to {address}]',
    "I've moved, can you change the address of my account?[ It is now {address}]",
    'My home address on file is out of date[. The new one is {address}]',
    'change my account address[ to {address}]',
    'Could you set a new default address for me?[ {address}]',
    'Hi, my user address needs an update[: {address}]',
    'Hello, the address you have on file for me should be changed[ to {address}]',
    'please save a new default address in my profile[: {address}]',
    "I'd like my profile address to be changed[ to {address}]",
    'update my address in your system please[: {address}]',
    'The address in my user account is wrong[, it should be {address}]',
  ],
};

/** How people say what an article should become, by whether the order is still to come (`change`) or has arrived (`exchange`). */
export const SWAP_VERBS = {
  change: ['change', 'modify', 'switch', 'change', 'swap'],
  exchange: ['exchange', 'swap', 'exchange', 'trade', 'exchange'],
} as const;

/** How an order is named without its number. */
export const WHICH_BY_ITEMS = [
  'my order with the {items}',
  'the order with the {items}',
  'the order that has the {items} in it',
  'my {items} order',
] as const;

/** How an order is named by its number. */
export const WHICH_BY_NUMBER = [
  'order {number}',
  'order {number}',
  '{number}',
  'my order {number}',
  'order number {number}',
] as const;

/** Why an order is cancelled, by the reason that the shop knows. */
export const REASONS: { readonly [reason: string]: readonly string[] } = {
  'no longer needed': [
    "I don't need it anymore",
    "it's no longer needed",
    'I no longer need it',
    "it isn't needed any more",
    'I have no use for it now',
    'no longer needed',
    "I don't want it any longer",
  ],
  'ordered by mistake': [
    'I ordered it by mistake',
    'it was ordered by mistake',
    "that was a mistake, I didn't mean to order it",
    'I placed it by accident',
    'ordered by mistake',
    'it was an accidental order',
    'I bought it by mistake',
  ],
};

/** Beginnings that say nothing yet. */
export const VAGUE = [
  'hi',
  'Hello!',
  'hello, can you help me?',
  'Hi there, I need some help',
  'good day',
  'hey, I have a question about an order',
] as const;

/** Joins between several wishes in one message. */
export const JOINTS = [
  '. Also, ',
  '. And ',
  '. Then ',
  '; also ',
  '. I also have this: ',
  '. Besides, ',
] as const;

/** What stands before a wish that is told later. */
export const NEXT_BEFORE = [
  '',
  'Yes, one more thing. ',
  'Yes. ',
  'There is something else: ',
  'Next, ',
  'Also, ',
] as const;
/** What stands before a wish that was refused or misunderstood and is told once more. */
export const AGAIN_BEFORE = [
  'Are you sure? ',
  'That is not what I meant. ',
  'Let me say it differently: ',
  'I was hoping for this: ',
  'Once more: ',
] as const;
