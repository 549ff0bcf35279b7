/** All drawings of a review, in the order in which they are shown. */
import type { Review } from '../../model/review.js';
import { activityChart } from './activity.js';
import { attemptsChart } from './attempts.js';
import type { Chart } from './chart.js';
import { lagCharts } from './lag.js';
import { latencyChart } from './latency.js';
import { limitsChart } from './limits.js';
import { mapChart } from './map.js';

/** Only drawings for which the input has enough to show. */
export function chartsOf(review: Review): Chart[] {
  const single = [activityChart, attemptsChart, limitsChart, latencyChart, mapChart].map((draw) => draw(review));
  return [...single.filter((chart) => chart !== null), ...lagCharts(review)];
}
