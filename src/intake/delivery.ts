/** Hands events to the sink in batches, waiting for the sink where it is slow. */
import type { Event } from '../model/event.js';

/** Few: events that are handed on at once never leave the part of memory that is cleared cheaply. */
const BATCH = 100;

/** A queue in front of the sink. */
export interface Delivery {
  readonly add: (events: readonly Event[]) => void;
  readonly isFull: () => boolean;
  /** Hands on all full batches. */
  readonly whenFull: () => Promise<void>;
  /** Hands on everything. */
  readonly flush: () => Promise<void>;
  /** True once the sink has thrown: its error is not the input's. */
  readonly failed: () => boolean;
}

export function createDelivery(sink: (events: Event[]) => void | Promise<void>): Delivery {
  let waiting: Event[] = [];
  let failed = false;
  const send = async (events: Event[]) => {
    try {
      await sink(events);
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  const handOn = async (least: number) => {
    let from = 0;
    while (waiting.length - from >= least) {
      await send(waiting.slice(from, from + BATCH));
      from += BATCH;
    }
    waiting = waiting.slice(from);
  };
  return {
    add: (events) => {
      for (const event of events) waiting.push(event);
    },
    isFull: () => waiting.length >= BATCH,
    whenFull: () => handOn(BATCH),
    flush: () => handOn(1),
    failed: () => failed,
  };
}
