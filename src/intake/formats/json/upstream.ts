/** nginx lists every upstream server it tried: "504, 200" and "10.001, 0.120". */
import { asNumber, asStatus, asText, type JsonObject } from './value.js';

export interface Try {
  readonly status: number | null;
  readonly ms: number | null;
}

/** Several servers are parted by commas, internal redirects by " : ". */
const parts = (text: string | null): readonly string[] => (text === null ? [] : text.split(/\s*,\s*|\s+:\s+/));

/** The tries of one exchange in their order; empty when the line has no upstream. */
export function tries(object: JsonObject): readonly Try[] {
  const statuses = parts(asText(object.upstream_status));
  const times = parts(asText(object.upstream_response_time));
  return statuses.map((status, index) => {
    const seconds = asNumber(times[index]);
    return { status: asStatus(status), ms: seconds === null ? null : seconds * 1000 };
  });
}
