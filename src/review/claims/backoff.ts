/** Claims about how callers waited: "workers retried with exponential backoff". */
import { count, formatDuration } from '../../util/numbers.js';
import type { Material } from '../material.js';
import { byFinding, type Judgement, notCheckable } from './ground.js';
import type { Statement } from './statement.js';

/** Fewer pieces of work show no policy that could call a report wrong. */
const ENOUGH = 5;

/** None when the statement does not speak of it. Set against the waits that were measured most often. */
export function backoffJudgement(statement: Statement, { facts, findings }: Material): Judgement[] {
  if (!statement.tells('backoff')) return [];
  const [wait] = facts.waits.filter(({ works, policy }) => works >= ENOUGH && policy !== 'unknown').sort((a, b) => b.works - a.works);
  if (!wait) return [notCheckable('Too few waits could be measured.')];
  const seen = `over ${count(wait.works, 'piece')} of work the waits of ${wait.operation} are ${wait.policy === 'none' ? 'none at all' : wait.policy}`;
  const grows = wait.policy === 'exponential' || wait.policy === 'growing' || wait.policy === 'linear';
  if (grows) return [{ verdict: 'confirmed', evidence: seen, places: [], finding: null }];
  const shown = findings.find(({ subject, evidence }) => subject.operation === wait.operation && evidence.length > 1);
  const half = wait.p50_ms === null ? '' : `, half of them below ${formatDuration(wait.p50_ms)}`;
  const flat = wait.policy === 'none' || wait.policy === 'constant';
  return [flat && shown ? byFinding('contradicted', `${seen}${half} (${shown.id})`, shown) : notCheckable(`${seen}${half}.`)];
}
