// The traffic as lines of the formats that are measured.
const iso = (ms) => new Date(ms).toISOString();
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Structured logging as the loggers of Node.js, Go and Java write it: about 470 bytes a line. */
export function jsonLine(call) {
  return JSON.stringify({
    time: iso(call.at),
    level: call.status < 400 ? 'info' : 'error',
    service: call.service,
    hostname: `${call.service}-7c9d8b6f4-x2x${call.id.length % 10}p`,
    trace_id: call.trace,
    request_id: `req-${call.trace.slice(-12)}-${call.attempt}`,
    http: { method: call.method, url: `https://${call.host}${call.path}`, status_code: call.status, user_agent: 'integration-client/4.2' },
    [call.key]: call.id,
    attempt: call.attempt,
    duration_ms: call.took,
    ...(call.created ? { created_id: call.created } : {}),
    msg: call.status < 400 ? 'request completed' : `request failed with status ${call.status}`,
    ...(call.status >= 400 ? { error: { code: `E${call.status}`, message: 'the target refused the request' } } : {}),
  });
}

/** The combined format with request time and request id, as a proxy before the target writes it: about 150 bytes a line. */
export function accessLine(call) {
  const at = new Date(call.at);
  const two = (n) => String(n).padStart(2, '0');
  const time = `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}:${iso(call.at).slice(11, 19)} +0000`;
  return `10.0.${call.id.length}.${call.attempt} - ${call.service} [${time}] "${call.method} ${call.path} HTTP/1.1" ${call.status} ${call.took * 3} "-" "integration-client/4.2" rt=${(call.took / 1000).toFixed(3)}`;
}

/** logfmt, as services in Go write it. */
export function logfmtLine(call) {
  return `time=${iso(call.at)} level=${call.status < 400 ? 'info' : 'error'} service=${call.service} trace_id=${call.trace} method=${call.method} url=https://${call.host}${call.path} status=${call.status} ${call.key}=${call.id} attempt=${call.attempt} duration_ms=${call.took} msg="${call.status < 400 ? 'request completed' : 'request failed'}"`;
}
