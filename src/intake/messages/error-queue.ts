/** Last parts of names by which queues for what failed are told: `orders_error`, `bills.failed`, Dramatiq's `bills.XQ`. */
export const ERROR_QUEUE_ENDINGS = 'errors?|err|fail(?:ed|ures?)|backout|boq|reject(?:s|ed)|invalid|skipped|xq';
