/**
 * The main conditions of a rule, each broken: every threshold of `when` left out, and every reason of the last
 * query's `ruled_out` column never given. Where a rule has neither, each condition that names a parameter.
 */
import { conditionMutants } from './conditions.mjs';

export function mainMutants(rule) {
  const found = [...thresholdMutants(rule), ...reasonMutants(rule)];
  return found.length > 0 ? found : parameterConditions(rule);
}

function thresholdMutants(rule) {
  return rule.rule.when.map((threshold, at) => ({
    what: `when: no threshold on ${threshold.measure}`,
    rule: { ...rule, rule: { ...rule.rule, when: rule.rule.when.toSpliced(at, 1) } },
  }));
}

/** The branches of each CASE that ends in a reason: WHEN condition THEN 'reason'. */
function reasonMutants(rule) {
  const masked = maskTexts(rule.sql);
  const mutants = [];
  for (const end of masked.matchAll(/\bEND\s+AS\s+(?:ruled_out|safe_repeat)\b/g)) {
    for (const { start, length } of branchesBefore(masked, end.index)) {
      const condition = rule.sql.slice(start, start + length);
      mutants.push({
        what: `rule.sql:${rule.sql.slice(0, start).split('\n').length} never ruled out by ${condition.replace(/\s+/g, ' ').trim().slice(0, 90)}`,
        rule: { ...rule, sql: `${rule.sql.slice(0, start)} false ${rule.sql.slice(start + length)}` },
      });
    }
  }
  return mutants;
}

function branchesBefore(masked, end) {
  const words = [...masked.slice(0, end).matchAll(/\b(?:CASE|WHEN|THEN|END)\b/g)];
  const branches = [];
  let [depth, then] = [0, 0];
  for (const word of words.reverse()) {
    if (word[0] === 'END') depth++;
    else if (word[0] === 'CASE' && depth-- === 0) break;
    else if (depth === 0 && word[0] === 'THEN') then = word.index;
    else if (depth === 0 && word[0] === 'WHEN') {
      const start = word.index + 'WHEN'.length;
      // A branch that hands on a reason made above is broken there.
      if (!/^THEN\s+[a-z]/.test(masked.slice(then, then + 12))) branches.unshift({ start, length: then - start });
    }
  }
  return branches;
}

/** Where a query keeps its thresholds to itself: each condition that names a parameter, else each that leaves rows out. */
function parameterConditions(rule) {
  const dropped = conditionMutants(rule).filter(({ what }) => /^\S+ true instead of /.test(what));
  const thresholds = dropped.filter(({ what }) => what.includes('$'));
  return thresholds.length > 0 ? thresholds : dropped;
}

/** Comments and texts blanked out, places kept. */
function maskTexts(sql) {
  return sql.replace(/--[^\n]*|'(?:[^']|'')*'/g, (text) =>
    text.startsWith("'") ? `'${' '.repeat(text.length - 2)}'` : ' '.repeat(text.length),
  );
}
