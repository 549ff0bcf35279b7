/** The kinds of integrations, read from the file beside this one, and the one that the flows show. */

import { readFileSync } from 'node:fs';
import type { Facts } from '../../model/facts.js';
import { type IntegrationKind, IntegrationKinds } from '../../model/integration.js';
import { READ_ONCE } from '../../model/read-once.js';
import { fillTemplate } from '../../util/template.js';
import { parseYaml } from '../../util/yaml.js';

let known: IntegrationKinds | null = null;

/** @throws ZodError when the file is not sound: a fault of the program. */
export function integrationKinds(): IntegrationKinds {
  known ??= IntegrationKinds.parse(parseYaml(readFileSync(new URL('kinds.yaml', import.meta.url), 'utf8')), READ_ONCE);
  return known;
}

/** The kind whose words stand in the names of most write calls; records in general when fewer than half of them show any; null without writes. */
export function kindOf({ operations }: Pick<Facts, 'operations'>): IntegrationKind | null {
  const writes = operations.filter(({ is_write }) => is_write);
  const all = writes.reduce((sum, { calls }) => sum + calls, 0);
  const counted = integrationKinds().kinds.map((kind) => ({
    kind,
    calls: writes.filter(({ operation }) => speaksOf(operation, kind.words)).reduce((sum, { calls }) => sum + calls, 0),
  }));
  const best = counted.sort((a, b) => b.calls - a.calls)[0];
  if (all === 0) return null;
  return best && best.calls * 2 >= all ? best.kind : integrationKinds().other;
}

/** A text of the file with the words of the kind. */
export function kindText(kind: IntegrationKind, template: string): string {
  const words: Readonly<Record<string, string>> = {
    record: kind.record,
    records: kind.records,
    request: kind.request,
    response: kind.response,
  };
  return fillTemplate(template, (name) => words[name] ?? null);
}

function speaksOf(operation: string, words: readonly string[]): boolean {
  const named = operation
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return named.some((word) => words.includes(word) || words.includes(word.replace(/s$/, '')) || words.includes(word.replace(/ies$/, 'y')));
}
