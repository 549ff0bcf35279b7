/** Whether the server wrote a line about a request: its logger is one of a server, or the part of it that answered is named. */
import { memo } from '../../util/memo.js';
import { isObject, type JsonObject } from '../records/value.js';
import { serverWords } from '../vocabulary/servers.js';

/** True for a record that only the side that answered writes. */
export function isServed(fields: JsonObject, logger: string | null): boolean {
  if (logger !== null && isServer(logger)) return true;
  if (namesHandler(fields)) return true;
  for (const name in fields) {
    const inner = fields[name];
    if (isObject(inner) && namesHandler(inner)) return true;
  }
  return false;
}

const namesHandler = (object: JsonObject): boolean => serverWords().handledBy.some((names) => names.every((name) => name in object));

const isServer = memo((logger: string): boolean => {
  const name = logger.toLowerCase();
  return serverWords().loggers.some((server) => name === server || name.startsWith(`${server}.`));
});
