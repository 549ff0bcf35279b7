// What the sample generators share: seeded chance, lines in the order of time, spellings of time.

/** Seeded chance (mulberry32): the same seed gives the same numbers on every machine. */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (low, high) => low + Math.floor(next() * (high - low + 1));
  const hex = (length) => Array.from({ length }, () => between(0, 15).toString(16)).join('');
  return { next, between, hex, pick: (list) => list[between(0, list.length - 1)], uuid: () => uuid(hex) };
}

function uuid(hex) {
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}

/** Lines with their times; `text` gives them in the order of time, equal times in the order of writing. */
export function timedLines() {
  const lines = [];
  return {
    add: (ms, line) => lines.push({ ms, line }),
    text: () =>
      `${[...lines]
        .sort((a, b) => a.ms - b.ms)
        .map((entry) => entry.line)
        .join('\n')}\n`,
  };
}

export const iso = (ms) => new Date(ms).toISOString();
/** 2026-03-03 09:00:01.204 */
export const plain = (ms) => iso(ms).replace('T', ' ').replace('Z', '');
/** 03/Mar/2026:09:00:01 +0000, as access logs write it. */
export function accessTime(ms) {
  const [, month, day, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/
    .exec(new Date(ms).toUTCString())
    .map((x, i, all) => (i === 1 ? all[2] : i === 2 ? all[1] : x));
  return `${day}/${month}/${year}:${time} +0000`;
}

export const csv = (rows) => `${rows.map((row) => row.join(',')).join('\n')}\n`;
export const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
