/** Attempts of webhook deliveries, one JSON object a line, as services export what they sent. */
import type { JsonObject } from '../../records/value.js';
import { deliveryTime, proveDelivery } from '../documents/deliveries.js';
import type { JsonShape, Line } from './shape.js';

/** Names of the delivery, of the event and of the attempt: together no other record has them. */
const IDS = [
  ['delivery', 'event'],
  ['delivery', 'event_id'],
  ['delivery_id', 'event'],
  ['delivery_id', 'event_id'],
  ['deliveryId', 'eventId'],
  ['deliveryId', 'event'],
] as const;
const TRIES = ['attempt', 'attempt_no', 'attempt_number', 'attemptNumber', 'attemptNo', 'try'] as const;

export const DELIVERY_SHAPES: readonly JsonShape[] = [
  {
    name: 'webhook-deliveries',
    marks: IDS.flatMap(([delivery, event]) => TRIES.map((attempt) => [`${delivery}:string`, `${event}:string`, attempt])),
    // What a program says while it sends has a level or words of its own, and is read as its log.
    never: ['level', 'severity', 'msg', 'message', 'logger', 'method'],
    follow: () => attemptOf,
  },
];

/** The id of a delivery is none of a record, also where it is called as a parcel might be. */
function attemptOf({ delivery, ...rest }: JsonObject): Line {
  const fields = delivery === undefined ? rest : { ...rest, delivery_id: delivery };
  return { time: deliveryTime(fields), message: null, fields, proven: proveDelivery(fields) };
}
