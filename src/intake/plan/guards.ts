/** Which values are believed to belong to a field, and what they are in the field's own unit and type. */
import type { Event } from '../../model/event.js';
import { CODE } from '../bodies/body-results.js';
import { textBody } from '../bodies/text-body.js';
import { parseAddress } from '../exchanges/route.js';
import type { Value } from '../records/format.js';
import { parseDuration } from '../times/duration.js';
import { levelNamed } from '../vocabulary/levels.js';
import type { Guard } from '../vocabulary/spellings.js';

/** A believed value: a number, a text, a flag or, for bodies, JSON. */
export type Believed = Value;

const METHOD = /^(?:get|post|put|patch|delete|head|options|merge|query)$/i;
const LEVEL_NAMES = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

/** Severity on one scale: words of all loggers, pino's tens, OpenTelemetry's 1 to 24, logback's thousands. */
export function levelOf(value: Value): Event['level'] {
  if (typeof value === 'string' && Number.isNaN(Number(value))) return levelNamed(value);
  const number = Number(value);
  if (!Number.isFinite(number) || number <= 0) return null;
  if (number >= 1000) return LEVEL_NAMES[Math.min(5, Math.max(0, Math.floor(number / 10_000)))] ?? null;
  if (number >= 10 && number <= 60 && number % 10 === 0) return LEVEL_NAMES[number / 10 - 1] ?? null;
  return number <= 24 ? (LEVEL_NAMES[Math.floor((number - 1) / 4)] ?? null) : null;
}

/** The value as the field wants it, or null when it is not believed. Durations come in milliseconds. */
export function believe(guard: Guard, value: Value, unit: number, top: boolean): Believed {
  if (value === null) return null;
  if (guard === 'body')
    return typeof value === 'object' || (typeof value === 'string' && (/^\s*[[{<]/.test(value) || textBody(value) !== undefined))
      ? value
      : null;
  if (Array.isArray(value)) return value.length === 1 ? believe(guard, value[0]!, unit, top) : null;
  if (typeof value === 'object' || value === '' || value === '-') return null;
  switch (guard) {
    case 'http_status':
      return statusOf(value);
    case 'duration':
      return typeof value === 'boolean' ? null : parseDuration(lastOf(value), unit);
    case 'time':
    case 'reset':
    case 'retry_after':
      return typeof value === 'boolean' ? null : value;
    case 'count':
      return countOf(value);
    case 'number':
    case 'amount':
      return numberOf(value, guard === 'amount');
    case 'flag':
      return typeof value === 'boolean'
        ? value
        : /^(?:true|yes|1|hit)$/i.test(String(value))
          ? true
          : /^(?:false|no|0|miss)$/i.test(String(value))
            ? false
            : null;
    case 'level':
      return levelOf(typeof value === 'boolean' ? null : value);
    case 'code':
      return codeOf(value);
    case 'result':
      return typeof value === 'boolean' || !CODE.test(String(value)) ? null : String(value);
    case 'id':
      return idOf(value, top);
    default:
      return typeof value === 'boolean' ? null : textOf(guard, String(value).trim());
  }
}

/** nginx lists a value for each upstream it tried: the last one answered. */
function lastOf(value: string | number): string | number {
  if (typeof value === 'number' || !value.includes(',')) return value;
  return /\d,\s/.test(value) ? value.slice(value.lastIndexOf(',') + 1).trim() : value;
}

function statusOf(value: string | number | boolean): number | null {
  if (typeof value === 'boolean') return null;
  const text = lastOf(value);
  const m = typeof text === 'number' ? null : /^(?:HTTP\/[\d.]+\s+|HTTP\s*)?(\d{3})(?:\s+[A-Za-z].*)?$/.exec(text);
  const status = typeof text === 'number' ? text : m === null ? Number.NaN : Number(m[1]);
  return Number.isInteger(status) && status >= 100 && status <= 599 ? status : null;
}

function countOf(value: string | number | boolean): number | null {
  if (typeof value === 'boolean') return null;
  const number = typeof value === 'number' ? value : Number(/^(\d{1,4})(?:\s*\/\s*\d+)?$/.exec(value)?.[1] ?? Number.NaN);
  return Number.isInteger(number) && number >= 0 && number < 10_000 ? number : null;
}

/** `1.479,87` and `12,5` of much of the world; `1,250` is left to be a thousand. */
const DECIMAL_COMMA = /^(-?\d{1,3}(?:\.\d{3})+|-?\d+),(\d{1,2}|\d{4,})$/;
const decimalPoint = (_: string, whole: string, rest: string) => `${whole.replaceAll('.', '')}.${rest}`;

function numberOf(value: string | number | boolean, money: boolean): number | null {
  if (typeof value === 'boolean') return null;
  const number =
    typeof value === 'number'
      ? value
      : Number(
          money
            ? value
                .replace(/^[^\d-]{0,4}|\s*[A-Z€$£]{1,3}$/g, '')
                .replace(DECIMAL_COMMA, decimalPoint)
                .replace(/(\d),(?=\d{3}\b)/g, '$1')
            : value,
        );
  return Number.isFinite(number) ? number : null;
}

/** Codes are words or numbers of a provider; three digits repeat the status. */
function codeOf(value: string | number | boolean): string | null {
  if (typeof value === 'boolean') return null;
  const text = String(value).trim();
  if (
    text === '' ||
    text.length > 100 ||
    /\s/.test(text) ||
    /^[1-5]\d\d$/.test(text) ||
    /^(?:0|ok|none|null|object|string|error|exception)$/i.test(text)
  )
    return null;
  return text.includes('.') && /(?:Exception|Error)$/.test(text) ? text.slice(text.lastIndexOf('.') + 1) : text;
}

/** Ids are words without blanks; names of one word (`event`, `batch`) also hold names, so a digit is asked for. */
function idOf(value: string | number | boolean, top: boolean): string | null {
  if (typeof value === 'boolean') return null;
  const text = String(value).trim();
  if (text === '' || text.length > 200 || /\s/.test(text) || /^(?:-|null|none|undefined|0|n\/a|unknown)$/i.test(text)) return null;
  return top && !/\d/.test(text) && !RANDOM.test(text) ? null : text;
}

/** One in thirty random ids of ten letters and figures holds no figure: `ev-ACRDCTXPNT`, capitals behind a small prefix as no name has them. */
const RANDOM = /^[a-z]{1,5}[-_][A-Z]{8,32}$/;

function textOf(guard: Guard, text: string): string | null {
  if (text === '' || text === '-' || (text.length <= 9 && /^(?:null|undefined|n\/a)$/i.test(text))) return null;
  switch (guard) {
    case 'method':
      return METHOD.test(text) ? text.toUpperCase() : null;
    case 'url':
      return /^[a-z][a-z0-9+.-]*:\/\/|^\//i.test(text) ? text : null;
    case 'path':
      return text.startsWith('/') ? text : null;
    case 'host':
      return hostOf(text);
    case 'name':
      return text.length <= 80 && !/\s{2,}|[{}<>"]/.test(text) ? text : null;
    case 'state':
      return text.length <= 40 && !/^\d+$/.test(text) ? text : null;
    case 'pair':
      return /\d+\s*\/\s*\d+/.test(text) ? text : null;
    default:
      return text;
  }
}

function hostOf(text: string): string | null {
  const host = parseAddress(text)?.host ?? text.replace(/:\d+$/, '').toLowerCase();
  return /^[\w.-]+$/.test(host) ? host : null;
}
