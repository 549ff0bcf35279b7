/** monitoring/datadog-monitors.json: bodies of POST /api/v1/monitor, for the alerts that Datadog's queries can express. */
import type { Alert } from '../../model/alert.js';
import type { Review } from '../../model/review.js';
import { cut, oneLine, visible } from '../escape.js';

/** Datadog's name of a priority: 1 is the most urgent. */
const PRIORITY = { page: 2, ticket: 4 } as const;

/** The threshold of a monitor must be the number that its query ends with. */
export function renderDatadog({ alerts }: Pick<Review, 'alerts'>): string {
  const monitors = alerts.flatMap((alert) => {
    if (alert.datadog === null || alert.threshold === null) return [];
    return [
      {
        name: cut(oneLine(`${alert.name}: ${alert.summary}`), 200),
        type: 'query alert',
        query: visible(alert.datadog),
        message: messageOf(alert),
        tags: [...Object.entries(alert.labels).map(([name, value]) => `${name}:${oneLine(value)}`), 'source:caseharden'],
        priority: PRIORITY[alert.severity],
        options: {
          thresholds: { critical: alert.threshold.value },
          notify_no_data: false,
          require_full_window: false,
          include_tags: true,
          evaluation_delay: 60,
        },
      },
    ];
  });
  return `${JSON.stringify(monitors, null, 2)}\n`;
}

/** Braces in double pairs are variables of Datadog. */
function messageOf({ description, runbook, replay }: Alert): string {
  const seen = replay === null ? '' : ` On the audited input it would have fired at ${replay.fires}.`;
  return oneLine(`${description}${seen} Runbook: ${runbook}`).replace(/\{\{|\}\}/g, ' ');
}
