/** What the names of loggers and threads say of the work that is done under them. */

/** What stands at the end of the names of threads and instances: numbers, hashes. */
const INSTANCE = /(?:[-_#.:/@[ ]+(?:\d+|[0-9a-f]{5,}|(?=\w*\d)\w{4,6})\]?)+$/i;
/** Threads of servers and pools, and what every program has: they say nothing of the work. */
const NO_WORK =
  /^(?:root|main|default|app|application|logger|log|stdout|stderr|console|http|https|net|web|api|server|service|worker|index|program|system|global|null|none|unknown|node|python|java|php|perl)$|(?:^|[-_. ])(?:pool|threads?|exec(?:utor)?|nio|scheduler|netty|eventloop|forkjoin\w*|reactor|tomcat|jetty|undertow|uwsgi|gunicorn|puma|passenger|unicorn|php-fpm|pid|proc(?:ess)?|vm|pods?|hosts?|instance|replica|dyno|www|worker)(?:$|[-_. \d])|^[\d.:x-]*$/i;

/** Parts that programs have: which one it is, the name before it says. */
const PART =
  /^(?:consumers?|producers?|handlers?|listeners?|processors?|clients?|runners?|dispatchers?|services?|controllers?|jobs?|tasks?|sync|core|impl|utils?|views?|routes?|worker|main|app)$/i;

/** The name of a class or module without what it lies in. */
function ownName(logger: string): string {
  const parts = logger.split(/[.$:\\/]+(?=[A-Za-z])/);
  const last = parts.at(-1) ?? logger;
  return parts.length > 1 && PART.test(last) ? `${parts.at(-2)}.${last}` : last;
}

/** The work that a thread or a folder is named for, without the number of the instance; null for a name that every program has. */
export function workOfThread(name: string): string | null {
  const bare = name.replace(INSTANCE, '').trim();
  return bare.length < 3 || bare.length > 80 || NO_WORK.test(bare) || !/[a-z]{2}/i.test(bare) ? null : bare;
}

/** The same of a logger: a class without its package. */
export const workName = (logger: string): string | null => workOfThread(ownName(logger));
