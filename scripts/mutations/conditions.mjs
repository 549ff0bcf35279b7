/** The rule with one condition of a WHERE, HAVING or QUALIFY replaced by true or by false. */
const CLAUSES = ['WHERE', 'HAVING', 'QUALIFY'];
const ENDS = [...CLAUSES, 'GROUP', 'ORDER', 'WINDOW', 'UNION', 'LIMIT', 'EXCEPT', 'INTERSECT'];

export function conditionMutants(rule) {
  return conditionsOf(rule.sql).flatMap(({ start, end }) =>
    ['true', 'false'].map((truth) => ({
      what: `rule.sql:${lineAt(rule.sql, start)} ${truth} instead of ${shortened(rule.sql.slice(start, end))}`,
      rule: { ...rule, sql: `${rule.sql.slice(0, start)} ${truth} ${rule.sql.slice(end)}` },
    })),
  );
}

/** Places of the conditions that AND joins, in every query that stands by itself: the last one and those of the WITH list. */
function conditionsOf(sql) {
  const words = wordsOf(sql);
  const found = [];
  for (const [i, word] of words.entries()) {
    if (!CLAUSES.includes(word.text) || word.inside) continue;
    const last = words.findIndex(
      (other, j) => j > i && other.depth <= word.depth && (other.depth < word.depth || ENDS.includes(other.text)),
    );
    const until = last < 0 ? words.length : last;
    found.push(
      ...conjuncts(
        words.slice(i + 1, until).filter(({ depth }) => depth === word.depth),
        word,
        words[until]?.start ?? endOf(sql),
      ),
    );
  }
  return found;
}

function conjuncts(words, clause, end) {
  const places = [];
  let start = clause.start + clause.text.length;
  let between = false;
  for (const word of words) {
    if (word.text === 'BETWEEN') between = true;
    if (word.text !== 'AND') continue;
    if (!between) {
      places.push({ start, end: word.start });
      start = word.start + 'AND'.length;
    }
    between = false;
  }
  return words.some(({ text }) => text === 'OR') ? [{ start: clause.start + clause.text.length, end }] : [...places, { start, end }];
}

/** Words and closing brackets with their depth; `inside`: within a subquery or a FILTER, not a query of its own. */
function wordsOf(sql) {
  const words = [];
  const stack = [];
  for (const match of sql.matchAll(/--[^\n]*|'(?:[^']|'')*'|"[^"]*"|[()]|[A-Za-z_$][\w$]*/g)) {
    const [text] = match;
    if (text === '(') stack.push(!(words.at(-1)?.text === 'AS' && stack.every((inside) => !inside)));
    else if (text === ')') stack.pop();
    else if (/^case$/i.test(text)) stack.push(true);
    else if (/^end$/i.test(text)) stack.pop();
    if (/^['"-]/.test(text) || text === '(') continue;
    words.push({ text: text.toUpperCase(), start: match.index, depth: stack.length, inside: stack.some((inside) => inside) });
  }
  return words;
}

const endOf = (sql) => sql.trimEnd().length;
const lineAt = (sql, place) =>
  sql
    .slice(0, place + 1)
    .trimStart()
    .split('\n').length +
  (/^\s*/.exec(sql)?.[0].split('\n').length ?? 1) -
  1;

function shortened(condition) {
  const line = condition
    .replace(/--[^\n]*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > 100 ? `${line.slice(0, 97)}...` : line;
}
