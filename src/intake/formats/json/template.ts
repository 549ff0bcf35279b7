/** Message templates in the manner of Serilog and .NET: `Order {OrderId} refused with {Status:000}`. */
import type { JsonObject } from '../../records/value.js';
import { asText } from './value.js';

const HOLE = /\{\{|\}\}|\{[@$]?([A-Za-z0-9_.-]+)(?:,[^}:]*)?(?::[^}]*)?\}/g;

/** The message of an event: rendered already, or the template with the properties filled in; null when it has neither. */
export function renderTemplate(object: JsonObject): string | null {
  const ready = asText(object['@m']) ?? asText(object.RenderedMessage);
  if (ready !== null) return ready;
  const template = asText(object['@mt']) ?? asText(object.MessageTemplate);
  return template === null ? null : template.replace(HOLE, (hole, name: string | undefined) => fill(object, hole, name));
}

function fill(object: JsonObject, hole: string, name: string | undefined): string {
  if (hole === '{{') return '{';
  if (hole === '}}') return '}';
  const value = name === undefined ? undefined : object[name];
  if (value === undefined) return hole;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
