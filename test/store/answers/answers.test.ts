/** Real-looking answers of each provider, from the text to the outcome: intake's readers and the taxonomy together. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jsonOf, readBody } from '../../../src/intake/bodies/body.js';
import { errorOf } from '../../../src/intake/exchanges/error-text.js';
import { templateOf } from '../../../src/intake/messages/template.js';
import { loadTaxonomy } from '../../../src/rulepack/taxonomy.js';
import { classifier, type Ending } from '../../../src/store/classify.js';
import { TAXONOMY } from '../../../src/util/version.js';
import { parseYaml } from '../../../src/util/yaml.js';

type Answer = readonly [outcome: string, status: number | null, text: string];
const ANSWERS = parseYaml(readFileSync(new URL('./answers.yaml', import.meta.url), 'utf8')) as Record<string, Answer[]>;
const classify = classifier(loadTaxonomy(TAXONOMY));

/** What intake makes of the end of a write that was answered, or broke, with this text. */
function endingOf(status: number | null, text: string): Ending {
  const value = jsonOf(text);
  const body = value === undefined ? null : readBody(value, status);
  const words = body === null ? text : body.message;
  const fault = value === undefined ? errorOf(text) : null;
  return {
    kind: 'exchange',
    is_write: true,
    status,
    code: body?.code ?? fault?.code ?? null,
    error: words === null ? null : templateOf(words),
    timed_out: fault?.timedOut ?? null,
    sent: fault?.sent ?? null,
    body_outcome: body?.outcome ?? null,
    replayed: null,
    signal: null,
    level: status === null ? 'error' : null,
  };
}

describe.each(Object.entries(ANSWERS))('%s', (_, answers) => {
  test.each(answers)('%s: %s %s', (outcome, status, text) => {
    const ending = endingOf(status, text);
    expect(classify(ending), JSON.stringify({ code: ending.code, error: ending.error })).toBe(outcome);
  });
});
