/** findings.sarif: SARIF 2.1.0, for code scanning and other viewers. Locations are lines of the logs. */
import type { Finding, Severity } from '../model/finding.js';
import type { Review } from '../model/review.js';
import { cut, oneLine, visible } from './escape.js';

/** More of each are not shown by code scanning; texts of rules are cut there. */
const MOST_LOCATIONS = 10;
const LONGEST_TEXT = 1024;

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

type Suppressed = Review['suppressed'][number];

/** One run with every finding, the suppressed ones marked. */
export function renderSarif(review: Review): string {
  const all: readonly (Finding | Suppressed)[] = [...review.findings, ...review.suppressed];
  const ids = [...new Set(all.map(({ rule }) => rule))].sort();
  const run = {
    tool: { driver: { name: review.tool.name, semanticVersion: review.tool.version, rules: ids.map((id) => ruleOf(id, all, review)) } },
    automationDetails: { id: `${review.tool.name}/` },
    invocations: [{ executionSuccessful: true }],
    artifacts: review.inputs.map(({ path, sha256 }) => ({ location: { uri: uriOf(path) }, hashes: { 'sha-256': sha256 } })),
    results: all.map((finding) => resultOf(finding, ids)),
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function ruleOf(id: string, all: readonly Finding[], { ruleTexts }: Review): object {
  const own = all.filter(({ rule }) => rule === id);
  const texts = ruleTexts[id];
  const confidence = Math.max(...own.map((finding) => finding.confidence));
  const level = LEVELS[own[0]?.severity ?? 'info'];
  return {
    id,
    name: (id.split('/')[1] ?? id).replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase()),
    shortDescription: { text: textOf(texts?.finds ?? id) },
    fullDescription: { text: textOf(texts?.why ?? texts?.finds ?? id) },
    help: { text: textOf(texts?.change ?? id) },
    defaultConfiguration: { level },
    properties: {
      tags: [...new Set(own.map(({ category }) => category.replace(/_/g, '-')))],
      precision: confidence >= 0.9 ? 'very-high' : confidence >= 0.75 ? 'high' : confidence >= 0.5 ? 'medium' : 'low',
      'problem.severity': level === 'note' ? 'recommendation' : level,
    },
  };
}

const textOf = (text: string): string => cut(visible(text).trim(), LONGEST_TEXT);

function resultOf(finding: Finding | Suppressed, ids: readonly string[]): object {
  return {
    ruleId: finding.rule,
    ruleIndex: ids.indexOf(finding.rule),
    level: LEVELS[finding.severity],
    message: { text: textOf(finding.title) },
    locations: finding.evidence.slice(0, MOST_LOCATIONS).map(locationOf),
    // Code scanning knows a result again by the first; the second says whose it is.
    partialFingerprints: { primaryLocationLineHash: `${finding.fingerprint}:1`, 'casehardenFingerprint/v1': finding.fingerprint },
    ...('suppression' in finding ? { suppressions: [suppressionOf(finding)] } : {}),
    properties: {
      id: finding.id,
      category: finding.category,
      severity: finding.severity,
      confidence: finding.confidence,
      window: finding.window,
      records: finding.records.total,
      measures: finding.measures,
      subject: finding.subject,
      causedBy: finding.causedBy,
    },
  };
}

function locationOf({ file, line, excerpt, why }: Finding['evidence'][number]): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: { startLine: line, ...(excerpt === '' ? {} : { snippet: { text: visible(excerpt) } }) },
    },
    message: { text: oneLine(why) },
  };
}

function suppressionOf({ suppression: { reason, author, until } }: Suppressed): object {
  return { kind: 'external', status: 'accepted', justification: oneLine(`${reason} (${author}, until ${until})`) };
}

/** A path as a reference; what a URI cannot hold is escaped. */
function uriOf(path: string): string {
  return visible(path)
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
}
