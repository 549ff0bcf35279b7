/** From how much a reading of unknown names and positions is believed, and how much of a file is looked at for it. */

/** Fewer values than these show no behaviour. */
export const LEAST = 4;

/** Nearly all: one strange value in ten does not spoil a field or a position, as a log may begin amid what it tells of. */
export const MOST = 0.9;

/** Values of one field that are remembered; a hostile log does not get past the bound. */
export const MOST_VALUES = 5_000;
