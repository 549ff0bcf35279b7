/** An entry of the configuration that matches nothing in the input: most often a misspelt name, or one that is out of date. */
export interface Unmatched {
  /** Where it stands in the configuration. */
  readonly path: readonly PropertyKey[];
  /** What is wrong and how to mend it, without the place. */
  readonly message: string;
}
