/** Queues of RabbitMQ as its API lists them: their depth at the moment of asking. One queue is one record. */
import { asObject } from '../json/value.js';
import type { DocumentShape } from './json-document.js';
import { mainList, shareOf } from './list.js';
import { isQueue, queueRecord } from './queue-tables.js';

export const queues: DocumentShape = {
  name: 'rabbitmq-queues',
  score: 0.92,
  fits: (value) => (shareOf(mainList(value) ?? [], isQueue) > 0.5 ? 'queues of RabbitMQ with their messages' : null),
  *read(document) {
    for (const item of mainList(document.value) ?? []) yield queueRecord(asObject(item), document.lineOf(item));
  },
};
