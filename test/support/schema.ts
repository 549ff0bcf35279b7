/** Checks values against the published schemas in test/schemas. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { default as Ajv04 } from 'ajv-draft-04';
import { default as addFormats } from 'ajv-formats';

/** The first twenty places at which the value breaks the schema; empty when it fits. */
export function schemaFaults(name: string, value: unknown): string[] {
  const schema = JSON.parse(readFileSync(new URL(`../schemas/${name}.json`, import.meta.url), 'utf8'));
  const old = String(schema.$schema).includes('draft-04');
  const ajv = old
    ? new Ajv04.default({ strict: false, allErrors: true, unicodeRegExp: false })
    : new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv as Ajv);
  const check = ajv.compile(schema);
  check(value);
  return (check.errors ?? []).slice(0, 20).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
