/** What servers write of the requests that they answer; see `servers.yaml`. */
import { once } from '../../util/once.js';
import { readWords } from './data.js';

/** Members that stand together where a part of a server is named, and the loggers of servers, in small letters. */
export const serverWords = once(() => {
  const data = readWords('servers') as { handled_by: string[][]; loggers: string[] };
  return { handledBy: data.handled_by, loggers: data.loggers.map((name) => name.toLowerCase()) };
});
