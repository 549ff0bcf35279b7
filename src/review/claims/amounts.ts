/** Claims about how many: "no order was lost", "about 40 e-mails were sent twice", "all payments were posted". */
import type { Category, Finding } from '../../model/finding.js';
import { formatNumber } from '../../util/numbers.js';
import { harmText } from '../harm.js';
import { type Material, sum } from '../material.js';
import { byFinding, cleared, type Judgement, meant, notCheckable } from './ground.js';
import { type Amount, alike, type Statement, wordsOf } from './statement.js';
import type { Topic } from './words.js';

/** Harm that a word tells of, the category that judges its absence first. */
const HARM: readonly (readonly [Topic, readonly Category[]])[] = [
  ['twice', ['duplicate_write', 'webhook_redelivery']],
  ['lost', ['unsynced_record', 'silent_failure']],
  ['refused', ['validation_failure']],
];
const LOSS = HARM[1]?.[1] ?? [];
const ANY: readonly Category[] = [
  'duplicate_write',
  'webhook_redelivery',
  'unsynced_record',
  'silent_failure',
  'partial_completion',
  'validation_failure',
  'out_of_order',
  'dead_letter_growth',
];
/** A number given to the letter may be off by a tenth, one that is "about" by a third. */
const TOLERANCE = { exact: 0.1, approximate: 0.34 };

/** Judgements on the amounts of a statement; none when it states none that counts records. */
export function amountJudgements(statement: Statement, material: Material): Judgement[] {
  const { tells } = statement;
  const counted = statement.amounts.filter(({ ms, unit }) => ms === null && unit !== '%');
  const late = tells('late') && !tells('lost') && !tells('twice') && !tells('all');
  if (late && counted.length > 0) return [notCheckable('No rule counts records that arrived late.')];
  const judgements = HARM.filter(([topic]) => tells(topic)).flatMap(([, categories]) =>
    harmJudgement(statement, counted, categories, material),
  );
  if (tells('all') && tells('arrived')) judgements.push(noHarm(statement, LOSS, material));
  if (judgements.length > 0) return judgements;
  const [amount] = counted;
  if (amount && tells('affected')) return [howMany(statement, amount, ANY, material)];
  return amount ? [measured(statement, amount, material)] : [];
}

function harmJudgement(statement: Statement, counted: readonly Amount[], categories: readonly Category[], material: Material): Judgement[] {
  const [amount] = counted;
  if (amount && amount.value > 0) return [howMany(statement, amount, categories, material)];
  if (amount?.value === 0 || statement.tells('none')) return [noHarm(statement, categories, material)];
  return [];
}

/** "None was lost": wrong when one finding shows harm, right when the rules could judge it and found none. */
function noHarm(statement: Statement, categories: readonly Category[], material: Material): Judgement {
  const [worst] = meant(statement, categories, material);
  if (worst) return byFinding('contradicted', `${harmText(worst)} (${worst.id})`, worst);
  const [first] = categories;
  const { clear, why } = first ? cleared(first, material) : { clear: false, why: '' };
  if (!clear) return notCheckable(`Nothing in the input shows the opposite. ${why}`);
  return {
    verdict: 'confirmed',
    evidence: 'The rules that look for it could judge the input and found nothing',
    places: [],
    finding: null,
  };
}

/** More records harmed than the report says contradict it; fewer only mean that the input shows no more. */
function howMany(statement: Statement, amount: Amount, categories: readonly Category[], material: Material): Judgement {
  const found = meant(statement, categories, material).filter(({ records }) => records.total > 0);
  const of = found.filter((finding) => counts(finding, amount.unit));
  const near = of.find(({ records }) => isNear(records.total, amount.value, statement));
  if (near) return byFinding('confirmed', `${harmText(near)} (${near.id})`, near);
  const [most] = [...of].sort((a, b) => b.records.total - a.records.total);
  if (!most) return notCheckable('No finding counts such records.');
  const seen = `${harmText(most)} (${most.id})`;
  if (most.records.total > amount.value) return byFinding('contradicted', seen, most);
  return notCheckable(`The input shows fewer: ${seen}.`);
}

/** Whether the records of a finding are what the claim counts: its name or its lines say that word. "40 e-mails" are no invoices. */
function counts({ title, subject, evidence }: Finding, unit: string): boolean {
  const words = wordsOf([title, subject.operation ?? '', ...evidence.slice(0, 4).map(({ excerpt }) => excerpt)].join(' '));
  return /^records?$/.test(unit) || words.some((word) => alike(word, unit));
}

function isNear(seen: number, claimed: number, { approximate }: Statement): boolean {
  return Math.abs(seen - claimed) <= Math.max(seen, claimed) * (approximate ? TOLERANCE.approximate : TOLERANCE.exact);
}

/** A number that is that of a finding or of the calls is confirmed; nothing speaks against any other. */
function measured(statement: Statement, amount: Amount, material: Material): Judgement {
  const [value, { operations }] = [amount.value, material.facts];
  if (statement.tells('attempts') || statement.tells('retries')) return attempts(statement, value, material);
  const own = material.findings.find((finding: Finding) => value >= 10 && Object.values(finding.measures).includes(value));
  if (own) return byFinding('confirmed', `${formatNumber(value)} is a measure of ${own.id}`, own);
  const calls = sum(operations, (operation) => operation.calls);
  if (statement.tells('calls') && calls > 0 && isNear(calls, value, statement))
    return { verdict: 'confirmed', evidence: `The logs hold ${formatNumber(calls)} calls`, places: [], finding: null };
  return notCheckable('No finding and no count of calls speaks of this number.');
}

function attempts(statement: Statement, value: number, { facts, findings }: Material): Judgement {
  const most = Math.max(0, ...facts.operations.map(({ max_attempts }) => max_attempts));
  const claimed = statement.tells('retries') && !statement.tells('attempts') ? value + 1 : value;
  const finding = findings.find(({ category }) => ['retry_storm', 'unsynced_record', 'non_retryable_retry'].includes(category));
  if (most === claimed)
    return {
      verdict: 'confirmed',
      evidence: `The most attempts seen for one piece of work are ${formatNumber(most)}`,
      places: [],
      finding: null,
    };
  if (finding && most > claimed) return notCheckable(`Up to ${formatNumber(most)} attempts for one piece of work were seen.`);
  return notCheckable('The attempts seen do not show the limit.');
}
