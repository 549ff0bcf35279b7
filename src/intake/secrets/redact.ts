/** Takes credentials and personal data out of text, and says which kinds a text holds. */
import type { Span } from './secret-names.js';
import { mayHoldSecret, secretPatterns } from './secrets.js';

/**
 * Replaces credentials and personal data by `[REDACTED:kind]`. Times, paths and business keys stay.
 * Redacting twice changes nothing.
 */
export function redact(text: string): string {
  if (!mayHoldSecret(text)) return text;
  let clean = text;
  for (const { kind, trigger, find } of secretPatterns()) if (trigger.test(clean)) clean = without(clean, find(clean), kind);
  return clean;
}

/** Kinds of credentials and personal data that stand unmasked in the text, sorted. */
export function findSecrets(text: string): string[] {
  if (!mayHoldSecret(text)) return [];
  const kinds = new Set<string>();
  // What one pattern took is no other secret as well: `https://user:word@host` holds no mail address.
  let rest = text;
  for (const { kind, trigger, find } of secretPatterns()) {
    const spans = trigger.test(rest) ? find(rest) : [];
    if (spans.length === 0) continue;
    kinds.add(kind);
    rest = without(rest, spans, kind);
  }
  return [...kinds].sort();
}

function without(text: string, spans: readonly Span[], kind: string): string {
  let out = '';
  let from = 0;
  for (const { start, end } of spans) {
    out += `${text.slice(from, start)}[REDACTED:${kind}]`;
    from = end;
  }
  return out + text.slice(from);
}
