import { z } from 'zod';
import { EVENT_TYPES, type EventType, isEventType } from './event-types.ts';

const Instant = z.string().meta({ description: 'ISO 8601, UTC' });
const Type = z.enum(Object.keys(EVENT_TYPES).filter(isEventType));
const Status = z.enum(['waiting', 'delivered', 'failed']);

const Url = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(2_000)
  .meta({ description: 'An https address of the open network.' });
const Description = z
  .string()
  .trim()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be on one line, without control characters');
const Types = z
  .array(Type)
  .min(1, 'must name at least one event')
  .max(50)
  .transform((types): EventType[] => [...new Set(types)]);
const Id = z.string().min(1).max(100);

/** A new endpoint. */
export const MakeEndpoint = z.strictObject({
  url: Url,
  description: Description.default(''),
  event_types: Types,
});
/** What is to be different; what is absent stays. */
export const ChangeEndpoint = z.strictObject({
  url: Url.optional(),
  description: Description.optional(),
  event_types: Types.optional(),
  enabled: z.boolean().optional(),
});
/** How long the secret before goes on signing too. */
export const Rotate = z.strictObject({
  overlap_hours: z
    .int()
    .min(0)
    .max(168)
    .default(24)
    .meta({ description: 'For so many hours the secret before signs too; 0: it ends at once.' }),
});
/** Since when what failed is sent again. */
export const AgainSince = z.strictObject({ since: z.iso.datetime() });

/** The endpoint in the address. */
export const EndpointAddress = z.object({ webhook: Id });
/** The delivery in the address. */
export const DeliveryAddress = z.object({ webhook: Id, message: Id });

const PLACE = /^\d{4}-\d\d-\d\dT[\d:.]+Z\/[\w-]{1,100}$/;

/** Which deliveries. */
export const DeliveryFilters = z.object({
  status: Status.optional(),
  before: z
    .string()
    .regex(PLACE, 'must be what the page before gave')
    .refine(
      (place) => z.iso.datetime().safeParse(place.split('/')[0]).success,
      'must be what the page before gave',
    )
    .optional(),
});

const EndpointShape = z
  .object({
    endpoint_id: z.string(),
    shop_id: z.string().nullable().meta({ description: 'null: of the platform, told of every shop' }),
    url: z.string(),
    description: z.string(),
    event_types: z.array(Type),
    enabled: z.boolean(),
    off_because: z
      .enum(['gone', 'failing'])
      .nullable()
      .meta({ description: 'Why Hark turned it off: it answered 410, or accepted nothing for long.' }),
    failing_since: Instant.nullable(),
    made_at: Instant,
    old_secret_ends_at: Instant.nullable(),
    waiting: z.int(),
    delivered: z.int(),
    failed: z.int(),
  })
  .meta({ id: 'WebhookEndpoint' });

/** The endpoints of a house, and what they can be told of. */
export const Endpoints = z.object({
  endpoints: z.array(EndpointShape),
  event_types: z.array(z.object({ type: Type, says: z.string() })),
});
/** The secret, once. */
export const MadeEndpoint = z.object({ endpoint_id: z.string(), secret: z.string() });
/** The new secret, once. */
export const RotatedSecret = z.object({ secret: z.string(), ends_at: Instant });

const DeliveryShape = z
  .object({
    message_id: z.string(),
    type: z.string(),
    conversation_id: z.string().nullable(),
    made_at: Instant,
    status: Status,
    attempts: z.int(),
    sending: z.boolean(),
    next_at: Instant.nullable().meta({ description: 'Of the next try.' }),
    trouble: z.string().nullable().meta({ description: 'Why the last try failed.' }),
  })
  .meta({ id: 'WebhookDelivery' });
/** A page of deliveries, newest first. */
export const Deliveries = z.object({ deliveries: z.array(DeliveryShape), before: z.string().nullable() });
/** One delivery with everything that is known of it. */
export const DeliveryInFull = DeliveryShape.extend({
  body: z.string().meta({ description: 'As it is signed and sent.' }),
  tried: z.array(
    z.object({
      attempt: z.int(),
      at: Instant,
      took_ms: z.int(),
      status_code: z.int().nullable().meta({ description: 'null: there was no answer' }),
      trouble: z.string().nullable(),
      response: z.string().nullable().meta({ description: 'The beginning of the answer, masked.' }),
    }),
  ),
}).meta({ id: 'WebhookDeliveryInFull' });
/** The message that was sent for a test. */
export const Tested = z.object({ message_id: z.string() });
/** How many are sent again. */
export const BegunAgain = z.object({ messages: z.int() });
/** It was done. */
export const Done = z.object({ done: z.literal(true) });
