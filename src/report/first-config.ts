/** A first configuration for the systems that a review shows: what is sure is set, what must be decided stands as a comment. */
import type { Review } from '../model/review.js';
import { count, formatDuration } from '../util/numbers.js';
import { visible } from './escape.js';

const MOST_SYSTEMS = 30;
const MOST_FLOWS = 5;
const SCHEMA = './node_modules/caseharden/docs/reference/caseharden.schema.json';

export function firstConfig(review: Review, paths: readonly string[]): string {
  const names = namesOf(review);
  const parts = [
    [
      `# yaml-language-server: $schema=${SCHEMA}`,
      `# First configuration for: ${paths.map(plain).join(' ')}`,
      '# All settings: docs/reference/config.md. An entry that matches nothing in the input is an error with its line.',
    ],
    systems(review, names),
    flows(review, names),
    owners(names),
    rules(review),
    [
      '# Texts of your own that nobody may see, beside those that are recognised.',
      '# redaction:',
      '#   - { kind: customer_number, match: "C-\\\\d{6}" }',
    ],
    [
      '# Where the review goes, seen from this file.',
      'outputs:',
      '  folder: caseharden-review',
      '  # history: audits             # keeps findings.json of each audit, for trends: caseharden compare --history audits',
      '  # files: [review.html, "tickets/*"]',
    ],
    [
      '# Findings that are known and accepted until a day; `caseharden suppress F-001 --reason … --until …` writes an entry.',
      '# suppressions:',
    ],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

interface Named {
  readonly name: string;
  readonly role: 'caller' | 'target' | 'both';
  readonly calls: number;
  /** All names under which the input knows it. */
  readonly names: readonly string[];
}

/** A short name for each system: the telling part of its host, unless another system has it too. */
function namesOf({ facts }: Review): Named[] {
  const systems = facts.systems.slice(0, MOST_SYSTEMS);
  const short = systems.map(({ name }) => shortName(name));
  return systems.map(({ name, role, calls }, at) => ({
    name:
      short.filter((one) => one === short[at]).length === 1 && !systems.some((other) => other.name === short[at] && other.name !== name)
        ? (short[at] as string)
        : name,
    role,
    calls,
    names: [name, ...(facts.aliases.find(({ system }) => system === name)?.names ?? [])],
  }));
}

/** api.shop.example.com → shop: the first label that says more than that it is a server. */
function shortName(host: string): string {
  if (!/^[\w-]+(\.[\w-]+)+$/.test(host) || /^[\d.]+$/.test(host)) return host;
  const labels = host.split('.').slice(0, -1);
  return labels.find((label) => !/^(api|www|app|rest|gateway|gw|v\d+|\d+)$/i.test(label)) ?? host;
}

function systems(review: Review, names: readonly Named[]): string[] {
  if (names.length === 0)
    return ['# The input names no systems.', '# systems:', '#   erp: { hosts: [erp.example.test], files: ["erp/**"] }'];
  const lines = names.flatMap(({ name, role, calls, names: all }) => {
    const [called, calling] = [role !== 'caller', role !== 'target'];
    return [
      `  ${quoted(name)}: # ${role === 'both' ? 'caller and target' : role}, ${count(calls, 'call')}`,
      ...(called ? [`    hosts: [${all.map(quoted).join(', ')}]`] : []),
      ...(calling ? [`    services: [${all.map(quoted).join(', ')}]`] : []),
    ];
  });
  const files = review.inputs.map(({ path }) => plain(path)).slice(0, 12);
  return [
    '# Names of systems. Change the names on the left to yours; findings, tickets and alerts use them.',
    `# Add files: [PATTERN] where a log does not say who wrote it. Files of the input: ${files.join(', ')}`,
    'systems:',
    ...lines,
  ];
}

function flows({ facts }: Review, names: readonly Named[]): string[] {
  const nameOf = (target: string | null) => names.find(({ names: all }) => target !== null && all.includes(target))?.name ?? target;
  const writes = facts.operations.filter(({ is_write, ok, target }) => is_write && ok > 0 && target !== null).slice(0, MOST_FLOWS);
  const lags = facts.lags.flatMap(({ longest_ms }) => longest_ms ?? []);
  const longest = lags.length > 0 ? ` The longest that a record took here: ${formatDuration(Math.max(...lags))}.` : '';
  return [
    `# Flows that are expected: a record that leaves the source must reach the target within the time allowed.${longest}`,
    '# flows:',
    ...(writes.length === 0
      ? ['#   - { name: orders, source: { topic: order.created }, target: { operation: POST /orders }, within: 15m }']
      : []),
    ...writes.flatMap(({ operation, target }) => [
      `#   - name: ${quoted(operation)}`,
      '#     source: { message: "*received*" } # a line that begins it: system, operation, topic, file or message',
      `#     target: { system: ${quoted(nameOf(target) ?? '')}, operation: ${quoted(operation)} }`,
      '#     within: 15m',
      '#     exclude: [{ state: cancelled }]',
    ]),
  ];
}

function owners(names: readonly Named[]): string[] {
  const list = names.length > 0 ? names.map(({ name }) => name) : ['erp'];
  return [
    '# Who mends what: fields of tickets by system.',
    '# owners:',
    ...list.map((name) => `#   ${quoted(name)}: { team: TEAM, assignee: USER, component: COMPONENT, labels: [] }`),
  ];
}

function rules({ rules: outcomes }: Review): string[] {
  const found = outcomes.filter(({ outcome }) => outcome === 'found');
  return [
    '# Rules: parameters, severity, subjects. Those that found something in this input, with the values they have:',
    '# rules:',
    ...found.map(({ rule, parameters }) => {
      const values = Object.entries(parameters).map(([name, value]) => `${name}: ${value}`);
      return `#   ${rule}: { ${values.length > 0 ? `parameters: { ${values.join(', ')} }` : 'severity: { cap: medium }'} }`;
    }),
  ];
}

/** As a scalar that YAML reads as this very text. */
const quoted = (text: string): string =>
  /^[A-Za-z][\w.-]*$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text) ? text : JSON.stringify(plain(text));

const plain = (text: string): string => visible(text).replace(/\s+/g, ' ');
