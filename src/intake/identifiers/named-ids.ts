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

/** Sets the identifier of that name in a list that is sorted by name. */
export function setInOrder(ids: NamedId[], name: string, value: string): void {
  let at = ids.length;
  while (at > 0 && ids[at - 1]!.name > name) at--;
  const before = ids[at - 1];
  if (before?.name === name) before.value = value;
  else insert(ids, at, { name, value });
}

/** Nearly all are inserted at or near the end: moving those behind costs less than `splice`. */
function insert(ids: NamedId[], at: number, id: NamedId): void {
  ids.push(id);
  for (let n = ids.length - 1; n > at; n--) ids[n] = ids[n - 1]!;
  ids[at] = id;
}
