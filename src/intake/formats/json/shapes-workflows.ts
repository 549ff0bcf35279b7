/** Histories of workflow engines, an event a line. */
import type { JsonShape } from './shape.js';
import { followExecutions } from './step-functions.js';
import { asObject, asText } from './value.js';

export const WORKFLOW_SHAPES: readonly JsonShape[] = [
  {
    name: 'step-functions',
    marks: [['execution_arn', 'event_timestamp', 'previous_event_id', 'type:string']],
    time: ['event_timestamp'],
    unit: 'ms',
    message: ['type'],
    follow: () => {
      const follow = followExecutions();
      return (object) =>
        follow({
          id: asText(object.id) ?? '',
          previous: asText(object.previous_event_id) ?? '',
          type: asText(object.type) ?? '',
          execution: asText(object.execution_arn) ?? '',
          time: asText(object.event_timestamp),
          details: asObject(object.details),
        });
    },
  },
];
