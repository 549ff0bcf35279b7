/** The zone that a log states once, on a line of its own, for all its times that state none. */

import { plainName } from '../plan/names.js';
import type { SourceRecord } from '../records/format.js';
import { type Zone, zoneNamed } from './zone.js';

/** Names of a zone, in languages that programs speak. */
const NAMED = String.raw`time ?-?zone|zeitzone|fuseau horaire|zona hor[aá]ria|fuso orario|tijdzone|user\.timezone|\btz\b|local time|ortszeit|heure locale|hora local|ora locale`;
const ZONE = String.raw`[A-Z][A-Za-z]+/[A-Z][\w+-]+(?:/\w+)?|(?:UTC|GMT) ?[+-]\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d\b|\b(?:CES?T|MES?Z|EES?T|WES?T|BST|[ECMP][SD]T|JST|UTC|GMT)\b`;
const STATED = new RegExp(`(?:${NAMED})[^.;|]{0,24}?(${ZONE})(?:[ (]+(${ZONE}))?`, 'i');
/** Whose zone: that of the program that writes, told when it starts or of its log. */
const OF_PROGRAM =
  /\b(?:start\w*|boot\w*|launch\w*|initiali[sz]\w*|running|ready|gestartet|hochgefahren|d[eé]marr\w*|lanc[eé]\w*|iniciad\w*|arrancad\w*|avviat\w*|opgestart|log(?:s|ging|file)?|protokoll\w*|journal|times?(?:tamps?)? (?:are|is|in)|all times|alle zeiten|jvm|server|process|service|dienst|system|default|environment|settings?|config\w*)\b/i;
/** Zones of plans, of customers and of what is looked at are not that of the log. */
const OF_OTHERS =
  /\b(?:cron\w*|schedul\w*|trigger\w*|next run|customer|store|shop|tenant|account|user(?!\.)|contact|report for|calendar|meeting|event at|converted|parse\w*)\b/i;
const FIELDS = new Set(['tz', 'timezone', 'zeitzone', 'usertimezone', 'serverzone']);

function textOf({ message, fields }: SourceRecord): string {
  let text = message ?? '';
  for (const name in fields) {
    const value = fields[name];
    if (typeof value === 'string' && FIELDS.has(plainName(name))) text += ` timezone=${value}`;
  }
  return text;
}

function zoneIn(text: string): Zone | null {
  if (!/zone|zona|fus|\btz\b|local|orts/i.test(text) || !OF_PROGRAM.test(text) || OF_OTHERS.test(text)) return null;
  const m = STATED.exec(text);
  // An area knows when its clocks change; the offset beside it is that of the day.
  const zones = [m?.[1], m?.[2]].flatMap((name) => (name === undefined ? [] : [zoneNamed(name.replace(' ', ''))]));
  return zones.find((zone) => zone?.name.includes('/')) ?? zones.find((zone) => zone !== null) ?? null;
}

/** The zone that the lines of a sample state for the log; null when none does, or when they do not agree. */
export function zoneOfLines(sample: readonly SourceRecord[]): Zone | null {
  const found = sample.filter(({ message }) => message !== null && message.length < 400).flatMap((record) => zoneIn(textOf(record)) ?? []);
  const [one] = found;
  return one !== undefined && found.every(({ name }) => name === one.name) ? one : null;
}
