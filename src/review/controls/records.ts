/** Controls on what becomes of the records and who is told. */
import type { Facts } from '../../model/facts.js';
import type { Review } from '../../model/review.js';
import { count, formatDuration, formatNumber } from '../../util/numbers.js';
import { formatTime, toRfc3339 } from '../../util/times.js';
import { signalCount } from '../material.js';
import { fires } from '../timeline.js';
import { type ControlEvidence, evidence } from './evidence.js';

export function webhookConsumer(facts: Facts): ControlEvidence {
  const skipped = signalCount(facts, 'duplicate_skipped');
  const stale = signalCount(facts, 'stale_skipped');
  const received = signalCount(facts, 'received');
  if (received > 0 && skipped + stale > 0) {
    return evidence({
      works: `Of ${count(received, 'arrival')}, ${formatNumber(skipped)} were recognised as duplicate and ${formatNumber(stale)} as older than what was there.`,
      unseen: '',
    });
  }
  return evidence({
    unseen:
      received === 0
        ? 'The input shows no incoming events.'
        : `${count(received, 'arrival')} and no redelivery among them that was recognised. Log the event id and the decision.`,
  });
}

export function deadLetter(facts: Facts): ControlEvidence {
  const parked = signalCount(facts, 'dead_lettered');
  const requeued = signalCount(facts, 'requeued');
  const gaveUp = signalCount(facts, 'gave_up');
  if (parked > 0 && requeued > 0)
    return evidence({ works: `${count(parked, 'dead letter')}, ${formatNumber(requeued)} put back.`, unseen: '' });
  if (parked > 0) return evidence({ lacks: `${count(parked, 'dead letter')}, none put back within the log.`, unseen: '' });
  if (gaveUp > 0) return evidence({ lacks: `Work was given up ${count(gaveUp, 'time')}, and no dead letter is logged.`, unseen: '' });
  return evidence({ unseen: 'No work was given up and no dead letter is logged.' });
}

export function reconciliation(): ControlEvidence {
  return evidence({ unseen: 'No run of a reconciliation is visible. Log each run with the records compared, missing and different.' });
}

/** An alert within ten minutes of the first harm is in time: two of the usual five-minute windows. */
const IN_TIME_MINUTES = 10;

export function monitoring({ moments }: Facts, lag: Review['lag']): ControlEvidence {
  const alerts = moments.filter(fires);
  const first = alerts[0];
  const notes = moments.filter(({ kind }) => kind === 'note').length;
  if (!first) {
    const held =
      notes > 0 ? `The input holds ${count(notes, 'note')} of people and no alerts.` : 'The input holds no alerts and no reports.';
    return evidence({ unseen: `${held} Hand in the alerts that fired.` });
  }
  if (lag.firstHarm === null)
    return evidence({ works: `${count(alerts.length, 'alert')} in the input, the first at ${formatTime(toRfc3339(first.at_ms))}.` });
  if (lag.firstAlert === null) return evidence({ lacks: `No alert after the first harm at ${formatTime(lag.firstHarm)}.` });
  const minutes = (Date.parse(lag.firstAlert) - Date.parse(lag.firstHarm)) / 60_000;
  const told = `The first alert came ${formatDuration(minutes * 60_000)} after the first harm.`;
  return evidence(minutes <= IN_TIME_MINUTES ? { works: told } : { lacks: told });
}
