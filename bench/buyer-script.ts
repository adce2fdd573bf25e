import { must } from '@hark/core';
import { emailOf, orderId } from './busy-world.ts';

/** What a buyer of the busy shop says, one after the other; `receipt` when something is done at the shop on the way. */
export type Script = { lines: string[]; receipt: boolean };

const CANCEL = [
  'Hello, please cancel my order {order}, I ordered it by mistake',
  'I do not need order {order} any more. Can you cancel it?',
  'cancel {order} please, it is no longer needed',
];
const RETURN = [
  'I want to send back everything in order {order}, the refund can go to my visa',
  'Can I return all items of {order}? Money back to my visa please',
];
const STATUS = ['Where is my order {order}?', 'hi, when does order {order} arrive?'];
const YES = ['yes', 'Yes please', 'ok, do it', 'yes, go ahead'];
const THAT_IS_ALL = ['No, that is all, thanks', 'nothing else, thank you', 'no thanks'];

/** A short conversation of the buyer with that number; each buyer can have only one, because it changes an order. */
export function scriptOf(buyer: number): Script {
  const pick = (from: string[]) => must(from[buyer % from.length], 'something to say');
  const opening = (from: string[], place: number) => pick(from).replace('{order}', orderId(buyer, place));
  const email = emailOf(buyer);
  switch (buyer % 4) {
    case 0:
      return { lines: [opening(STATUS, 2), email, 'yes, thanks', 'bye'], receipt: false };
    case 1:
      return { lines: [opening(RETURN, 3), email, pick(YES), pick(THAT_IS_ALL)], receipt: true };
    default:
      return { lines: [opening(CANCEL, 1), email, pick(YES), pick(THAT_IS_ALL)], receipt: true };
  }
}
