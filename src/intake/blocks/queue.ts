/** Steps that are done one after the other, later than they are thought of: no more than some of them wait. */
export interface Queue {
  /** Adds a step; does the first ones when too many wait. */
  readonly add: (step: () => Promise<void>) => Promise<void>;
  /** Does all that wait. */
  readonly drain: () => Promise<void>;
}

export function createQueue(most: number): Queue {
  const waiting: (() => Promise<void>)[] = [];
  const doUntil = async (left: number) => {
    while (waiting.length > left) await waiting.shift()!();
  };
  return {
    add: async (step) => {
      waiting.push(step);
      await doUntil(most);
    },
    drain: () => doUntil(0),
  };
}
