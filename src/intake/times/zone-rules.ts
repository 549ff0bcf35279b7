/** Zones that the user gives for times that state none: for all files, or for those of a pattern. */
import { globTest } from '../../util/glob.js';
import { UserError } from '../../util/user-error.js';
import { type Zone, zoneNamed } from './zone.js';

/** The zone of a file by its path; null when the user gives none. */
export type ZoneOf = (path: string) => Zone | null;

/**
 * Reads `Europe/Berlin`, `+02:00` or `erp/*.log=Europe/Berlin`; the last that fits a file wins.
 * @throws UserError when a zone is not known.
 */
export function zoneRules(texts: readonly string[]): ZoneOf {
  const rules = texts.map(ruleOf).reverse();
  return (path) => rules.find(({ fits }) => fits(path))?.zone ?? null;
}

function ruleOf(text: string): { fits: (path: string) => boolean; zone: Zone } {
  const cut = text.lastIndexOf('=');
  const zone = zoneNamed(text.slice(cut + 1).trim());
  if (zone === null)
    throw new UserError(
      `--zone ${text}: no such time zone. Name an area (Europe/Berlin) or an offset (+02:00), for some files as 'erp/*.log=Europe/Berlin'.`,
    );
  return { fits: cut < 0 ? () => true : globTest(text.slice(0, cut)), zone };
}
