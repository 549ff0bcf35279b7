/** Texts that the configuration says nobody may see: taken out of events, excerpts and the account of the inputs. */
import { Event } from '../../model/event.js';
import type { Input } from '../../model/input.js';
import type { Redaction } from '../../model/redaction.js';
import type { Unmatched } from '../../model/unmatched.js';

export interface OwnRedaction {
  readonly text: (text: string) => string;
  readonly events: (events: readonly Event[]) => Event[];
  readonly inputs: <Some extends Input>(inputs: readonly Some[]) => Some[];
  /** Patterns that fitted nothing so far. */
  readonly unmatched: () => Unmatched[];
}

/** In these an identifier stands for all others; a number would make each record an operation of its own. */
const SHARED: readonly (keyof Event)[] = ['operation', 'route', 'template', 'error', 'topic', 'body_shape'];
/** JSON texts: their values are masked, not their marks. */
const JSON_TEXTS: readonly (keyof Event)[] = ['ids', 'labels'];
/** The place is needed to find the line again; kinds and states are words of the program. */
const KEPT: readonly (keyof Event)[] = ['file', 'kind', 'vantage', 'signal', 'level', 'zone', 'method', 'payload_hash', 'body_outcome'];
const TEXTS = (Object.keys(Event.shape) as (keyof Event)[]).filter((field) => !KEPT.includes(field));

/**
 * Each hidden text gets a number in the order of appearance, so that equal texts stay equal and others stay apart. The
 * numbers say nothing of the text, unlike a hash, which can be found by trying.
 */
export function createOwnRedaction(patterns: readonly Redaction[]): OwnRedaction {
  const rules = patterns.map(({ kind, match }) => ({
    kind,
    match: new RegExp(match, 'g'),
    numbers: new Map<string, number>(),
    used: false,
  }));
  const mask = (text: string, word: (kind: string, number: number) => string): string => {
    let clean = text;
    for (const rule of rules) {
      clean = clean.replace(rule.match, (hidden) => {
        rule.used = true;
        const number = rule.numbers.get(hidden) ?? rule.numbers.size + 1;
        rule.numbers.set(hidden, number);
        return word(rule.kind, number);
      });
    }
    return clean;
  };
  const text = (plain: string) => mask(plain, (kind, number) => `[REDACTED:${kind} ${number}]`);
  const shared = (plain: string) => mask(plain, (kind) => `{${kind}}`);
  const field = (name: keyof Event, value: string) =>
    SHARED.includes(name) ? shared(value) : JSON_TEXTS.includes(name) ? inJson(value, text) : text(value);
  const event = (one: Event): Event => {
    const masked: Record<string, unknown> = { ...one };
    for (const name of TEXTS) if (typeof one[name] === 'string') masked[name] = field(name, one[name]);
    return masked as Event;
  };
  const none = rules.length === 0;
  return {
    text: (plain) => (none ? plain : text(plain)),
    events: (events) => (none ? (events as Event[]) : events.map(event)),
    inputs: (inputs) => (none ? [...inputs] : inputs.map((input) => maskedInput(input, text))),
    unmatched: () =>
      rules.flatMap(({ used, kind }, at) =>
        used
          ? []
          : [{ path: ['redaction', at, 'match'], message: `${kind}: fits no text of this input; mend the expression or take it out` }],
      ),
  };
}

function maskedInput<Some extends Input>(input: Some, text: (plain: string) => string): Some {
  return {
    ...input,
    reason: text(input.reason),
    fields: input.fields.map((one) => ({ ...one, example: text(one.example) })),
    problems: input.problems.map((one) => ({ ...one, reason: text(one.reason) })),
  };
}

/** Masks the values of a JSON object; a number that holds such a text becomes a text. */
function inJson(json: string, text: (plain: string) => string): string {
  try {
    return JSON.stringify(JSON.parse(json), (_, value: unknown) => {
      if (typeof value === 'string') return text(value);
      if (typeof value !== 'number') return value;
      const masked = text(String(value));
      return masked === String(value) ? value : masked;
    });
  } catch {
    return text(json);
  }
}
