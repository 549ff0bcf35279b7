/** Gives every exchange its outcome: distinct endings are classified once, then joined back. */
import type { TaxonomyEntry } from '../model/taxonomy.js';
import { classifier, type Ending } from './classify.js';
import type { Engine } from './engine.js';

const ENDING = ['kind', 'status', 'code', 'error', 'timed_out', 'sent', 'body_outcome', 'replayed', 'signal', 'level'];

// A POST to one of these reads or authenticates; it changes no business record.
const READS =
  '(^|[/:._-])(search|query|lookup|count|validate|preview|token|oauth2?|login|introspect|batchget|graphql-read)([/:._?-]|$)|(^|[/:._-])(check|verify|verification|eligibility|score|scoring|availability|quote|estimate|inquiry|screening)([/:._?]|$)';

// RPC names that begin with a verb of reading: /shop.Carts/GetCart, shop.get_cart.
const READING_RPC =
  '[A-Za-z][/.:](Get|BatchGet|List|Search|Find|Query|Read|Describe|Lookup|Watch|Count|Fetch|get|list|search|find|query|read|lookup|count|fetch)([A-Z_][A-Za-z_]*)?$';

// The same where the name alone stands for the call, without its service: GetStock, get_order, priceLookup. A job of such a name may store
// what it fetches. To check in and to check out is to do something.
const READING_NAME =
  '^(Get|BatchGet|List|Search|Find|Query|Read|Describe|Lookup|Count|Fetch|Verify|Validate|Preview|Estimate|Inquire|get|list|search|find|query|read|describe|lookup|count|fetch|verify|validate|preview|estimate|inquire)[A-Z_]\\w*$' +
  '|^[Cc]heck(_|[A-HJ-NP-Z]|I[a-mo-z]|In[a-z]|O[a-tv-z])\\w*$|[a-z](Query|Lookup|Inquiry|Enquiry|Search|Check)$';

// Behind one address for all, the name says whether a call reads or writes, whatever the method: ?action=get_order, /graphql query Orders.
const NAMED_READ = '[ =](get|list|search|find|query|read|describe|lookup|count|fetch|check|status)([A-Z_. ][A-Za-z_.]*)?$';
const NAMED_WRITE =
  '[ =](create|add|insert|update|upsert|set|save|submit|post|send|delete|remove|cancel|charge|refund|capture|pay|book|import|sync|push)([A-Z_.][A-Za-z_.]*)?$';

// The verb of a transfer alone tells which way it went.
const READING_TRANSFER = '^(\\w+ )?(downloading|download|mget|get|fetching|fetch|pulling|pull|abholung)$';

/** Keys stay below what a number of this language holds exactly. Endings differ by the thousands at most, so that no two get one key. */
const MOST_CLASSES = 2 ** 52;

/** Adds `class_key` to events and fills `outcome_classes` (class_key, is_write, outcome). */
export async function classifyEndings(engine: Engine, taxonomy: readonly TaxonomyEntry[]): Promise<void> {
  const parts = [...ENDING, 'is_write_path'].map((name) => `coalesce(${name}::VARCHAR, '~')`).join(", '|', ");
  await engine.run(`
    ALTER TABLE events ADD COLUMN is_write_path BOOLEAN;
    UPDATE events SET is_write_path =
      CASE WHEN operation LIKE '% /%' AND regexp_matches(operation, '${NAMED_WRITE}') THEN true
        WHEN operation LIKE '% /%' AND regexp_matches(operation, '${NAMED_READ}') THEN false
        ELSE coalesce(upper(method) NOT IN ('GET', 'HEAD', 'OPTIONS', 'TRACE'), true) END
      AND NOT regexp_matches(lower(coalesce(route, operation, '')), '${READS}')
      AND NOT regexp_matches(coalesce(route, operation, ''), '${READING_RPC}')
      AND NOT (kind = 'exchange' AND regexp_matches(coalesce(route, operation, ''), '${READING_NAME}'))
      AND NOT regexp_matches(coalesce(route, operation, ''), '${READING_TRANSFER}')
      WHERE kind IN ('exchange', 'delivery', 'job');
    ALTER TABLE events ADD COLUMN class_key BIGINT;
    UPDATE events SET class_key = hash(concat(${parts})) % ${MOST_CLASSES} WHERE kind IN ('exchange', 'delivery', 'job');
    CREATE TABLE outcome_classes (class_key BIGINT, is_write BOOLEAN, outcome VARCHAR);`);
  const rows = await engine.rows(
    `SELECT class_key, any_value(is_write_path) AS is_write, ${ENDING.map((name) => `any_value(${name}) AS ${name}`).join(', ')}
     FROM events WHERE class_key IS NOT NULL GROUP BY class_key`,
  );
  const classify = classifier(taxonomy);
  await engine.append(
    'outcome_classes',
    rows.map((row) => [Number(row.class_key), row.is_write === true, classify(row as unknown as Ending)]),
  );
}
