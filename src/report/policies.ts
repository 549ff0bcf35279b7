/** policies.yaml: the policies for machines. The section of the review says the same in words. */
import type { Review } from '../model/review.js';
import { toYaml } from '../util/yaml.js';
import { visible } from './escape.js';

/** YAML that `docs/reference/policies.schema.json` describes. */
export function renderPolicies({ policies, tool }: Review): string {
  const head =
    '# Numbers to run these integrations with. fitted: true comes from the audited input; fitted: false is a default with its source.\n';
  const entries = policies.map(({ setting, applies_to, values, fitted, name, value, basis, measured, lines }) => ({
    setting,
    applies_to,
    values,
    fitted,
    name,
    value,
    basis,
    measured,
    lines,
  }));
  const file = { schemaVersion: '1', written_by: `${tool.name} ${tool.version}`, policies: entries };
  return head + toYaml(shown(file));
}

/** Names out of logs may hold what nobody sees; here it is made visible. */
function shown(value: unknown): unknown {
  if (typeof value === 'string') return visible(value);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [visible(name), shown(one)]));
}
