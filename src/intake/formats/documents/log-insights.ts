/** Results of CloudWatch Logs Insights (`aws logs get-query-results`): each row is a list of fields with their values. */

import type { ReadResult, Value } from '../../records/format.js';
import { isObject, type JsonObject } from '../../records/value.js';
import { withInnerLine } from '../inner-line.js';
import type { Located } from '../json/located.js';
import { readObject } from '../json/read.js';
import { PLAIN, shapeOf } from '../json/shapes.js';
import { asObject, asText, set } from '../json/value.js';
import type { DocumentShape } from './json-document.js';

/** Points at the event in the store; says nothing of it. */
const POINTER = '@ptr';

const isCell = (value: Value | undefined): value is JsonObject => isObject(value) && typeof value.field === 'string' && 'value' in value;

const rowsOf = (value: Value): readonly Value[] => {
  const rows = asObject(value).results;
  return Array.isArray(rows) ? rows.filter((row) => Array.isArray(row) && row.length > 0 && row.every(isCell)) : [];
};

function objectOf(row: Value): JsonObject {
  const out: JsonObject = {};
  for (const cell of row as JsonObject[]) if (cell.field !== POINTER) set(out, asText(cell.field) ?? '', cell.value ?? null);
  return out;
}

function* read(document: Located): Generator<ReadResult> {
  for (const row of rowsOf(document.value)) {
    const object = objectOf(row);
    yield withInnerLine({ line: document.lineOf(row), ...readObject(object, shapeOf(object) ?? PLAIN) });
  }
}

export const logInsights: DocumentShape = {
  name: 'cloudwatch-insights',
  fits: (value) => (rowsOf(value).some((row) => '@timestamp' in objectOf(row)) ? 'rows of CloudWatch Logs Insights' : null),
  read,
};
