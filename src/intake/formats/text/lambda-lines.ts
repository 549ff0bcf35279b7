/**
 * The lines that the platform of AWS Lambda writes around each invocation, wherever the log is kept: in the console's download, behind
 * `aws logs tail`, in a table or a document of events.
 */
import type { ParsedLine, Value } from '../../records/format.js';

/** `START RequestId: … Version: $LATEST`, `REPORT RequestId: …\tDuration: …`, `INIT_START Runtime Version: …`. */
const PLATFORM =
  /^(?:(?:START|END|REPORT|INIT_START|INIT_REPORT|RESTORE_START|RESTORE_REPORT|XRAY|EXTENSION|TELEMETRY|LOGS|RequestId)(?::|\s)\s*(?=RequestId|Runtime Version|Init Duration|Restore|TraceId|Name|[\da-f]{8}-)|RequestId: )/;
const REQUEST = /\b([\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})\b/;
const DURATION = /\bDuration: ([\d.]+) ms\b/;
/** How the invocation ended: another line tells of it as well, and says more (`Task timed out after 3.00 seconds`). */
const ENDED = /\tStatus: (\w+)(?:\tError Type: ([\w.]+))?/;
/** The time, the request and the words of a line of the platform about the program. */
const OF_REQUEST = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}) (.+)$/;

/** Reads a line about an invocation; null when it is none. */
export function lambdaPlatform(line: string): ParsedLine | null {
  if (!PLATFORM.test(line)) return null;
  const request = REQUEST.exec(line)?.[1];
  const ended = line.startsWith('REPORT') ? ENDED.exec(line) : null;
  const fields: Record<string, Value> = {};
  if (request !== undefined) fields.request_id = request;
  if (ended !== null) fields.invocation_status = ended[1] as string;
  const taken = DURATION.exec(line)?.[1];
  return {
    time: null,
    message: (ended === null ? line : line.replace(ended[0], '')).trimEnd(),
    fields,
    proven: { kind: 'statement', level: 'debug', ...(taken === undefined ? {} : { duration_ms: Number(taken) }) },
  };
}

/** `2026-… 9c1d… Task timed out after 3.00 seconds`: what the platform says of the program, with blanks where the program has tabs. */
export function lambdaAbout(line: string): ParsedLine | null {
  const about = OF_REQUEST.exec(line);
  return about === null ? null : { time: about[1] as string, message: about[3] as string, fields: { request_id: about[2] as string } };
}
