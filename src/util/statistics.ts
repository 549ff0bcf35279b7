/** Figures about many numbers. None of them is thrown off by a few outliers. */
import { linearRegression, linearRegressionLine, median, medianAbsoluteDeviation, quantile, rSquared } from 'simple-statistics';

export { median, quantile };

/** Median deviation from the median, as a share of the median: 0 when all are alike. */
export function relativeSpread(numbers: readonly number[]): number {
  const middle = median([...numbers]);
  return middle === 0 ? 0 : medianAbsoluteDeviation([...numbers]) / Math.abs(middle);
}

/** How well a straight line fits, 0 to 1, and its slope. */
export function lineThrough(points: readonly (readonly [number, number])[]): {
  readonly slope: number;
  readonly start: number;
  readonly fit: number;
} {
  const data = points.map(([x, y]) => [x, y]);
  const line = linearRegression(data);
  const fit = rSquared(data, linearRegressionLine(line));
  // Points on one level have no variance to explain: a level line fits them.
  return { slope: line.m, start: line.b, fit: Number.isFinite(fit) ? fit : 1 };
}
