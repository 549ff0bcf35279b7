// docs/taxonomy.md: which answer means what, by provider, made from rules/taxonomy/.
import { ADVICE_BY_OUTCOME } from '../../src/model/taxonomy.ts';
import { loadTaxonomyFiles } from '../../src/rulepack/taxonomy.ts';

const OUTCOMES = {
  ok: 'The target did what was asked.',
  ok_with_errors: 'The transport says success, the body says failure or partial success.',
  replayed: 'Answered from an idempotency store: the first call took effect, this one did nothing.',
  refused_duplicate: 'The target has the thing already and refused to make it again.',
  transient: 'Failed for a reason that passes, and had no effect.',
  throttled: 'Refused because a limit was reached; it had no effect.',
  permanent: 'Refused, and refused again for as long as the request stays the same.',
  unauthenticated: 'Refused because nobody was logged in, or no longer.',
  ambiguous: 'Nobody knows whether it took effect.',
  unknown: 'The record does not say.',
};

const ADVICE = {
  none: 'nothing',
  retry_with_backoff: 'repeat with growing, jittered waits, a few times',
  retry_transaction: 'run the whole transaction again',
  wait_as_told: 'wait as long as the target asks, then repeat',
  renew_then_once: 'renew the token, then repeat once',
  reread_and_retry: 'read the state anew, then decide',
  look_up_first: 'look at the target, or repeat with the same idempotency key',
  treat_as_done: 'take it as done',
  check_each_item: 'look at each item of the answer',
  mend_then_send: 'mend the request; do not repeat it unchanged',
  ask_a_person: 'a person must look',
};

export function taxonomyPage(folder) {
  return [
    '# What an answer means\n',
    'Made from `rules/taxonomy/` by `npm run docs`; do not edit. Each call gets one outcome from how it ended. The most telling entry wins:',
    'a code with a text, a code, a text with a status, a text, a status. So a 403 can be a rate limit, a 200 can be throttled, and a 400 can be a lock.',
    'A code counts wherever it stands: in a field for codes, in the body of the answer, or as a word in the error text.',
    'Texts are searched in error texts only, with quoted values and numbers taken out, and never in the body of a good answer.\n',
    '| outcome | means | then |',
    '| --- | --- | --- |',
    ...Object.entries(OUTCOMES).map(([name, meaning]) => `| \`${name}\` | ${meaning} | ${ADVICE[ADVICE_BY_OUTCOME[name]]} |`),
    '',
    ...loadTaxonomyFiles(folder).map(providerSection),
  ].join('\n');
}

function providerSection({ provider, entries }) {
  return [`## ${provider}\n`, '| answer | outcome | then | source |', '| --- | --- | --- | --- |', ...entries.map(row), ''].join('\n');
}

function row(entry) {
  const cells = [answer(entry), `\`${entry.outcome}\``, ADVICE[entry.advice ?? ADVICE_BY_OUTCOME[entry.outcome]], entry.source];
  return `| ${cells.map((cell) => cell.replace(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
}

function answer({ status, code, text, write, answered }) {
  const parts = [
    status === undefined ? '' : `status ${[status].flat().join(', ')}`,
    code === undefined
      ? ''
      : [code]
          .flat()
          .map((one) => `\`${one}\``)
          .join(', '),
    text === undefined ? '' : `text \`${text}\``,
    write === undefined ? '' : write ? 'on a write' : 'on a read',
    answered === false ? 'without an answer' : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}
