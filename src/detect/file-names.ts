/** Names of subjects that only the name of a file tells: they are shown, but a file is named otherwise next month. */
import type { Detection, Subject } from '../model/finding.js';
import type { Store } from '../store/store.js';

/** Tells which parts of a subject are called by the name of a file and by nothing else in the input. */
export async function fileNamed(store: Store): Promise<(subject: Subject) => Detection['file_named']> {
  const rows = await store.rows(`
    SELECT DISTINCT unnest([n.stream, n.name, regexp_replace(n.stream, '^.*/', ''), regexp_replace(regexp_replace(n.stream, '^.*/', ''), '\\..*$', '')]) AS name
    FROM stream_names n WHERE n.system IS NULL
    EXCEPT
    SELECT DISTINCT unnest([service, target, client, logger, topic, operation]) FROM events
    ORDER BY 1`);
  const names = new Set(rows.map(({ name }) => name));
  return (subject) => (['source', 'target', 'operation'] as const).filter((part) => subject[part] !== null && names.has(subject[part]));
}
