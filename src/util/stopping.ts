/** What must not be left behind when the program is told to stop. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Cleans up when the work is done, has failed, or the program is told to stop meanwhile. Then it stops as if nobody had
 * listened, so that whoever called it sees by what it was stopped.
 */
export async function cleaningUp<T>(clean: () => void, work: () => Promise<T>): Promise<T> {
  const stop = (signal: NodeJS.Signals) => {
    clean();
    for (const name of SIGNALS) process.off(name, stop);
    // Others may clean up as well: the last of them ends it.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  for (const name of SIGNALS) process.on(name, stop);
  try {
    return await work();
  } finally {
    for (const name of SIGNALS) process.off(name, stop);
    clean();
  }
}
