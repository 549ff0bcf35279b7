/** The last resort: text that no format fits. Each non-blank line is a record without a time. */
import type { LineFormat } from '../../records/format.js';
import { DATED_AT_END } from './timestamp.js';
import { splitTrailingJson } from './trailing-json.js';

/** A format must read more than half of the lines to be preferred. */
const SCORE = 0.4;

export const plainText: LineFormat = {
  name: 'text',
  kind: 'lines',
  otherLines: 'malformed',
  lastResort: true,
  fit: () => ({ score: SCORE, reason: 'no format fits; each line is read as text' }),
  parse: (line) => {
    const { message, object } = splitTrailingJson(line.trim());
    return { time: DATED_AT_END.exec(message)?.[1] ?? null, message, fields: object ?? {} };
  },
};
