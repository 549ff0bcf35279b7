/** What is made when it is first asked for, and kept. */

/** Makes a reader that does its work once. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    if (made === null) made = { value: make() };
    return made.value;
  };
}
