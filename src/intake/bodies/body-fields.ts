/** Bodies that a record holds as the text of a field: JSON or a form, or the beginning of one. */

import type { PathNode } from '../plan/paths.js';
import type { Reading } from '../reading.js';
import { beginningOf, previewOf } from '../records/cut-json.js';
import { jsonOf } from './body.js';
import { textBody } from './text-body.js';

/** Takes the part of a body that a field shows beside its size or its hash; false where it shows none. */
export function takePreview(value: string, node: PathNode, reading: Reading): boolean {
  const preview = previewOf(node.name, value);
  if (preview === null) return false;
  reading.bodies[preview.side] ??= preview.body;
  return true;
}

/** Takes the text of a field as the body that the field stands for. */
export function takeJsonBody(field: string, value: string | number | boolean, reading: Reading): void {
  const json = jsonOf(value) ?? (typeof value === 'string' ? (beginningOf(value) ?? textBody(value)) : undefined);
  if (json === undefined) return;
  if (field === 'request_body') reading.bodies.request ??= json;
  else reading.bodies.response ??= json;
}
