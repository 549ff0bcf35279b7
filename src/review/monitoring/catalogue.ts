/** The metrics that are recommended, read from the file beside this one. */

import { readFileSync } from 'node:fs';
import { MetricCatalogue } from '../../model/metric.js';
import { READ_ONCE } from '../../model/read-once.js';
import { parseYaml } from '../../util/yaml.js';

let known: MetricCatalogue | null = null;

/** @throws ZodError when the file is not sound: a fault of the program. */
export function metricCatalogue(): MetricCatalogue {
  known ??= MetricCatalogue.parse(parseYaml(readFileSync(new URL('metrics.yaml', import.meta.url), 'utf8')), READ_ONCE);
  return known;
}
