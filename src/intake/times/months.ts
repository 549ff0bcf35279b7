/** Names of months, whole and cut, in the languages in which programs write times: Java cuts them as its locale does. */

/** How each month begins, without dots and in small letters, by language as far as they differ from English. */
const NAMES: readonly (readonly string[])[] = [
  ['jan', 'janv', 'januar', 'january', 'janvier', 'enero', 'ene', 'gen', 'gennaio', 'janeiro', 'januari'],
  ['feb', 'februar', 'february', 'févr', 'fevr', 'février', 'febrero', 'febbraio', 'fev', 'fevereiro', 'februari'],
  ['mar', 'mars', 'march', 'mär', 'märz', 'mrz', 'marzo', 'março', 'mrt', 'maart'],
  ['apr', 'april', 'avr', 'avril', 'abr', 'abril', 'aprile'],
  ['may', 'mai', 'mayo', 'mag', 'maggio', 'maio', 'mei', 'maj'],
  ['jun', 'june', 'juni', 'juin', 'junio', 'giu', 'giugno', 'junho'],
  ['jul', 'july', 'juli', 'juil', 'juillet', 'julio', 'lug', 'luglio', 'julho'],
  ['aug', 'august', 'août', 'aout', 'ago', 'agosto', 'augustus', 'augusti'],
  ['sep', 'sept', 'september', 'septembre', 'septiembre', 'set', 'settembre', 'setembro'],
  ['oct', 'october', 'okt', 'oktober', 'octobre', 'octubre', 'ott', 'ottobre', 'out', 'outubro'],
  ['nov', 'november', 'novembre', 'noviembre', 'novembro'],
  ['dec', 'december', 'dez', 'dezember', 'déc', 'décembre', 'dic', 'diciembre', 'dicembre', 'dezembro', 'des', 'desember'],
];

const NUMBERS: ReadonlyMap<string, number> = new Map(NAMES.flatMap((names, month) => names.map((name) => [name, month + 1] as const)));

/** The number of the month of that name, from 1 on; 0 for any other word. */
export function monthNumber(name: string): number {
  const plain = name.toLowerCase().replace(/\.$/, '');
  return NUMBERS.get(plain) ?? NUMBERS.get(plain.slice(0, 3)) ?? 0;
}

/** Part of a pattern for the name of a month, with the dot of a cut one. The longest name goes first. */
export const MONTH_NAME = `(?:${[...NUMBERS.keys()]
  .sort((a, b) => b.length - a.length)
  .map((name) => `[${name[0]!.toUpperCase()}${name[0]}]${name.slice(1)}`)
  .join('|')})\\.?`;
