import type { Order } from '@hark/core';
import type {
  DeskAction,
  DeskActions,
  DeskArgument,
  DeskBrief,
  DeskCounts,
  DeskDone,
  DeskFacts,
  DeskItem,
  DeskNews,
  DeskPage,
  DeskRow,
  DeskStanding,
  DeskTemplate,
  DeskTemplates,
  DeskThread,
  DeskTold,
  FileLimits,
  FoundPiece,
} from './desk.ts';
import {
  type Check,
  isAttachedFile,
  isCard,
  isFlag,
  isInstant,
  isRecord,
  isText,
  isWhole,
  listOf,
  oneOf,
  orAbsent,
  orNull,
  shape,
} from './reading.ts';

const isSide = orNull(oneOf('shop', 'platform'));
const isTime = orNull(isInstant);
const isAnything: Check = () => true;

/** Whether an unknown value is a page of a list. */
export const isDeskPage = shape<DeskPage>({
  counts: shape<DeskCounts>({ mine: isWhole, unassigned: isWhole, due: isWhole, waiting: isWhole }),
  rows: listOf(
    shape<DeskRow>({
      conversation_id: isText,
      shop_id: isText,
      status: oneOf('open', 'resolved'),
      side: isSide,
      holder: orNull(isText),
      mine: isFlag,
      waiting_since: isTime,
      promised_at: isTime,
      level: isWhole,
      priority: isWhole,
      buyer: orNull(isText),
      words: orNull(isText),
      title: orNull(isText),
      angry: isFlag,
      language: isText,
      at: isInstant,
      found: orNull(listOf(shape<FoundPiece>({ text: isText, marked: isFlag }))),
    }),
  ),
  more: isFlag,
  told: listOf(
    shape<DeskTold>({ conversation_id: isText, buyer: orNull(isText), by: isText, at: isInstant }),
  ),
});

const isDeskItem = shape<DeskItem>({
  seq: isWhole,
  at: isInstant,
  kind: oneOf('buyer', 'assistant', 'person', 'note', 'event'),
  name: orNull(isText),
  mine: isFlag,
  text: isText,
  card: orNull(isCard),
  attachments: orAbsent(listOf(isAttachedFile)),
  overtaken: isFlag,
  client_id: orNull(isText),
  until: isTime,
  tone: orNull(oneOf('good', 'due', 'late')),
  worded: oneOf('then', 'today', 'lost'),
});

const reason = orNull(isText);
const isDeskStanding = shape<DeskStanding>({
  seq: isWhole,
  status: oneOf('open', 'resolved'),
  resolved: orNull(oneOf('confirmed', 'verified', 'silent', 'agent')),
  speaker: oneOf('assistant', 'person'),
  side: isSide,
  holder: orNull(shape<NonNullable<DeskStanding['holder']>>({ agent_id: isText, name: isText })),
  waiting_since: isTime,
  promised_at: isTime,
  level: isWhole,
  may: shape<DeskStanding['may']>({
    take: reason,
    replace: reason,
    write: reason,
    give_back: reason,
    pass: reason,
    note: reason,
    resolve: reason,
    act: reason,
  }),
});

/** Whether an unknown value is news of a thread. */
export const isDeskNews = shape<DeskNews>({ items: listOf(isDeskItem), standing: isDeskStanding });

/** Whether an unknown value is a thread. */
export const isDeskThread = shape<DeskThread>({
  conversation_id: isText,
  shop_id: isText,
  channel: isText,
  language: isText,
  opened_at: isInstant,
  buyer: orNull(shape<NonNullable<DeskThread['buyer']>>({ name: isText, email: orNull(isText) })),
  brief: orNull(
    shape<DeskBrief>({
      wish: isText,
      reason: isText,
      order_id: orNull(isText),
      known: listOf(shape<DeskBrief['known'][number]>({ label: isText, value: isText })),
      tried: listOf(isText),
      angry: isFlag,
    }),
  ),
  files: orNull(shape<FileLimits>({ bytes: isWhole, each: isWhole })),
  items: listOf(isDeskItem),
  standing: isDeskStanding,
});

const address = shape<Order['address']>({
  line1: isText,
  line2: isText,
  city: isText,
  region: isText,
  postcode: isText,
  country: isText,
});

const isOrder = shape<Order>({
  id: isText,
  buyer_id: isText,
  shop_id: isText,
  shop: shape<Order['shop']>({ name: isText, zone: isText }),
  status: isText,
  currency: isText,
  placed_at: orAbsent(isInstant),
  delivered_at: orAbsent(isInstant),
  lines: listOf(
    shape<Order['lines'][number]>({
      line_id: isText,
      item_id: isText,
      product_id: isText,
      name: isText,
      options: isRecord,
      price_cents: isWhole,
    }),
  ),
  total_cents: isWhole,
  address,
  payments: listOf(
    shape<Order['payments'][number]>({
      kind: oneOf('payment', 'refund'),
      amount_cents: isWhole,
      payment_method_id: isText,
      settled_at: orAbsent(isInstant),
    }),
  ),
  parcels: listOf(
    shape<Order['parcels'][number]>({
      tracking_id: isText,
      item_ids: listOf(isText),
      carrier: orAbsent(isText),
      status: orAbsent(isText),
      expected_at: orAbsent(isInstant),
      scans: orAbsent(isAnything),
    }),
  ),
});

/** Whether an unknown value tells the buyer's orders. */
export const isDeskFacts = shape<DeskFacts>({
  orders: listOf(isOrder),
  focus: orNull(isText),
  unavailable: orNull(isText),
});

/** Whether an unknown value tells what may be done with an order. */
export const isDeskActions = shape<DeskActions>({
  order_id: isText,
  unavailable: orNull(isText),
  actions: listOf(
    shape<DeskAction>({
      action: isText,
      title: isText,
      changes: orNull(isText),
      allowed: isFlag,
      says: isText,
      checked: listOf(shape<DeskAction['checked'][number]>({ that: isText, values: isRecord })),
      arguments: listOf(
        shape<DeskArgument>({
          name: isText,
          label: isText,
          kind: oneOf('lines', 'choice', 'payment_method', 'text', 'integer', 'address'),
          choices: listOf(shape<DeskArgument['choices'][number]>({ value: isText, label: isText })),
          given: isAnything,
        }),
      ),
      readback: orNull(shape<NonNullable<DeskAction['readback']>>({ text: isText, card: orNull(isCard) })),
    }),
  ),
});

/** Whether an unknown value is a list of templates. */
export const isDeskTemplates = shape<DeskTemplates>({
  templates: listOf(shape<DeskTemplate>({ id: isText, title: isText, text: isText })),
});

/** Whether an unknown value says what came of it. */
export const isDeskDone = shape<DeskDone>({ seq: isWhole, duplicate: isFlag, requested: isFlag });
