/** Requests of monitors, which are no work. */
import { memo } from '../../util/memo.js';

const PROBE_PATH =
  /^\/(?:[\w-]+\/)?(?:health(?:z|check|_check)?|live(?:z|ness)?|ready(?:z|ness)?|ping|status|metrics|_health|heartbeat|actuator(?:\/\w+)?|alive|up|internal\/health|-\/(?:healthy|ready))\/?$/i;
const PROBE_CLIENT =
  /kube-probe|HealthChecker|Prometheus\/|GoogleHC|Uptime|Pingdom|StatusCake|Blackbox|Datadog Agent|Consul Health|Zabbix|Nagios|check_http/i;

const isProbeClient = memo((client) => PROBE_CLIENT.test(client));

/** Health checks and metric scrapes are no work. */
export function isProbe(method: string | null, path: string | null, client: string | null): boolean {
  if (client !== null && isProbeClient(client)) return true;
  return path !== null && (method === null || method === 'GET' || method === 'HEAD' || method === 'OPTIONS') && PROBE_PATH.test(path);
}
