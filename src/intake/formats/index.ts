/** All formats. Of two that fit equally well the first wins. */
import { eventStream } from '../records/event-stream.js';
import type { Format, LineFormat } from '../records/format.js';
import { accessLog } from './access/access-log.js';
import { awsAlb, awsElb } from './access/aws-load-balancer.js';
import { envoy } from './access/envoy.js';
import { gin } from './access/gin.js';
import { haproxy } from './access/haproxy.js';
import { proxyManager } from './access/proxy-manager.js';
import { uwsgi } from './access/uwsgi.js';
import { w3c } from './access/w3c.js';
import { documentFormats } from './documents.js';
import { jsonFormats } from './json.js';
import { logfmt } from './logfmt.js';
import { awsTail } from './text/aws-tail.js';
import { glog } from './text/glog.js';
import { lambda } from './text/lambda.js';
import { levelled } from './text/levelled.js';
import { mysqlSlow } from './text/mysql-slow.js';
import { nagios } from './text/nagios.js';
import { plainText } from './text/plain.js';
import { rails } from './text/rails.js';
import { timestamped } from './text/timestamped.js';
import { cri } from './wrappers/cri.js';
import { docker } from './wrappers/docker.js';
import { drain } from './wrappers/drain.js';
import { journald } from './wrappers/journald.js';
import { compose, kubectl } from './wrappers/prefix.js';
import { prefixed } from './wrappers/prefixed.js';
import { runner } from './wrappers/runner.js';
import { searched } from './wrappers/searched.js';
import { stamped } from './wrappers/stamped.js';
import { syslog } from './wrappers/syslog.js';

export const wrapperFormats = [docker, cri, journald, kubectl, syslog, drain, compose, runner, searched, stamped, prefixed] as const;
export const lineFormats = [
  accessLog,
  gin,
  haproxy,
  awsAlb,
  awsElb,
  envoy,
  proxyManager,
  uwsgi,
  w3c,
  logfmt,
  awsTail,
  lambda,
  glog,
  rails,
  mysqlSlow,
  nagios,
  timestamped,
  levelled,
] as const;

export const formats: readonly Format[] = [eventStream, ...wrapperFormats, ...documentFormats, ...jsonFormats, ...lineFormats, plainText];

/** The line format of that name among all formats; a user may have others of the same name. */
export function lineFormatNamed(name: string): LineFormat | undefined {
  return formats.find((format): format is LineFormat => format.kind === 'lines' && format.name === name);
}
