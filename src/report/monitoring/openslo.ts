/** monitoring/openslo.yaml: the service levels that the input shows as OpenSLO v1, with the burn rates that would have told. */
import type { Alert, ServiceLevel } from '../../model/alert.js';
import type { Review } from '../../model/review.js';
import { toYaml } from '../../util/yaml.js';
import { cut, oneLine, visible } from '../escape.js';

const VERSION = 'openslo/v1';

/** Documents of one file; an empty file where no level fits. */
export function renderOpenSlo({ monitoring: { levels }, alerts, tool }: Pick<Review, 'monitoring' | 'alerts' | 'tool'>): string {
  const services = [...new Set(levels.map(({ target }) => target ?? 'integration'))];
  const documents = [
    ...services.map((name) => ({
      apiVersion: VERSION,
      kind: 'Service',
      metadata: metadata(name),
      spec: { description: oneLine(`Calls to ${name}`) },
    })),
    ...levels.flatMap((level, at) => [sloOf(level, at), ...conditionsOf(level, at, alerts)]),
  ];
  const head = `# Written by ${tool.name} ${tool.version} from what was seen outside of harm.\n`;
  return head + documents.map(toYaml).join('---\n');
}

/** Names hold small letters, digits and dashes. */
function nameOf(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return cut(plain, 60).replace(/[^a-z0-9]+$/, '') || 'integration';
}

function metadata(text: string, suffix = ''): object {
  return { name: `${nameOf(text)}${suffix}`, displayName: cut(oneLine(text), 120) || 'integration' };
}

function sloOf(level: ServiceLevel, at: number): object {
  const source = (query: string) => ({ metricSource: { type: 'Prometheus', spec: { query: `sum(rate(${visible(query)}[5m]))` } } });
  return {
    apiVersion: VERSION,
    kind: 'SLO',
    metadata: metadata(level.name, `-${at + 1}`),
    spec: {
      description: oneLine(`Seen outside of harm: ${(level.seen * 100).toFixed(2)} % of ${level.calls} calls were good.`),
      service: nameOf(level.target ?? 'integration'),
      indicator: {
        metadata: metadata(level.name, `-${at + 1}-good`),
        spec: { ratioMetric: { counter: true, good: source(level.good), total: source(level.total) } },
      },
      timeWindow: [{ duration: '30d', isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ displayName: 'Good calls', target: level.objective }],
    },
  };
}

/** The long window of each burn rate that was caught by its replay. */
function conditionsOf(level: ServiceLevel, at: number, alerts: readonly Alert[]): object[] {
  return alerts
    .filter((alert) => alert.kind === 'burn_rate' && alert.expr.includes(level.total))
    .map((alert) => ({
      apiVersion: VERSION,
      kind: 'AlertCondition',
      metadata: metadata(alert.name, `-${at + 1}`),
      spec: {
        description: cut(oneLine(alert.summary), 1000),
        severity: alert.severity,
        condition: {
          kind: 'burnrate',
          op: 'gt',
          threshold: Number(((alert.threshold?.value ?? 0) / (1 - level.objective)).toPrecision(3)),
          lookbackWindow: /\[(\d+[mhd])\]/.exec(alert.expr)?.[1] ?? '1h',
          alertAfter: '1m',
        },
      },
    }));
}
