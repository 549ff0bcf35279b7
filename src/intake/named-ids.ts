/** Identifiers by name. A record has few of them: a list is made and searched sooner than a map. */

/** An identifier under its name. */
export interface NamedId {
  readonly name: string;
  value: string;
}

/** Sets the identifier of that name. */
export function setNamed(ids: NamedId[], name: string, value: string): void {
  const known = ids.find((one) => one.name === name);
  if (known === undefined) ids.push({ name, value });
  else known.value = value;
}
