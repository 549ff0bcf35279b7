/** What can be doubted of the times: zones that nobody stated, clocks that differ. */
import type { Review } from '../../model/review.js';
import { formatDuration, formatNumber } from '../../util/numbers.js';
import { type Block, codes, type Line, list, text } from './blocks.js';

const BASIS = { ids: 'by the ids that they share', records: 'by the records that they name', pattern: 'by the pattern of their times' };

/** Nothing where every time names its zone and all clocks agree. */
export function clockDoubts({ inputs, facts }: Review): Block[] {
  const told = new Set(facts.zones.map(({ file }) => file));
  const assumed = inputs.filter(({ zone, path }) => zone === 'assumed_utc' && !told.has(path)).map(({ path }) => path);
  const given = inputs.filter(({ zone }) => zone === 'given').map(({ path }) => path);
  return [
    ...(assumed.length > 0
      ? [text('Times without a zone were taken as UTC: ', ...codes(assumed), '. ', { code: '--zone' }, ' states another one.')]
      : []),
    ...(given.length > 0 ? [text('Times without a zone were read in the zone given by `--zone`: ', ...codes(given), '.')] : []),
    ...list(facts.zones.map(zoneLine)),
    ...list(facts.clocks.map(clockLine)),
  ];
}

function zoneLine({ file, other, pairs, agreeing, offset_minutes, state }: Review['facts']['zones'][number]): Line {
  const shared = `${formatNumber(agreeing)} of ${formatNumber(pairs)} ids shared with `;
  const names: Line = [{ code: file }, ' states no zone; '];
  if (state === 'utc') return [...names, 'UTC fits: ', shared, { code: other }, ' stand at the same time.'];
  const offset = `UTC${offset_minutes < 0 ? '-' : '+'}${clock(Math.abs(offset_minutes))}`;
  if (state === 'proven') return [...names, `its times were read as ${offset}: `, shared, { code: other }, ' are apart by just that.'];
  return [
    ...names,
    `it may be ${offset}, but only `,
    shared,
    { code: other },
    ' are apart by that. Its times were taken as UTC; ',
    { code: '--zone' },
    ' states another one.',
  ];
}

const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function clockLine({ stream, other, skew_ms, pairs, spread_ms, basis }: Review['facts']['clocks'][number]): Line {
  const way = skew_ms > 0 ? 'ahead of' : 'behind';
  return [
    'The clock of ',
    { code: stream },
    ` is ${formatDuration(Math.abs(skew_ms))} ${way} that of `,
    { code: other },
    `, ${BASIS[basis]}: ${formatNumber(pairs)} calls seen in both, within ${formatDuration(Math.max(1, spread_ms))} of each other. Lines are joined accordingly; times are shown as they were logged.`,
  ];
}
